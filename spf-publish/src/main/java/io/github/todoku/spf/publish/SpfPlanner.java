package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.RecordType;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.SpfProblem;
import io.github.todoku.spf.SpfProblem.Kind;
import io.github.todoku.spf.internal.AnswerText;
import java.util.List;
import java.util.Objects;

/**
 * Plans the record that lets senders pass, from the record that is there today. It adds and merges; the owner's terms keep
 * their order and spelling, new ones come before the ending, and of several records one is made, since two are a permerror
 * (RFC 7208 §4.5). A sender that passes already is left out: a network if all of it passes, a host or include if the DNS
 * is asked for it already and all it allows passes. What changes no verdict goes when the record changes anyway; what
 * else may go {@link SpfPlanOptions} says.
 *
 * <p>A new record ends in {@code ~all}: until its owner has seen who sends for the domain, mail from a forgotten sender is
 * marked and not lost.
 *
 * <p>Each plan carries its {@link SpfProof}: the evaluator is asked at every border between networks, before and after.
 *
 * <p>Costs one TXT lookup and what the records' terms ask, each question once, at most {@value PlanDns#MAX_QUESTIONS}.
 * Immutable; any thread may plan.
 */
public final class SpfPlanner {
    private final DnsResolver dns;
    private final SpfPlanOptions options;

    private SpfPlanner(DnsResolver dns, SpfPlanOptions options) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.options = Objects.requireNonNull(options, "options");
    }

    /**
     * {@return a planner that asks {@code dns}}
     *
     * @param dns where today's records are
     */
    public static SpfPlanner using(DnsResolver dns) {
        return using(dns, SpfPlanOptions.standard());
    }

    /**
     * {@return a planner that asks {@code dns}, with these options}
     *
     * @param dns where today's records are
     * @param options what it may do to a record besides adding
     */
    public static SpfPlanner using(DnsResolver dns, SpfPlanOptions options) {
        return new SpfPlanner(dns, options);
    }

    /**
     * Plans. A DNS that gives no answer makes a change with a problem, never a record that might replace one unseen.
     *
     * @param domain whose record
     * @param wanted who is to pass, in the order their terms shall have
     * @return the change; perhaps none ({@link SpfChange#unchanged})
     */
    public SpfChange plan(DnsName domain, List<SpfSender> wanted) {
        PlanDns world = new PlanDns(dns);
        DnsAnswer answer = txt(world, domain);
        if (answer.isFailure()) {
            boolean interrupted = Thread.currentThread().isInterrupted();
            Kind kind = interrupted ? Kind.INTERRUPTED : Kind.DNS_FAILED;
            SpfProblem problem = new SpfProblem(kind, domain.toString(), -1, -1, AnswerText.of(answer));
            return new SpfChange(domain, List.of(), "", List.of(), List.of(), List.of(), problem, null);
        }
        return new PlanRun(world, options, domain, answer, wanted).run();
    }

    private static DnsAnswer txt(DnsResolver dns, DnsName domain) {
        return dns.lookup(domain, RecordType.TXT, SpfOptions.TIME_LIMIT);
    }
}
