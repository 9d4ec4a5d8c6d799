package io.github.todoku.render;

import io.github.todoku.diagnosis.Recipient;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Recipients as a table for people: who, why, and whether and when to send there again. */
final class RecipientsText {
    private static final int MAX_ROWS = 20;

    /** How much of an address is shown: a table has columns, and what a report calls an address may have any length. */
    private static final int MAX_ADDRESS_LENGTH = 60;

    private final ReportWords words;
    private final boolean showAddresses;
    private final Terminal terminal;

    RecipientsText(ReportWords words, boolean showAddresses, Terminal terminal) {
        this.words = words;
        this.showAddresses = showAddresses;
        this.terminal = terminal;
    }

    /** {@code leftOut} more are not in the list. */
    void print(List<Recipient> recipients, long leftOut) {
        List<List<String>> rows = new ArrayList<>();
        for (Recipient each : recipients.subList(0, Math.min(recipients.size(), MAX_ROWS))) {
            rows.add(List.of(address(each), each.cause(), each.text(words.locale())));
        }
        terminal.gap();
        terminal.line(Terminal.Style.HEADING, words.text("recipients.title"));
        TextTable.print(
                List.of(words.text("case.recipient"), words.text("recipients.cause"), words.text("html.again")),
                rows,
                terminal);
        long hidden = leftOut + Math.max(0, recipients.size() - MAX_ROWS);
        if (hidden > 0) {
            terminal.line(Terminal.Style.FAINT, words.text("recipients.more", hidden));
        }
    }

    private String address(Recipient recipient) {
        String shown = Objects.requireNonNullElseGet(recipient.shown(showAddresses), () -> words.text("case.notSaid"));
        return shown.length() <= MAX_ADDRESS_LENGTH ? shown : shown.substring(0, MAX_ADDRESS_LENGTH) + "…";
    }
}
