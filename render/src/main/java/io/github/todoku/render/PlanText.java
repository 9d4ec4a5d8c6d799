package io.github.todoku.render;

import io.github.todoku.dns.IpNetwork;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.render.Terminal.Style;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.publish.SpfPlan;
import io.github.todoku.spf.publish.SpfProof;
import io.github.todoku.spf.publish.SpfSender;
import java.util.List;
import java.util.stream.Collectors;

/** A planned record for people: what changes, the lines to paste, the warnings, and the proof as a table. */
final class PlanText {
    private static final int WIDTH = 100;
    private static final int SENDER_WIDTH = 36;
    private static final int VERDICT_WIDTH = 12;

    private final SpfPlan plan;
    private final Terminal terminal;
    private final ReportWords words;

    PlanText(SpfPlan plan, Terminal terminal, ReportWords words) {
        this.plan = plan;
        this.terminal = terminal;
        this.words = words;
    }

    void print() {
        RecordChange change = plan.change().orElse(null);
        if (change == null && plan.proof().isEmpty()) {
            plan.findings().forEach(why -> terminal.line(Style.BAD, "? " + why.text(words.locale())));
            return;
        }
        if (change == null) {
            terminal.line(Style.BAD, words.text("plan.cannot", plan.domain()));
            terminal.gap();
            warnings("plan.inTheWay");
        } else {
            if (plan.isUnchanged()) {
                terminal.line(
                        Style.HEADING,
                        words.text(plan.isProven() ? "plan.unchanged" : "plan.unchangedUnproven", change.owner()));
                terminal.line("  " + change.after());
            } else {
                diff(change);
                lines(change);
            }
            if (!plan.findings().isEmpty()) {
                terminal.gap();
            }
            warnings("plan.warnings");
        }
        plan.proof().ifPresent(this::proof);
    }

    private void diff(RecordChange change) {
        terminal.line(Style.HEADING, words.text("plan.diff", change.owner()));
        for (RecordChange.DiffWord word : change.diff()) {
            switch (word.op()) {
                case KEEP -> terminal.line("    " + word.text());
                case ADD -> terminal.line(Style.GOOD, "  + " + word.text());
                case REMOVE -> terminal.line(Style.BAD, "  - " + word.text());
            }
        }
        terminal.gap();
    }

    private void lines(RecordChange change) {
        terminal.line(Style.HEADING, words.text(plan.isProven() ? "plan.lines" : "plan.linesUnproven"));
        change.zoneLines().forEach(line -> terminal.line("  " + line));
    }

    private void warnings(String heading) {
        if (!plan.findings().isEmpty()) {
            terminal.line(Style.HEADING, words.text(heading));
            for (Finding warning : plan.findings()) {
                terminal.field("!", 1, warning.text(words.locale()), WIDTH);
            }
        }
    }

    private void proof(SpfProof proof) {
        terminal.gap();
        terminal.line(Style.HEADING, words.text(plan.change().isPresent() ? "plan.proof" : "plan.tried"));
        for (SpfProof.Sender sender : proof.senders()) {
            String mark = sender.passes() ? "✓ " : sender.after().isEmpty() ? "? " : "✗ ";
            String name = sender.sender() instanceof SpfSender.Service service
                    ? service.name()
                    : sender.sender().term();
            terminal.line(
                    sender.passes() ? Style.GOOD : Style.BAD,
                    "  " + mark + Terminal.pad(name, SENDER_WIDTH) + " "
                            + Terminal.pad(verdicts(sender.before()), VERDICT_WIDTH) + " → "
                            + verdicts(sender.after()));
        }
        if (proof.lost().isEmpty() && proof.unknown().isEmpty()) {
            terminal.line("  " + words.text(proof.isWhole() ? "plan.nothingLost" : "plan.nothingLostTried"));
        } else {
            terminal.line(Style.BAD, "  " + words.text("plan.lost", networks(proof.lost()), networks(proof.unknown())));
        }
        terminal.line("  "
                + words.text(
                        "plan.cost",
                        proof.before().terms(),
                        proof.after().terms(),
                        proof.before().voidQueries(),
                        proof.after().voidQueries()));
    }

    private String verdicts(List<SpfVerdict> verdicts) {
        return verdicts.isEmpty()
                ? words.text("plan.noAddress")
                : verdicts.stream().map(SpfVerdict::token).collect(Collectors.joining("/"));
    }

    private static String networks(List<IpNetwork> networks) {
        return networks.isEmpty()
                ? "-"
                : networks.stream().limit(8).map(IpNetwork::toString).collect(Collectors.joining(" "))
                        + (networks.size() > 8 ? " …" : "");
    }
}
