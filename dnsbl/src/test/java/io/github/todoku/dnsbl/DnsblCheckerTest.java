package io.github.todoku.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dnsbl.DnsblReport.Status;
import io.github.todoku.dnsbl.DnsblVerdict.Listed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The story of a check, from the caller's side. */
class DnsblCheckerTest {
    private static final String WORKING = """
            2.0.0.127.bl.example.   A 127.0.0.2
            2.0.0.127.two.example.  A 127.0.0.2
            """;

    private static final List<DnsblList> LISTS = DnsblCatalog.of("""
            Zone: bl.example
            Name: First
            Code: 127.0.0.2 block spam-source
            Code: 127.0.0.10 policy end-user-address
            Test: listed 127.0.0.2
            Test: unlisted 127.0.0.1

            Zone: two.example
            Name: Second
            Code: 127.0.0.2 block spam-source
            Test: listed 127.0.0.2
            Test: unlisted 127.0.0.1
            """).all();

    private static DnsblReport check(InMemoryDns dns, String address) {
        return DnsblChecker.using(dns).withSpecialAddresses().check(IpLiteral.of(address), LISTS);
    }

    @Test
    void aNameOfAPrivateNetworkIsNotToldToAList() throws Exception {
        InMemoryDns dns = InMemoryDns.zone(WORKING);
        List<DnsblList> domains = DnsblCatalog.of("""
                Zone: dbl.example
                Name: Domains
                Serves: domain
                Code: 127.0.0.2 block spam-domain
                Test: listed bad.example
                """).all();
        for (String name : List.of("exch01.corp.local", "ad.hanamaru.internal", "pc.home.arpa")) {
            DnsblReport report = DnsblChecker.using(dns).check(DnsName.of(name), domains);
            assertThat(report.entries(DnsblVerdict.Skipped.class))
                    .extracting(entry -> ((DnsblVerdict.Skipped) entry.verdict()).reason())
                    .containsExactly(SkipReason.SPECIAL_NAME);
        }
        assertThat(dns.queries()).noneMatch(query -> query.name().toString().contains("corp"));
        assertThat(dns.queries()).noneMatch(query -> query.name().toString().contains("hanamaru"));
    }

    @Test
    void aListedAddressIsListedWithCodeReasonAndTtl() throws Exception {
        InMemoryDns dns = InMemoryDns.zone(WORKING + """
                9.2.0.192.bl.example.  600 A 127.0.0.2
                9.2.0.192.bl.example.  TXT "see https://bl.example/192.0.2.9"
                """);

        DnsblReport report = check(dns, "192.0.2.9");

        assertThat(report.status()).isEqualTo(Status.LISTED);
        Listed listed = (Listed) report.entries().get(0).verdict();
        assertThat(listed.hits()).extracting("meaning").containsExactly(ListingMeaning.SPAM_SOURCE);
        assertThat(listed.reasons()).containsExactly("see https://bl.example/192.0.2.9");
        assertThat(listed.ttl()).isEqualTo(Duration.ofMinutes(10));
        assertThat(report.entries().get(1).verdict()).isInstanceOf(DnsblVerdict.NotListed.class);
    }

    @Test
    void cleanIsSaidOnlyWhenEveryListGaveItsWord() throws Exception {
        InMemoryDns dns = InMemoryDns.zone(WORKING);
        assertThat(check(dns, "192.0.2.9").status()).isEqualTo(Status.CLEAN);

        InMemoryDns silent = dns.fault("9.2.0.192.two.example", RecordType.A, Fault.timeout());
        DnsblReport report = check(silent, "192.0.2.9");
        assertThat(report.status()).isEqualTo(Status.CANNOT_TELL);
        assertThat(report.count(DnsblVerdict.NotListed.class)).isEqualTo(1);
        assertThat(report.count(DnsblVerdict.Failed.class)).isEqualTo(1);
        assertThat(report.gaps()).hasSize(1);
    }

    @Test
    void anEmptiedListIsUnreliableAndNotClean() throws Exception {
        DnsblReport report = check(InMemoryDns.zone("2.0.0.127.bl.example. A 127.0.0.2"), "192.0.2.9");

        DnsblVerdict.Unreliable unreliable =
                (DnsblVerdict.Unreliable) report.entries().get(1).verdict();
        assertThat(unreliable.health().state()).isEqualTo(ListHealth.State.EMPTY);
        assertThat(report.status()).isEqualTo(Status.CANNOT_TELL);
    }

    @Test
    void aResolverThatBreaksItsContractIsAFailedQuestion() throws Exception {
        DnsblChecker throwing = DnsblChecker.using((question, deadline) -> {
                    throw new IllegalStateException("broken");
                })
                .withSpecialAddresses();
        assertThat(throwing.check(IpLiteral.of("192.0.2.9"), LISTS).count(DnsblVerdict.Failed.class))
                .isEqualTo(2);

        DnsblChecker silent = DnsblChecker.using((question, deadline) -> new CompletableFuture<DnsAnswer>())
                .withSpecialAddresses()
                .withTimeLimit(Duration.ofMillis(50));
        assertThat(silent.check(IpLiteral.of("192.0.2.9"), LISTS).count(DnsblVerdict.Failed.class))
                .isEqualTo(2);
    }

    @Test
    void aDomainIsAskedUnderTheZone() throws Exception {
        DnsblList domains = DnsblCatalog.of("""
                Zone: dbl.example
                Name: Domains
                Serves: domain
                Code: 127.0.1.2 block spam-domain
                Test: listed TEST
                Test: unlisted INVALID
                """).all().get(0);
        InMemoryDns dns = InMemoryDns.zone("""
                test.dbl.example.          A 127.0.1.2
                evil.co.uk.dbl.example.    A 127.0.1.2
                """);
        DnsblReport report = DnsblChecker.using(dns).check(DnsName.of("www.evil.co.uk"), List.of(domains));
        assertThat(report.status()).isEqualTo(Status.LISTED);
    }

    @Test
    void aReportTravelsAsBytes() throws Exception {
        DnsblReport report = check(InMemoryDns.zone(WORKING + "9.2.0.192.bl.example. A 127.0.0.2"), "192.0.2.9");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(report);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(report);
        }
    }
}
