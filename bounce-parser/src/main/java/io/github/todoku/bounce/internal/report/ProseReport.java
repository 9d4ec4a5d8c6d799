package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.DeliveryAction;
import io.github.todoku.bounce.Evidence.Place;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
            "nicht zugestellt",
            "no se puede entregar",
            "no entregado",
            "não entregue",
            "non recapitabile",
            "mancato recapito",
            "niet bezorgd",
            "onbestelbaar",
            "配信不能",
            "未達",
            "недоставлен",
            "не доставлено",
            "退信",
            "退回",
            "배달 실패",
            "반송");
    private static final List<String> FAILURES = List.of(
            "could not be delivered",
            "couldn't be delivered",
            "cannot be delivered",
            "was not delivered",
            "wasn't delivered",
            "not be delivered",
            "has not been delivered",
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
            "konnte nicht zugestellt werden",
            "n'a pas pu être remis",
            "n'a pas pu être délivré",
            "no se pudo entregar",
            "no se ha podido entregar",
            "não foi possível entregar",
            "não pôde ser entregue",
            "impossibile recapitare",
            "non è stato possibile recapitare",
            "kon niet worden bezorgd",
            "не удалось доставить",
            "被退回",
            "无法投递",
            "无法送达",
            "無法傳遞",
            "배달하지 못했습니다",
            "不明",
            "送信できませんでした",
            "配信できません",
            "見つかりませんでした");

    /** What stands before a recipient, lower case. */
    private static final Set<String> LABELS = Set.of(
            "recipient",
            "recipients",
            "recipient address",
            "your message to",
            "failed recipient",
            "failed recipients",
            "intended recipient",
            "original recipient",
            "rcpt to",
            "empfänger",
            "destinatario",
            "destinatarios",
            "destinatari",
            "destinatário",
            "destinataire",
            "destinataires",
            "ontvanger",
            "mottagare",
            "получатель",
            "收件人",
            "收件人地址",
            "收件人邮件地址",
            "送信先",
            "宛先",
            "受信者",
            "宛先アドレス",
            "수신자",
            "받는 사람");

    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        if (AutomaticAnswer.kind(message) != null) {
            return Optional.empty();
        }
        ReportText text = message.reportText();
        boolean sent = message.isFromMailSystem() || message.hasNullSender();
        boolean titled = ReportText.holdsAny(message.subject(), SUBJECTS);
        boolean told = text.saysAny(FAILURES);
        if (!(sent && told) && !(sent && titled) && !(titled && told && message.returnedMessage() != null)) {
            return Optional.empty();
        }
        RecipientList recipients = new RecipientList(message.budget());
        addListed(text, recipients);
        if (recipients.isEmpty()) {
            addLabelled(text, recipients);
        }
        if (recipients.isEmpty()) {
            for (String address : message.failedRecipients()) {
                recipients.add(RecipientReport.of(address).background(text));
            }
        }
        if (recipients.isEmpty() && told) {
            String address = named(message, text);
            recipients.add(RecipientReport.of(address).background(text));
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
                    .background(text));
        }
    }

    /** {@code Recipient: a@b}, or the address in the line below. */
    private static void addLabelled(ReportText text, RecipientList recipients) {
        String above = "";
        for (String line : text.lines()) {
            int at = line.indexOf('@');
            if (at >= 0 && (isLabel(line.substring(0, at)) || isLabel(above))) {
                String address = Addresses.firstIn(line, 0);
                if (address != null) {
                    recipients.add(RecipientReport.of(address).background(text));
                }
            }
            above = at >= 0 || line.isBlank() ? "" : line;
        }
    }

    /** Whether the text before the address ends in a colon behind nothing but such a word. */
    private static boolean isLabel(String before) {
        int colon = Math.max(before.lastIndexOf(':'), before.lastIndexOf('：'));
        String words = colon < 0 ? "" : before.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        return LABELS.contains(words);
    }

    /** {@code Message-ID: <…>}, {@code "<…>"} in a cell of a list: what begins at {@code from} is no address. */
    private static boolean isMessageId(String text, int from) {
        String before = text.substring(Math.max(0, from - 30), from).toLowerCase(Locale.ROOT);
        return before.endsWith("\"<") || (before.endsWith("<") && before.contains("message-id"));
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
                    && !address.startsWith("postmaster@")
                    && !isMessageId(told, at - address.indexOf('@'));
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
