package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.DeliveryAction;
import io.github.todoku.bounce.Evidence.Place;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * sendmail without a delivery status, old and new, and those that write like it (Active! hunter, Bigfoot, Biglobe, McAfee):
 * a list of addresses under a dashed title, reasons in brackets, a transcript of the dialogue.
 */
final class SendmailReport implements ReportExtractor {
    private static final List<String> TITLES = List.of(
            "the following addresses had",
            "the following address had",
            "the following addresses have",
            "----- transcript of session follows",
            "---- transcript of session follows",
            "--- transcript of session follows");

    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        ReportText text = message.reportText();
        if (!text.told().contains("--") || !text.saysAny(TITLES)) {
            return Optional.empty();
        }
        boolean delayed = message.subject().startsWith("warning")
                || text.says("warning message only")
                || text.says("had transient non-fatal errors");
        Transcript transcript = Transcript.in(text.lines());
        RecipientList recipients = new RecipientList(message.budget());
        listed(text, transcript, recipients);
        if (recipients.isEmpty()) {
            transcript.addRefused(recipients);
        }
        recipients.all().forEach(r -> r.action(DeliveryAction.of(delayed)));
        return Extraction.unlessEmpty("sendmail", recipients, text);
    }

    /** The addresses under the title, each with its reason in brackets and what the transcript says of it. */
    private static void listed(ReportText text, Transcript transcript, RecipientList recipients) {
        List<String> lines = text.linesAfter("the following address");
        lines = ReportText.before(lines, "transcript of session follows");
        List<String> non = ReportText.before(lines, "non-delivered information");
        for (AddressBlocks.Block block : AddressBlocks.read(non, AddressBlocks.Reason.AFTER_BLANK)) {
            RecipientReport report = RecipientReport.of(block.address());
            transcript.tell(report);
            report.says(reason(block), Place.TEXT);
            if (non.size() < lines.size()) {
                report.says(ReportText.joined(lines.subList(non.size() + 1, lines.size())), Place.TEXT);
            }
            report.originalRecipient(expandedFrom(block));
            recipients.add(report);
        }
    }

    /** {@code (reason: 550 …)}, {@code [User unknown]}, {@code (5.1.1 <a@b>... User unknown)}. */
    private static String reason(AddressBlocks.Block block) {
        String text = block.text().strip();
        int expanded = text.indexOf("(expanded from:");
        if (expanded >= 0) {
            text = text.substring(0, expanded).strip();
        }
        if (text.startsWith("(reason:")) {
            text = text.substring(8);
        } else if (text.startsWith("(") || text.startsWith("[")) {
            text = text.substring(1);
        }
        text = text.strip();
        boolean closed = text.endsWith(")") || text.endsWith("]");
        return closed ? text.substring(0, text.length() - 1) : text;
    }

    private static @Nullable String expandedFrom(AddressBlocks.Block block) {
        String text = block.text();
        int at = text.toLowerCase(Locale.ROOT).indexOf("(expanded from:");
        return at < 0 ? null : Addresses.firstIn(text, at);
    }
}
