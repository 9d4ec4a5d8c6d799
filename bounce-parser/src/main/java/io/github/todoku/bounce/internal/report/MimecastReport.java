package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.Evidence.Place;
import java.util.List;
import java.util.Optional;

/** Mimecast: {@code -- a@b}, then "The problem appears to be :" and "Additional information follows :". */
final class MimecastReport implements ReportExtractor {
    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        ReportText text = message.reportText();
        if (!text.says("the problem appears to be")) {
            return Optional.empty();
        }
        List<String> details =
                ReportText.before(text.linesAfter("additional information follows"), "this condition occurred");
        List<String> problem =
                ReportText.before(text.linesAfter("the problem appears to be"), "additional information");
        RecipientList recipients = new RecipientList(message.budget());
        for (AddressBlocks.Block block : AddressBlocks.read(
                ReportText.before(text.lines(), "the problem appears to be"), AddressBlocks.Reason.NEXT_LINES)) {
            recipients.add(RecipientReport.of(block.address())
                    .says(withoutDashes(details), Place.TEXT)
                    .says(withoutDashes(problem), Place.TEXT));
        }
        return Extraction.unlessEmpty("mimecast", recipients, text);
    }

    private static String withoutDashes(List<String> lines) {
        String words = ReportText.joined(lines).strip();
        return words.startsWith("-- ") ? words.substring(3) : words;
    }
}
