package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.Evidence.Place;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** qmail and those that write like it (netqmail, Yahoo!): {@code <a@b>:}, the reason, "--- Below this line is a copy". */
final class QmailReport implements ReportExtractor {
    private static final List<String> MARKS = List.of(
            "this is the qmail-send program",
            "wasn't able to deliver your message to the following addresses",
            "we were unable to deliver your message to the following address",
            "unable to deliver message to the following address(es)",
            "i tried to deliver a bounce message to this address",
            "wasn't able to deliver the following message");
    private static final String SAID = "remote host said:";

    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        ReportText text = message.reportText();
        if (!text.saysAny(MARKS) && !isFailureNotice(message, text)) {
            return Optional.empty();
        }
        RecipientList recipients = new RecipientList(message.budget());
        for (AddressBlocks.Block block : AddressBlocks.read(text.lines(), AddressBlocks.Reason.AFTER_COLON)) {
            recipients.add(recipient(block));
        }
        String to = recipients.isEmpty() ? ReportText.valueOf(text.lines(), "To:") : null;
        if (to != null && Addresses.isAddress(Addresses.bare(to))) { // Yahoo names the mail by its header
            recipients.add(RecipientReport.of(Addresses.bare(to)).background(text));
        }
        return Extraction.unlessEmpty("qmail", recipients, text);
    }

    /** Programs that took over the shape and changed the words. */
    private static boolean isFailureNotice(ReportMessage message, ReportText text) {
        String copy = text.copy();
        return copy != null
                && (message.subject().startsWith("failure notice")
                        || message.subject().startsWith("failure delivery"))
                && text.told().contains(">:");
    }

    private static RecipientReport recipient(AddressBlocks.Block block) {
        String text = block.text();
        int said = text.toLowerCase(Locale.ROOT).indexOf(SAID);
        RecipientReport report = RecipientReport.of(block.address())
                .remoteHost(hostIn(text, said))
                .command(command(text));
        if (said >= 0) {
            String reply = ReportText.joined(ReportText.before(
                    text.substring(said + SAID.length()).strip().lines().toList(), "giving up on "));
            report.says(reply, Place.TRANSCRIPT);
        }
        return report.says(text, Place.TEXT);
    }

    /** What qmail-remote was doing, in its own words. */
    private static @Nullable String command(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("does not like recipient") || lower.contains("[rcpt_to]")) {
            return "RCPT";
        }
        if (lower.contains("sender was rejected") || lower.contains("[mail_from]")) {
            return "MAIL";
        }
        boolean data = lower.contains("failed after i sent the message")
                || lower.contains("[bodysplice]")
                || lower.contains("failed on data command");
        return data ? "DATA" : lower.contains("but greeting failed") ? "CONN" : null;
    }

    /** "192.0.2.1 does not like recipient.", "Connected to 192.0.2.1 but sender was rejected." */
    private static @Nullable String hostIn(String text, int said) {
        String before = said < 0 ? text : text.substring(0, said);
        for (String words : new String[] {
            " does not like recipient", " failed after I sent", " but sender was rejected", " but greeting failed"
        }) {
            int at = before.indexOf(words);
            if (at > 0) {
                int from = at;
                while (from > 0 && before.charAt(from - 1) > ' ') {
                    from--;
                }
                return before.substring(from, at);
            }
        }
        return null;
    }
}
