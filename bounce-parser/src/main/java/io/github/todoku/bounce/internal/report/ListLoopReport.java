package io.github.todoku.bounce.internal.report;

import java.util.Optional;

/** fml, a list program that refuses a post: "Loop Alert", the list in brackets. */
final class ListLoopReport implements ReportExtractor {
    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        ReportText text = message.reportText();
        boolean alert = text.says("duplicated message-id in") || text.says("loop alert");
        String address = alert && text.copy() != null ? Addresses.firstIn(text.told(), 0) : null;
        RecipientList recipients = new RecipientList(message.budget());
        if (address != null) {
            recipients.add(RecipientReport.of(address).background(text));
        }
        return Extraction.unlessEmpty("list-loop", recipients, text);
    }
}
