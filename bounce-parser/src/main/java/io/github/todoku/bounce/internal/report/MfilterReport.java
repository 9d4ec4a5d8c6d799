package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.Evidence.Place;
import java.util.List;
import java.util.Optional;

/** m-FILTER: the address, "-------server message", "-------SMTP command". */
final class MfilterReport implements ReportExtractor {
    private static final String REPLY = "-------server message";
    private static final String COMMAND = "-------smtp command";

    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        ReportText text = message.reportText();
        if (!text.told().contains(REPLY)) {
            return Optional.empty();
        }
        List<String> reply = ReportText.before(text.linesAfter(REPLY), COMMAND);
        List<String> command = text.linesAfter(COMMAND);
        RecipientList recipients = new RecipientList(message.budget());
        for (AddressBlocks.Block block :
                AddressBlocks.read(ReportText.before(text.lines(), REPLY), AddressBlocks.Reason.NEXT_LINES)) {
            recipients.add(RecipientReport.of(block.address())
                    .command(command.isEmpty() ? null : Codes.commandIn(">>> " + command.get(0)))
                    .says(ReportText.joined(reply), Place.TRANSCRIPT));
        }
        return Extraction.unlessEmpty("m-filter", recipients, text);
    }
}
