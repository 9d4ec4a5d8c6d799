package io.github.todoku.render;

import io.github.todoku.dmarc.DmarcPlan;
import io.github.todoku.dmarc.DmarcRecord;
import io.github.todoku.feedback.plan.Readiness;
import io.github.todoku.feedback.plan.ReportPlan;
import io.github.todoku.feedback.plan.ReportedSender;
import io.github.todoku.feedback.summary.DomainSummary;
import io.github.todoku.feedback.summary.DomainSummary.Fate;
import io.github.todoku.feedback.summary.PublishedPolicy;
import io.github.todoku.feedback.summary.ReportSummary;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import java.util.List;
import java.util.TreeMap;

/** What receivers report, as sections of a page, with a chart of days. */
final class ReportsHtml {
    private static final int MAX_SENDERS = 100;
    private static final int MAX_DAYS = 92;
    private static final int WIDTH = 900;
    private static final int HEIGHT = 180;

    private final ReportWords words;
    private final HtmlWriter out;

    ReportsHtml(ReportWords words, HtmlWriter out) {
        this.words = words;
        this.out = out;
    }

    void write(ReportSummary summary, List<ReportPlan> plans) {
        boolean lost = plans.stream()
                .flatMap(plan -> plan.readiness().stream())
                .anyMatch(each -> each.status() == Readiness.Status.NOT_READY);
        boolean ready =
                plans.stream().flatMap(plan -> plan.readiness().stream()).allMatch(Readiness::isReady);
        out.open("header", "class", lost ? "bad" : ready && !plans.isEmpty() ? "good" : "unsure");
        out.element("h1", words.text("reports.title"));
        out.element(
                "p",
                words.text(
                        "reports.read",
                        summary.reports(),
                        summary.messages(),
                        summary.duplicates(),
                        summary.incomplete()),
                "class",
                "faint");
        if (summary.tornGivenUp() > 0) {
            out.element("p", words.text("reports.givenUp", summary.tornGivenUp()), "class", "faint");
        }
        out.close();
        plans.forEach(this::plan);
        summary.tls()
                .forEach((domain, tls) -> out.element(
                        "p", words.text("reports.tls", domain, tls.succeeded(), tls.failed(), tls.failures())));
    }

    private void plan(ReportPlan plan) {
        DomainSummary summary = plan.summary();
        out.element(
                "h2",
                words.text(
                        "reports.domain",
                        plan.domain(),
                        summary.messages(),
                        summary.reportedDays().size(),
                        summary.reporters().size(),
                        summary.policy().map(PublishedPolicy::p).orElse("?")));
        for (String each : ReportsText.inexact(summary, words)) {
            out.element("p", each, "class", "faint");
        }
        chart(plan);
        for (Readiness each : plan.readiness()) {
            readiness(each);
        }
        plan.dmarc().filter(step -> !step.isUnchanged()).ifPresent(this::step);
        senders(plan);
        plan.change().ifPresent(change -> {
            out.element("h2", words.text("plan.lines"));
            lines(change);
        });
    }

    /** The lines to publish, to be copied. */
    private void lines(RecordChange change) {
        CopyHtml.lines(change, words, out);
    }

    /** Each day a bar of what passed, what failed, and what failed since somebody passed it on. */
    private void chart(ReportPlan plan) {
        TreeMap<Long, Fate> days = new TreeMap<>();
        plan.senders().forEach(sender -> sender.days().forEach((day, fate) -> days.merge(day, fate, Fate::plus)));
        if (days.isEmpty()) {
            return;
        }
        long last = days.lastKey();
        long first = Math.max(days.firstKey(), last - MAX_DAYS + 1);
        long most = Math.max(
                1,
                days.tailMap(first).values().stream().mapToLong(Fate::all).max().orElse(1));
        long count = last - first + 1;
        out.open(
                "svg",
                "viewBox",
                "0 0 " + WIDTH + " " + (HEIGHT + 20),
                "width",
                "100%",
                "role",
                "img",
                "aria-label",
                words.text("reports.chart", ReportsJson.day(first), ReportsJson.day(last)));
        out.element("title", words.text("reports.chart", ReportsJson.day(first), ReportsJson.day(last)));
        double step = (double) WIDTH / count;
        days.tailMap(first).forEach((day, fate) -> {
            double x = (day - first) * step;
            double y = bar(x, HEIGHT, step, fate.passed(), most, "#2e8b57", day, "reports.passed");
            y = bar(x, y, step, fate.forwardedFailed(), most, "#c08a1e", day, "reports.forwardedFailed");
            bar(x, y, step, fate.failed(), most, "#c23b3b", day, "reports.failed");
        });
        out.element(
                "text", ReportsJson.day(first), "x", "0", "y", "" + (HEIGHT + 16), "font-size", "12", "fill", "#777");
        out.element(
                "text",
                ReportsJson.day(last),
                "x",
                "" + WIDTH,
                "y",
                "" + (HEIGHT + 16),
                "font-size",
                "12",
                "fill",
                "#777",
                "text-anchor",
                "end");
        out.close();
        out.element("p", words.text("reports.legend"), "class", "faint");
    }

    /** A part of a bar upon {@code bottom}; where its top is. */
    private double bar(
            double x, double bottom, double step, long count, long most, String colour, long day, String key) {
        if (count == 0) {
            return bottom;
        }
        double height = Math.max(1, (double) count / most * HEIGHT);
        out.open(
                "rect",
                "x",
                number(x),
                "y",
                number(bottom - height),
                "width",
                number(Math.max(1, step - 1)),
                "height",
                number(height),
                "fill",
                colour);
        out.element("title", ReportsJson.day(day) + " " + words.text(key) + " " + count);
        out.close();
        return bottom - height;
    }

    private static String number(double value) {
        return String.format(java.util.Locale.ROOT, "%.1f", value);
    }

    private void readiness(Readiness readiness) {
        String style = readiness.isReady() ? "good" : readiness.cannotTell() ? "unsure" : "bad";
        out.element(
                "p",
                "p=" + readiness.policy().word() + ": " + words.text("reports.readiness." + readiness.status()),
                "class",
                style);
        out.element(
                "p",
                words.text(
                        "reports.cost",
                        readiness.policy().word(),
                        readiness.lost(),
                        readiness.messages(),
                        readiness.forwardedLost()));
        findings(readiness.findings());
    }

    private void step(DmarcPlan step) {
        step.change().ifPresent(change -> {
            out.element("p", words.text("reports.next"));
            lines(change);
            if (DmarcRecord.parse(change.after()).isTesting()) {
                out.element("p", words.text("reports.onTrial"));
            }
        });
        findings(step.findings());
    }

    private void senders(ReportPlan plan) {
        out.open("table").open("tr");
        for (String each : List.of("reports.sender", "reports.messages", "reports.passed")) {
            out.element("th", words.text(each));
        }
        out.element("th", "SPF").element("th", "DKIM").element("th", words.text("reports.since"));
        out.close();
        for (ReportedSender sender :
                ReportsText.sorted(plan).stream().limit(MAX_SENDERS).toList()) {
            out.open("tr");
            out.open("td");
            out.element("strong", sender.name());
            out.element("p", ReportsText.role(sender, words), "class", "faint");
            findings(sender.findings());
            out.close();
            out.element("td", Long.toString(sender.messages()));
            out.element(
                    "td",
                    Long.toString(sender.passed()),
                    "class",
                    sender.failed() == 0 ? "good" : sender.isConfirmed() ? "bad" : "unsure");
            out.element("td", Long.toString(sender.spfAligned()));
            out.element("td", Long.toString(sender.dkimAligned()));
            out.element("td", sender.firstDay().map(ReportsJson::day).orElse("?"));
            out.close();
        }
        out.close();
    }

    private void findings(List<Finding> findings) {
        for (Finding each : findings) {
            String advice = each.advice(words.locale());
            out.element("p", each.text(words.locale()) + (advice.isEmpty() ? "" : " → " + advice));
        }
    }
}
