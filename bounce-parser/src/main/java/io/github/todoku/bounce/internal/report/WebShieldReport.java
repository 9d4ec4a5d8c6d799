package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.DeliveryAction;
import io.github.todoku.bounce.Evidence.Place;
import java.util.List;
import java.util.Optional;

/** WebShield and what writes like it: addresses under {@code ---- Failed Recipients ----}, the reason below them. */
final class WebShieldReport implements ReportExtractor {
    private static final List<String> TITLES = List.of("---- failed recipients ----", "--- failed recipients ---");

    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        ReportText text = message.reportText();
        for (String title : TITLES) {
            if (text.says(title)) {
                RecipientList recipients = new RecipientList(message.budget());
                for (AddressBlocks.Block block :
                        AddressBlocks.read(text.linesAfter(title), AddressBlocks.Reason.AFTER_COLON)) {
                    recipients.add(RecipientReport.of(block.address())
                            .action(DeliveryAction.FAILED)
                            .command(Codes.commandIn(block.text()))
                            .says(block.text(), Place.TEXT));
                }
                return Extraction.unlessEmpty("webshield", recipients, text);
            }
        }
        return Optional.empty();
    }
}
