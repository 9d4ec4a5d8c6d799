package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.Evidence.Place;
import java.util.Locale;
import java.util.Optional;

/** Postfix to its postmaster: the dialogue as {@code In:} and {@code Out:} lines. */
final class SessionReport implements ReportExtractor {
    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        ReportText text = message.reportText();
        if (!text.says("transcript of session follows") || !text.told().contains(" In:  ")) {
            return Optional.empty();
        }
        RecipientList recipients = new RecipientList(message.budget());
        String last = "";
        String named = null;
        for (String line : text.lines()) {
            String said = line.strip();
            if (said.startsWith("In:")) {
                last = said.substring(3).strip();
                boolean rcpt = last.toUpperCase(Locale.ROOT).startsWith("RCPT");
                named = rcpt ? Addresses.firstIn(last, 0) : named;
            } else if (named != null && (said.startsWith("Out: 5") || said.startsWith("Out: 4"))) {
                recipients.add(RecipientReport.of(named)
                        .command(Codes.commandIn(">>> " + last))
                        .says(said.substring(5), Place.TRANSCRIPT));
            }
        }
        return Extraction.unlessEmpty("postfix-session", recipients, text);
    }
}
