package io.github.todoku.mail.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.RecordType;
import io.github.todoku.finding.Finding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Limits of this module at the number and one past it (docs/limits.md). */
class MailDomainLimitsTest {
    private static final DnsName DOMAIN = DnsName.of("example.com");
    private static final String BIMI = """
            default._bimi.example.com. TXT "v=BIMI1; l=https://brand.example.com/i.svg; a=https://brand.example.com/e.pem"
            brand.example.com. A 192.0.2.3
            """;

    private static InMemoryDns hosts(int count) {
        StringBuilder zone = new StringBuilder();
        for (int i = 0; i < count; i++) {
            zone.append("example.com. MX 10 m" + i + ".example.com.\nm" + i + ".example.com. A 192.0.2." + i + "\n");
        }
        return InMemoryDns.zone(zone.toString());
    }

    private static boolean isTold(MailDomainFinding kind, List<Finding> findings) {
        return findings.stream().anyMatch(each -> each.kind() == kind);
    }

    /** Serves files of a length, as far as the one who asks takes them. */
    private static PolicyFetcher serving(String path, int length, String type) {
        return (request, deadline) -> {
            int octets = request.path().equals(path) ? length : 10;
            String its = request.path().endsWith(".svg") ? "image/svg+xml" : type;
            return CompletableFuture.completedFuture(
                    octets > request.maxOctets()
                            ? PolicyFetch.failed(PolicyFetch.Outcome.TOO_LARGE, "" + request.maxOctets())
                            : PolicyFetch.answered(200, its, "x".repeat(octets).getBytes(StandardCharsets.UTF_8)));
        };
    }

    @Test
    void furtherHostsAreNotLookedAtAndAreTold() {
        for (int count : List.of(MxChecker.MAX_HOSTS, MxChecker.MAX_HOSTS + 1)) {
            InMemoryDns dns = hosts(count);
            MxReport report = MxChecker.using(dns).check(DOMAIN);
            assertThat(report.hosts()).hasSize(MxChecker.MAX_HOSTS);
            assertThat(dns.queries().stream().filter(each -> each.type() == RecordType.A))
                    .hasSize(MxChecker.MAX_HOSTS);
            assertThat(isTold(MailDomainFinding.MX_MANY, report.findings())).isEqualTo(count > MxChecker.MAX_HOSTS);
        }
    }

    @Test
    void furtherAddressesAreNotAskedForTheirNames() {
        for (int count : List.of(MxChecker.MAX_REVERSE_NAMES, MxChecker.MAX_REVERSE_NAMES + 1)) {
            StringBuilder zone = new StringBuilder("example.com. MX 10 mx.example.com.\n");
            for (int i = 0; i < count; i++) {
                zone.append("mx.example.com. A 192.0.2." + i + "\n");
            }
            InMemoryDns dns = InMemoryDns.zone(zone.toString());
            MxChecker.using(dns).check(DOMAIN);
            assertThat(dns.queries().stream().filter(each -> each.type() == RecordType.PTR))
                    .hasSize(MxChecker.MAX_REVERSE_NAMES);
        }
    }

    /** By an MX that names the root a domain says that it takes no mail. */
    @Test
    void noRecordIsProposedThatNamesTheRoot() {
        MxReport report = MxChecker.using(InMemoryDns.zone(". A 192.0.2.1")).check(DnsName.ROOT);
        assertThat(report.state()).isEqualTo(MxReport.State.ADDRESS);
        assertThat(isTold(MailDomainFinding.MX_NONE, report.findings())).isTrue();
        assertThat(report.findings()).allMatch(each -> each.change().isEmpty());
    }

    @Test
    void anAddressThatWasNotAnsweredMayBePublic() {
        String zone = "example.com. MX 10 mx.example.com.\nmx.example.com. A 10.0.0.1";
        InMemoryDns silent = InMemoryDns.zone(zone).fault("mx.example.com", RecordType.AAAA, Fault.timeout());
        for (InMemoryDns dns : List.of(InMemoryDns.zone(zone), silent)) {
            List<Finding> found = MxChecker.using(dns).check(DOMAIN).findings();
            assertThat(isTold(MailDomainFinding.MX_PRIVATE, found)).isEqualTo(dns != silent);
            assertThat(isTold(MailDomainFinding.DNS_FAILED, found)).isEqualTo(dns == silent);
        }
    }

    @Test
    void aLongerIndicatorAndLongerEvidenceAreNotRead() {
        for (int beyond : List.of(0, 1)) {
            BimiReport image = BimiChecker.using(InMemoryDns.zone(BIMI))
                    .withFetcher(serving(
                            "/i.svg", BimiChecker.MAX_INDICATOR_OCTETS + beyond, "application/pem-certificate-chain"))
                    .check(DOMAIN);
            BimiReport evidence = BimiChecker.using(InMemoryDns.zone(BIMI))
                    .withFetcher(serving(
                            "/e.pem", BimiChecker.MAX_EVIDENCE_OCTETS + beyond, "application/pem-certificate-chain"))
                    .check(DOMAIN);
            for (BimiReport report : List.of(image, evidence)) {
                assertThat(isTold(MailDomainFinding.BIMI_FETCH, report.findings()))
                        .as("%s", report.findings())
                        .isEqualTo(beyond > 0);
            }
        }
    }

    @Test
    void aLongerPolicyIsNotReadAndIsTold() {
        InMemoryDns dns = InMemoryDns.zone("""
                example.com. MX 10 mx.example.com.
                mx.example.com. A 192.0.2.1
                _mta-sts.example.com. TXT "v=STSv1; id=1"
                mta-sts.example.com. A 192.0.2.2
                """);
        for (int beyond : List.of(0, 1)) {
            MtaStsReport report = MtaStsChecker.using(dns)
                    .withFetcher(
                            serving("/.well-known/mta-sts.txt", MtaStsChecker.MAX_POLICY_OCTETS + beyond, "text/plain"))
                    .check(DOMAIN);
            assertThat(isTold(MailDomainFinding.STS_SIZE, report.findings()))
                    .as("%s", report.findings())
                    .isEqualTo(beyond > 0);
        }
    }
}
