package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.DeliveryAction;
import io.github.todoku.bounce.Evidence.Place;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Postfix without a delivery status: {@code <a@b>: host mx[192.0.2.1] said: 550 … (in reply to RCPT TO command)}. */
final class PostfixReport implements ReportExtractor {
    private static final List<String> MARKS = List.of(
            "this is the mail system at host",
            "this is the postfix program at host",
            "could not be delivered to one or more recipients",
            "this is the email security gateway at host",
            "this is the symantec",
            "i'm sorry to have to inform you that");

    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        ReportText text = message.reportText();
        if (!text.saysAny(MARKS)) {
            return Optional.empty();
        }
        boolean delayed =
                text.says("this is a warning only") || message.subject().contains("delayed mail");
        RecipientList recipients = new RecipientList(message.budget());
        for (AddressBlocks.Block block : AddressBlocks.read(text.lines(), AddressBlocks.Reason.AFTER_COLON)) {
            String words = block.text();
            recipients.add(RecipientReport.of(block.address())
                    .action(DeliveryAction.of(delayed))
                    .remoteHost(hostIn(words))
                    .command(Codes.commandIn(words))
                    .says(words, Place.TEXT));
        }
        return Extraction.unlessEmpty("postfix", recipients, text);
    }

    /** {@code host mx.example.com[192.0.2.1] said}. */
    static @Nullable String hostIn(String words) {
        int at = words.indexOf("host ");
        int bracket = at < 0 ? -1 : words.indexOf('[', at);
        String host = bracket < 0 ? "" : words.substring(at + 5, bracket).strip();
        return host.indexOf(' ') >= 0 || host.isEmpty() ? null : host;
    }
}
