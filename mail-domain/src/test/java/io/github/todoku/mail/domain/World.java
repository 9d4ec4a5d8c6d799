package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.finding.Finding;
import io.github.todoku.fixtures.SignedZone;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A domain's surroundings in a test: its zone, what is signed, what is served, what its servers show. */
final class World {
    static final DnsName DOMAIN = DnsName.of("example.com");

    /** Today, for which {@link Certificates} are issued. */
    static final Instant NOW = today();

    private final InMemoryDns zone;
    private final List<DnsName> signed = new ArrayList<>();
    private final Map<String, PolicyFetch> served = new HashMap<>();
    private final Map<DnsName, MxProbeResult> shown = new HashMap<>();
    private boolean validating;
    private @Nullable EarlierPolicy earlier;

    private static Instant today() {
        return Instant.now();
    }

    private World(String zone) {
        this.zone = InMemoryDns.zone(zone);
    }

    /** The zone, names without a dot at the end being below example.com. */
    static World of(String zone) {
        return new World("$ORIGIN example.com.\n" + zone);
    }

    /** A resolver that is trusted, and says AD of these names and all below. */
    World signed(String... names) {
        validating = true;
        Stream.of(names).map(DnsName::of).forEach(signed::add);
        return this;
    }

    World serves(String host, PolicyFetch file) {
        served.put(host, file);
        return this;
    }

    World policy(String text) {
        byte[] body = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        return serves("mta-sts.example.com", PolicyFetch.answered(200, "text/plain; charset=utf-8", body));
    }

    World shows(String host, MxProbeResult result) {
        shown.put(DnsName.of(host), result);
        return this;
    }

    World earlier(EarlierPolicy seen) {
        earlier = seen;
        return this;
    }

    DnsResolver dns() {
        return SignedZone.of(zone, signed.toArray(DnsName[]::new));
    }

    PolicyFetcher fetcher() {
        return (request, deadline) -> CompletableFuture.completedFuture(served.getOrDefault(
                request.host().toString(), PolicyFetch.failed(PolicyFetch.Outcome.UNREACHABLE, "nothing is served")));
    }

    private MxProbe probe() {
        return (target, deadline) -> CompletableFuture.completedFuture(shown.get(target.host()));
    }

    InboundReport inbound() {
        InboundChecker checker = InboundChecker.using(dns()).withTime(NOW);
        checker = validating ? checker.withValidatingResolver() : checker;
        checker = served.isEmpty() ? checker : checker.withFetcher(fetcher());
        checker = earlier == null ? checker : checker.withEarlier(earlier);
        return (shown.isEmpty() ? checker : checker.withProbe(probe())).check(DOMAIN);
    }

    BimiReport bimi() {
        BimiChecker checker = BimiChecker.using(dns());
        return (served.isEmpty() ? checker : checker.withFetcher(fetcher())).check(DOMAIN);
    }

    /** All that is found of the domain. */
    List<Finding> findings() {
        return Stream.concat(inbound().findings().stream(), bimi().findings().stream())
                .toList();
    }
}
