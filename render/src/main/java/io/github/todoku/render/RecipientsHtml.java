package io.github.todoku.render;

import io.github.todoku.diagnosis.Recipient;
import java.util.List;
import java.util.Objects;

/** Recipients as a table: who, why, and whether and when to send there again. */
final class RecipientsHtml {
    /** How many are shown; what is a page for thousands is a file for a program. */
    private static final int MAX_ROWS = 100;

    private final ReportWords words;
    private final boolean showAddresses;
    private final HtmlWriter out;

    RecipientsHtml(ReportWords words, boolean showAddresses, HtmlWriter out) {
        this.words = words;
        this.showAddresses = showAddresses;
        this.out = out;
    }

    /** {@code leftOut} more are not in the list. */
    void write(List<Recipient> recipients, long leftOut) {
        out.element("h2", words.text("recipients.title")).open("table").open("tr");
        for (String key : List.of("case.recipient", "recipients.cause", "html.again")) {
            out.element("th", words.text(key));
        }
        out.close();
        for (Recipient each : recipients.subList(0, Math.min(recipients.size(), MAX_ROWS))) {
            out.open("tr");
            out.element(
                    "td", Objects.requireNonNullElseGet(each.shown(showAddresses), () -> words.text("case.notSaid")));
            out.element("td", each.cause()).element("td", each.text(words.locale()));
            out.close();
        }
        out.close();
        long hidden = leftOut + Math.max(0, recipients.size() - MAX_ROWS);
        if (hidden > 0) {
            out.element("p", words.text("recipients.more", hidden), "class", "faint");
        }
    }
}
