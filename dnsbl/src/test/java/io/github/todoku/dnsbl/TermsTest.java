package io.github.todoku.dnsbl;

import static io.github.todoku.dnsbl.TestLists.ask;
import static io.github.todoku.dnsbl.TestLists.list;
import static io.github.todoku.dnsbl.TestLists.world;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dnsbl.DnsblVerdict.FailureCause;
import io.github.todoku.dnsbl.DnsblVerdict.NotListed;
import io.github.todoku.dnsbl.DnsblVerdict.SkipReason;
import io.github.todoku.dnsbl.DnsblVerdict.Skipped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What operators allow is kept, and said. */
class TermsTest {
    private static SkipReason skipped(DnsblReport.Entry entry) {
        return ((Skipped) entry.verdict()).reason();
    }

    private static DnsblReport.Entry bulk(DnsblList list, DnsblCheckerBuilder settings) {
        Stream<DnsblSubject> one = Stream.of(DnsblSubject.of(IpLiteral.of("192.0.2.9")));
        return settings.askSpecialAddresses()
                .build()
                .checkAll(one, List.of(list))
                .toList()
                .get(0)
                .entries()
                .get(0);
    }

    @Test
    void aListWithoutAStatedAllowanceAnswersSingleQuestionsOnly() throws Exception {
        assertThat(ask(world(), list(), "192.0.2.9").verdict()).isInstanceOf(NotListed.class);
        assertThat(skipped(bulk(list(), DnsblChecker.builder(world())))).isEqualTo(SkipReason.BULK_USE);
        assertThat(bulk(list(), DnsblChecker.builder(world()).permitted(list())).verdict())
                .isInstanceOf(NotListed.class);
        assertThat(bulk(list("Per-day: 10"), DnsblChecker.builder(world())).verdict())
                .isInstanceOf(NotListed.class);
    }

    @Test
    void commercialUseNeedsAKeyOrPermissionWhereItIsForbidden() throws Exception {
        DnsblList free = list("Use: non-commercial");
        assertThat(ask(world(), free, "192.0.2.9").verdict()).isInstanceOf(NotListed.class);
        assertThat(skipped(ask(world(), free, "192.0.2.9", DnsblCheckerBuilder::commercialUse)))
                .isEqualTo(SkipReason.COMMERCIAL_USE);
        assertThat(ask(world(), free, "192.0.2.9", s -> s.commercialUse().permitted(free))
                        .verdict())
                .isInstanceOf(NotListed.class);
    }

    @Test
    void aRegistrationIsTheCallersWord() throws Exception {
        DnsblList registered = list("Access: registration acme");
        assertThat(ask(world(), registered, "192.0.2.9").verdict())
                .isEqualTo(new Skipped(SkipReason.NOT_REGISTERED, "acme"));
        assertThat(ask(world(), registered, "192.0.2.9", s -> s.registered("acme"))
                        .verdict())
                .isInstanceOf(NotListed.class);
    }

    @Test
    void aFreeMirrorsDayEndsWithItsBudgetAndLeavesAGap() {
        AtomicLong clock = new AtomicLong();
        DnsblList budget = list("Per-day: 20");
        DnsblChecker checker = DnsblChecker.builder(world())
                .askSpecialAddresses()
                .nanos(clock::get)
                .build();
        assertThat(asked(checker, budget)).isEqualTo(18); // two went to the test points
        assertThat(asked(checker, budget)).isZero();
        clock.addAndGet(Duration.ofHours(25).toNanos());
        assertThat(asked(checker, budget)).isEqualTo(18);
    }

    private static long asked(DnsblChecker checker, DnsblList list) {
        List<DnsblReport> reports = checker.checkAll(
                        IntStream.range(0, 30).mapToObj(n -> DnsblSubject.of(IpLiteral.of("192.0.2." + n))),
                        List.of(list))
                .toList();
        for (DnsblReport report : reports) {
            boolean spent = report.count(Skipped.class) == 1;
            assertThat(report.status()).isEqualTo(spent ? DnsblReport.Status.INCOMPLETE : DnsblReport.Status.CLEAN);
        }
        return reports.stream().filter(r -> r.count(NotListed.class) == 1).count();
    }

    @Test
    void aListsPaceIsKeptAndWaitedForInBulk() throws Exception {
        InMemoryDns dns = world();
        DnsblList paced = list("Per-second: 50", "Per-day: 1000");
        DnsblChecker checker = DnsblChecker.builder(dns)
                .askSpecialAddresses()
                .deadline(Duration.ofMillis(100))
                .build();
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
        DnsblReport.Entry entry = ask(world(), slow, "192.0.2.9", s -> s.deadline(Duration.ofMillis(300)));
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
        DnsblCheckerBuilder settings = DnsblChecker.builder(world()).askSpecialAddresses();
        assertThat(settings.build().check(IpLiteral.of("192.0.2.9"), both).status())
                .isEqualTo(DnsblReport.Status.CLEAN);
        DnsblReport required = settings.require(needsKey).build().check(IpLiteral.of("192.0.2.9"), both);
        assertThat(required.status()).isEqualTo(DnsblReport.Status.INCOMPLETE);
        assertThat(required.gaps()).isEqualTo(1);
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
