package io.github.todoku.preflight;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.finding.Severity;
import io.github.todoku.spf.publish.SpfPlan;
import io.github.todoku.spf.publish.SpfPlanner;
import io.github.todoku.spf.publish.SpfProof;
import io.github.todoku.spf.publish.SpfSender;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The SPF records by which the senders of a preflight pass that do not today. */
final class PreflightPlans {
    private final PreflightRequest request;
    private final DnsRun dns;

    PreflightPlans(PreflightRequest request, DnsRun dns) {
        this.request = request;
        this.dns = dns;
    }

    /** One for each MAIL FROM domain; what cannot be promised is left out, for it would be pasted all the same. */
    CompletableFuture<List<SpfPlan>> of(List<PreflightReport.Row> rows) {
        List<CompletableFuture<SpfPlan>> plans = new ArrayList<>();
        leftOut(rows).forEach((domain, senders) -> {
            Duration left = dns.deadline().remaining();
            if (!left.isZero()) {
                plans.add(SpfPlanner.using(dns).withTimeLimit(left).planAsync(domain, senders));
            }
        });
        return CompletableFuture.allOf(plans.toArray(CompletableFuture[]::new))
                .thenApply(all -> plans.stream()
                        .map(CompletableFuture::join)
                        .filter(PreflightPlans::isPromised)
                        .toList());
    }

    private static boolean isPromised(SpfPlan plan) {
        SpfProof proof = plan.proof().orElse(null);
        return proof != null && proof.holds() && proof.after().withinLimits() && !plan.isUnchanged();
    }

    /** Who fails SPF, by MAIL FROM domain; the rows stand in the order of the request. */
    private Map<DnsName, List<SpfSender>> leftOut(List<PreflightReport.Row> rows) {
        Map<DnsName, List<SpfSender>> senders = new LinkedHashMap<>();
        int row = 0;
        for (PreflightRequest.Through through : request.services()) {
            DnsName include = through.service().spf().include();
            DnsName mailFrom = through.sendsAsDomain() ? request.domain() : through.mailFromDomain();
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
        return row.spf().severity() == Severity.FAIL;
    }
}
