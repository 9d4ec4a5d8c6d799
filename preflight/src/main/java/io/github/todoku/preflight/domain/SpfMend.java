package io.github.todoku.preflight.domain;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.OverlayResolver;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.Severity;
import io.github.todoku.spf.publish.SpfLinter;
import io.github.todoku.spf.publish.SpfPlan;
import io.github.todoku.spf.publish.SpfPlanOptions;
import io.github.todoku.spf.publish.SpfPlanner;
import io.github.todoku.spf.publish.SpfReport;
import io.github.todoku.spf.publish.SpfRule;
import io.github.todoku.spf.publish.SpfTree;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The record that mends what a domain publishes as SPF, as a planner writes it that nobody asks for anything: several records merged, a
 * mangled one read as it was meant, and, where that is not enough, without the terms that certainly let nobody pass. There is
 * one only where the plan is proven and less is wrong with it in place.
 */
final class SpfMend {
    private static final List<SpfPlanOptions> TRIES = List.of(SpfPlanOptions.standard(), SpfPlanOptions.mending());

    private SpfMend() {}

    /** Asks only where something is wrong with what stands. */
    static CompletableFuture<Mend> of(SpfReport report, DnsRun run, Function<DnsResolver, SpfLinter> linter) {
        DnsName domain = report.domain();
        if (domain == null || !stands(report) || Mend.failures(report.findings()) == 0) {
            return CompletableFuture.completedFuture(Mend.NONE);
        }
        return planned(domain, run, 0)
                .thenCompose(planned -> planned.map(found -> linter.apply(OverlayResolver.of(found.overlay(), run))
                                .checkAsync(domain)
                                .thenApply(after -> mend(found, report, after)))
                        .orElseGet(() -> CompletableFuture.completedFuture(Mend.NONE)));
    }

    private static CompletableFuture<Optional<RecordChange>> planned(DnsName domain, DnsRun run, int next) {
        if (next == TRIES.size() || run.deadline().isOver()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return SpfPlanner.using(run)
                .withOptions(TRIES.get(next))
                .withTimeLimit(run.deadline().remaining())
                .planAsync(domain, List.of())
                .thenCompose(plan -> isPromised(plan)
                        ? CompletableFuture.completedFuture(plan.change())
                        : planned(domain, run, next + 1));
    }

    private static boolean isPromised(SpfPlan plan) {
        return plan.isProven()
                && !plan.isUnchanged()
                && plan.proof().orElseThrow().after().withinLimits();
    }

    private static Mend mend(RecordChange found, SpfReport before, SpfReport after) {
        return Mend.failures(after.findings()) < Mend.failures(before.findings())
                ? Mend.of(found, after.findings())
                : Mend.NONE;
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
