package io.github.todoku.cli;

import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.client.DnsClient;
import io.github.todoku.dnsbl.DnsblList;
import io.github.todoku.dnsbl.DnsblMessages;
import io.github.todoku.dnsbl.ListHealth;
import io.github.todoku.dnsbl.PublicResolvers;
import java.util.List;
import java.util.Optional;

/** The lists' health as a table, a mark and a word in every line. */
final class DnsblHealthText {
    private final Terminal terminal;
    private final Words words;

    DnsblHealthText(Terminal terminal, Words words) {
        this.terminal = terminal;
        this.words = words;
    }

    void print(List<ListHealth> health, List<DnsblList> tested, DnsResolver dns) {
        DnsblMessages messages = DnsblMessages.of(words.locale());
        int width =
                health.stream().mapToInt(h -> Terminal.columns(h.zone())).max().orElse(0);
        for (ListHealth each : health) {
            boolean works = each.state() == ListHealth.State.WORKING;
            boolean untested = each.state() == ListHealth.State.UNTESTABLE;
            Terminal.Style style =
                    works ? Terminal.Style.GOOD : untested ? Terminal.Style.FAINT : Terminal.Style.WARNING;
            String mark = works ? "✓" : untested ? "-" : "!";
            terminal.raw(terminal.styled(
                    style, mark + " " + Terminal.pad(each.zone(), width) + "  " + messages.health(each)));
            each.answers().stream()
                    .filter(answer -> !answer.asItShould())
                    .forEach(answer -> terminal.line("    " + answer.subject() + ": " + answer.answer()));
        }
        publicResolver(dns).ifPresent(operator -> refused(operator, tested));
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

    private static Optional<String> publicResolver(DnsResolver dns) {
        return dns instanceof DnsClient client
                ? client.servers().stream()
                        .flatMap(server -> PublicResolvers.operator(server.getAddress()).stream())
                        .findFirst()
                : Optional.empty();
    }
}
