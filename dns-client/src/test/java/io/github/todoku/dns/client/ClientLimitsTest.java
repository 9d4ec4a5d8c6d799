package io.github.todoku.dns.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.HandClock;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.RecordType;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Limits of this module at the number and one past it (docs/limits.md). */
class ClientLimitsTest {
    private static final String LABEL = "a.";

    @Test
    void furtherAddressesAreNotAsked() {
        StringBuilder zone = new StringBuilder();
        for (int host = 0; host < AuthoritativeServers.MAX_NAMES; host++) {
            zone.append("example.com. NS n" + host + ".example.net.\n");
            for (int i = 0; i < 3; i++) {
                zone.append("n" + host + ".example.net. A 192.0.2." + (3 * host + i) + "\n");
            }
        }
        AtomicInteger servers = new AtomicInteger();
        AuthoritativeReport report = AuthoritativeServers.using(InMemoryDns.zone(zone.toString()), address -> {
                    servers.incrementAndGet();
                    return InMemoryDns.zone("");
                })
                .allowingAnyAddress()
                .check(DnsQuestion.of("example.com", RecordType.TXT));
        assertThat(report.servers()).hasSize(AuthoritativeServers.MAX_SERVERS);
        assertThat(servers).hasValue(AuthoritativeServers.MAX_SERVERS);
    }

    @Test
    void aZoneFurtherUpIsNotFound() {
        for (int above : new int[] {AuthoritativeServers.MAX_STEPS, AuthoritativeServers.MAX_STEPS + 1}) {
            InMemoryDns dns = InMemoryDns.zone("example.com. NS ns.example.net.\nns.example.net. A 192.0.2.1");
            AuthoritativeReport report = AuthoritativeServers.using(dns, address -> InMemoryDns.zone(""))
                    .check(DnsQuestion.of(LABEL.repeat(above) + "example.com", RecordType.TXT));
            boolean found = above <= AuthoritativeServers.MAX_STEPS;
            assertThat(report.zone() != null).as("%s labels", above).isEqualTo(found);
            assertThat(report.servers().isEmpty()).isNotEqualTo(found);
            assertThat(dns.queries().stream().filter(each -> each.type() == RecordType.NS))
                    .hasSize(AuthoritativeServers.MAX_STEPS + 1);
        }
    }

    @Test
    void aTimeToLiveIsCappedBothWays() {
        HandClock clock = new HandClock();
        InMemoryDns dns = InMemoryDns.zone("""
                example.com. SOA ns.example.com. a.example.com. 1 1 1 1 2147483647
                long.example.com. 2147483647 A 192.0.2.1
                none.example.com. 0 A 192.0.2.1
                """).withClock(clock);
        CachingResolver cache = CachingResolver.builder()
                .minTtl(Duration.ofSeconds(30))
                .maxTtl(Duration.ofHours(2))
                .maxNegativeTtl(Duration.ofHours(1))
                .over(dns);
        DnsQuestion known = DnsQuestion.of("long.example.com", RecordType.A);
        DnsQuestion absent = DnsQuestion.of("no.example.com", RecordType.A);
        DnsQuestion fleeting = DnsQuestion.of("none.example.com", RecordType.A);
        assertThat(asked(dns, cache, known)).isTrue();
        assertThat(asked(dns, cache, absent)).isTrue();
        assertThat(asked(dns, cache, fleeting)).isTrue();
        clock.advance(Duration.ofSeconds(29));
        assertThat(asked(dns, cache, fleeting)).as("kept at least so long").isFalse();
        clock.advance(Duration.ofSeconds(2));
        assertThat(asked(dns, cache, fleeting)).isTrue();
        clock.advance(Duration.ofHours(1).minusSeconds(32));
        assertThat(asked(dns, cache, absent)).isFalse();
        clock.advance(Duration.ofSeconds(2));
        assertThat(asked(dns, cache, absent)).as("absence, an hour at most").isTrue();
        assertThat(asked(dns, cache, known)).isFalse();
        clock.advance(Duration.ofHours(1));
        assertThat(asked(dns, cache, known)).as("records, two hours at most").isTrue();
    }

    private static boolean asked(InMemoryDns dns, CachingResolver cache, DnsQuestion question) {
        int before = dns.queries().size();
        cache.lookup(question, io.github.todoku.dns.Deadline.NEVER);
        return dns.queries().size() > before;
    }
}
