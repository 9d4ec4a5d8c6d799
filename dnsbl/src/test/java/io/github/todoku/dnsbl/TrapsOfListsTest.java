package io.github.todoku.dnsbl;

import static io.github.todoku.dnsbl.TestLists.ask;
import static io.github.todoku.dnsbl.TestLists.domains;
import static io.github.todoku.dnsbl.TestLists.list;
import static io.github.todoku.dnsbl.TestLists.shipped;
import static io.github.todoku.dnsbl.TestLists.world;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.HandClock;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dnsbl.DnsblVerdict.Failed;
import io.github.todoku.dnsbl.DnsblVerdict.Listed;
import io.github.todoku.dnsbl.DnsblVerdict.NotListed;
import io.github.todoku.dnsbl.DnsblVerdict.Refused;
import io.github.todoku.dnsbl.DnsblVerdict.Skipped;
import io.github.todoku.dnsbl.DnsblVerdict.Unreliable;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The traps in how lists live, die and are asked, by number. */
class TrapsOfListsTest {
    private static ListHealth.State state(DnsblReport.Entry entry) {
        return ((Unreliable) entry.verdict()).health().state();
    }

    @Test
    void trap28_aListThatListsEverythingIsUnreliable() throws Exception {
        InMemoryDns dns = InMemoryDns.zone("*.bl.example. A 127.0.0.2");
        assertThat(state(ask(dns, list(), "192.0.2.9"))).isEqualTo(ListHealth.State.LISTS_EVERYTHING);
    }

    @Test
    void trap28_aParkedZoneIsNeverAListing() throws Exception {
        InMemoryDns dns = InMemoryDns.zone("*.bl.example. A 91.195.240.117");
        assertThat(ask(dns, list(), "192.0.2.9").verdict())
                .isEqualTo(new Failed(FailureCause.FOREIGN_ANSWER, "91.195.240.117"));
        InMemoryDns half = InMemoryDns.zone("2.0.0.127.bl.example. A 91.195.240.117");
        assertThat(state(ask(half, list(), "192.0.2.9"))).isEqualTo(ListHealth.State.FOREIGN);
    }

    @Test
    void trap29_anEmptiedListIsUnreliable() throws Exception {
        assertThat(state(ask(InMemoryDns.zone(""), list(), "192.0.2.9"))).isEqualTo(ListHealth.State.EMPTY);
    }

    @Test
    void trap30_aListWithoutTestPointsIsSaidToBeUntested() throws Exception {
        DnsblList bare = DnsblCatalog.of("Zone: bare.example\nName: Bare").all().get(0);
        DnsblReport.Entry entry = ask(InMemoryDns.zone(""), bare, "192.0.2.9");
        assertThat(entry.verdict()).isInstanceOf(NotListed.class);
        assertThat(entry.health().orElseThrow()).extracting(ListHealth::state).isEqualTo(ListHealth.State.UNTESTABLE);
    }

    @Test
    void trap31_healthIsRememberedForHoursIfFirmAndAMinuteIfPassing() throws Exception {
        HandClock clock = new HandClock();
        InMemoryDns dns = world().fault(
                        "2.0.0.127.bl.example", RecordType.A, Fault.failTimes(1, DnsAnswer.Reason.TIMEOUT))
                .withClock(clock);
        DnsblChecker checker = DnsblChecker.using(dns).withSpecialAddresses();

        assertThat(word(checker))
                .isEqualTo(new Failed(FailureCause.HEALTH_UNKNOWN, "127.0.0.2: TIMEOUT set by the test"));
        assertThat(tests(dns)).isEqualTo(1);
        clock.advance(Duration.ofSeconds(59));
        assertThat(word(checker)).isInstanceOf(Failed.class);
        assertThat(tests(dns)).as("still remembered").isEqualTo(1);
        clock.advance(Duration.ofSeconds(2));
        assertThat(word(checker)).isInstanceOf(NotListed.class);
        assertThat(tests(dns)).as("tested again after a minute").isEqualTo(2);
        clock.advance(Duration.ofHours(5));
        assertThat(word(checker)).isInstanceOf(NotListed.class);
        assertThat(tests(dns)).as("firm for hours").isEqualTo(2);
        clock.advance(Duration.ofHours(2));
        word(checker);
        assertThat(tests(dns)).isEqualTo(3);
    }

    private static DnsblVerdict word(DnsblChecker checker) {
        return checker.check(IpLiteral.of("192.0.2.9"), List.of(list()))
                .entries()
                .get(0)
                .verdict();
    }

    private static long tests(InMemoryDns dns) {
        DnsName point = DnsName.of("2.0.0.127.bl.example");
        return dns.queries().stream().filter(q -> q.name().equals(point)).count();
    }

    @Test
    void trap31_eachFamilyIsTestedByItsOwnPoints() throws Exception {
        DnsblList both = list("Serves: ipv4 ipv6", "Test: listed ::ffff:7f00:2", "Test: unlisted ::ffff:7f00:1");
        assertThat(ask(world(), both, "192.0.2.9").verdict()).isInstanceOf(NotListed.class);
        assertThat(state(ask(world(), both, "2001:db8::1"))).isEqualTo(ListHealth.State.EMPTY);
    }

    @Test
    void trap32_oneListsBadHealthLeavesOthersAlone() throws Exception {
        InMemoryDns dns = InMemoryDns.zone("TEST.dbl.example. A 127.0.0.2");
        DnsblReport report = DnsblChecker.using(dns)
                .withSpecialAddresses()
                .check(DnsName.of("good.example"), List.of(domains(), list("Serves: ipv4 domain")));
        assertThat(report.entries().get(0).verdict()).isInstanceOf(NotListed.class);
        assertThat(report.entries().get(1).verdict()).isInstanceOf(Unreliable.class);
    }

    @Test
    void trap33_aKeyIsNeverShown() throws Exception {
        String secret = "s3cr3tk3y";
        DnsblList zen = shipped("<key>.zen.dq.spamhaus.net");
        InMemoryDns dns = InMemoryDns.zone("""
                2.0.0.127.s3cr3tk3y.zen.dq.spamhaus.net.  A 127.0.0.2
                9.2.0.192.s3cr3tk3y.zen.dq.spamhaus.net.  A 127.0.0.2
                9.2.0.192.s3cr3tk3y.zen.dq.spamhaus.net.  TXT "asked with S3CR3TK3Y and s3cr3tk3y"
                8.2.0.192.s3cr3tk3y.zen.dq.spamhaus.net.  CNAME 8.2.0.192.s3cr3tk3y.zen.dq.spamhaus.net.
                """);
        DnsblChecker checker = DnsblChecker.using(dns).withSpecialAddresses().withKey("spamhaus-dqs", secret);
        DnsblReport listed = checker.check(IpLiteral.of("192.0.2.9"), List.of(zen));
        DnsblReport failed = checker.check(IpLiteral.of("192.0.2.8"), List.of(zen));

        assertThat(listed.status()).isEqualTo(DnsblReport.Status.LISTED);
        assertThat(((Listed) listed.entries().get(0).verdict()).reasons())
                .containsExactly("asked with <key> and <key>");
        assertThat(((Failed) failed.entries().get(0).verdict()).detail()).contains("<key>");
        assertThat(listed.toString() + failed + checker + checker.testLists(List.of(zen)))
                .doesNotContainIgnoringCase(secret);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two.labels", "sp ace", "x*y", "schlüssel"})
    void trap33_aKeyIsOneLabelAndAMistakeDoesNotShowIt(String secret) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DnsblChecker.using(world()).withKey("spamhaus-dqs", secret))
                .withMessage("the key for spamhaus-dqs is not one label of letters and digits");
    }

    @Test
    void trap33_keyErrorsAreRefusals() throws Exception {
        InMemoryDns dns = InMemoryDns.zone("*.badkey.zen.dq.spamhaus.net. A 127.255.255.251");
        DnsblReport.Entry entry =
                ask(dns, shipped("<key>.zen.dq.spamhaus.net"), "192.0.2.9", s -> s.withKey("spamhaus-dqs", "badkey"));
        assertThat(((Refused) entry.verdict()).cause()).isEqualTo(RefusalCause.KEY_NOT_ACCEPTED);
    }

    @Test
    void trap34_aListThatNeedsAKeyIsNotAskedWithoutOne() throws Exception {
        InMemoryDns dns = world();
        DnsblReport.Entry entry = ask(dns, shipped("<key>.zen.dq.spamhaus.net"), "192.0.2.9");
        assertThat(entry.verdict()).isEqualTo(new Skipped(SkipReason.NO_KEY, "spamhaus-dqs"));
        assertThat(dns.queries()).isEmpty();
    }

    @Test
    void trap35_theSameDataIsAskedOnce() throws Exception {
        InMemoryDns dns = InMemoryDns.zone("2.0.0.127.zen.spamhaus.org. A 127.0.0.2");
        DnsblReport report = DnsblChecker.using(dns)
                .withSpecialAddresses()
                .check(
                        IpLiteral.of("192.0.2.9"),
                        List.of(
                                shipped("cbl.abuseat.org"),
                                shipped("zen.spamhaus.org"),
                                shipped("xbl.spamhaus.org"),
                                shipped("zen.spamhaus.org")));
        assertThat(report.status()).isEqualTo(DnsblReport.Status.CLEAN);
        assertThat(report.entries())
                .extracting(e -> e.list().zone())
                .containsExactly("cbl.abuseat.org", "zen.spamhaus.org", "xbl.spamhaus.org");
        assertThat(report.entries().get(0).verdict()).isEqualTo(new Skipped(SkipReason.COVERED, "zen.spamhaus.org"));
        assertThat(dns.queries()).hasSize(3);
    }

    @Test
    void trap35_whoHasAKeyAsksByItInsteadOfTheFreeMirror() throws Exception {
        InMemoryDns dns = InMemoryDns.zone("2.0.0.127.abc.zen.dq.spamhaus.net. A 127.0.0.2");
        DnsblReport.Entry entry = ask(
                dns,
                shipped("zen.spamhaus.org"),
                "192.0.2.9",
                s -> s.withKey("spamhaus-dqs", "abc").withCatalog(DnsblCatalog.shipped()));
        assertThat(entry.list().zone()).isEqualTo("<key>.zen.dq.spamhaus.net");
        assertThat(entry.verdict()).isInstanceOf(NotListed.class);
    }

    @Test
    void trap37_timesToLiveAreHonouredWithinBounds() throws Exception {
        assertThat(ttl("5")).isEqualTo(DnsblVerdict.MIN_TTL);
        assertThat(ttl("900")).isEqualTo(Duration.ofMinutes(15));
        assertThat(ttl("864000")).isEqualTo(DnsblVerdict.MAX_TTL);
        InMemoryDns negative = world("bl.example. 7200 SOA ns.bl.example. x.bl.example. 1 2 3 4 600");
        assertThat(((NotListed) ask(negative, list(), "192.0.2.9").verdict()).ttl())
                .isEqualTo(Duration.ofMinutes(10));
    }

    private static Duration ttl(String seconds) {
        InMemoryDns dns = world("9.2.0.192.bl.example. " + seconds + " A 127.0.0.2");
        return ((Listed) ask(dns, list(), "192.0.2.9").verdict()).ttl();
    }

    @Test
    void trap37_aListThatRefusedIsLeftAloneForFiveMinutes() throws Exception {
        HandClock clock = new HandClock();
        InMemoryDns dns = world("9.2.0.192.bl.example. A 127.255.255.254").withClock(clock);
        DnsblChecker checker = DnsblChecker.using(dns).withSpecialAddresses();
        assertThat(((Refused) word(checker)).isAsked()).isTrue();
        int asked = dns.queries().size();
        clock.advance(Duration.ofMinutes(4));
        Refused again = (Refused) word(checker);
        assertThat(again.isAsked()).isFalse();
        assertThat(again.pause()).isEqualTo(Duration.ofMinutes(1));
        assertThat(dns.queries()).hasSize(asked);
        clock.advance(Duration.ofMinutes(2));
        word(checker);
        assertThat(dns.queries()).hasSizeGreaterThan(asked);
    }

    @Test
    void trap38_oneSilentListDelaysNoOther() throws Exception {
        InMemoryDns dns = world("TEST.dbl.example. A 127.0.0.2");
        CompletableFuture<DnsAnswer> never = new CompletableFuture<>();
        DnsName silent = DnsName.of("bl.example");
        DnsblChecker checker = DnsblChecker.using(
                        (q, deadline) -> q.name().isWithin(silent) ? never : dns.resolve(q, deadline))
                .withSpecialAddresses()
                .withTimeLimit(Duration.ofMillis(200));
        DnsblReport report = checker.check(DnsName.of("good.example"), List.of(list("Serves: ipv4 domain"), domains()));
        assertThat(((Failed) report.entries().get(0).verdict()).cause()).isEqualTo(FailureCause.TIMEOUT);
        assertThat(report.entries().get(1).verdict()).isInstanceOf(NotListed.class);
    }

    @Test
    void trap38_aListThatFailsTenTimesInARowIsLeftAloneForAMinute() throws Exception {
        HandClock clock = new HandClock();
        InMemoryDns dns = world().fault(
                        "9.2.0.192.bl.example", RecordType.A, Fault.failTimes(10, DnsAnswer.Reason.SERVFAIL))
                .withClock(clock);
        DnsblChecker checker = DnsblChecker.using(dns).withSpecialAddresses();
        for (int i = 0; i < 12; i++) {
            assertThat(word(checker)).isInstanceOf(Failed.class);
        }
        assertThat(dns.queries()).hasSize(12); // ten, and the two test points
        assertThat(word(checker)).isEqualTo(new Failed(FailureCause.SERVFAIL, "left alone after 10 failures in a row"));
        clock.advance(Duration.ofSeconds(61));
        assertThat(word(checker)).isInstanceOf(NotListed.class);
    }

    @Test
    void aResolverThatNeverAnswersHoldsUpNoHealthTest() throws Exception {
        DnsblChecker checker = DnsblChecker.using((question, deadline) -> new CompletableFuture<>())
                .withTimeLimit(Duration.ofMillis(50));
        assertThat(checker.testLists(List.of(list())))
                .extracting(ListHealth::state)
                .containsExactly(ListHealth.State.UNREACHABLE);
    }

    @Test
    void trap43_aReportIsNotACount() {
        DnsblReport.Entry listed =
                new DnsblReport.Entry(list(), new Listed(List.of(), List.of(), Duration.ZERO), List.of(), null, false);
        DnsblReport report =
                new DnsblReport(DnsblSubject.of(IpLiteral.of("192.0.2.9")), Collections.nCopies(256, listed));
        assertThat(report.status()).isEqualTo(DnsblReport.Status.LISTED);
    }
}
