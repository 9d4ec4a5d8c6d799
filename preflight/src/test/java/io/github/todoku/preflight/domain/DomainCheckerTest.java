package io.github.todoku.preflight.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.RecordType;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.mail.domain.MailDomainFinding;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DomainCheckerTest {
    private static final DnsName DOMAIN = DnsName.of("example.com");
    private static final String ZONE = """
            example.com.                MX   10 mx.example.com.
            mx.example.com.             A    192.0.2.1
            1.2.0.192.in-addr.arpa.     PTR  mx.example.com.
            """;
    private static final String SENDING = """
            example.com.                TXT  "v=spf1 ip4:192.0.2.1 -all"
            _dmarc.example.com.         TXT  "v=DMARC1; p=reject; rua=mailto:d@example.com"
            """;

    @Test
    void eachThingToDoHasItsRecordTriedOut() {
        DomainReport report = DomainChecker.using(InMemoryDns.zone(ZONE)).check(DOMAIN);
        assertThat(report.status(DomainPart.Direction.FROM)).isEqualTo(Severity.FAIL);
        assertThat(report.todo()).isNotEmpty().hasSizeLessThanOrEqualTo(DomainReport.MAX_STEPS);
        assertThat(report.todo().get(0).part()).isEqualTo(DomainPart.SPF);
        assertThat(report.todo())
                .filteredOn(each -> each.finding().change().isPresent())
                .hasSize(2)
                .allMatch(each -> each.proof() == DomainTodo.Proof.PROVEN);
    }

    @Test
    void aDomainInOrderHasNothingToRepair() {
        DomainReport report =
                DomainChecker.using(InMemoryDns.zone(ZONE + SENDING)).check(DOMAIN);
        assertThat(report.status(DomainPart.Direction.TO)).isEqualTo(Severity.PASS);
        assertThat(report.status(DomainPart.SPF)).isEqualTo(Severity.PASS);
        assertThat(report.findings()).noneMatch(each -> each.severity() == Severity.FAIL);
    }

    @Test
    void aDomainWithoutMailIsAskedForAClosedSpfRecord() {
        DomainReport report =
                DomainChecker.using(InMemoryDns.zone("example.com. MX 0 .")).check(DOMAIN);
        assertThat(report.todo().get(0).finding().change().orElseThrow().after())
                .isEqualTo("v=spf1 -all");
    }

    @Test
    void silenceIsNeverMissing() {
        InMemoryDns dns = InMemoryDns.zone(ZONE + SENDING)
                .fault("example.com", RecordType.MX, Fault.timeout())
                .fault("example.com", RecordType.TXT, Fault.timeout())
                .fault("_dmarc.example.com", RecordType.TXT, Fault.timeout())
                .fault("_mta-sts.example.com", RecordType.TXT, Fault.timeout());
        DomainReport report = DomainChecker.using(dns).check(DOMAIN);
        assertThat(report.status()).isEqualTo(Severity.CANNOT_TELL);
        assertThat(report.cannotTell()).isTrue();
        assertThat(report.gaps()).isNotEmpty();
        assertThat(report.findings()).noneMatch(each -> each.severity() == Severity.FAIL);
    }

    @Test
    void aResolverThatIsSilentIsLeftAtTheTimeLimit() {
        long begin = System.nanoTime();
        DomainReport report = DomainChecker.using((question, deadline) -> new CompletableFuture<>())
                .withTimeLimit(Duration.ofMillis(300))
                .check(DOMAIN);
        assertThat(report.status()).isEqualTo(Severity.CANNOT_TELL);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void bimiIsHeldAgainstDmarc() {
        String bimi = "default._bimi.example.com. TXT \"v=BIMI1; l=https://brand.example.com/l.svg\"\n";
        String none = SENDING.replace("p=reject", "p=none");
        assertThat(DomainChecker.using(InMemoryDns.zone(ZONE + none + bimi))
                        .check(DOMAIN)
                        .findings(DomainPart.BIMI))
                .extracting(Finding::kind)
                .contains(MailDomainFinding.BIMI_DMARC);
        assertThat(DomainChecker.using(InMemoryDns.zone(ZONE + none + bimi))
                        .check(DOMAIN)
                        .status(DomainPart.Direction.FROM))
                .as("a logo costs no mail")
                .isNotEqualTo(Severity.FAIL);
        assertThat(DomainChecker.using(InMemoryDns.zone(ZONE + SENDING + bimi))
                        .check(DOMAIN)
                        .findings(DomainPart.BIMI))
                .extracting(Finding::kind)
                .doesNotContain(MailDomainFinding.BIMI_DMARC);
    }

    @Test
    void everyKindSpeaksBothLanguages() {
        for (DomainPageFinding kind : DomainPageFinding.values()) {
            Finding finding = kind.of("example.com", "one", "two");
            assertThat(finding.text(Locale.ENGLISH)).as(kind.id()).doesNotContain("{");
            assertThat(finding.text(Locale.JAPANESE)).isNotEqualTo(finding.text(Locale.ENGLISH));
            assertThat(finding.advice(Locale.ENGLISH).isEmpty())
                    .isEqualTo(finding.advice(Locale.JAPANESE).isEmpty());
        }
    }
}
