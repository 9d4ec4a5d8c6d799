package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.Evidence.Place;
import java.util.List;
import java.util.Optional;

/** Reports with "Technical details:" below a boxed list of addresses: {@code SMTP:RCPT host mx: 553 …}. */
final class TechnicalDetailsReport implements ReportExtractor {
    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        ReportText text = message.reportText();
        if (!text.says("technical details:") || !text.says("failed permanently")) {
            return Optional.empty();
        }
        List<String> details = ReportText.before(text.linesAfter("technical details:"), "=====");
        String words = ReportText.joined(details).strip();
        RecipientList recipients = new RecipientList(message.budget());
        for (AddressBlocks.Block block :
                AddressBlocks.read(text.linesAfter("failed permanently"), AddressBlocks.Reason.NEXT_LINES)) {
            recipients.add(RecipientReport.of(block.address())
                    .remoteHost(EximReport.hostIn(words))
                    .command(words.startsWith("SMTP:") ? Codes.commandIn(">>> " + words.substring(5)) : null)
                    .says(words, Place.TEXT));
        }
        return Extraction.unlessEmpty("technical-details", recipients, text);
    }
}
