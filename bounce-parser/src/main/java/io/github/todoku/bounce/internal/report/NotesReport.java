package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.Evidence.Place;
import java.util.List;
import java.util.Optional;

/** Lotus Notes and Domino without a delivery status: "Failure Reasons", or "was not delivered to:" and "because:". */
final class NotesReport implements ReportExtractor {
    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        ReportText text = message.reportText();
        RecipientList recipients = new RecipientList(message.budget());
        if (text.says("------- failure reasons")) {
            List<String> lines = text.linesAfter("------- failure reasons");
            String words = ReportText.joined(lines);
            for (AddressBlocks.Block block : AddressBlocks.read(lines, AddressBlocks.Reason.AFTER_BLANK)) {
                recipients.add(RecipientReport.of(block.address()).says(words, Place.TEXT));
            }
        } else if (text.says("was not delivered to:")) {
            List<String> lines = text.linesAfter("was not delivered to:");
            String because = ReportText.joined(text.linesAfter("because:"));
            for (AddressBlocks.Block block :
                    AddressBlocks.read(ReportText.before(lines, "because:"), AddressBlocks.Reason.NEXT_LINES)) {
                recipients.add(RecipientReport.of(block.address()).says(because, Place.TEXT));
            }
        }
        return Extraction.unlessEmpty("notes", recipients, text);
    }
}
