package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.OriginalMessage;
import io.github.todoku.bounce.ReportIdentity;
import io.github.todoku.bounce.VerpPattern;
import io.github.todoku.message.HeaderFields;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the header of a report says of the report itself, and whom the mail that came back was sent to. */
final class ReportEnvelope {
    /** Where the address that a report was delivered to may stand, the surest first. */
    private static final String[] SENT_TO = {"X-Original-To", "Delivered-To", "Envelope-To", "X-Envelope-To", "To"};

    /** RFC 5322 §2.1.1: the longest line; a Message-ID beyond it is none. */
    private static final int MAX_ID = 998;

    private ReportEnvelope() {}

    /** Which message it is; {@code arrival} is what the report says of the mail that came back. */
    static ReportIdentity identity(
            ReportMessage message, @Nullable OriginalMessage original, @Nullable Instant arrival) {
        HeaderFields fields = message.root().headers();
        String about = original == null ? null : id(original.messageId());
        return new ReportIdentity(
                MailDate.parse(fields.first("Date")),
                arrival,
                id(fields.first("Message-ID")),
                about == null ? id(fields.first("In-Reply-To")) : about,
                deliveredTo(fields));
    }

    private static @Nullable String deliveredTo(HeaderFields fields) {
        for (String name : SENT_TO) {
            String value = fields.first(name);
            String address = value == null ? "" : Addresses.bare(value);
            if (Addresses.isAddress(address)) {
                return address;
            }
        }
        return null;
    }

    /** What stands in angle brackets, and they; some leave them out. Null if there is nothing. */
    static @Nullable String id(@Nullable String field) {
        String text = field == null ? "" : field.strip();
        int open = text.indexOf('<');
        int close = text.indexOf('>', open + 1);
        String id = open >= 0 && close > open ? text.substring(open, close + 1) : text;
        return id.isEmpty() || id.length() > MAX_ID || id.indexOf('\n') >= 0 ? null : id;
    }

    /** Whom the mail was sent to, by the envelope sender that it had: what the report was sent to, or came back with it. */
    static Optional<String> subscriber(
            VerpPattern verp, ReportMessage message, @Nullable OriginalMessage original, @Nullable String mailFrom) {
        HeaderFields fields = message.root().headers();
        for (String name : SENT_TO) {
            for (String value : fields.all(name)) {
                Optional<String> hidden = verp.recover(Addresses.bare(value));
                if (hidden.isPresent()) {
                    return hidden;
                }
            }
        }
        String path = mailFrom != null || original == null
                ? mailFrom
                : original.first("Return-Path").orElse(null);
        return path == null ? Optional.empty() : verp.recover(Addresses.bare(path));
    }
}
