package io.github.todoku.preflight;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.spf.publish.SpfPlan;
import io.github.todoku.spf.publish.SpfPlanner;
import io.github.todoku.spf.publish.SpfProof;
import io.github.todoku.spf.publish.SpfSender;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The SPF records by which the senders of a preflight pass that do not today. */
final class PreflightPlans {
    private final PreflightRequest request;
    private final PreflightQuestions asked;

    PreflightPlans(PreflightRequest request, PreflightQuestions asked) {
        this.request = request;
        this.asked = asked;
    }

    /** One for each MAIL FROM domain; what cannot be promised is left out, for it would be pasted all the same. */
    List<SpfPlan> of(List<PreflightReport.Row> rows) {
        List<SpfPlan> plans = new ArrayList<>();
        leftOut(rows).forEach((domain, senders) -> {
            SpfPlan plan = SpfPlanner.using(asked.dns).plan(domain, senders);
            SpfProof proof = plan.proof().orElse(null);
            if (proof != null && proof.holds() && proof.after().withinLimits() && !plan.isUnchanged()) {
                plans.add(plan);
            }
        });
        return plans;
    }

    /** Who fails SPF, by MAIL FROM domain; the rows stand in the order of the request. */
    private Map<DnsName, List<SpfSender>> leftOut(List<PreflightReport.Row> rows) {
        Map<DnsName, List<SpfSender>> senders = new LinkedHashMap<>();
        int row = 0;
        for (PreflightRequest.Through through : request.services()) {
            DnsName include = through.service().spf().include();
            DnsName mailFrom = through.sendsAsDomain() ? request.domain() : through.mailFrom();
            if (fails(rows.get(row++)) && include != null && mailFrom != null) {
                senders.computeIfAbsent(mailFrom, d -> new ArrayList<>()).add(new SpfSender.Include(include));
            }
        }
        for (InetAddress address : request.addresses()) {
            if (fails(rows.get(row++))) {
                IpNetwork alone = IpNetwork.of(address, 8 * address.getAddress().length);
                senders.computeIfAbsent(request.domain(), d -> new ArrayList<>())
                        .add(new SpfSender.Network(alone));
            }
        }
        return senders;
    }

    private static boolean fails(PreflightReport.Row row) {
        return row.spf().status() == PreflightReport.Status.FAIL;
    }
}
