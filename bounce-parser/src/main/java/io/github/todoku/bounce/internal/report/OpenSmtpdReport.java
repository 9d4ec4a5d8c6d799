package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.DeliveryAction;
import io.github.todoku.bounce.Evidence.Place;
import java.util.Optional;

/** OpenSMTPD: {@code a@b: reason}, one a line, below "the following list of recipients". */
final class OpenSmtpdReport implements ReportExtractor {
    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        ReportText text = message.reportText();
        if (!text.says("this is the mailer-daemon, please do not reply")) {
            return Optional.empty();
        }
        boolean delayed = text.says("has been in the queue for")
                || text.says("has been waiting in the queue")
                || message.subject().contains("delayed");
        RecipientList recipients = new RecipientList(message.budget());
        for (AddressBlocks.Block block : AddressBlocks.read(text.lines(), AddressBlocks.Reason.AFTER_COLON)) {
            recipients.add(RecipientReport.of(block.address())
                    .action(DeliveryAction.of(delayed))
                    .says(block.text(), Place.TEXT));
        }
        return Extraction.unlessEmpty("opensmtpd", recipients, text);
    }
}
