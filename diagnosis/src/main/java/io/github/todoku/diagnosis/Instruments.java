package io.github.todoku.diagnosis;

import io.github.todoku.dns.client.AuthoritativeServers;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.senders.ServiceCatalog;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a doctor works with: the same for all that it examines.
 *
 * @param dns the resolver to ask
 * @param timeLimit the longest an examination may take
 * @param profile what the caller knows of how the domain sends
 * @param catalog the block lists
 * @param checkers makes the checker that asks them through a resolver
 * @param services the services that are known by name
 * @param servers asks each of a domain's own name servers; null without a way to
 * @param clock tells when evidence came
 */
record Instruments(
        DnsResolver dns,
        Duration timeLimit,
        SendingProfile profile,
        DnsblCatalog catalog,
        Function<DnsResolver, DnsblChecker> checkers,
        ServiceCatalog services,
        @Nullable AuthoritativeServers servers,
        Clock clock) {
    Instruments {
        Objects.requireNonNull(dns, "dns");
        Objects.requireNonNull(timeLimit, "timeLimit");
        Objects.requireNonNull(profile, "profile");
        Objects.requireNonNull(catalog, "catalog");
        Objects.requireNonNull(checkers, "checkers");
        Objects.requireNonNull(services, "services");
        Objects.requireNonNull(clock, "clock");
    }

    DnsblChecker checker(DnsResolver asked) {
        return checkers.apply(asked);
    }

    Instruments within(Duration limit) {
        return new Instruments(dns, limit, profile, catalog, checkers, services, servers, clock);
    }

    Instruments knowing(SendingProfile sending) {
        return new Instruments(dns, timeLimit, sending, catalog, checkers, services, servers, clock);
    }

    Instruments knowing(ServiceCatalog known) {
        return new Instruments(dns, timeLimit, profile, catalog, checkers, known, servers, clock);
    }

    Instruments asking(DnsblCatalog lists, Function<DnsResolver, DnsblChecker> how) {
        return new Instruments(dns, timeLimit, profile, lists, how, services, servers, clock);
    }

    Instruments askingEachServer(AuthoritativeServers each) {
        return new Instruments(dns, timeLimit, profile, catalog, checkers, services, each, clock);
    }

    /** The same that asks lists by one checker throughout: it counts what each may be asked, and tests each list once. */
    Instruments askingBy(DnsblChecker one) {
        return asking(catalog, asked -> one);
    }

    Instruments by(Clock time) {
        return new Instruments(dns, timeLimit, profile, catalog, checkers, services, servers, time);
    }
}
