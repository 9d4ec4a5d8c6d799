package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.Evidence.Place;
import java.util.List;
import java.util.Optional;

/** KDDI au and ezweb, and the other Japanese carriers: the address in brackets, a fixed sentence that says why. */
final class CarrierReport implements ReportExtractor {
    private static final List<String> MARKS = List.of(
            "the user(s) ",
            "each of the following recipients was rejected",
            "the following recipients did not receive this message",
            "your mail sent on:",
            "could not be delivered to:",
            "could not send your mail");

    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        ReportText text = message.reportText();
        if (!text.saysAny(MARKS)) {
            return Optional.empty();
        }
        RecipientList recipients = new RecipientList(message.budget());
        for (String line : text.lines()) {
            int open = line.indexOf('<');
            int close = line.indexOf('>', open + 1);
            String address = open < 0 || close < 0 ? "" : line.substring(open + 1, close);
            if (Addresses.isAddress(address)) {
                String rest = line.substring(close + 1);
                recipients.add(RecipientReport.of(address)
                        .command(Codes.commandIn(rest))
                        .says(rest.startsWith(":") ? rest.substring(1) : null, Place.TEXT)
                        .background(text));
            }
        }
        return Extraction.unlessEmpty("carrier", recipients, text);
    }
}
