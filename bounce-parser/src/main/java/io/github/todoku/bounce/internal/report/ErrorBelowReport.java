package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.Evidence.Place;
import java.util.List;
import java.util.Optional;

/** Apache James and Verizon's vtext.com: "Error message below:", the envelope behind "RCPT TO:". */
final class ErrorBelowReport implements ReportExtractor {
    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        ReportText text = message.reportText();
        String to = ReportText.valueOf(text.lines(), "RCPT TO:");
        boolean known = text.says("error message below:")
                || text.says("message could not be delivered to mobile")
                || text.says("message details:");
        String address = to == null || !known ? null : Addresses.firstIn(to, 0);
        if (address == null) {
            return Optional.empty();
        }
        List<String> reply = ReportText.before(text.linesAfter("error message below:"), "message details:");
        String error = ReportText.valueOf(text.lines(), "Error:");
        RecipientList recipients = new RecipientList(message.budget());
        recipients.add(RecipientReport.of(address)
                .says(ReportText.joined(reply), Place.TRANSCRIPT)
                .says(error, Place.TEXT));
        return Extraction.unlessEmpty("error-below", recipients, text);
    }
}
