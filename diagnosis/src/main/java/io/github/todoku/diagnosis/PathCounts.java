package io.github.todoku.diagnosis;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfSender;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.SpfVerifier;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The paths of a series: how often each failed and delivered, and what SPF says of it today. */
final class PathCounts {
    /** How many paths are kept; more are not told apart. */
    static final int MAX_PATHS = 200;

    private record Key(DnsName domain, InetAddress client) {}

    private static final class Tally {
        @Nullable
        String service;

        long failed;
        long delivered;
    }

    private final Doctor doctor;
    private final DnsResolver dns;
    private final Map<Key, Tally> paths = new LinkedHashMap<>();

    PathCounts(Doctor doctor, DnsResolver dns) {
        this.doctor = doctor;
        this.dns = dns;
    }

    /** Counts a bounce; the service it went by, if that is known. */
    @Nullable
    String failed(Case examined) {
        CaseFacts facts = examined.facts();
        String service = service(examined);
        Tally tally = facts.domain() == null || facts.clientAddress() == null
                ? null
                : tally(facts.domain(), facts.clientAddress());
        if (tally != null) {
            tally.failed++;
            tally.service = service == null ? tally.service : service;
        }
        return service;
    }

    /** Counts a mail that arrived; the service it went by, if that is known. */
    @Nullable
    String delivered(Delivered mail) {
        Tally tally = tally(mail.domain(), mail.client());
        if (tally == null) {
            return null;
        }
        tally.delivered++;
        return tally.service;
    }

    private @Nullable Tally tally(DnsName domain, InetAddress client) {
        Key key = new Key(domain, client);
        return paths.size() < MAX_PATHS || paths.containsKey(key) ? paths.computeIfAbsent(key, k -> new Tally()) : null;
    }

    private static @Nullable String service(Case examined) {
        String byInclude = examined.proof(Proof.Service.class)
                .map(proof -> ServiceCatalog.shipped()
                        .ofInclude(proof.service().include())
                        .map(SendingService::name)
                        .orElse(proof.service().service().toString()))
                .orElse(null);
        if (byInclude != null) {
            return byInclude;
        }
        return examined.proof(Proof.Reverse.class).stream()
                .flatMap(proof -> proof.check().confirmed().stream())
                .flatMap(host -> ServiceCatalog.shipped().ofHost(host).stream())
                .map(SendingService::name)
                .findFirst()
                .orElse(null);
    }

    /** Every path seen, and every address the caller named for the domains seen, with today's verdict. */
    List<CaseSeries.Path> known() {
        Set<DnsName> domains = new LinkedHashSet<>();
        paths.keySet().forEach(key -> domains.add(key.domain()));
        for (DnsName domain : domains) {
            for (InetAddress address : given()) {
                tally(domain, address);
            }
        }
        SpfVerifier verifier = SpfVerifier.using(dns);
        Map<Key, CompletableFuture<SpfResult>> checks = new LinkedHashMap<>();
        for (Key key : paths.keySet()) {
            checks.put(
                    key,
                    verifier.checkAsync(SpfRequest.from(key.client())
                            .helo(key.domain().toString())
                            .mailFrom(Examination.postmaster(key.domain()))));
        }
        Deadline deadline = Deadline.after(doctor.timeLimit());
        List<CaseSeries.Path> known = new ArrayList<>();
        paths.forEach((key, tally) -> known.add(new CaseSeries.Path(
                key.domain(),
                key.client(),
                tally.service,
                tally.failed,
                tally.delivered,
                verdict(checks.get(key), deadline))));
        return known;
    }

    private List<InetAddress> given() {
        List<InetAddress> addresses = new ArrayList<>();
        for (SpfSender sender : doctor.profile().senders()) {
            if (sender instanceof SpfSender.Network network && isLone(network.network())) {
                addresses.add(EvidenceRound.address(network.network()));
            }
        }
        return addresses;
    }

    private static boolean isLone(IpNetwork network) {
        return network.prefixLength() == 8 * network.octets().length;
    }

    private static @Nullable SpfVerdict verdict(@Nullable CompletableFuture<SpfResult> check, Deadline deadline) {
        try {
            return check == null
                    ? null
                    : Waiting.forResult(check, deadline).map(SpfResult::verdict).orElse(null);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** What the paths, taken together, say. */
    static CaseSeries.Reading reading(List<CaseSeries.Path> paths) {
        long failing = paths.stream().filter(CaseSeries.Path::failsToday).count();
        long passing = paths.stream()
                .filter(path -> path.spfToday() == SpfVerdict.PASS)
                .count();
        if (paths.isEmpty()) {
            return CaseSeries.Reading.NO_PATH;
        }
        if (paths.stream().anyMatch(path -> path.failsToday() && path.delivered() > 0)) {
            return CaseSeries.Reading.FAILING_PATH_DELIVERS;
        }
        if (failing > 0 && passing > 0) {
            return CaseSeries.Reading.SOME_FAIL;
        }
        if (failing + passing < paths.size()) {
            return CaseSeries.Reading.UNKNOWN;
        }
        if (failing == 0) {
            return CaseSeries.Reading.NONE_FAILS_NOW;
        }
        return failing == 1 ? CaseSeries.Reading.ONE_PATH_FAILS : CaseSeries.Reading.ALL_FAIL;
    }
}
