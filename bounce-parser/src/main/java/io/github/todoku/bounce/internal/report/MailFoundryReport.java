package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.Evidence.Place;
import java.util.List;
import java.util.Optional;

/** MailFoundry: "Unable to deliver message to: {@code <a@b>}", "Delivery failed for the following reason:". */
final class MailFoundryReport implements ReportExtractor {
    private static final String TO = "unable to deliver message to: ";

    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        ReportText text = message.reportText();
        int at = text.lower().indexOf(TO);
        String address = at < 0 ? null : Addresses.firstIn(text.told(), at + TO.length());
        if (address == null) {
            return Optional.empty();
        }
        List<String> reason = ReportText.before(
                text.linesAfter("delivery failed for the following reason"), "this has been a permanent failure");
        RecipientList recipients = new RecipientList(message.budget());
        recipients.add(RecipientReport.of(address).says(ReportText.joined(reason), Place.TEXT));
        return Extraction.unlessEmpty("mailfoundry", recipients, text);
    }
}
