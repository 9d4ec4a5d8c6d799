package io.github.todoku.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.client.DnsClient;
import io.github.todoku.dnsbl.DnsblReport.Status;
import io.github.todoku.dnsbl.DnsblVerdict.Listed;
import io.github.todoku.dnsbl.DnsblVerdict.NotListed;
import io.github.todoku.dnsbl.DnsblVerdict.Refused;
import io.github.todoku.dnsbl.DnsblVerdict.Unreliable;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a real rbldnsd on loopback, started by {@code ci/checks/50-rbldnsd}, which holds its zones. */
class RbldnsdTest {
    private static final String SERVER = System.getProperty("todoku.rbldnsd", "");

    private static final DnsblCatalog LISTS = DnsblCatalog.of("""
            Zone: ip4.test
            Name: IPv4
            Code: 127.0.0.2 block spam-source
            Code: 127.0.0.10 policy end-user-address
            Test: listed 127.0.0.2
            Test: unlisted 127.0.0.1
            Per-day: 1000000

            Zone: ip6.test
            Name: IPv6
            Serves: ipv6
            Code: 127.0.0.2 block spam-source
            Test: listed ::ffff:7f00:2
            Test: unlisted ::ffff:7f00:1

            Zone: names.test
            Name: Names
            Serves: domain
            Asks: host
            Code: 127.0.1.2 block spam-domain
            Test: listed TEST
            Test: unlisted INVALID

            Zone: combined.test
            Name: Combined
            Serves: ipv4 domain
            Code: 127.0.0.2 block spam-source
            Code: 127.0.0.4 block exploited-host
            Code: 127.0.1.2 block spam-domain
            Test: listed 127.0.0.2
            Test: unlisted 127.0.0.1
            Test: listed TEST
            Test: unlisted INVALID

            Zone: wild.test
            Name: Wild
            Test: listed 127.0.0.2
            Test: unlisted 127.0.0.1

            Zone: empty.test
            Name: Empty
            Test: listed 127.0.0.2
            Test: unlisted 127.0.0.1

            Zone: refusing.test
            Name: Refusing
            Refusal: 127.255.255.254 public-resolver
            Test: listed 127.0.0.2
            Test: unlisted 127.0.0.1

            Zone: not-served.test
            Name: Not served here
            Test: listed 127.0.0.2
            Test: unlisted 127.0.0.1
            """);

    private static DnsClient client;
    private static DnsblChecker checker;

    @BeforeAll
    static void connect() {
        Assumptions.assumeFalse(SERVER.isEmpty(), "no rbldnsd: set todoku.rbldnsd, as ci/checks/50-rbldnsd does");
        int colon = SERVER.lastIndexOf(':');
        InetSocketAddress address = new InetSocketAddress(
                IpLiteral.of(SERVER.substring(0, colon)), Integer.parseInt(SERVER.substring(colon + 1)));
        client = DnsClient.builder().servers(List.of(address)).build();
        checker = DnsblChecker.using(client).withSpecialAddresses().withTimeLimit(Duration.ofSeconds(10));
    }

    @AfterAll
    static void close() {
        if (client != null) {
            client.close();
        }
    }

    private static DnsblVerdict ask(String zone, String subject) {
        DnsblSubject parsed = DnsblSubject.parse(subject).orElseThrow();
        return checker.check(parsed, List.of(LISTS.find(zone).orElseThrow()))
                .entries()
                .get(0)
                .verdict();
    }

    @Test
    void ipv4() throws Exception {
        Listed listed = (Listed) ask("ip4.test", "203.0.113.9");
        assertThat(listed.hits()).extracting(DnsblHit::meaning).containsExactly(ListingMeaning.SPAM_SOURCE);
        assertThat(listed.reasons()).containsExactly("listed, see https://bl.test/?203.0.113.9");
        assertThat(listed.ttl()).isEqualTo(Duration.ofMinutes(10));
        assertThat(((Listed) ask("ip4.test", "203.0.113.200")).isPolicyOnly()).isTrue();
        assertThat(ask("ip4.test", "203.0.113.129")).isInstanceOf(NotListed.class);
    }

    @Test
    void ipv6() throws Exception {
        assertThat(ask("ip6.test", "2001:db8:1:2::abcd")).isInstanceOf(Listed.class);
        assertThat(ask("ip6.test", "2001:db8:1:3::1")).isInstanceOf(NotListed.class);
    }

    @Test
    void domains() throws Exception {
        assertThat(ask("names.test", "EVIL.example.")).isInstanceOf(Listed.class);
        assertThat(ask("names.test", "www.evil.example")).isInstanceOf(NotListed.class);
        assertThat(ask("names.test", "deep.down.wild.example")).isInstanceOf(Listed.class);
        assertThat(ask("names.test", "good.wild.example")).isInstanceOf(NotListed.class);
    }

    @Test
    void aCombinedZoneAnswersWithAllItsCodes() throws Exception {
        Listed both = (Listed) ask("combined.test", "203.0.113.7");
        assertThat(both.hits())
                .extracting(DnsblHit::meaning)
                .containsExactlyInAnyOrder(ListingMeaning.SPAM_SOURCE, ListingMeaning.EXPLOITED_HOST);
        assertThat(both.reasons()).containsExactlyInAnyOrder("an exploited host", "a source");
        assertThat(ask("combined.test", "203.0.113.8")).isInstanceOf(Listed.class);
        assertThat(ask("combined.test", "evil.example")).isInstanceOf(Listed.class);
        assertThat(ask("combined.test", "203.0.113.9")).isInstanceOf(NotListed.class);
    }

    @Test
    void listsThatCannotBeBelievedAreNot() throws Exception {
        assertThat(ask("wild.test", "203.0.113.9")).isInstanceOf(Unreliable.class);
        assertThat(ask("empty.test", "203.0.113.9")).isInstanceOf(Unreliable.class);
        assertThat(((Refused) ask("refusing.test", "203.0.113.9")).cause()).isEqualTo(RefusalCause.PUBLIC_RESOLVER);
        assertThat(ask("not-served.test", "203.0.113.9")).isInstanceOf(DnsblVerdict.Failed.class);
    }

    @Test
    void theHealthOfAllIsTold() throws Exception {
        List<ListHealth> health = checker.testLists(LISTS.all());
        assertThat(health)
                .extracting(h -> h.zone() + " " + h.kind() + " " + h.state())
                .containsExactlyInAnyOrder(
                        "ip4.test IPV4 WORKING",
                        "ip6.test IPV6 WORKING",
                        "names.test DOMAIN WORKING",
                        "combined.test IPV4 WORKING",
                        "combined.test DOMAIN WORKING",
                        "wild.test IPV4 LISTS_EVERYTHING",
                        "empty.test IPV4 EMPTY",
                        "refusing.test IPV4 REFUSING",
                        "not-served.test IPV4 UNREACHABLE");
    }

    @Test
    void aBulkRunIsRightToTheLastOne() {
        List<DnsblReport> reports = checker.checkAll(
                        IntStream.range(0, 2000)
                                .mapToObj(
                                        n -> DnsblSubject.of(IpLiteral.of("203.0." + (112 + n / 256) + "." + n % 256))),
                        List.of(LISTS.find("ip4.test").orElseThrow()))
                .toList();
        // 203.0.113.0/25 and one more
        assertThat(reports.stream().filter(r -> r.status() == Status.LISTED)).hasSize(129);
        assertThat(reports.stream().filter(r -> r.status() == Status.CLEAN)).hasSize(2000 - 129);
    }

    /** With nothing set anywhere: a burst that the server's buffer does not hold would end as CANNOT_TELL. */
    @Test
    void aBulkRunWithStandardSettingsLosesNothing() {
        List<DnsblReport> reports = DnsblChecker.using(client)
                .checkAll(
                        IntStream.range(0, 20_000)
                                .mapToObj(n -> DnsblSubject.of(IpLiteral.of("11.0." + n / 256 + "." + n % 256))),
                        List.of(LISTS.find("ip4.test").orElseThrow()))
                .toList();
        assertThat(reports).allMatch(report -> report.status() == Status.CLEAN);
    }

    @Test
    void aNameIsAskedAsItStands() throws Exception {
        DnsblReport report = checker.check(
                DnsName.of("evil.example"),
                List.of(
                        LISTS.find("names.test").orElseThrow(),
                        LISTS.find("combined.test").orElseThrow()));
        assertThat(report.count(Listed.class)).isEqualTo(2);
    }
}
