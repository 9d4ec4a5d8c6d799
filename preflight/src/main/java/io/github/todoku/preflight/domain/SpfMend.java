package io.github.todoku.preflight.domain;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.OverlayResolver;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.Severity;
import io.github.todoku.spf.Directive;
import io.github.todoku.spf.Modifier;
import io.github.todoku.spf.Qualifier;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.publish.SpfLinter;
import io.github.todoku.spf.publish.SpfPlan;
import io.github.todoku.spf.publish.SpfPlanner;
import io.github.todoku.spf.publish.SpfReport;
import io.github.todoku.spf.publish.SpfRule;
import io.github.todoku.spf.publish.SpfTree;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The record that mends what a domain publishes as SPF, as a planner writes it that nobody asks for anything: several records merged, a
 * mangled one read as it was meant. There is one only where the plan is proven, less is wrong with it in place, and nothing is lost by
 * it: no term is dropped because it names nobody today, for its name may be misspelt, somebody is let pass, and an alias's target,
 * which is another's to write, is left alone.
 */
final class SpfMend {
    private SpfMend() {}

    /** Asks only where something is wrong with what stands. */
    static CompletableFuture<Mend> of(SpfReport report, DnsRun run, Function<DnsResolver, SpfLinter> linter) {
        DnsName domain = report.domain();
        if (domain == null || !stands(report) || Mend.failures(report.findings()) == 0) {
            return CompletableFuture.completedFuture(Mend.NONE);
        }
        if (run.deadline().isOver()) {
            return CompletableFuture.completedFuture(Mend.NONE);
        }
        return SpfPlanner.using(run)
                .withTimeLimit(run.deadline().remaining())
                .planAsync(domain, List.of())
                .thenCompose(plan -> tried(plan.change().filter(change -> isPromised(plan)), report, run, linter));
    }

    private static CompletableFuture<Mend> tried(
            Optional<RecordChange> planned, SpfReport before, DnsRun run, Function<DnsResolver, SpfLinter> linter) {
        DnsName domain = before.domain();
        return planned.filter(change -> domain != null && change.owner().isWithin(domain))
                .map(change -> linter.apply(OverlayResolver.of(change.overlay(), run))
                        .checkAsync(Objects.requireNonNull(domain))
                        .thenApply(after -> mend(change, before, after)))
                .orElseGet(() -> CompletableFuture.completedFuture(Mend.NONE));
    }

    private static boolean isPromised(SpfPlan plan) {
        return plan.isProven()
                && !plan.isUnchanged()
                && plan.proof().orElseThrow().after().withinLimits();
    }

    private static Mend mend(RecordChange found, SpfReport before, SpfReport after) {
        SpfTree tree = after.tree();
        return tree != null
                        && !tree.cannotTell()
                        && letsPass(tree.root())
                        && Mend.failures(after.findings()) < Mend.failures(before.findings())
                ? Mend.of(found, after.findings())
                : Mend.NONE;
    }

    private static boolean letsPass(SpfTree.Node node) {
        SpfRecord record = node.record();
        return record != null
                && record.terms().stream()
                        .anyMatch(term -> term instanceof Modifier.Redirect
                                || (term instanceof Directive directive && directive.qualifier() == Qualifier.PASS));
    }

    /** Whether there is a record, or a text that was meant as one. */
    static boolean stands(SpfReport report) {
        SpfTree tree = report.tree();
        return (tree != null && !tree.root().texts().isEmpty()) || wasMeant(report);
    }

    /** Whether there is no record, but a text that was meant as one. */
    static boolean wasMeant(SpfReport report) {
        return report.checks(Severity.FAIL).stream()
                .anyMatch(each ->
                        each.kind() == SpfRule.PASTED_TEXT && each.owner().equals(String.valueOf(report.domain())));
    }
}
