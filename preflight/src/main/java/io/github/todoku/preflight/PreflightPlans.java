package io.github.todoku.preflight;

import io.github.todoku.dmarc.DmarcChecker;
import io.github.todoku.dmarc.DmarcPlanner;
import io.github.todoku.dmarc.DmarcRequest;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dmarc.DmarcWish;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.dns.OverlayResolver;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.Severity;
import io.github.todoku.senders.ReverseCheck;
import io.github.todoku.senders.ServiceCatalog;
import io.github.todoku.senders.ServiceFinder;
import io.github.todoku.spf.publish.SpfPlan;
import io.github.todoku.spf.publish.SpfPlanOptions;
import io.github.todoku.spf.publish.SpfPlanner;
import io.github.todoku.spf.publish.SpfSender;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The SPF records by which the senders of a preflight pass that do not today, and the DMARC record where none counts. An address that belongs to a sending service is
 * allowed by the service's record, as a diagnosis of its bounce would advise.
 */
final class PreflightPlans {
    private final PreflightRequest request;
    private final DnsRun dns;
    private final ServiceCatalog catalog;
    private final Map<InetAddress, CompletableFuture<ReverseCheck>> reverse;

    PreflightPlans(
            PreflightRequest request,
            DnsRun dns,
            ServiceCatalog catalog,
            Map<InetAddress, CompletableFuture<ReverseCheck>> reverse) {
        this.request = request;
        this.dns = dns;
        this.catalog = catalog;
        this.reverse = reverse;
    }

    /** One for each MAIL FROM domain; what is not ready is not to be shown as a record, for it would be pasted all the same. */
    CompletableFuture<List<SpfPlan>> of(List<PreflightReport.Row> rows) {
        return leftOut(rows).thenCompose(this::plans);
    }

    private CompletableFuture<List<SpfPlan>> plans(Map<DnsName, List<SpfSender>> leftOut) {
        List<CompletableFuture<SpfPlan>> plans = new ArrayList<>();
        leftOut.forEach((domain, senders) -> {
            if (!dns.deadline().isOver()) {
                plans.add(plan(domain, senders));
            }
        });
        return CompletableFuture.allOf(plans.toArray(CompletableFuture[]::new))
                .thenApply(all -> plans.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<SpfPlan> plan(DnsName domain, List<SpfSender> senders) {
        return SpfPlanner.using(dns)
                .withOptions(SpfPlanOptions.mending().withKnown(catalog.senders()))
                .withTimeLimit(dns.deadline().remaining())
                .planAsync(domain, senders);
    }

    /**
     * The DMARC record where none counts today, tried out: as {@code todoku dmarc} plans it, so that what stands is mended and a second one is
     * never added.
     */
    CompletableFuture<Optional<RecordChange>> dmarc(CompletableFuture<DmarcResult> asked) {
        Duration left = dns.deadline().remaining();
        if (!asked.isDone() || asked.isCompletedExceptionally() || left.isZero()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        DmarcResult today = asked.join();
        if (today.status() != DmarcResult.Status.FAIL || !today.isMendable()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return DmarcPlanner.using(dns)
                .withTimeLimit(left)
                .planAsync(today.placeToPublish(), DmarcWish.MONITOR)
                .thenCompose(plan -> triedOut(plan.change().filter(change -> !change.isUnchanged())));
    }

    private CompletableFuture<Optional<RecordChange>> triedOut(Optional<RecordChange> planned) {
        Duration left = dns.deadline().remaining();
        if (planned.isEmpty() || left.isZero()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return DmarcChecker.using(OverlayResolver.of(planned.get().overlay(), dns))
                .withTimeLimit(left)
                .checkAsync(DmarcRequest.of(request.domain()).withoutDestinations())
                .thenApply(after ->
                        planned.filter(change -> !after.cannotTell() && after.status() != DmarcResult.Status.FAIL));
    }

    /** Who fails SPF, by MAIL FROM domain; the rows stand in the order of the request. */
    private CompletableFuture<Map<DnsName, List<SpfSender>>> leftOut(List<PreflightReport.Row> rows) {
        Map<DnsName, List<SpfSender>> senders = new LinkedHashMap<>();
        int row = 0;
        for (PreflightRequest.Through through : request.services()) {
            DnsName include = through.service().spf().include();
            DnsName mailFrom = through.sendsAsDomain() ? request.domain() : through.mailFromDomain();
            if (fails(rows.get(row++)) && include != null && mailFrom != null) {
                senders.computeIfAbsent(mailFrom, d -> new ArrayList<>()).add(new SpfSender.Include(include));
            }
        }
        List<CompletableFuture<SpfSender>> named = new ArrayList<>();
        for (InetAddress address : request.addresses()) {
            if (fails(rows.get(row++))) {
                named.add(sender(address));
            }
        }
        return CompletableFuture.allOf(named.toArray(CompletableFuture[]::new)).thenApply(all -> {
            for (CompletableFuture<SpfSender> each : named) {
                List<SpfSender> own = senders.computeIfAbsent(request.domain(), d -> new ArrayList<>());
                if (!own.contains(each.join())) {
                    own.add(each.join());
                }
            }
            return senders;
        });
    }

    /** The service that has the address, or the address itself. */
    private CompletableFuture<SpfSender> sender(InetAddress address) {
        SpfSender alone = new SpfSender.Network(IpNetwork.of(address, 8 * address.getAddress().length));
        CompletableFuture<ReverseCheck> named = reverse.get(address);
        Duration left = dns.deadline().remaining();
        if (named == null || !named.isDone() || named.isCompletedExceptionally() || left.isZero()) {
            return CompletableFuture.completedFuture(alone);
        }
        return ServiceFinder.using(dns)
                .withServices(catalog)
                .withTimeLimit(left)
                .checkAsync(address, named.join(), request.domain())
                .thenApply(outcome -> outcome.found() == null
                        ? alone
                        : new SpfSender.Include(outcome.found().include()));
    }

    private static boolean fails(PreflightReport.Row row) {
        return row.spf().severity() == Severity.FAIL;
    }
}
