package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.DeliveryAction;
import io.github.todoku.bounce.Evidence.Place;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Text and nothing else, the last resort: a mail that a mail system sent, that says in its subject or its text that something
 * was not delivered, and that names an address where only a recipient can stand.
 */
final class ProseReport implements ReportExtractor {
    private static final List<String> SUBJECTS = List.of(
            "undeliver",
            "delivery status",
            "delivery failure",
            "delivery failed",
            "delivery has failed",
            "delivery problem",
            "delivery error",
            "delivery notification",
            "returned mail",
            "returned message",
            "returning",
            "failure notice",
            "failure delivery",
            "mail failure",
            "mail system error",
            "mail error",
            "could not be delivered",
            "not delivered",
            "message you sent blocked",
            "non remis",
            "unzustellbar",
            "no se puede entregar",
            "non recapitabile",
            "配信不能",
            "未達",
            "недоставлен",
            "не доставлено");
    private static final List<String> FAILURES = List.of(
            "could not be delivered",
            "couldn't be delivered",
            "cannot be delivered",
            "was not delivered",
            "wasn't delivered",
            "not be delivered",
            "unable to deliver",
            "delivery failed",
            "delivery has failed",
            "failed to deliver",
            "did not reach the following recipient",
            "undeliverable",
            "mailbox is full",
            "mailbox full",
            "user unknown",
            "unknown user",
            "no such user",
            "unknown host",
            "failed addresses follow",
            "不明",
            "送信できませんでした",
            "配信できません",
            "見つかりませんでした");

    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        if (AutomaticAnswer.kind(message) != null) {
            return Optional.empty();
        }
        ReportText text = message.reportText();
        boolean sent = message.isFromMailSystem() || message.hasNullSender();
        boolean titled = SUBJECTS.stream().anyMatch(message.subject()::contains);
        boolean told = FAILURES.stream().anyMatch(text::says);
        if (!(sent && told) && !(sent && titled) && !(titled && told && message.returnedMessage() != null)) {
            return Optional.empty();
        }
        RecipientList recipients = new RecipientList(message.budget());
        addListed(text, recipients);
        if (recipients.isEmpty()) {
            for (String address : message.failedRecipients()) {
                recipients.add(RecipientReport.of(address).background(text.told()));
            }
        }
        if (recipients.isEmpty() && told) {
            String address = named(message, text);
            recipients.add(RecipientReport.of(address).background(text.told()));
        }
        boolean delayed =
                message.subject().contains("delay") || message.subject().startsWith("warning");
        recipients.all().forEach(r -> r.action(DeliveryAction.of(delayed)));
        return Extraction.unlessEmpty("prose", recipients, text);
    }

    /** Lines that begin with an address and tell a reason, or hold nothing else. */
    private static void addListed(ReportText text, RecipientList recipients) {
        List<AddressBlocks.Block> blocks = AddressBlocks.read(text.lines(), AddressBlocks.Reason.AFTER_BLANK);
        for (AddressBlocks.Block block : blocks) {
            recipients.add(RecipientReport.of(block.address())
                    .command(Codes.commandIn(block.text()))
                    .says(block.text(), Place.TEXT)
                    .background(text.told()));
        }
    }

    /** The only address in the text that is not the one the report was sent to; null if there is none or are several. */
    private static @Nullable String named(ReportMessage message, ReportText text) {
        String to = message.root().decodedHeader("To");
        String found = null;
        String told = text.told();
        for (int at = told.indexOf('@'); at >= 0; at = told.indexOf('@', at + 1)) {
            String address = Addresses.around(told, at, 0);
            boolean other = address != null
                    && !to.toLowerCase(Locale.ROOT).contains(address.toLowerCase(Locale.ROOT))
                    && !address.startsWith("postmaster@");
            if (other) {
                if (found != null && !found.equalsIgnoreCase(address)) {
                    return null;
                }
                found = address;
            }
        }
        return found;
    }
}
