package io.github.todoku.preflight.domain;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.OverlayResolver;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.Severity;
import io.github.todoku.spf.Directive;
import io.github.todoku.spf.Modifier;
import io.github.todoku.spf.Qualifier;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.publish.SpfLinter;
import io.github.todoku.spf.publish.SpfPlan;
import io.github.todoku.spf.publish.SpfPlanFinding;
import io.github.todoku.spf.publish.SpfPlanOptions;
import io.github.todoku.spf.publish.SpfPlanner;
import io.github.todoku.spf.publish.SpfReport;
import io.github.todoku.spf.publish.SpfRule;
import io.github.todoku.spf.publish.SpfSender;
import io.github.todoku.spf.publish.SpfTree;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The record that mends what a domain publishes as SPF, as a planner writes it that nobody asks for anything: several records merged, a
 * mangled one read as it was meant, without a term that breaks it and can be missed ({@link SpfPlanOptions#mending}). There is one only
 * where the plan is ready, less is wrong with it in place, somebody is let pass, and it is the domain's own: an alias's target is
 * another's to write.
 */
final class SpfMend {
    /** What a planner knows and the linter does not. */
    private static final Set<Finding.Kind> OF_THE_PLAN =
            Set.of(SpfPlanFinding.MISSPELT, SpfPlanFinding.WILDCARD, SpfPlanFinding.WILDCARD_UNKNOWN);

    private SpfMend() {}

    /** Asks only where something is wrong with what stands, or nothing does. */
    static CompletableFuture<Mend> of(
            SpfReport report, DnsRun run, List<SpfSender> known, Function<DnsResolver, SpfLinter> linter) {
        DnsName domain = report.domain();
        boolean first = report.findings().stream().anyMatch(each -> each.kind() == SpfRule.RECORD_PUBLISHED);
        boolean broken = stands(report) && Mend.failures(report.findings()) > 0;
        if (domain == null || (!first && !broken) || run.deadline().isOver()) {
            return CompletableFuture.completedFuture(Mend.NONE);
        }
        return SpfPlanner.using(run)
                .withOptions(SpfPlanOptions.mending().withKnown(known))
                .withTimeLimit(run.deadline().remaining())
                .planAsync(domain, List.of())
                .thenCompose(plan ->
                        broken ? tried(plan, report, run, linter) : CompletableFuture.completedFuture(none(plan)));
    }

    private static Mend none(SpfPlan plan) {
        return Mend.none(plan.findings().stream()
                .filter(each -> OF_THE_PLAN.contains(each.kind()))
                .toList());
    }

    private static CompletableFuture<Mend> tried(
            SpfPlan plan, SpfReport before, DnsRun run, Function<DnsResolver, SpfLinter> linter) {
        DnsName domain = before.domain();
        return plan.change()
                .filter(change ->
                        plan.isReady() && domain != null && change.owner().isWithin(domain))
                .map(change -> linter.apply(OverlayResolver.of(change.overlay(), run))
                        .checkAsync(Objects.requireNonNull(domain))
                        .thenApply(after -> mend(change, before, after)))
                .orElseGet(() -> CompletableFuture.completedFuture(none(plan)));
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
