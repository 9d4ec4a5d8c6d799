package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.AuthFailure;
import io.github.todoku.bounce.Complaint;
import io.github.todoku.bounce.ReportNote;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.message.HeaderFields;
import io.github.todoku.message.MimePart;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** RFC 5965: a reader's complaint, also in the forms that have no report part. */
final class FeedbackReport {
    private static final String TYPE_FIELD = "Feedback-Type:";

    private static final String HOTMAIL_SUBJECT = "complaint about message from ";

    private FeedbackReport() {}

    /** The complaint; null if the message is none. */
    static @Nullable Complaint read(ReportMessage message) {
        MimePart part = message.feedback();
        if (part != null) {
            return completed(complaint(message.budget().headersIn(part)), message);
        }
        if ("feedback-report".equals(message.root().type().reportType())) {
            Complaint text = FailureText.read(message.text());
            return text == null ? complaint(message.budget().headersIn(message.text())) : text;
        }
        if (message.root().headers().has("X-Apple-Unsubscribe")) { // iCloud's button sends a mail of its own
            return Complaint.of("opt-out", null, null, null, Addresses.bare(message.from()));
        }
        if (isHotmailComplaint(message)) {
            return hotmail(message);
        }
        Complaint fields = fieldsInText(message);
        Complaint text = fields == null ? FailureText.read(message.text()) : fields;
        return text == null ? SesNotification.complaint(message) : text;
    }

    /** When the mail had come to the complaining reader's host (RFC 5965 §3.2); null if the report does not say. */
    static @Nullable Instant arrivalDate(ReportMessage message) {
        MimePart part = message.feedback();
        HeaderFields fields = part == null ? null : message.budget().headersIn(part);
        String arrival = fields == null ? null : fields.first("Arrival-Date");
        return MailDate.parse(arrival != null || fields == null ? arrival : fields.first("Received-Date"));
    }

    /** Outlook.com's reports name nobody; the header of the mail that came back does (support.microsoft.com, JMRP). */
    private static Complaint completed(Complaint complaint, ReportMessage message) {
        MimePart returned = message.returnedMessage();
        if (returned == null || complaint.originalRecipient() != null || complaint.sourceAddress() != null) {
            return complaint;
        }
        HeaderFields fields = returned.children().isEmpty()
                ? message.budget().headersIn(returned)
                : returned.children().get(0).headers();
        String recipient = fields.first("X-HmXmrOriginalRecipient");
        String source = fields.first("X-Originating-IP");
        String from = fields.first("Return-Path");
        if (recipient == null) {
            return complaint;
        }
        message.budget().note(ReportNote.COMPLAINT_FROM_HEADERS);
        return Complaint.of(
                complaint.feedbackType(),
                complaint.userAgent(),
                source == null
                        ? null
                        : IpLiteral.parse(source.strip().replace("[", "").replace("]", ""))
                                .orElse(null),
                complaint.originalMailFrom() != null || from == null
                        ? complaint.originalMailFrom()
                        : Addresses.bare(from),
                Addresses.bare(recipient),
                complaint.reportedDomain(),
                complaint.arrivalDate(),
                complaint.incidents(),
                complaint.authFailure());
    }

    /** The fields of RFC 5965 §3.1 at the beginning of a text or of a block in it, where no part says so. */
    private static @Nullable Complaint fieldsInText(ReportMessage message) {
        String text = message.text();
        int at = text.startsWith(TYPE_FIELD) ? 0 : text.indexOf("\n" + TYPE_FIELD);
        if (at < 0) {
            return null;
        }
        HeaderFields fields = message.budget().headersIn(text.substring(at).stripLeading());
        boolean report = fields.has("User-Agent") && fields.has("Version"); // §3.1: these three must be there
        return report ? complaint(fields) : null;
    }

    private static Complaint complaint(HeaderFields fields) {
        String from = fields.first("Original-Mail-From");
        String recipient = fields.first("Original-Rcpt-To");
        String arrival = fields.first("Arrival-Date");
        return Complaint.of(
                lower(fields.first("Feedback-Type")),
                fields.first("User-Agent"),
                FailureText.address(fields.first("Source-IP")),
                from == null ? null : Addresses.bare(from),
                recipient == null ? null : Addresses.bare(recipient),
                lower(fields.first("Reported-Domain")),
                arrival == null ? fields.first("Received-Date") : arrival, // RFC 5965 §3.2 knows both
                incidents(fields.first("Incidents")),
                authFailure(fields));
    }

    private static @Nullable AuthFailure authFailure(HeaderFields fields) {
        AuthFailure failure = new AuthFailure(
                lower(fields.first("Auth-Failure")),
                lower(fields.first("Identity-Alignment")),
                lower(fields.first("Delivery-Result")),
                lower(fields.first("DKIM-Domain")),
                fields.first("DKIM-Identity"),
                fields.first("DKIM-Selector"),
                fields.first("SPF-DNS"));
        return failure.isEmpty() ? null : failure;
    }

    private static @Nullable Long incidents(@Nullable String text) {
        boolean number = text != null && text.matches("[0-9]{1,18}");
        return number ? Long.valueOf(text) : null;
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.strip().toLowerCase(Locale.ROOT);
    }

    /** Outlook.com's junk mail reporting: the mail as an attachment, its facts in the subject and an X- field. */
    private static boolean isHotmailComplaint(ReportMessage message) {
        String subject = message.root().headers().first("Subject");
        return subject != null
                && subject.regionMatches(true, 0, HOTMAIL_SUBJECT, 0, HOTMAIL_SUBJECT.length())
                && (message.from().contains("staff@hotmail.com") || message.returnedMessage() != null);
    }

    private static Complaint hotmail(ReportMessage message) {
        MimePart returned = message.returnedMessage();
        MimePart mail = returned == null || returned.children().isEmpty()
                ? null
                : returned.children().get(0);
        String recipient = mail == null ? null : mail.headers().first("X-HmXmrOriginalRecipient");
        String source = message.subject().substring(HOTMAIL_SUBJECT.length()).strip();
        return Complaint.of(
                "abuse",
                null,
                IpLiteral.parse(source).orElse(null),
                null,
                recipient == null ? null : Addresses.bare(recipient));
    }
}
