package io.github.todoku.render;

import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.Complaint;
import io.github.todoku.bounce.Delivery;
import io.github.todoku.bounce.suppression.AddressHistory;
import io.github.todoku.bounce.suppression.SuppressionEvent;
import io.github.todoku.bounce.suppression.SuppressionReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows for a database (RFC 4180): one a recipient that a report names, one an address that is remembered. What is not known is an
 * empty cell; line breaks and other controls in a stranger's words become blanks, so that a row is a line. Addresses stand whole;
 * a cell that a spreadsheet would take for a formula begins with an apostrophe.
 */
public final class BounceCsv {
    /** The names of the columns of {@link #rows}. */
    public static final String HEADER =
            "file,index,kind,form,date,message_id,original_message_id,envelope_recipient,recipient,"
                    + "original_recipient,forwarded_to,action,status,reply_code,permanence,cause,advice,remote_host,command,"
                    + "last_attempt,reply";

    /** The names of the columns of {@link #row}. */
    public static final String HISTORY_HEADER =
            "address,suppressed,reason,since,last_event,last_kind,last_cause,events,last_words";

    private BounceCsv() {}

    /**
     * {@return a line for each recipient: those that were not reached, those that were, a reader who complained; none for a message
     * that is about nobody}
     *
     * @param report the report
     * @param file the file it was read from, as the reader named it; null for none
     * @param index its place in a file of several mails, from 0; null in a file of one
     */
    public static List<String> rows(BounceReport report, @Nullable String file, @Nullable Integer index) {
        List<String> rows = new ArrayList<>();
        for (Bounce bounce : report.bounces()) {
            rows.add(row(
                    report,
                    file,
                    index,
                    bounce.recipient(),
                    bounce.originalRecipient(),
                    bounce.forwardedTo(),
                    bounce.action(),
                    bounce.status(),
                    bounce.replyCode(),
                    bounce.permanence().overall(),
                    bounce.cause(),
                    bounce.advice(),
                    bounce.remoteHost(),
                    bounce.command(),
                    bounce.lastAttempt(),
                    bounce.diagnosticText()));
        }
        for (Delivery delivery : report.deliveries()) {
            rows.add(row(
                    report,
                    file,
                    index,
                    delivery.recipient(),
                    delivery.originalRecipient(),
                    delivery.forwardedTo(),
                    delivery.action(),
                    delivery.status(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null));
        }
        Complaint complaint = report.complaint();
        if (complaint != null) {
            rows.add(row(
                    report,
                    file,
                    index,
                    complaint.recipient(),
                    complaint.originalRecipient(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    complaint.feedbackType()));
        }
        return rows;
    }

    private static String row(
            BounceReport report, @Nullable String file, @Nullable Integer index, @Nullable Object... ofRecipient) {
        return CsvText.line(Stream.concat(
                Stream.of(
                        file,
                        index,
                        report.kind(),
                        report.form(),
                        report.date(),
                        report.messageId(),
                        report.identity().originalMessageId(),
                        report.identity().envelopeRecipient()),
                Stream.of(ofRecipient)));
    }

    /**
     * {@return the line of an address}
     *
     * @param history what is known of it
     */
    public static String row(AddressHistory history) {
        List<SuppressionEvent> events = history.events();
        SuppressionEvent last = events.isEmpty() ? null : events.get(events.size() - 1);
        @Nullable SuppressionReason reason = history.reason().orElse(null);
        @Nullable Instant since = history.since().orElse(null);
        return CsvText.line(Stream.of(
                history.address(),
                history.isSuppressed(),
                reason,
                since,
                last == null ? null : last.at(),
                last == null ? null : last.kind(),
                last == null ? null : last.cause(),
                events.size() + history.leftOut(),
                last == null ? null : last.words()));
    }
}
