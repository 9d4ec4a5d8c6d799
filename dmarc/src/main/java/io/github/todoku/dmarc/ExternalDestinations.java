package io.github.todoku.dmarc;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.RecordType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Asks the domains outside the organization whether they want its reports (RFC 9990, "Verifying External Destinations"). */
final class ExternalDestinations {
    private static final int MAX_DESTINATIONS = 10;
    private static final DnsName REPORT = DnsName.of("_report._dmarc");

    private final DnsRun run;
    private final DnsName policyDomain;

    ExternalDestinations(DnsRun run, DnsName policyDomain) {
        this.run = run;
        this.policyDomain = policyDomain;
    }

    List<CompletableFuture<ReportDestination>> of(DmarcRecord record, DmarcWalk walk) {
        Set<DnsName> hosts = new LinkedHashSet<>();
        for (String tag : List.of("rua", "ruf")) {
            for (DmarcTag.Uri uri : record.reportUris(tag)) {
                if (uri.host() != null && hosts.size() < MAX_DESTINATIONS) {
                    hosts.add(uri.host());
                }
            }
        }
        DnsName house = walk.organizationalDomain()
                .filter(policyDomain::isWithin) // a public suffix's record lies above From's organization
                .orElse(policyDomain);
        List<CompletableFuture<ReportDestination>> destinations = new ArrayList<>();
        for (DnsName host : hosts) {
            destinations.add(
                    host.isWithin(house)
                            ? CompletableFuture.completedFuture(
                                    new ReportDestination(host, ReportDestination.State.INTERNAL))
                            : external(host));
        }
        return destinations;
    }

    private CompletableFuture<ReportDestination> external(DnsName host) {
        Optional<DnsName> name = policyDomain.below(REPORT).flatMap(prefix -> prefix.below(host));
        if (name.isEmpty()) {
            return CompletableFuture.completedFuture(new ReportDestination(host, ReportDestination.State.REFUSED));
        }
        return run.resolve(new DnsQuestion(name.get(), RecordType.TXT), run.deadline())
                .toCompletableFuture()
                .thenApply(answer -> {
                    if (answer.isFailure()) {
                        return new ReportDestination(host, ReportDestination.State.CANNOT_TELL);
                    }
                    boolean wanted = DmarcWalk.texts(answer).stream().anyMatch(DmarcRecord::isDmarc);
                    return new ReportDestination(
                            host, wanted ? ReportDestination.State.WANTED : ReportDestination.State.REFUSED);
                });
    }
}
