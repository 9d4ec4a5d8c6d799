package io.github.todoku.cli.serve;

import io.github.todoku.dmarc.DmarcPlan;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.finding.Finding;
import io.github.todoku.render.HtmlWriter;
import io.github.todoku.render.ReportWords;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A DMARC policy and what is to be said of it. */
final class FindingsHtml {
    private FindingsHtml() {}

    static String of(DmarcResult result, @Nullable DmarcPlan plan, Locale locale) {
        ReportWords words = PageWords.in(locale);
        HtmlWriter out = HtmlWriter.start();
        String look = switch (result.status()) {
            case PASS -> "good";
            case FAIL -> "bad";
            default -> "unsure";
        };
        out.open("header", "class", look)
                .element("h1", words.text("dmarc." + result.status().name()));
        result.policyDomain().ifPresent(name -> out.element("p", "_dmarc." + name, "class", "faint"));
        out.close();
        result.record().ifPresent(record -> out.element("pre", record.text()));
        result.findings().forEach(finding -> write(finding, locale, out));
        if (plan != null) {
            plan.change().ifPresent(change -> {
                out.element("h2", words.text("dmarc.publish"));
                out.element(
                        "pre",
                        String.join("\n", change.zoneLines()),
                        "data-copy",
                        words.text("page.copy"),
                        "data-copied",
                        words.text("page.copied"));
            });
            plan.findings().forEach(finding -> write(finding, locale, out));
        }
        return out.html();
    }

    private static void write(Finding finding, Locale locale, HtmlWriter out) {
        String look = switch (finding.severity()) {
            case FAIL -> "bad";
            case WARN, CANNOT_TELL -> "unsure";
            case INFO, PASS -> "";
        };
        out.element("p", finding.text(locale), "class", look);
        String advice = finding.advice(locale);
        if (!advice.isEmpty()) {
            out.element("p", "→ " + advice, "class", "faint");
        }
    }
}
