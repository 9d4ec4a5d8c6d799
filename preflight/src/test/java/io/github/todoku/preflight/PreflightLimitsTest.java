package io.github.todoku.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.fixtures.HostileZone;
import io.github.todoku.senders.ReverseCheck;
import io.github.todoku.senders.ServiceCatalog;
import io.github.todoku.spf.publish.SpfWalker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No resolver and no zone makes a preflight ask, wait, think or weigh more than it may. */
class PreflightLimitsTest {
    private static final Duration LIMIT = Duration.ofMillis(400);
    private static final long AT_MOST_SECONDS = 6;
    private static final DnsName EVIL = DnsName.of("evil.example");

    private static final Map<String, DnsResolver> BAD = Map.of(
            "throws at once",
            (question, deadline) -> {
                throw new IllegalStateException("closed");
            },
            "fails the stage",
            (question, deadline) -> CompletableFuture.failedFuture(new IllegalStateException("closed")),
            "returns null",
            (question, deadline) -> nothing(),
            "never completes",
            (question, deadline) -> new CompletableFuture<>());

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }

    static Stream<String> bad() {
        return BAD.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void aBadResolverIsAGap(String name) throws Exception {
        Preflight preflight =
                Preflight.using(Objects.requireNonNull(BAD.get(name))).withTimeLimit(LIMIT);
        PreflightRequest request = PreflightRequest.of("hanamaru.example")
                .from("192.0.2.7")
                .through(ServiceCatalog.shipped().find("google-workspace").orElseThrow());
        long start = System.nanoTime();

        PreflightReport report = preflight.check(request);
        PreflightReport later = preflight.checkAsync(request).get(AT_MOST_SECONDS, TimeUnit.SECONDS);
        List<PreflightReport> many =
                preflight.checkAll(Stream.of(request, request)).toList();

        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(3 * AT_MOST_SECONDS);
        assertThat(Stream.concat(Stream.of(report, later), many.stream()))
                .allSatisfy(each -> assertThat(each.cannotTell()).isTrue())
                .allSatisfy(each -> assertThat(each.isReady()).isFalse())
                .allSatisfy(each -> assertThat(each.dnsWasSilent()).isTrue());
    }

    @Test
    void anInterruptedThreadGetsWhatIsKnownAndKeepsItsFlag() {
        Thread.currentThread().interrupt();

        PreflightReport report = Preflight.using((question, deadline) -> new CompletableFuture<>())
                .check(PreflightRequest.of("hanamaru.example").from("192.0.2.7"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.cannotTell()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"include", "mx", "a", "ptr", "exists", "redirect"})
    void aDomainCausesNoMoreQuestionsThanItMay(String term) {
        HostileZone dns = HostileZone.endless(term);
        Preflight preflight = Preflight.using(dns).withLists(DnsblCatalog.of(""), DnsblChecker.using(dns));
        int reverse = 1 + ReverseCheck.MAX_NAMES; // of the one address that the caller names

        PreflightReport report = preflight.check(PreflightRequest.of(EVIL)
                .from("192.0.2.7")
                .through(ServiceCatalog.shipped().find("postmark").orElseThrow(), DnsName.of("pm.evil.example")));

        assertThat(report.isReady()).isFalse();
        // the caller's service costs a walk of its include, which is bounded by itself
        assertThat(dns.questions()).isLessThanOrEqualTo(Preflight.MAX_QUESTIONS + reverse + SpfWalker.MAX_QUESTIONS);
    }

    @Test
    void whatIsBeyondIsToldOnce() {
        HostileZone dns = HostileZone.endless("include");

        PreflightReport report = Preflight.using(dns)
                .withLists(DnsblCatalog.of(""), DnsblChecker.using(dns))
                .check(EVIL);

        assertThat(dns.questions()).isLessThanOrEqualTo(Preflight.MAX_QUESTIONS);
        assertThat(report.gaps()).filteredOn(gap -> gap.startsWith("too large")).hasSize(1);
        assertThat(report.gaps()).hasSizeLessThan(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"include:n%d.evil.example", "ip4:198.51.%d.0/30", "x%d=y", "?ip4:198.51.%d.7"})
    void aRecordOfManyTermsEndsInTime(String term) {
        DnsResolver dns = HostileZone.ofManyTerms(term);
        long start = System.nanoTime();

        PreflightReport report = Preflight.using(dns)
                .withTimeLimit(Duration.ofSeconds(2))
                .withLists(DnsblCatalog.of(""), DnsblChecker.using(dns))
                .check(PreflightRequest.of(EVIL).from("192.0.2.7"));

        // two seconds, one more, and what a busy machine adds
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(9);
        assertThat(report.isReady()).isFalse();
    }

    /** A judgement names its receiver's rules and does not carry them all. */
    @Test
    void aReportIsSmall() throws IOException {
        PreflightReport report = Preflight.using(InMemoryDns.zone(PreflightWorld.ZONE))
                .check(PreflightRequest.of(PreflightWorld.DOMAIN).from("192.0.2.7"));
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(octets)) {
            out.writeObject(report);
        }

        assertThat(octets.size()).isLessThan(30_000);
        assertThat(report.rules())
                .allSatisfy(each -> assertThat(ReceiverPack.find(each.pack())).isPresent());
    }

    @Test
    void whatAPersonTypesIsUnderstoodOrRefusedWithAReason() {
        Preflight preflight = Preflight.using(InMemoryDns.zone(PreflightWorld.ZONE));

        assertThat(preflight.check("info@Hanamaru.Example").domain()).isEqualTo(PreflightWorld.DOMAIN);
        assertThatThrownBy(() -> preflight.check("192.0.2.7"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("192.0.2.7");
        assertThatThrownBy(() -> PreflightRequest.of("hanamaru.example").from("mail"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findingsAreWhatIsNotGood() {
        PreflightReport report = Preflight.using(InMemoryDns.zone(PreflightWorld.ZONE))
                .check(PreflightRequest.of(PreflightWorld.DOMAIN).from("192.0.2.7"));

        assertThat(report.findings()).extracting(Finding::severity).doesNotContain(Severity.PASS, Severity.INFO);
        assertThat(report.findings()).extracting(Finding::kind).contains(PreflightFinding.NO_DMARC);
        assertThat(report.findings()).doesNotHaveDuplicates();
    }
}
