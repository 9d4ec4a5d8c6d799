package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.Evidence.Place;
import java.util.List;
import java.util.Optional;

/** MailMarshal and Trustwave: "Could not be delivered because of", "The following recipients were affected:". */
final class MailMarshalReport implements ReportExtractor {
    private static final String AFFECTED = "the following recipients were affected";

    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        ReportText text = message.reportText();
        if (!text.says(AFFECTED)) {
            return Optional.empty();
        }
        List<String> reason = ReportText.before(text.linesAfter("could not be delivered because of"), AFFECTED);
        List<String> affected = ReportText.before(text.linesAfter(AFFECTED), "additional information");
        RecipientList recipients = new RecipientList(message.budget());
        for (AddressBlocks.Block block : AddressBlocks.read(affected, AddressBlocks.Reason.NEXT_LINES)) {
            recipients.add(RecipientReport.of(block.address()).says(ReportText.joined(reason), Place.TEXT));
        }
        return Extraction.unlessEmpty("mailmarshal", recipients, text);
    }
}
