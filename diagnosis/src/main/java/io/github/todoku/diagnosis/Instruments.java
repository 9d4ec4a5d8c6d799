package io.github.todoku.diagnosis;

import io.github.todoku.diagnosis.evidence.Means;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.client.AuthoritativeServers;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.mail.domain.InboundChecker;
import io.github.todoku.senders.ServiceCatalog;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a doctor works with: the same for all that it examines.
 *
 * @param dns whom to ask
 * @param timeLimit the longest an examination may take
 * @param profile what the caller knows of how the domain sends
 * @param catalog the block lists
 * @param lists asks them, and remembers which refused
 * @param services the services that are known by name
 * @param servers asks each of a domain's own name servers; null if there is no way to
 * @param registrable from a name to the domain above it that somebody registered
 * @param inbound looks at how a domain takes mail, with all that the caller allows: fetching, connecting
 * @param clock gives the time at which evidence arrived
 */
record Instruments(
        DnsResolver dns,
        Duration timeLimit,
        SendingProfile profile,
        DnsblCatalog catalog,
        DnsblChecker lists,
        ServiceCatalog services,
        @Nullable AuthoritativeServers servers,
        Function<DnsName, Optional<DnsName>> registrable,
        Function<DnsResolver, InboundChecker> inbound,
        Clock clock) {
    Instruments {
        Objects.requireNonNull(dns, "dns");
        Objects.requireNonNull(timeLimit, "timeLimit");
        Objects.requireNonNull(profile, "profile");
        Objects.requireNonNull(catalog, "catalog");
        Objects.requireNonNull(lists, "lists");
        Objects.requireNonNull(services, "services");
        Objects.requireNonNull(registrable, "registrable");
        Objects.requireNonNull(inbound, "inbound");
        Objects.requireNonNull(clock, "clock");
    }

    /** What sources ask with. */
    Means means() {
        return new Means(
                profile.senders(),
                catalog,
                lists,
                services,
                servers,
                registrable,
                resolver -> inbound.apply(resolver).withTime(clock.instant()));
    }

    /** The DNS of one examination. */
    DnsRun run() {
        return DnsRun.using(dns, timeLimit);
    }

    Instruments asking(DnsResolver layer) {
        return new Instruments(
                layer, timeLimit, profile, catalog, lists, services, servers, registrable, inbound, clock);
    }

    Instruments withTimeLimit(Duration limit) {
        return new Instruments(dns, limit, profile, catalog, lists, services, servers, registrable, inbound, clock);
    }

    Instruments withProfile(SendingProfile sending) {
        return new Instruments(dns, timeLimit, sending, catalog, lists, services, servers, registrable, inbound, clock);
    }

    Instruments withServices(ServiceCatalog known) {
        return new Instruments(dns, timeLimit, profile, catalog, lists, known, servers, registrable, inbound, clock);
    }

    Instruments withLists(DnsblCatalog known, DnsblChecker checker) {
        return new Instruments(dns, timeLimit, profile, known, checker, services, servers, registrable, inbound, clock);
    }

    Instruments withServers(AuthoritativeServers each) {
        return new Instruments(dns, timeLimit, profile, catalog, lists, services, each, registrable, inbound, clock);
    }

    Instruments withClock(Clock time) {
        return new Instruments(dns, timeLimit, profile, catalog, lists, services, servers, registrable, inbound, time);
    }

    Instruments withRegistrable(Function<DnsName, Optional<DnsName>> rule) {
        return new Instruments(dns, timeLimit, profile, catalog, lists, services, servers, rule, inbound, clock);
    }

    Instruments withInbound(UnaryOperator<InboundChecker> more) {
        return new Instruments(
                dns,
                timeLimit,
                profile,
                catalog,
                lists,
                services,
                servers,
                registrable,
                resolver -> more.apply(inbound.apply(resolver)),
                clock);
    }
}
