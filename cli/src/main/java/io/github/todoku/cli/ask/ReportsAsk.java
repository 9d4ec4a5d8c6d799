package io.github.todoku.cli.ask;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.feedback.plan.ReportPlan;
import io.github.todoku.feedback.plan.ReportPlanner;
import io.github.todoku.feedback.plan.ReportWishes;
import io.github.todoku.feedback.summary.DomainSummary;
import io.github.todoku.feedback.summary.ReportSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What reports come to: for each domain its senders, the record to publish, and whether a stricter policy is safe. */
public final class ReportsAsk {
    /** Where no domain is named, those with the most messages are looked at. */
    public static final int MAX_PLANS = 10;

    private ReportsAsk() {}

    /**
     * {@return the domains to look at}
     *
     * @param summary what was reported
     * @param wanted the only one; null for those with the most messages
     */
    public static List<DomainSummary> domains(ReportSummary summary, @Nullable DnsName wanted) {
        return wanted == null
                ? summary.domains().stream().limit(MAX_PLANS).toList()
                : summary.domain(wanted.toString()).stream().toList();
    }

    /**
     * Asks and waits.
     *
     * @param domains the domains to look at
     * @param wishes what their owner knows
     * @param dns whom to ask
     * @param limit how long the plan of one may take
     * @return a plan for each that is a name
     */
    public static List<ReportPlan> plans(
            List<DomainSummary> domains, ReportWishes wishes, DnsResolver dns, Duration limit) {
        ReportPlanner planner = ReportPlanner.using(dns).withTimeLimit(limit);
        List<ReportPlan> plans = new ArrayList<>();
        for (DomainSummary each : domains) {
            Optional<DnsName> name = DnsName.parse(each.domain());
            if (name.isPresent() && !each.domain().isEmpty()) {
                plans.add(planner.plan(name.orElseThrow(), each, wishes));
            }
        }
        return plans;
    }
}
