package io.github.todoku.diagnosis;

import io.github.todoku.bounce.Cause;
import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.senders.SendingService;
import io.github.todoku.senders.internal.Envelopes;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.SpfVerifier;
import io.github.todoku.spf.publish.SpfSender;
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

    /** Up to how many paths one that only delivered is added: the rest is for those that failed. */
    private static final int MAX_DELIVERED = MAX_PATHS / 2;

    /** How many paths are added for the addresses that the caller names. */
    private static final int MAX_GIVEN = 100;

    private record Key(DnsName domain, InetAddress client) {}

    private static final class Tally {
        @Nullable
        String service;

        long failed;
        long unauthenticated;
        long delivered;
    }

    private final Instruments instruments;
    private final Map<Key, Tally> paths = new LinkedHashMap<>();
    private long lost;

    PathCounts(Instruments instruments) {
        this.instruments = instruments;
    }

    /** Counts a bounce. */
    void failed(Case examined) {
        CaseFacts facts = examined.facts();
        String service = service(examined);
        Tally tally = facts.domain() == null || facts.clientAddress() == null
                ? null
                : tally(facts.domain(), facts.clientAddress(), MAX_PATHS);
        if (tally != null) {
            tally.failed++;
            tally.unauthenticated += examined.bounceCause() == Cause.AUTHENTICATION ? 1 : 0;
            tally.service = service == null ? tally.service : service;
        }
    }

    /** Counts a mail that arrived. */
    void delivered(Delivered mail) {
        Tally tally = tally(mail.domain(), mail.client(), MAX_DELIVERED);
        if (tally != null) {
            tally.delivered++;
        }
    }

    /** Paths that only delivered leave room for those that failed. */
    private @Nullable Tally tally(DnsName domain, InetAddress client, int most) {
        Key key = new Key(domain, client);
        if (paths.size() >= most && !paths.containsKey(key)) {
            lost++;
            return null;
        }
        return paths.computeIfAbsent(key, k -> new Tally());
    }

    private @Nullable String service(Case examined) {
        String byInclude = examined.proof(Proof.Service.class)
                .map(proof -> instruments
                        .services()
                        .ofInclude(proof.service().include())
                        .map(SendingService::name)
                        .orElse(proof.service().service().toString()))
                .orElse(null);
        if (byInclude != null) {
            return byInclude;
        }
        return examined.proof(Proof.Reverse.class).stream()
                .flatMap(proof -> proof.check().confirmed().stream())
                .flatMap(host -> instruments.services().ofHost(host).stream())
                .map(SendingService::name)
                .findFirst()
                .orElse(null);
    }

    /** Every path seen, and every address the caller named for the domains seen, with today's verdict. */
    List<SendingPath> known() {
        Set<DnsName> domains = new LinkedHashSet<>();
        paths.keySet().forEach(key -> domains.add(key.domain()));
        for (DnsName domain : domains) {
            for (InetAddress address : given()) {
                tally(domain, address, MAX_PATHS + MAX_GIVEN);
            }
        }
        DnsRun run = instruments.run();
        SpfVerifier verifier = SpfVerifier.using(run);
        Map<Key, CompletableFuture<SpfResult>> checks = new LinkedHashMap<>();
        for (Key key : paths.keySet()) {
            checks.put(
                    key,
                    verifier.checkAsync(SpfRequest.from(key.client())
                            .helo(key.domain().toString())
                            .mailFrom(Envelopes.postmaster(key.domain()))));
        }
        List<SendingPath> known = new ArrayList<>();
        paths.forEach((key, tally) -> known.add(new SendingPath(
                key.domain(),
                key.client(),
                tally.service,
                tally.failed,
                tally.unauthenticated,
                tally.delivered,
                verdict(checks.get(key), run))));
        return known;
    }

    private List<InetAddress> given() {
        List<InetAddress> addresses = new ArrayList<>();
        for (SpfSender sender : instruments.profile().senders()) {
            if (sender instanceof SpfSender.Network network && isLone(network.network())) {
                addresses.add(Envelopes.address(network.network()));
            }
        }
        return addresses;
    }

    private static boolean isLone(IpNetwork network) {
        return network.prefixLength() == 8 * network.octets().length;
    }

    private static @Nullable SpfVerdict verdict(@Nullable CompletableFuture<SpfResult> check, DnsRun run) {
        return check == null ? null : run.await(check.<@Nullable SpfVerdict>thenApply(SpfResult::verdict), () -> null);
    }

    /** What the paths, taken together, say. */
    CaseSeries.Reading reading(List<SendingPath> known) {
        List<SendingPath> failing =
                known.stream().filter(SendingPath::isToBeMended).toList();
        boolean passing = known.stream().anyMatch(path -> path.spfToday() == SpfVerdict.PASS);
        boolean open = lost > 0
                || known.stream()
                        .anyMatch(path -> path.failed() > 0
                                && (path.spfToday() == null || path.spfToday() == SpfVerdict.TEMPERROR));
        if (known.stream().noneMatch(path -> path.failed() > 0)) {
            return CaseSeries.Reading.NO_PATH;
        }
        if (failing.stream().anyMatch(path -> path.delivered() > 0)) {
            return CaseSeries.Reading.FAILING_PATH_DELIVERS;
        }
        if (!failing.isEmpty() && passing) {
            return CaseSeries.Reading.SOME_FAIL;
        }
        if (open) {
            return CaseSeries.Reading.UNKNOWN;
        }
        if (failing.isEmpty()) {
            return known.stream().anyMatch(path -> path.failed() > 0 && path.failsToday())
                    ? CaseSeries.Reading.UNKNOWN
                    : CaseSeries.Reading.NONE_FAILS_NOW;
        }
        return known.size() == 1 ? CaseSeries.Reading.ONE_PATH_FAILS : CaseSeries.Reading.ALL_FAIL;
    }

    /** Bounces and deliveries by service, once all is known: a log of deliveries comes before the bounces that name it. */
    CaseSeries.Split byService() {
        Map<String, CaseSeries.Count> counts = new LinkedHashMap<>();
        paths.values().forEach(tally -> {
            String service = tally.service == null ? "" : tally.service;
            CaseSeries.Count more = new CaseSeries.Count(service, tally.failed, tally.delivered);
            counts.merge(
                    service,
                    more,
                    (a, b) -> new CaseSeries.Count(service, a.failed() + b.failed(), a.delivered() + b.delivered()));
        });
        return new CaseSeries.Split(CaseSeries.Axis.SERVICE, List.copyOf(counts.values()));
    }
}
