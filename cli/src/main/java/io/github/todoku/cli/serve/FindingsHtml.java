package io.github.todoku.cli.serve;

import io.github.todoku.cli.ask.DkimAsk;
import io.github.todoku.cli.ask.DmarcAsk;
import io.github.todoku.dkim.DkimKey;
import io.github.todoku.dkim.DkimRecord;
import io.github.todoku.dmarc.DmarcPlan;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.render.HtmlWriter;
import io.github.todoku.render.ReportWords;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A DMARC policy, or DKIM keys, and what is to be said of them. */
final class FindingsHtml {
    private final Locale locale;
    private final ReportWords words;
    private final HtmlWriter out = HtmlWriter.start();

    private FindingsHtml(Locale locale) {
        this.locale = locale;
        this.words = PageWords.in(locale);
    }

    static String of(DmarcAsk answer, Locale locale) {
        FindingsHtml page = new FindingsHtml(locale);
        DmarcResult result = answer.result();
        page.header(
                switch (result.status()) {
                    case PASS -> "good";
                    case FAIL -> "bad";
                    default -> "unsure";
                },
                "dmarc." + result.status().name());
        result.policyDomain().ifPresent(name -> page.out.element("p", "_dmarc." + name, "class", "faint"));
        result.record().ifPresent(record -> page.out.element("pre", record.text()));
        page.missing(answer.exists(), result.request().from().toString());
        result.findings().forEach(page::write);
        DmarcPlan plan = answer.plan();
        if (plan != null) {
            plan.change().ifPresent(change -> {
                page.out.element("h2", page.words.text("dmarc.publish"));
                page.copied(change);
            });
            plan.findings().stream()
                    .filter(each -> !result.findings().contains(each))
                    .forEach(page::write);
        }
        return page.out.html();
    }

    static String of(DkimAsk answer, Locale locale) {
        FindingsHtml page = new FindingsHtml(locale);
        page.header(
                switch (answer.report().status()) {
                    case PASS -> "good";
                    case FAIL -> "bad";
                    default -> "unsure";
                },
                "dkim." + answer.report().status().name());
        page.missing(answer.exists(), answer.report().domain().toString());
        List<DkimKey> keys = answer.report().notableKeys();
        for (DkimKey key : keys) {
            String size = key.record()
                    .map(DkimRecord::keyBits)
                    .filter(bits -> bits > 0)
                    .map(bits -> " · " + bits)
                    .orElse("");
            page.out.element("h2", key.owner() + size);
            key.findings().forEach(page::write);
        }
        return page.out.html();
    }

    private void header(String look, String key) {
        out.open("header", "class", look).element("h1", words.text(key)).close();
    }

    private void missing(@Nullable Boolean exists, String domain) {
        if (Boolean.FALSE.equals(exists)) {
            out.element("p", words.text("page.missing", domain), "class", "bad");
        }
    }

    private void write(Finding finding) {
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
        finding.change().ifPresent(this::copied);
    }

    private void copied(RecordChange change) {
        out.element(
                "pre",
                String.join("\n", change.zoneLines()),
                "data-copy",
                words.text("page.copy"),
                "data-copied",
                words.text("page.copied"));
    }
}
