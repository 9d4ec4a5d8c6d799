package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.Evidence.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Microsoft's free forms: Exchange 5.5 to 2003 ({@code a@b on 4/29/01}, the reason below), and the later ones whose details
 * stand under "Diagnostic information for administrators" or only in HTML.
 */
final class ExchangeReport implements ReportExtractor {
    private static final List<String> OLD_MARKS = List.of(
            "did not reach the following recipient(s):",
            "the following recipient(s) could not be reached:",
            "could not be delivered to the following recipient(s)",
            "no alcanzó a los destinatarios siguientes");

    /** The same notice since 2007, where it ends before the details for administrators. */
    private static final List<String> NOTICES = List.of(
            "delivery has failed to these recipients",
            "your message wasn't delivered to anyone because",
            "fehler bei der zustellung der nachricht an folgende empfänger",
            "fehler bei der nachrichtenzustellung an folgende empfänger",
            "échec de la remise à ces destinataires",
            "échec de la remise aux destinataires",
            "la remise a échoué pour ces destinataires",
            "error en la entrega a estos destinatarios",
            "no se pudo entregar el mensaje a estos destinatarios",
            "no se pudo entregar a estos destinatarios",
            "recapito non riuscito",
            "falha na entrega",
            "falha ao entregar",
            "bezorging is mislukt",
            "niet bezorgd bij deze",
            "nie można dostarczyć",
            "сбой доставки",
            "doručení se nezdařilo",
            "teslim edilemedi",
            "次の受信者またはグループへの配信",
            "传递到以下收件人",
            "無法傳遞給這些收件者",
            "받는 사람에게 배달하지 못했습니다");

    private static final List<String> NEW_MARKS = List.of(
            "diagnostic information for administrators",
            "delivery has failed to these recipients",
            "informations de diagnostic pour les administrateurs",
            "diagnoseinformationen für administratoren",
            "información de diagnóstico para los administradores",
            "informazioni di diagnostica per gli amministratori",
            "diagnostische gegevens voor beheerders",
            "管理者用の診断情報",
            "管理者向けの診断情報");

    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        ReportText text = message.reportText();
        for (String mark : OLD_MARKS) {
            if (text.says(mark)) {
                return old(message, text, mark);
            }
        }
        for (String mark : NEW_MARKS) {
            if (text.says(mark)) {
                return later(message, text, mark);
            }
        }
        boolean named = message.root().headers().has("X-MS-Exchange-Message-Is-Ndr");
        return named || message.isFromMailSystem() ? notice(message, text, named) : Optional.empty();
    }

    /**
     * The later notice by its first sentence; where Exchange's own field says what the mail is, in any language by its form:
     * the recipients stand in lines of their own, as nothing else does.
     */
    private static Optional<Extraction> notice(ReportMessage message, ReportText text, boolean named) {
        RecipientList recipients = new RecipientList(message.budget());
        for (String mark : NOTICES) {
            if (recipients.isEmpty() && text.says(mark)) {
                readNotice(recipients, text.linesAfter(mark));
            }
        }
        if (recipients.isEmpty() && named) {
            readNotice(recipients, text.lines());
        }
        return Extraction.unlessEmpty("exchange", recipients, text);
    }

    /** {@code Taro (taro@example.com)<mailto:taro@example.com>}, and in the lines below it a sentence that says why. */
    private static void readNotice(RecipientList recipients, List<String> lines) {
        RecipientReport last = null;
        List<String> words = new ArrayList<>();
        for (String line : lines) {
            String address = line.contains("mailto:") || line.strip().endsWith(")") ? Addresses.firstIn(line, 0) : null;
            if (address != null) {
                say(last, words);
                words = new ArrayList<>();
                last = RecipientReport.of(address);
                recipients.add(last);
            } else {
                words.add(line);
            }
        }
        say(last, words);
    }

    private static void say(@Nullable RecipientReport recipient, List<String> words) {
        if (recipient != null) {
            recipient.says(ReportText.joined(words), Place.TEXT);
        }
    }

    private static Optional<Extraction> old(ReportMessage message, ReportText text, String mark) {
        RecipientList recipients = new RecipientList(message.budget());
        for (AddressBlocks.Block block : AddressBlocks.read(text.linesAfter(mark), AddressBlocks.Reason.AFTER_BLANK)) {
            List<String> lines = block.lines();
            boolean dated = !lines.isEmpty() && lines.get(0).startsWith("on ");
            List<String> words = dated ? lines.subList(1, lines.size()) : lines;
            recipients.add(RecipientReport.of(block.address()).says(ReportText.joined(words), Place.TEXT));
        }
        return Extraction.unlessEmpty("exchange", recipients, text);
    }

    private static Optional<Extraction> later(ReportMessage message, ReportText text, String mark) {
        RecipientList recipients = new RecipientList(message.budget());
        for (AddressBlocks.Block block : AddressBlocks.read(text.linesAfter(mark), AddressBlocks.Reason.NEXT_LINES)) {
            String words = block.text().strip();
            int end = words.indexOf(" ##");
            String reply = end < 0 ? words : words.substring(0, end);
            recipients.add(RecipientReport.of(block.address())
                    .says(reply.startsWith("#") ? reply.substring(1) : reply, Place.TEXT)
                    .background(text));
        }
        return Extraction.unlessEmpty("exchange", recipients, text);
    }
}
