package io.github.todoku.render;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.preflight.PreflightReport;
import io.github.todoku.preflight.ReceiverPack;
import io.github.todoku.spf.publish.SpfPlan;
import java.util.List;
import java.util.Locale;

/** A preflight as sections of a page. */
final class PreflightHtml {
    private final PreflightReport of;
    private final ReportWords words;
    private final HtmlWriter out;

    PreflightHtml(PreflightReport of, ReportWords words, HtmlWriter out) {
        this.of = of;
        this.words = words;
        this.out = out;
    }

    void write() {
        out.open("header", "class", look(of.status()));
        out.element("h1", words.text("preflight.status." + of.status(), of.domain()));
        out.element("p", words.time(of.at()), "class", "faint");
        out.close();
        first();
        of.plans().forEach(this::plan);
        rows();
        of.lookupsText(words.locale()).ifPresent(text -> out.element("p", text));
        idle();
        rules();
        of.gaps().forEach(gap -> out.element("p", words.gap(gap), "class", "unsure"));
    }

    /** What to do first, the planned SPF records apart, which follow with their lines to paste. */
    private void first() {
        for (PreflightFirst.Todo each : new PreflightFirst(of, words).todo()) {
            boolean planned = of.plans().stream()
                    .anyMatch(
                            plan -> words.text("preflight.plan", plan.domain()).equals(each.text()));
            if (planned) {
                continue;
            }
            out.element("p", each.text(), "class", each.severity() == Severity.FAIL ? "bad" : "unsure");
            each.record().ifPresent(change -> {
                CopyHtml.lines(change, words, out);
                change.findings().forEach(toKnow -> out.element("p", toKnow.text(words.locale()), "class", "unsure"));
            });
        }
    }

    private static String look(Severity status) {
        return switch (status) {
            case PASS, INFO -> "good";
            case FAIL -> "bad";
            case WARN, CANNOT_TELL -> "unsure";
        };
    }

    private void rows() {
        if (of.rows().isEmpty()) {
            return;
        }
        List<String> checks = List.of(
                words.text("html.spf"),
                words.text("html.aligned"),
                words.text("html.reverse"),
                words.text("html.lists"));
        out.open("table", "class", "matrix").open("tr").element("th", words.text("html.sender"));
        checks.forEach(check -> out.element("th", check));
        out.close();
        for (PreflightReport.Row row : of.rows()) {
            out.open("tr").element("td", row.sender());
            for (int i = 0; i < checks.size(); i++) {
                Finding cell = row.checks().get(i);
                out.element("td", text(cell), "class", look(cell.severity()), "data-check", checks.get(i));
            }
            out.close();
        }
        out.close();
    }

    private String text(Finding cell) {
        return mark(cell.severity()) + " " + cell.text(words.locale());
    }

    /** The record of today, and the lines to paste in its place. */
    private void plan(SpfPlan plan) {
        out.element("h2", words.text("case.publish"));
        out.element("p", words.text("preflight.plan", plan.domain()));
        plan.change().ifPresent(change -> {
            change.before().forEach(text -> out.open("pre").element("del", text).close());
            CopyHtml.lines(change, words, out);
        });
        plan.findings().forEach(warning -> out.element("p", warning.text(words.locale()), "class", "unsure"));
    }

    static String mark(Severity status) {
        return switch (status) {
            case PASS, INFO -> "✓";
            case FAIL -> "✗";
            case WARN -> "!";
            case CANNOT_TELL -> "–";
        };
    }

    private void idle() {
        if (of.includes().isEmpty()) {
            return;
        }
        out.element("h2", words.text("html.idle")).open("table");
        for (PreflightReport.IdleInclude include : of.includes()) {
            out.open("tr")
                    .open("td")
                    .element("code", "include:" + include.include())
                    .close();
            out.element("td", include.why().text(words.locale()));
            out.element("td", words.text("html.frees", include.lookups()));
            out.close();
        }
        out.close();
    }

    private void rules() {
        out.element("h2", words.text("html.rules"));
        of.rulesByPack().forEach((id, judgements) -> {
            ReceiverPack pack = ReceiverPack.find(id).orElse(null);
            out.element("h3", pack == null ? id : pack.name());
            if (pack != null) {
                out.element("p", pack.source() + ", " + pack.asOf(), "class", "faint");
            }
            out.open("table");
            judgements.forEach(this::rule);
            out.close();
        });
    }

    private void rule(PreflightReport.Judgement judgement) {
        Finding cell = judgement.finding();
        out.open("tr");
        out.element("td", words.text(key(judgement.rule().check())));
        out.element("td", words.text(judgement.isDemanded() ? "html.must" : "html.advised"), "class", "faint");
        out.element("td", text(cell), "class", look(cell.severity()));
        out.close();
    }

    static String key(ReceiverPack.Check check) {
        return "rule." + check.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
