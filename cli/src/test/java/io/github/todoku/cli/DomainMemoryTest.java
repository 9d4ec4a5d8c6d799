package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.mail.domain.MxProbeResult;
import io.github.todoku.mail.domain.PolicyFetch;
import io.github.todoku.preflight.domain.DomainChecker;
import io.github.todoku.preflight.domain.DomainReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs that connect and runs that do not remember of a domain. */
class DomainMemoryTest {
    private static final DnsName DOMAIN = DnsName.of("example.com");
    private static final String ZONE = """
            .                             SOA  . . 0 0 0 0 0
            example.com.                  MX   10 mx.example.com.
            mx.example.com.               A    192.0.2.1
            example.com.                  TXT  "v=spf1 mx -all"
            _dmarc.example.com.           TXT  "v=DMARC1; p=reject"
            _mta-sts.example.com.         TXT  "v=STSv1; id=1"
            mta-sts.example.com.          A    192.0.2.2
            _smtp._tls.example.com.       TXT  "v=TLSRPTv1; rua=mailto:tls@reports.example"
            default._bimi.example.com.    TXT  "v=BIMI1; l=https://brand.example.com/logo.svg"
            brand.example.com.            A    192.0.2.3
            """;
    private static final String NO_ID = ZONE.replace("id=1", "id=2026-11-29");

    @TempDir
    Path directory;

    private static DomainReport look(String zone) {
        return DomainChecker.using(InMemoryDns.zone(zone)).check(DOMAIN);
    }

    /** Servers without STARTTLS, a policy that cannot be used, no logo. */
    private static DomainReport connect(MxProbeResult server, PolicyFetch file) {
        return DomainChecker.using(InMemoryDns.zone(ZONE))
                .withProbe((target, deadline) -> CompletableFuture.completedFuture(server))
                .withFetcher((request, deadline) -> CompletableFuture.completedFuture(file))
                .check(DOMAIN);
    }

    private static DomainReport connectedAndBad() {
        return connect(
                MxProbeResult.without(MxProbeResult.Outcome.NO_STARTTLS, ""),
                PolicyFetch.answered(
                        200, "text/plain", "version: STSv1\nmode: perhaps\n".getBytes(StandardCharsets.UTF_8)));
    }

    private DomainMemory memory() {
        return DomainMemory.read(directory.resolve("state"), DOMAIN);
    }

    private List<DomainMemory.Change> tell(DomainReport report, boolean connecting) {
        List<DomainMemory.Change> changes = memory().changes(report, connecting);
        memory().after(report, connecting).write();
        return changes;
    }

    @Test
    void aRunThatDoesNotConnectMendsNothingThatOneFoundThatDid() {
        assertThat(tell(connectedAndBad(), true).toString()).contains("tls-none", "sts-mode", "bimi-");
        assertThat(tell(look(ZONE), false)).isEmpty();
        assertThat(tell(connectedAndBad(), true)).isEmpty();
        assertThat(tell(look(ZONE), false)).isEmpty();
    }

    @Test
    void aRunThatConnectsTellsWhatIsGone() {
        tell(connectedAndBad(), true);
        tell(look(ZONE), false);
        DomainReport mended = DomainChecker.using(InMemoryDns.zone(ZONE.replaceAll("(_mta-sts|default).*\n", "")))
                .withProbe((target, deadline) ->
                        CompletableFuture.completedFuture(MxProbeResult.tls("TLSv1.3", List.of(), null)))
                .withFetcher((request, deadline) ->
                        CompletableFuture.completedFuture(PolicyFetch.answered(404, "text/plain", new byte[0])))
                .check(DOMAIN);
        assertThat(tell(mended, true)).isNotEmpty().noneMatch(DomainMemory.Change::appeared);
        assertThat(tell(mended, true)).isEmpty();
    }

    @Test
    void whatIsFoundWithoutConnectingIsToldGoneWithoutIt() {
        assertThat(tell(look(NO_ID), false).toString()).contains("sts-id");
        assertThat(tell(look(ZONE), false)).hasSize(1).noneMatch(DomainMemory.Change::appeared);
    }
}
