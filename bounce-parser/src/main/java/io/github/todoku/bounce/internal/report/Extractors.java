package io.github.todoku.bounce.internal.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The forms in the order they are tried: standards before dialects, prose last. */
public final class Extractors {
    /** RFC 3464: fields, made for programs; nobody quotes a part. */
    private static final ReportExtractor STANDARD = new DeliveryStatusReport();

    private static final List<ReportExtractor> ORDER = List.of(
            new FieldedReport(), // the same fields where no part says so
            new SesNotification(), // JSON
            new LabelledReport(), // fields under other names
            // dialects that one phrase gives away
            new DragonflyReport(),
            new OpenSmtpdReport(),
            new MfilterReport(),
            new MimecastReport(),
            new ZohoReport(),
            new MailMarshalReport(),
            new ImailReport(),
            new MailFoundryReport(),
            new GmailReport(),
            new EximReport(), // before qmail: Mail.ru mixes the two
            new QmailReport(),
            new SessionReport(), // before sendmail: the same title, other lines
            new SendmailReport(),
            new ExchangeReport(),
            new PostfixReport(),
            new ErrorBelowReport(),
            new NotesReport(),
            new SmtpServerReport(),
            new TechnicalDetailsReport(),
            new InterScanReport(),
            new WebShieldReport(),
            new CarrierReport(),
            new ListLoopReport(),
            new ListModeratorReport(),
            new ProseReport()); // text and nothing else

    private Extractors() {}

    /** All of them, in their order. */
    static List<ReportExtractor> all() {
        return Stream.concat(Stream.of(STANDARD), ORDER.stream()).toList();
    }

    /** What the first form that knows the message says; empty if none does. */
    public static Optional<Extraction> extract(ReportMessage message) {
        Optional<Extraction> standard = STANDARD.extract(message);
        if (standard.isPresent() || message.isFromPerson() || AutomaticAnswer.kind(message) != null) {
            return standard;
        }
        for (ReportExtractor extractor : ORDER) {
            Optional<Extraction> found = extractor.extract(message);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
