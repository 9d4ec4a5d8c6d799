package io.github.todoku.dnsbl;

import static io.github.todoku.dnsbl.TestLists.ask;
import static io.github.todoku.dnsbl.TestLists.list;
import static io.github.todoku.dnsbl.TestLists.world;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.HandClock;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dnsbl.DnsblVerdict.NotListed;
import io.github.todoku.dnsbl.DnsblVerdict.Skipped;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What operators allow is kept, and said. */
class TermsTest {
    private static SkipReason skipped(DnsblReport.Entry entry) {
        return ((Skipped) entry.verdict()).reason();
    }

    private static DnsblReport.Entry bulk(DnsblList list, DnsblChecker settings) {
        Stream<DnsblSubject> one = Stream.of(DnsblSubject.of(IpLiteral.of("192.0.2.9")));
        return settings.withSpecialAddresses()
                .checkAll(one, List.of(list))
                .toList()
                .get(0)
                .entries()
                .get(0);
    }

    @Test
    void aListWithoutAStatedAllowanceAnswersSingleQuestionsOnly() throws Exception {
        assertThat(ask(world(), list(), "192.0.2.9").verdict()).isInstanceOf(NotListed.class);
        assertThat(skipped(bulk(list(), DnsblChecker.using(world())))).isEqualTo(SkipReason.BULK_USE);
        assertThat(bulk(list(), DnsblChecker.using(world()).withPermitted(list()))
                        .verdict())
                .isInstanceOf(NotListed.class);
        assertThat(bulk(list("Per-day: 10"), DnsblChecker.using(world())).verdict())
                .isInstanceOf(NotListed.class);
    }

    @Test
    void commercialUseNeedsAKeyOrPermissionWhereItIsForbidden() throws Exception {
        DnsblList free = list("Use: non-commercial");
        assertThat(ask(world(), free, "192.0.2.9").verdict()).isInstanceOf(NotListed.class);
        assertThat(skipped(ask(world(), free, "192.0.2.9", DnsblChecker::withCommercialUse)))
                .isEqualTo(SkipReason.COMMERCIAL_USE);
        assertThat(ask(world(), free, "192.0.2.9", s -> s.withCommercialUse().withPermitted(free))
                        .verdict())
                .isInstanceOf(NotListed.class);
    }

    @Test
    void aRegistrationIsTheCallersWord() throws Exception {
        DnsblList registered = list("Access: registration acme");
        assertThat(ask(world(), registered, "192.0.2.9").verdict())
                .isEqualTo(new Skipped(SkipReason.NOT_REGISTERED, "acme"));
        assertThat(ask(world(), registered, "192.0.2.9", s -> s.withRegistration("acme"))
                        .verdict())
                .isInstanceOf(NotListed.class);
    }

    @Test
    void aFreeMirrorsDayEndsWithItsBudgetAndLeavesAGap() {
        HandClock clock = new HandClock();
        DnsblList budget = list("Per-day: 20");
        DnsblChecker checker = DnsblChecker.using(world().withClock(clock)).withSpecialAddresses();
        assertThat(asked(checker, budget)).isEqualTo(18); // two went to the test points
        assertThat(asked(checker, budget)).isZero();
        clock.advance(Duration.ofHours(25));
        assertThat(asked(checker, budget)).isEqualTo(18);
    }

    private static long asked(DnsblChecker checker, DnsblList list) {
        List<DnsblReport> reports = checker.checkAll(
                        IntStream.range(0, 30).mapToObj(n -> DnsblSubject.of(IpLiteral.of("192.0.2." + n))),
                        List.of(list))
                .toList();
        for (DnsblReport report : reports) {
            boolean spent = report.count(Skipped.class) == 1;
            assertThat(report.status()).isEqualTo(spent ? DnsblReport.Status.CANNOT_TELL : DnsblReport.Status.CLEAN);
        }
        return reports.stream().filter(r -> r.count(NotListed.class) == 1).count();
    }

    @Test
    void aListsPaceIsKeptAndWaitedForInBulk() throws Exception {
        InMemoryDns dns = world();
        DnsblList paced = list("Per-second: 50", "Per-day: 1000");
        DnsblChecker checker = DnsblChecker.using(dns).withSpecialAddresses().withTimeLimit(Duration.ofMillis(300));
        long start = System.nanoTime();
        List<DnsblReport> reports = checker.checkAll(
                        IntStream.range(0, 20).mapToObj(n -> DnsblSubject.of(IpLiteral.of("192.0.2." + n))),
                        List.of(paced))
                .toList();
        long millis = (System.nanoTime() - start) / 1_000_000;
        assertThat(reports).allMatch(r -> r.status() == DnsblReport.Status.CLEAN);
        assertThat(millis).as("22 questions at 50 a second").isGreaterThanOrEqualTo(400);
    }

    @Test
    void aSingleCheckThatThePaceLeavesNoRoomForSaysSo() throws Exception {
        DnsblList slow = list("Per-second: 1");
        DnsblReport.Entry entry = ask(world(), slow, "192.0.2.9", s -> s.withTimeLimit(Duration.ofMillis(300)));
        // the first question goes at once, the two test points would have to wait for seconds
        assertThat(entry.verdict())
                .isInstanceOfSatisfying(
                        DnsblVerdict.Failed.class,
                        failed -> assertThat(failed.cause()).isEqualTo(FailureCause.HEALTH_UNKNOWN));
    }

    @Test
    void aRequiredListsSilenceCounts() throws Exception {
        DnsblList needsKey = DnsblCatalog.of("Zone: <key>.bl.example\nName: Keyed\nAccess: key acme")
                .all()
                .get(0);
        List<DnsblList> both = List.of(list(), needsKey);
        DnsblChecker settings = DnsblChecker.using(world()).withSpecialAddresses();
        assertThat(settings.check(IpLiteral.of("192.0.2.9"), both).status()).isEqualTo(DnsblReport.Status.CLEAN);
        DnsblReport required = settings.withRequired(needsKey).check(IpLiteral.of("192.0.2.9"), both);
        assertThat(required.status()).isEqualTo(DnsblReport.Status.CANNOT_TELL);
        assertThat(required.gaps()).hasSize(1);
    }

    @Test
    void deadAndDisabledListsAreNotAsked() throws Exception {
        InMemoryDns dns = world();
        assertThat(skipped(ask(dns, list("Status: dead emptied 2024"), "192.0.2.9")))
                .isEqualTo(SkipReason.DEAD);
        assertThat(skipped(ask(dns, list("Status: disabled"), "192.0.2.9"))).isEqualTo(SkipReason.DISABLED);
        assertThat(skipped(ask(dns, list("Access: not-public"), "192.0.2.9"))).isEqualTo(SkipReason.NOT_PUBLIC);
        assertThat(dns.queries()).isEmpty();
    }
}
