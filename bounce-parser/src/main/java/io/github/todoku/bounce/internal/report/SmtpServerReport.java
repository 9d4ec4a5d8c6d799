package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.Evidence.Place;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gateways that tell in one sentence: "SMTP Server {@code <mx>} rejected recipient {@code <a@b>} … responded: [550 …]". */
final class SmtpServerReport implements ReportExtractor {
    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        ReportText text = message.reportText();
        String told = text.told();
        int server = told.indexOf("SMTP Server <");
        if (server < 0) {
            return Optional.empty();
        }
        int named = told.indexOf("errors:");
        int rejected = told.indexOf("rejected recipient <");
        String address = Addresses.firstIn(told, named >= 0 ? named : Math.max(rejected, server + 13));
        int host = told.indexOf('>', server);
        RecipientList recipients = new RecipientList(message.budget());
        if (address != null) {
            recipients.add(RecipientReport.of(address)
                    .remoteHost(host < 0 ? null : told.substring(server + 13, host))
                    .command(rejected >= 0 ? "RCPT" : told.contains("(DATA)") ? "DATA" : null)
                    .says(bracketed(told, server), Place.TRANSCRIPT)
                    .says(told.substring(server), Place.TEXT));
        }
        return Extraction.unlessEmpty("smtp-server", recipients, text);
    }

    /** What stands in the brackets behind the sentence. */
    private static @Nullable String bracketed(String told, int from) {
        int open = told.indexOf('[', from);
        int close = told.indexOf(']', open + 1);
        return open < 0 || close < 0 ? null : told.substring(open + 1, close);
    }
}
