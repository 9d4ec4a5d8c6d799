package io.github.todoku.render;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.preflight.domain.DomainPart;
import io.github.todoku.preflight.domain.DomainReport;
import io.github.todoku.preflight.domain.DomainTodo;

/** A domain's page as sections of HTML, in the same order as the text. */
final class DomainHtml {
    private final DomainReport of;
    private final ReportWords words;
    private final HtmlWriter out;
    private final DomainLines lines;

    DomainHtml(DomainReport of, ReportWords words, HtmlWriter out) {
        this.of = of;
        this.words = words;
        this.out = out;
        this.lines = new DomainLines(of, words);
    }

    void write() {
        out.open("header", "class", look(of.status()));
        out.element("h1", lines.verdict());
        out.element("p", words.time(of.at()), "class", "faint");
        out.close();
        if (!of.todo().isEmpty()) {
            out.element("h2", words.text("domain.first"));
            of.todo().forEach(this::todo);
        }
        for (DomainPart.Direction direction : DomainPart.Direction.values()) {
            out.element("h2", words.text("domain.direction." + direction, of.domain()));
            out.open("table");
            for (DomainPart part : DomainPart.values()) {
                if (part.direction() == direction && !of.findings(part).isEmpty()) {
                    part(part);
                }
            }
            out.close();
        }
        of.gaps().forEach(gap -> out.element("p", words.gap(gap), "class", "unsure"));
    }

    private void todo(DomainTodo todo) {
        Finding finding = todo.finding();
        out.element("p", lines.text(finding), "class", look(finding.severity()));
        String advice = finding.advice(words.locale());
        if (!advice.isEmpty()) {
            out.element("p", "→ " + advice);
        }
        finding.change().ifPresent(change -> {
            copied(String.join("\n", change.zoneLines()));
            if (todo.proof() != DomainTodo.Proof.NONE) {
                out.element("p", lines.proof(todo), "class", "faint");
            }
            change.findings().forEach(toKnow -> out.element("p", toKnow.text(words.locale()), "class", "unsure"));
        });
        if (todo.part() == DomainPart.MTA_STS) {
            of.inbound().mtaSts().proposedPolicy().ifPresent(policy -> {
                out.element("p", words.text("domain.policy-file", of.domain()));
                copied(policy.replace("\r\n", "\n"));
            });
        }
    }

    private void copied(String text) {
        CopyHtml.text(text, words, out);
    }

    private void part(DomainPart part) {
        Severity status = of.status(part);
        out.open("tr");
        out.element("td", lines.title(part), "class", "name");
        out.open("td", "class", look(status));
        if (part == DomainPart.MX) {
            lines.hosts().forEach(host -> out.element("p", lines.host(host)));
        }
        of.findings(part)
                .forEach(each -> out.element(
                        "p",
                        DomainText.mark(each.severity()) + " " + lines.text(each),
                        "class",
                        look(each.severity())));
        out.close();
        out.close();
    }

    private static String look(Severity severity) {
        return switch (severity) {
            case PASS -> "good";
            case FAIL -> "bad";
            case WARN, CANNOT_TELL -> "unsure";
            case INFO -> "faint";
        };
    }
}
