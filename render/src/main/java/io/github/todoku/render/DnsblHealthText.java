package io.github.todoku.render;

import io.github.todoku.dnsbl.DnsblList;
import io.github.todoku.dnsbl.ListHealth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lists' health as a table, a mark and a word in every line. */
final class DnsblHealthText {
    private final Terminal terminal;
    private final ReportWords words;

    DnsblHealthText(Terminal terminal, ReportWords words) {
        this.terminal = terminal;
        this.words = words;
    }

    void print(List<ListHealth> health, List<DnsblList> tested, @Nullable String operator) {
        int width =
                health.stream().mapToInt(h -> Terminal.columns(h.zone())).max().orElse(0);
        for (ListHealth each : health) {
            boolean works = each.isWorking();
            boolean untested = each.state() == ListHealth.State.UNTESTABLE;
            Terminal.Style style =
                    works ? Terminal.Style.GOOD : untested ? Terminal.Style.FAINT : Terminal.Style.WARNING;
            String mark = works ? "✓" : untested ? "-" : "!";
            terminal.raw(terminal.styled(
                    style, mark + " " + Terminal.pad(each.zone(), width) + "  " + each.text(words.locale())));
            each.answers().stream()
                    .filter(answer -> !answer.asItShould())
                    .forEach(answer -> terminal.line("    " + answer.subject() + ": " + answer.answer()));
        }
        if (operator != null) {
            refused(operator, tested);
        }
    }

    private void refused(String operator, List<DnsblList> tested) {
        List<String> refusing = tested.stream()
                .filter(list -> list.terms().refusesPublicResolvers())
                .map(DnsblList::zone)
                .toList();
        if (!refusing.isEmpty()) {
            terminal.gap();
            terminal.line(words.text("dnsbl.publicResolver", operator));
            refusing.forEach(zone -> terminal.line("  " + zone));
        }
    }
}
