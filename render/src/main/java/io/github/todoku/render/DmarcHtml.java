package io.github.todoku.render;

import io.github.todoku.dmarc.DmarcPlan;
import io.github.todoku.dmarc.DmarcResult;
import org.jspecify.annotations.Nullable;

/** A DMARC policy: whether it is in order, where it stands, what is to be said of it, and the record to publish. */
final class DmarcHtml {
    private DmarcHtml() {}

    static void write(DmarcResult result, @Nullable DmarcPlan plan, ReportWords words, HtmlWriter out) {
        String look = switch (result.status()) {
            case PASS -> "good";
            case FAIL -> "bad";
            default -> "unsure";
        };
        out.open("header", "class", look)
                .element("h1", words.text("dmarc.status." + result.status()))
                .close();
        result.policyDomain().ifPresent(name -> out.element("p", "_dmarc." + name, "class", "faint"));
        result.record().ifPresent(record -> out.element("pre", record.text()));
        result.findings().forEach(each -> FindingHtml.write(each, words, out));
        if (plan != null) {
            plan.change().ifPresent(change -> {
                out.element("h2", words.text("case.publish"));
                CopyHtml.lines(change, words, out);
            });
            plan.findings().stream()
                    .filter(each -> !result.findings().contains(each))
                    .forEach(each -> FindingHtml.write(each, words, out));
        }
    }
}
