package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.Evidence.Place;
import java.util.List;
import java.util.Optional;

/** Ipswitch IMail ({@code X-Mailer: <SMTP32 …>}): reason and address on one line, the reply below. */
final class ImailReport implements ReportExtractor {
    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        String mailer = message.root().headers().first("X-Mailer");
        if (mailer == null || !mailer.contains("<SMTP32 ")) {
            return Optional.empty();
        }
        ReportText text = message.reportText();
        List<String> lines = text.lines();
        RecipientList recipients = new RecipientList(message.budget());
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            boolean header = line.startsWith("To:") || line.startsWith("CC:") || line.startsWith("Subject:");
            String address = header ? null : Addresses.firstIn(line, 0);
            if (address != null && line.endsWith(address)) {
                recipients.add(RecipientReport.of(address)
                        .says(reply(lines.subList(i + 1, lines.size())), Place.TRANSCRIPT)
                        .says(line, Place.TEXT));
            }
        }
        return Extraction.unlessEmpty("imail", recipients, text);
    }

    private static String reply(List<String> lines) {
        List<String> generated = ReportText.before(lines, "body of message generated response");
        return generated.size() == lines.size()
                ? ""
                : ReportText.joined(lines.subList(generated.size() + 1, lines.size()));
    }
}
