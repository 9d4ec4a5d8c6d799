package io.github.todoku.render;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.publish.SpfReport;
import io.github.todoku.spf.publish.SpfTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a domain's SPF says: what is wrong first, then whom it lets pass, with the tree drawn, each of its branches to open and close. */
final class SpfHtml {
    private final SpfReport of;
    private final ReportWords words;
    private final HtmlWriter out;

    SpfHtml(SpfReport of, ReportWords words, HtmlWriter out) {
        this.of = of;
        this.words = words;
        this.out = out;
    }

    void write() {
        List<Finding> fails = of.checks(Severity.FAIL);
        List<Finding> warnings = of.checks(Severity.WARN);
        List<Finding> open = of.checks(Severity.CANNOT_TELL);
        List<Finding> good = of.checks(Severity.PASS);
        String subject = of.domain() == null ? "SPF" : of.domain().toString();
        out.open("header", "class", !fails.isEmpty() ? "bad" : of.allGreen() ? "good" : "unsure");
        out.element(
                "h1",
                of.allGreen()
                        ? words.text("lint.allGreen", subject, good.size())
                        : words.text("lint.summary", subject, fails.size(), warnings.size(), open.size(), good.size()));
        out.close();
        SpfRecord record = of.record();
        if (record != null) {
            out.element("pre", record.text());
        }
        fails.forEach(each -> item(each, "✗ ", "bad"));
        warnings.forEach(each -> item(each, "! ", "unsure"));
        notRun(open);
        SpfTree tree = of.tree();
        if (tree != null && tree.root().record() != null) {
            meaning(tree);
        }
        if (!good.isEmpty()) {
            out.open("details").element("summary", "✓ " + good.size());
            good.forEach(each -> out.element("p", "✓ " + SpfReport.rule(each).title(words.locale()), "class", "good"));
            out.close();
        }
    }

    private void item(Finding item, String mark, String look) {
        out.element("p", mark + SpfReport.rule(item).title(words.locale()), "class", look);
        out.element("p", item.text(words.locale()));
        if (item.hasSpan()) {
            of.recordOf(item).ifPresent(record -> place(record.text(), item));
        }
        FindingHtml.advice(item, words, out);
    }

    private void place(String record, Finding item) {
        int end = Math.min(record.length(), item.end());
        int start = Math.min(item.start(), end);
        out.open("pre").text(record.substring(0, start));
        out.element("mark", record.substring(start, end));
        out.text(record.substring(end)).close();
    }

    /** Many rules stay open for one reason: then the reason is said once. */
    private void notRun(List<Finding> open) {
        Map<String, Integer> reasons = new LinkedHashMap<>();
        open.forEach(each -> reasons.merge(each.text(words.locale()), 1, Integer::sum));
        reasons.forEach((reason, rules) ->
                out.element("p", "? " + words.text("lint.notRun", rules) + ": " + reason, "class", "unsure"));
    }

    private void meaning(SpfTree tree) {
        out.element("h2", words.text("lint.means"));
        if (tree.isCounted()) {
            out.element("p", SpfReportText.addresses(tree, words));
        }
        of.services().forEach((include, service) -> out.element("p", words.text("lint.service", include, service)));
        tree(tree, tree.domain() + "  " + TreeRows.cost(tree, words));
    }

    /** Drawn by the style sheet; a branch is a {@code details}, so that it opens and closes without a script. */
    private void tree(SpfTree tree, String title) {
        List<TreeRows.Row> rows =
                TreeRows.of(tree, name -> Optional.ofNullable(of.services().get(name)), words.locale());
        out.open("ul", "class", "tree").open("li");
        out.open("details", "open", "open").element("summary", title).open("ul");
        for (int i = 0; i < rows.size(); i++) {
            TreeRows.Row row = rows.get(i);
            int next = i + 1 < rows.size() ? rows.get(i + 1).depth() : 0;
            out.open("li");
            if (next > row.depth()) {
                out.open("details", "open", "open").open("summary");
                row(row);
                out.close().open("ul");
                continue;
            }
            row(row);
            out.close();
            for (int depth = row.depth(); depth > next; depth--) {
                out.close().close().close();
            }
        }
        out.close().close().close().close();
    }

    private void row(TreeRows.Row row) {
        out.element("code", row.text());
        if (row.lookups() > 0) {
            out.text(" ").element("span", Integer.toString(row.lookups()), "class", "cost");
        }
        if (!row.note().isEmpty()) {
            out.text(" ").element("span", row.note(), "class", row.bad() ? "bad" : "faint");
        }
    }
}
