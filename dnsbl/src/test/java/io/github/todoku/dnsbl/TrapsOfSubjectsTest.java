package io.github.todoku.dnsbl;

import static io.github.todoku.dnsbl.TestLists.ask;
import static io.github.todoku.dnsbl.TestLists.domains;
import static io.github.todoku.dnsbl.TestLists.list;
import static io.github.todoku.dnsbl.TestLists.shipped;
import static io.github.todoku.dnsbl.TestLists.world;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.client.CachingResolver;
import io.github.todoku.dnsbl.DnsblVerdict.Listed;
import io.github.todoku.dnsbl.DnsblVerdict.Skipped;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The traps in what is asked, by number. */
class TrapsOfSubjectsTest {
    private static final DnsblList BOTH_FAMILIES =
            list("Serves: ipv4 ipv6", "Test: listed ::ffff:7f00:2", "Test: unlisted ::ffff:7f00:1");

    private static SkipReason skipped(DnsblReport.Entry entry) {
        return ((Skipped) entry.verdict()).reason();
    }

    @Test
    void trap17to19_onlyAddressAndTextAreAskedAndOnlyAtAbsoluteNamesBelowTheZone() throws Exception {
        InMemoryDns dns = world("9.2.0.192.bl.example. A 127.0.0.2");
        ask(dns, list(), "192.0.2.9");
        assertThat(dns.queries())
                .containsExactlyInAnyOrder(
                        DnsQuestion.of("9.2.0.192.bl.example", RecordType.A),
                        DnsQuestion.of("9.2.0.192.bl.example", RecordType.TXT),
                        DnsQuestion.of("2.0.0.127.bl.example", RecordType.A),
                        DnsQuestion.of("1.0.0.127.bl.example", RecordType.A));

        InMemoryDns hosts = world(); // a name that every hosts file has
        ask(hosts, domains("Asks: host"), "localhost.localdomain");
        assertThat(hosts.queries()).contains(DnsQuestion.of("localhost.localdomain.dbl.example", RecordType.A));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2001:db8::1",
                "2001:DB8:0:0:0:0:0:1",
                "2001:0db8:0000:0000:0000:0000:0000:0001",
                "[2001:db8::1]",
                "[IPv6:2001:db8::1]"
            })
    void trap20_everyFormOfAnIpv6AddressIsAskedByItsNibbles(String text) throws Exception {
        InMemoryDns dns = world(
                "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.bl.example. A 127.0.0.2",
                "2.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.bl.example. A 127.0.0.2");
        assertThat(ask(dns, BOTH_FAMILIES, text).verdict()).isInstanceOf(Listed.class);
    }

    @Test
    void trap20_aZoneIdIsTakenOffAndTheAddressNotAsked() throws Exception {
        DnsblSubject linkLocal = DnsblSubject.parse("fe80::1%eth0").orElseThrow();
        assertThat(linkLocal).isEqualTo(DnsblSubject.of(IpLiteral.of("fe80::1")));
        DnsblReport report = DnsblChecker.using(world()).check(linkLocal, List.of(BOTH_FAMILIES));
        assertThat(skipped(report.entries().get(0))).isEqualTo(SkipReason.SPECIAL_ADDRESS);
        assertThat(DnsblSubject.parse("2001:db8::1%eth0")).isEmpty();
    }

    @Test
    void trap21_aMappedAddressIsAskedAsIpv4AndTheTestNameByNibbles() throws Exception {
        InMemoryDns dns = world("9.2.0.192.bl.example. A 127.0.0.2");
        assertThat(ask(dns, BOTH_FAMILIES, "::ffff:192.0.2.9").verdict()).isInstanceOf(Listed.class);

        byte[] octets = IpLiteral.parseOctets("::ffff:192.0.2.9").orElseThrow();
        DnsblSubject folded = DnsblSubject.of(Inet6Address.getByAddress(null, octets, -1));
        assertThat(folded).isEqualTo(DnsblSubject.of(IpLiteral.of("192.0.2.9")));

        InMemoryDns six = world();
        ask(six, BOTH_FAMILIES, "2001:db8::1");
        assertThat(six.queries())
                .contains(DnsQuestion.of(
                        "2.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.bl.example", RecordType.A));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.1",
                "2130706434",
                "0x7f.1",
                "1.2.3",
                " 1.2.3.4",
                "1.2.3.4 ",
                "01.02.03.04",
                "1.2.3.256",
                "1.2.3.4.5",
                "",
                "[",
                "[]",
                "[1.2.3.4",
                "::1::",
                "a b.example",
                "a..example",
                ".example",
                "ex!ample.com",
                "1.2.3.4/24"
            })
    void trap22_whatOnlyLooksLikeASubjectIsRefused(String text) {
        assertThat(DnsblSubject.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.2.3",
                "172.31.0.1",
                "192.168.1.1",
                "127.0.0.9",
                "169.254.1.1",
                "100.64.0.1",
                "192.0.2.1",
                "224.0.0.1",
                "255.255.255.255",
                "0.0.0.0",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "ff02::1",
                "2001:db8::1",
                "2002:c000:201::1",
                "2001::1",
                "64:ff9b::192.0.2.1"
            })
    void trap23_specialAddressesAreNotAsked(String address) throws Exception {
        InMemoryDns dns = world();
        DnsResolver live = (question, deadline) -> dns.resolve(question, deadline);
        DnsblReport report = DnsblChecker.using(live).check(IpLiteral.of(address), List.of(BOTH_FAMILIES));
        assertThat(skipped(report.entries().get(0))).isEqualTo(SkipReason.SPECIAL_ADDRESS);
        assertThat(report.status()).isEqualTo(DnsblReport.Status.CANNOT_TELL);
        assertThat(dns.queries()).isEmpty();
    }

    @Test
    void trap23_theDnsOfATestIsAskedAboutDocumentationAddressesAndNoOtherSpecialOnes() {
        DnsResolver dns = world("9.113.0.203.bl.example. A 127.0.0.2", "1.2.168.192.bl.example. A 127.0.0.2")
                .with(CachingResolver.layer());
        DnsblChecker checker = DnsblChecker.using(dns);
        assertThat(checker.check(IpLiteral.of("203.0.113.9"), List.of(list())).isListed())
                .isTrue();
        assertThat(checker.check(IpLiteral.of("203.0.113.8"), List.of(list())).isClean())
                .isTrue();
        assertThat(checker.check(IpLiteral.of("192.168.2.1"), List.of(list())).cannotTell())
                .isTrue();
    }

    @Test
    void trap23_aTestPointIsAskedForItself() throws Exception {
        DnsblReport report = DnsblChecker.using(world()).check(IpLiteral.of("127.0.0.2"), List.of(list()));
        assertThat(report.status()).isEqualTo(DnsblReport.Status.LISTED);
    }

    @Test
    void trap24_anyHostOfAListedIpv6NetworkIsListed() throws Exception {
        InMemoryDns dns = world(
                "*.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.bl.example. A 127.0.0.2",
                "2.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.bl.example. A 127.0.0.2");
        assertThat(ask(dns, BOTH_FAMILIES, "2001:db8::1").verdict()).isInstanceOf(Listed.class);
        assertThat(ask(dns, BOTH_FAMILIES, "2001:db8::dead:beef").verdict()).isInstanceOf(Listed.class);
        assertThat(ask(dns, BOTH_FAMILIES, "2001:db8:1::1").verdict()).isInstanceOf(DnsblVerdict.NotListed.class);
    }

    @Test
    void trap25_addressesAreNotSentToListsOfDomainsAndLinksHaveTheirOwnKind() throws Exception {
        InMemoryDns dns = InMemoryDns.zone("""
                test.surbl.org.multi.surbl.org.  A 127.0.0.254
                9.2.0.192.multi.surbl.org.       A 127.0.0.8
                """);
        assertThat(skipped(ask(dns, shipped("dbl.spamhaus.org"), "192.0.2.9"))).isEqualTo(SkipReason.KIND_NOT_SERVED);
        assertThat(skipped(ask(dns, shipped("multi.surbl.org"), "192.0.2.9"))).isEqualTo(SkipReason.KIND_NOT_SERVED);
        assertThat(dns.queries()).isEmpty();

        DnsblSubject link = new DnsblSubject.UriAddress((Inet4Address) IpLiteral.of("192.0.2.9"));
        DnsblReport report = DnsblChecker.using(dns)
                .withSpecialAddresses()
                .check(link, List.of(shipped("multi.surbl.org"), shipped("dbl.spamhaus.org")));
        assertThat(report.count(Listed.class)).isEqualTo(1);
        assertThat(skipped(report.entries().get(1))).isEqualTo(SkipReason.KIND_NOT_SERVED);
    }

    @ParameterizedTest
    @CsvSource({
        "bücher.example, xn--bcher-kva.example",
        "BÜCHER.Example, xn--bcher-kva.example",
        "例え.テスト, xn--r8jz45g.xn--zckzah",
        "www.Example.COM., www.example.com",
        "_dmarc.example.com, _dmarc.example.com",
    })
    void trap26_namesBecomeALabelsInLowerCase(String text, String name) {
        assertThat(DnsblSubject.parse(text)).contains(DnsblSubject.of(DnsName.of(name)));
    }

    @Test
    void trap26_namesThatDoNotFitAreToldSo() throws Exception {
        assertThat(DnsblSubject.parse("x".repeat(64) + ".example")).isEmpty();
        assertThat(DnsblSubject.parse("ü".repeat(60) + ".example")).isEmpty();
        assertThat(DnsblSubject.parse("x.".repeat(100_000))).isEmpty();
        assertThat(DnsblSubject.parse("straße.example")).isEmpty(); // two owners' names, by old and new rules
        String longest = ("x".repeat(49) + ".").repeat(4) + "x".repeat(43) + ".example";
        DnsblReport.Entry entry = ask(world(), domains("Asks: host"), longest);
        assertThat(skipped(entry)).isEqualTo(SkipReason.NAME_TOO_LONG);
        assertThat(entry.cannotTell()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "www.example.com, example.com",
        "a.b.c.example.co.uk, example.co.uk",
        "example.co.jp, example.co.jp",
        "mail.web.de, web.de",
        "www.co.de, co.de",
        "x.example.com.au, example.com.au",
    })
    void trap27_theRegistrableDomainIsAskedWhereTheListWantsIt(String host, String domain) throws Exception {
        InMemoryDns dns = world(domain + ".dbl.example. A 127.0.0.2");
        assertThat(ask(dns, domains(), host).verdict()).isInstanceOf(Listed.class);
        InMemoryDns whole = world(host + ".dbl.example. A 127.0.0.2");
        assertThat(ask(whole, domains("Asks: host"), host).verdict()).isInstanceOf(Listed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"com", "co.uk", "com.au", "ne.jp", "localhost"})
    void trap27_aPublicSuffixIsNeverAsked(String suffix) throws Exception {
        InMemoryDns dns = world();
        assertThat(skipped(ask(dns, domains(), suffix))).isEqualTo(SkipReason.PUBLIC_SUFFIX);
        assertThat(skipped(ask(dns, domains("Asks: host"), suffix))).isEqualTo(SkipReason.PUBLIC_SUFFIX);
        assertThat(dns.queries()).isEmpty();
    }

    @Test
    void trap27_whoHasThePublicSuffixListBringsIt() throws Exception {
        InMemoryDns dns = world("a.city.kawasaki.jp.dbl.example. A 127.0.0.2");
        DnsblReport.Entry entry = ask(
                dns,
                domains(),
                "www.a.city.kawasaki.jp",
                settings -> settings.withRegistrableDomain(name -> Optional.of(name.suffix(4))));
        assertThat(entry.verdict()).isInstanceOf(Listed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "Bob.Smith+news@GoogleMail.com, bobsmith@gmail.com",
        "bob.smith@example.com, bob.smith@example.com",
        "bob+a+b@example.com, bob@example.com",
        "+tag@example.com, +tag@example.com",
    })
    void trap42_mailboxesAreHashedInTheirCanonicalForm(String written, String canonical) throws Exception {
        assertThat(MailboxHash.canonical(written)).isEqualTo(canonical);
        // printf %s bob@example.com | sha1sum
        assertThat(MailboxHash.sha1("bob@example.com")).isEqualTo("a460e37bf4d8e893f8fd39536997d5da8d21eebe");

        InMemoryDns dns = InMemoryDns.zone(MailboxHash.sha1(canonical) + ".ebl.msbl.org. A 127.0.0.2");
        DnsblReport report =
                DnsblChecker.using(dns).check(new DnsblSubject.Mailbox(written), List.of(shipped("ebl.msbl.org")));
        assertThat(report.status()).isEqualTo(DnsblReport.Status.LISTED);
        assertThat(report.toString()).doesNotContainIgnoringCase("smith");
    }

    @Test
    void trap42_whatIsNoMailboxIsRefusedWithoutShowingIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DnsblSubject.Mailbox("secret.person@"))
                .withMessageNotContaining("secret");
    }
}
