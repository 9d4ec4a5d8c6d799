package io.github.todoku.feedback.plan;

import static io.github.todoku.feedback.plan.SenderJudgement.number;

import io.github.todoku.dmarc.DmarcPlan;
import io.github.todoku.dmarc.DmarcPlanner;
import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dmarc.DmarcRecord;
import io.github.todoku.dmarc.DmarcTag;
import io.github.todoku.dmarc.DmarcWish;
import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The next policy to publish, one step at a time: none, quarantine, reject (RFC 9989 §7.4). Where others pass mail on that would
 * fail, a step is tried out first ({@code t=y}, A.6): then intermediaries do what they do for a strict policy, and the reports
 * tell how much still fails. A trial is for the domain and all below it alike: where these ask for more, none is planned, and
 * none is ended.
 */
final class PolicyStep {
    private final ReadinessJudgement judgement;
    private final List<Readiness> readiness;

    /** The record of the step, and what there is to say of it; each null if there is none. */
    record Step(@Nullable DmarcPlan plan, @Nullable Finding finding) {
        static final Step NONE = new Step(null, null);
    }

    PolicyStep(ReadinessJudgement judgement) {
        this.judgement = judgement;
        this.readiness = judgement.all();
    }

    /** The step that is safe. */
    CompletableFuture<Step> planned(DmarcPlanner planner, DnsName domain) {
        Readiness next = null;
        for (Readiness each : readiness) {
            next = each.status() == Readiness.Status.READY ? each : next;
        }
        if (next == null) {
            return CompletableFuture.completedFuture(Step.NONE);
        }
        Readiness ready = next;
        return planner.planAsync(domain, DmarcWish.of(ready.policy()))
                .thenCompose(plan -> plan.change().isEmpty()
                        ? CompletableFuture.completedFuture(new Step(plan, null))
                        : step(planner, domain, ready, today(plan.change().get())));
    }

    private static @Nullable DmarcRecord today(RecordChange change) {
        return change.before().size() == 1 ? DmarcRecord.parse(change.before().get(0)) : null;
    }

    private CompletableFuture<Step> step(
            DmarcPlanner planner, DnsName domain, Readiness ready, @Nullable DmarcRecord today) {
        DmarcPolicy policy = isMild(today) ? DmarcPolicy.QUARANTINE : ready.policy();
        long days = judgement.triedDays(policy);
        boolean trial = ready.forwardedLost() > 0 && days < Readiness.TRIAL_DAYS;
        DmarcPolicy stands =
                today == null ? DmarcPolicy.NONE : today.policy("p").orElse(DmarcPolicy.NONE);
        boolean testing = today != null && today.isTesting();
        boolean raises = stands.compareTo(policy) < 0;
        String below = today == null ? "" : below(today, trial ? DmarcPolicy.NONE : policy);
        if (!below.isEmpty() && (trial ? raises : isPart(today) && stands.compareTo(policy) <= 0)) {
            return CompletableFuture.completedFuture(
                    new Step(null, Finding.of(ReportFinding.TRIAL_BELOW, domain.toString(), policy.word(), below)));
        }
        Finding goesOn = trial && testing && stands == policy
                ? Finding.of(ReportFinding.TRIAL_GOES_ON, domain.toString(), number(Readiness.TRIAL_DAYS - days))
                : null;
        DmarcWish wish = DmarcWish.of(policy);
        return planner.planAsync(domain, trial ? wish.onTrial() : wish.inFull())
                .thenApply(plan -> new Step(plan, goesOn));
    }

    /** What the record asks for below the domain, where that is stricter. */
    private static String below(DmarcRecord today, DmarcPolicy than) {
        return String.join(
                "; ",
                Stream.of("sp", "np")
                        .filter(name -> today.policy(name)
                                .filter(each -> each.compareTo(than) > 0)
                                .isPresent())
                        .map(name ->
                                name + "=" + today.policy(name).orElseThrow().word())
                        .toList());
    }

    /** Whether the record of today asks for less than quarantine for every message: reject would be two steps. */
    private static boolean isMild(@Nullable DmarcRecord today) {
        Optional<DmarcPolicy> policy = today == null ? Optional.empty() : today.policy("p");
        return policy.isEmpty()
                || policy.get() == DmarcPolicy.NONE
                || (policy.get() == DmarcPolicy.QUARANTINE && isPart(today));
    }

    /** On trial, or for a part of the mail by {@code pct} of RFC 7489, which some receivers still obey. */
    private static boolean isPart(@Nullable DmarcRecord today) {
        return today != null
                && (today.isTesting()
                        || today.tags().stream()
                                .anyMatch(tag -> tag instanceof DmarcTag.Historic historic
                                        && historic.name().equals("pct")
                                        && !historic.value().equals("100")));
    }
}
