package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.Evidence.Place;
import java.util.Optional;

/** Trend Micro InterScan: "Unable to deliver message to {@code <a@b>}", the dialogue behind "Received &lt;&lt;&lt;". */
final class InterScanReport implements ReportExtractor {
    private static final String TO = "unable to deliver message to <";

    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        ReportText text = message.reportText();
        int to = text.lower().indexOf(TO);
        int received = text.lower().indexOf("received <<<");
        if (to < 0 && received < 0) {
            return Optional.empty();
        }
        int sent = text.lower().indexOf("sent <<< rcpt to:");
        String address = Addresses.firstIn(text.told(), sent >= 0 ? sent : Math.max(to, 0));
        RecipientList recipients = new RecipientList(message.budget());
        if (address != null) {
            String dialogue =
                    received < 0 ? "" : text.told().substring(received + 12).strip();
            int end = dialogue.indexOf('\n');
            recipients.add(RecipientReport.of(address)
                    .command(sent >= 0 ? "RCPT" : null)
                    .says(end < 0 ? dialogue : dialogue.substring(0, end), Place.TRANSCRIPT)
                    .background(text));
        }
        return Extraction.unlessEmpty("interscan", recipients, text);
    }
}
