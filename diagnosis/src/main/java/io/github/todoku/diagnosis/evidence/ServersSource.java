package io.github.todoku.diagnosis.evidence;

import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.client.AuthoritativeReport;
import io.github.todoku.dns.client.AuthoritativeServers;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What each of the domain's own name servers says of its SPF record. Asked only where SPF passes for us: then one of them may
 * have said something else to the receiver. How many are asked is bounded by {@link AuthoritativeServers}.
 */
final class ServersSource extends EvidenceSource<AuthoritativeReport> {
    static final ServersSource SOURCE = new ServersSource();

    private ServersSource() {
        super("servers", "name-servers");
    }

    @Override
    List<EvidenceSource<?>> restsOn() {
        return List.of(SpfSource.SOURCE);
    }

    @Override
    @Nullable
    Object about(Inquiry inquiry) {
        return inquiry.means().servers() == null ? null : inquiry.facts().domain();
    }

    @Override
    boolean isOpen(Inquiry inquiry, Evidence evidence) {
        SpfResult spf = evidence.of(SpfSource.SOURCE);
        return spf != null && spf.verdict() == SpfVerdict.PASS;
    }

    @Override
    CompletableFuture<AuthoritativeReport> ask(Inquiry inquiry, Evidence evidence, DnsResolver dns, Duration limit) {
        AuthoritativeServers servers = Objects.requireNonNull(inquiry.means().servers());
        DnsName domain = Objects.requireNonNull(inquiry.facts().domain());
        return servers.withTimeLimit(limit).checkAsync(new DnsQuestion(domain, RecordType.TXT));
    }

    @Override
    List<Condition> conditions() {
        return List.of(Condition.state(this, "Servers", Set.of("agree", "disagree"), this::state)
                .needing((inquiry, evidence) -> List.of(inquiry.means().servers() == null ? "servers" : "dns")));
    }

    /** Two servers that differ are enough; that all are alike is known only if all have answered. */
    private @Nullable String state(Inquiry inquiry, Evidence evidence) {
        AuthoritativeReport report = evidence.of(this);
        if (report == null || report.authoritative().isEmpty()) {
            return null;
        }
        if (!new Proof.Servers(Instant.EPOCH, report).agree()) {
            return "disagree";
        }
        return report.authoritative().size() == report.servers().size() ? "agree" : null;
    }

    @Override
    List<Proof> proofs(Inquiry inquiry, AuthoritativeReport answer, Instant at) {
        return List.of(new Proof.Servers(at, answer));
    }

    @Override
    List<String> gaps(Inquiry inquiry, AuthoritativeReport answer) {
        return answer.servers().stream()
                .filter(server -> server.answer().isFailure())
                .map(server -> server.host().toString())
                .toList();
    }
}
