package io.github.todoku.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.todoku.dns.DnsName;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No zone makes a preflight ask, think or weigh more than it may. */
class PreflightLimitsTest {
    private static final DnsName EVIL = DnsName.of("evil.example");

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
