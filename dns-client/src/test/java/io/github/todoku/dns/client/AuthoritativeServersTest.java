package io.github.todoku.dns.client;

import static io.github.todoku.dns.RecordType.TXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthoritativeServersTest {
    private static final DnsQuestion DMARC = DnsQuestion.of("_dmarc.mail.example.com", TXT);

    private static final String SERVERS = """
            com.             NS a.gtld.example.
            example.com.     NS ns1.example.net.
            example.com.     NS ns2.example.net.
            ns1.example.net. A 192.0.2.1
            ns2.example.net. A 192.0.2.2
            ns2.example.net. AAAA 2001:db8::2
            """;

    private static String zone(int serial, int ttl, String text) {
        return """
                example.com. SOA ns1.example.net. mail.example.com. %d 1 1 1 300
                example.com. NS ns1.example.net.
                example.com. NS ns2.example.net.
                _dmarc.mail.example.com. %d TXT "%s"
                """.formatted(serial, ttl, text);
    }

    private static AuthoritativeReport ask(DnsResolver resolver, Map<String, DnsResolver> servers, boolean any)
            throws Exception {
        AuthoritativeServers authoritative = AuthoritativeServers.using(resolver, address -> server(servers, address));
        return (any ? authoritative.allowingAnyAddress() : authoritative)
                .withTimeLimit(Duration.ofSeconds(5))
                .check(DMARC);
    }

    private static DnsResolver server(Map<String, DnsResolver> servers, InetAddress address) {
        return servers.getOrDefault(
                IpLiteral.format(address), InMemoryDns.zone("").serving("nowhere.example"));
    }

    @Test
    void eachServerIsAskedOnItsOwnAndDisagreementShows() throws Exception {
        DnsResolver old = InMemoryDns.zone(zone(7, 600, "old")).serving("example.com");
        DnsResolver fresh = InMemoryDns.zone(zone(8, 600, "new")).serving("example.com");
        DnsResolver resolver = InMemoryDns.zone(SERVERS + "_dmarc.mail.example.com. 350 TXT \"old\"");
        AuthoritativeReport report =
                ask(resolver, Map.of("192.0.2.1", old, "192.0.2.2", fresh, "2001:db8::2", fresh), true);
        assertThat(report.zone()).isEqualTo(DnsName.of("example.com"));
        assertThat(report.ownerInZone()).contains("_dmarc.mail");
        assertThat(report.hosts()).containsExactly(DnsName.of("ns1.example.net"), DnsName.of("ns2.example.net"));
        assertThat(report.servers())
                .extracting(AuthoritativeReport.ServerAnswer::serial)
                .containsExactly(7L, 8L, 8L);
        assertThat(report.authoritative()).hasSize(3);
        assertThat(report.agree()).isFalse();
        assertThat(report.sameSerial()).isFalse();
        assertThat(report.isStale()).as("one server still says so").contains(false);
        assertThat(report.age()).contains(Duration.ofSeconds(250));
    }

    @Test
    void aResolverThatSaysWhatNoServerSaysIsStale() throws Exception {
        DnsResolver fresh = InMemoryDns.zone(zone(8, 600, "new")).serving("example.com");
        DnsResolver resolver = InMemoryDns.zone(SERVERS + "_dmarc.mail.example.com. TXT \"old\"");
        AuthoritativeReport report =
                ask(resolver, Map.of("192.0.2.1", fresh, "192.0.2.2", fresh, "2001:db8::2", fresh), true);
        assertThat(report.agree()).isTrue();
        assertThat(report.isStale()).contains(true);
        assertThat(report.age()).isEmpty();
    }

    @Test
    void aServerThatDoesNotKnowTheZoneIsLame() throws Exception {
        DnsResolver good = InMemoryDns.zone(zone(8, 600, "new")).serving("example.com");
        AuthoritativeReport report = ask(InMemoryDns.zone(SERVERS), Map.of("192.0.2.1", good), true);
        assertThat(report.servers())
                .extracting(AuthoritativeReport.ServerAnswer::isAuthoritative)
                .containsExactly(true, false, false);
        assertThat(report.agree()).isTrue();
    }

    @Test
    void addressesThatAreNotPublicAreNotAsked() throws Exception {
        DnsResolver asked = (question, deadline) -> {
            throw new AssertionError("asked");
        };
        AuthoritativeReport report = ask(
                InMemoryDns.zone(SERVERS), Map.of("192.0.2.1", asked, "192.0.2.2", asked, "2001:db8::2", asked), false);
        assertThat(report.servers())
                .hasSize(3)
                .allSatisfy(server -> assertThat(server.answer().isFailure()).isTrue());
        assertThat(report.isStale()).isEmpty();
    }

    @Test
    void aZoneThatCannotBeFoundIsNotKnownAndNotEmpty() throws Exception {
        InMemoryDns resolver = InMemoryDns.zone(SERVERS).fault("example.com", RecordType.NS, Fault.timeout());
        AuthoritativeReport report = ask(resolver, Map.of(), true);
        assertThat(report.zone()).isNull();
        assertThat(report.ownerInZone()).isEmpty();
        assertThat(report.servers()).isEmpty();
        assertThat(report.isStale()).isEmpty();
    }

    @Test
    void theZonesTopIsWrittenAsAnAt() throws Exception {
        AuthoritativeReport report = AuthoritativeServers.using(
                        InMemoryDns.zone(SERVERS), address -> InMemoryDns.zone(""))
                .withTimeLimit(Duration.ofSeconds(5))
                .check(DnsQuestion.of("example.com", TXT));
        assertThat(report.ownerInZone()).contains("@");
    }

    @Test
    void aZoneWithThousandsOfServersIsAskedAtTheFirst() throws Exception {
        StringBuilder hostile = new StringBuilder("com. NS a.gtld.example.\n");
        for (int i = 0; i < 3_000; i++) {
            hostile.append("example.com. NS n" + i + ".victim.example.\n");
        }
        InMemoryDns resolver =
                InMemoryDns.zone(hostile + "*.victim.example. A 192.0.2.1\n*.victim.example. A 192.0.2.2");
        AuthoritativeReport report = ask(resolver, Map.of(), true);
        assertThat(report.hosts()).hasSize(3_000);
        assertThat(report.unasked()).hasSize(3_000 - AuthoritativeServers.MAX_NAMES);
        assertThat(resolver.queries())
                .filteredOn(question -> question.name().isWithin(DnsName.of("victim.example")))
                .hasSize(2 * AuthoritativeServers.MAX_NAMES);
        assertThat(resolver.queries()).hasSize(1 + 3 + 2 * AuthoritativeServers.MAX_NAMES);
    }
}
