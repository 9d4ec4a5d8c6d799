package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.DeliveryAction;
import io.github.todoku.bounce.Evidence.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sun and Oracle Messaging Server (PMDF, iMS): "Recipient address:", "Reason:", "Diagnostic code:", "Remote system:". */
final class LabelledReport implements ReportExtractor {
    private static final String ADDRESS = "Recipient address:";

    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        ReportText text = message.reportText();
        if (!text.told().contains(ADDRESS)) {
            return Optional.empty();
        }
        boolean delayed = text.says("not been delivered yet") || text.says("still attempting");
        RecipientList recipients = new RecipientList(message.budget());
        List<String> lines = new ArrayList<>();
        for (String line : text.lines()) {
            if (line.stripLeading().startsWith(ADDRESS)) {
                add(recipients, lines, delayed);
                lines = new ArrayList<>();
                lines.add(line);
            } else if (!lines.isEmpty()) {
                lines.add(line);
            }
        }
        add(recipients, lines, delayed);
        return Extraction.unlessEmpty("messaging-server", recipients, text);
    }

    private static void add(RecipientList recipients, List<String> lines, boolean delayed) {
        String address = ReportText.valueOf(lines, ADDRESS);
        String bare = address == null ? "" : Addresses.bare(address);
        if (!Addresses.isAddress(bare)) {
            return;
        }
        String code = ReportText.valueOf(lines, "Diagnostic code:");
        String remote = ReportText.valueOf(lines, "Remote system:");
        String original = ReportText.valueOf(lines, "Original address:");
        recipients.add(RecipientReport.of(bare)
                .originalRecipient(original == null ? null : Addresses.bare(original))
                .action(DeliveryAction.of(delayed))
                .remoteHost(DeliveryStatusReport.hostIn(remote))
                .says(code == null ? null : DeliveryStatusReport.withoutType(code), Place.TEXT)
                .says(ReportText.valueOf(lines, "Reason:"), Place.TEXT));
    }
}
