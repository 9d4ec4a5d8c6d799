package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.OriginalMessage;
import io.github.todoku.bounce.ReportNote;
import io.github.todoku.message.EncodedWords;
import io.github.todoku.message.HeaderFields;
import io.github.todoku.message.MimePart;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gets the original mail's header fields, wherever they came back, and its octets where it came back whole. */
final class OriginalReader {
    private static final String SIGNATURE = "DKIM-Signature";

    /** After any of these something is missing, or may be. */
    private static final Set<ReportNote> CUT = EnumSet.of(
            ReportNote.INPUT_LIMIT,
            ReportNote.PARTS_LIMIT,
            ReportNote.DEPTH_LIMIT,
            ReportNote.HEADERS_LIMIT,
            ReportNote.TORN_MULTIPART);

    /** How far from its end a mail is searched for the remark of a server that cut it. */
    private static final int END_OCTETS = 300;

    /** What servers write where they returned a part only: Gmail into the mail, Exim and Sendmail into their report. */
    private static final List<String> REMARKS =
            List.of("truncated", "or so are included here", "only the first", "body suppressed", "body not included");

    private OriginalReader() {}

    /** The original; null if nothing of it came back. {@code inText} is where it stands in the report's text, if there. */
    static @Nullable OriginalMessage read(ReportMessage message, @Nullable String inText) {
        HeaderFields fields = fields(message, inText);
        if (fields == null || fields.count() == 0) {
            return null;
        }
        List<OriginalMessage.Field> kept = new ArrayList<>(Math.min(fields.count(), OriginalMessage.MAX_FIELDS));
        for (int i = 0; i < fields.count() && kept.size() < OriginalMessage.MAX_FIELDS; i++) {
            kept.add(new OriginalMessage.Field(fields.name(i), EncodedWords.decode(fields.value(i))));
        }
        OriginalMessage original = OriginalMessage.of(kept);
        boolean signed = original.first(SIGNATURE).isPresent();
        return signed ? octets(message).map(original::withOctets).orElse(original) : original;
    }

    private static @Nullable HeaderFields fields(ReportMessage message, @Nullable String inText) {
        MimePart returned = message.returnedMessage();
        if (returned != null) {
            return returned.children().isEmpty()
                    ? message.budget().headersIn(returned)
                    : returned.children().get(0).headers();
        }
        MimePart headers = message.returnedHeaders();
        if (headers != null) {
            return message.budget().headersIn(headers);
        }
        return inText == null ? null : message.budget().headersIn(inText);
    }

    /**
     * The mail from its first field on, where it is all there and as it was sent: a signature is held against it. What may have been cut
     * off or encoded anew on the way back is not given, for it would look like a mail that somebody changed.
     */
    private static Optional<byte[]> octets(ReportMessage message) {
        MimePart returned = message.returnedMessage();
        if (returned == null
                || !returned.type().isMessage()
                || returned.children().size() != 1) {
            return Optional.empty();
        }
        MimePart mail = returned.children().get(0);
        boolean fits = mail.end() - returned.bodyFrom() <= OriginalMessage.MAX_OCTETS;
        if (!fits || mail.isDecoded() || mail.bodyLength() == 0 || isCut(message)) {
            return Optional.empty();
        }
        byte[] octets = returned.body();
        int from = 0;
        while (from < octets.length && (octets[from] == '\r' || octets[from] == '\n')) {
            from++; // some servers put an empty line before the mail
        }
        byte[] whole = from == 0 ? octets : Arrays.copyOfRange(octets, from, octets.length);
        return isWhole(mail, whole) ? Optional.of(whole) : Optional.empty();
    }

    private static boolean isCut(ReportMessage message) {
        return message.budget().notes().stream().anyMatch(CUT::contains) || isRemarked(message.text());
    }

    private static boolean isRemarked(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return REMARKS.stream().anyMatch(lower::contains);
    }

    /** A multipart that was cut lacks its last boundary line; the report's own parts go on behind it. */
    private static boolean isWhole(MimePart mail, byte[] octets) {
        String boundary = mail.type().isMultipart() ? mail.type().boundary() : null;
        boolean torn = mail.type().isMultipart()
                && (boundary == null || !holds(octets, "\n--" + boundary.stripTrailing() + "--"));
        int end = Math.max(0, octets.length - END_OCTETS);
        return !torn && !isRemarked(new String(octets, end, octets.length - end, StandardCharsets.ISO_8859_1));
    }

    private static boolean holds(byte[] octets, String line) {
        byte[] wanted = line.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at + wanted.length <= octets.length; at++) {
            if (octets[at] == wanted[0] && Arrays.equals(octets, at, at + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }
}
