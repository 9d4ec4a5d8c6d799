package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.Evidence.Place;
import java.util.List;
import java.util.Optional;

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
        return Optional.empty();
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
                    .background(text.told()));
        }
        return Extraction.unlessEmpty("exchange", recipients, text);
    }
}
