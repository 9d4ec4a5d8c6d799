package io.github.todoku.diagnosis.evidence;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.RecordType;
import io.github.todoku.senders.ReverseCheck;
import io.github.todoku.senders.internal.Envelopes;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.SpfVerifier;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.time.Duration;
import java.util.ArrayList;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Whether SPF allows an IPv4 address of the host behind an IPv6 address. Empty where the DNS did not tell. */
final class SiblingSource extends EvidenceSource<Optional<Boolean>> {
    static final SiblingSource SOURCE = new SiblingSource();

    /** How many IPv4 addresses of the host are tried. */
    static final int MAX_ADDRESSES = 4;

    private SiblingSource() {
        super("sibling", "service");
    }

    @Override
    List<EvidenceSource<?>> restsOn() {
        return List.of(SpfSource.SOURCE, ReverseSource.SOURCE);
    }

    @Override
    public boolean restsOnClient() {
        return true;
    }

    @Override
    @Nullable Object about(Inquiry inquiry) {
        return inquiry.facts().clientAddress() instanceof Inet6Address ? SpfSource.SOURCE.about(inquiry) : null;
    }

    @Override
    boolean isOpen(Inquiry inquiry, Evidence evidence) {
        return ServiceSource.isNotAllowed(evidence);
    }

    @Override
    CompletableFuture<Optional<Boolean>> ask(Inquiry inquiry, Evidence evidence, DnsResolver dns, Duration limit) {
        ReverseCheck reverse = Objects.requireNonNull(evidence.of(ReverseSource.SOURCE));
        DnsName domain = Objects.requireNonNull(inquiry.facts().domain());
        if (reverse.confirmed().isEmpty()) {
            return CompletableFuture.completedFuture(Optional.of(false));
        }
        DnsName host = reverse.confirmed().get(0);
        return dns.resolve(new DnsQuestion(host, RecordType.A), Deadline.after(limit, dns.clock()))
                .toCompletableFuture()
                .thenCompose(answer -> anyPasses(host, answer, domain, SpfVerifier.using(dns)));
    }

    private static CompletableFuture<Optional<Boolean>> anyPasses(
            DnsName host, DnsAnswer answer, DnsName domain, SpfVerifier verifier) {
        if (answer.isFailure()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        List<CompletableFuture<SpfResult>> checks = new ArrayList<>();
        for (DnsRecord.A a : answer.records(DnsRecord.A.class)) {
            if (checks.size() < MAX_ADDRESSES) {
                checks.add(verifier.checkAsync(
                        SpfRequest.from(a.address()).helo(host.toString()).mailFrom(Envelopes.postmaster(domain))));
            }
        }
        return CompletableFuture.allOf(checks.toArray(CompletableFuture[]::new))
                .thenApply(all ->
                        sum(checks.stream().map(check -> check.join().verdict()).toList()));
    }

    /** One that passes is enough; without it, one that gave no answer leaves it open. */
    private static Optional<Boolean> sum(List<SpfVerdict> verdicts) {
        if (verdicts.contains(SpfVerdict.PASS)) {
            return Optional.of(true);
        }
        return verdicts.contains(SpfVerdict.TEMPERROR) ? Optional.empty() : Optional.of(false);
    }

    @Override
    List<Condition> conditions() {
        return List.of(Condition.state(this, "Sibling", Set.of("passes", "other", "not-asked"), this::state)
                .needing(SpfSource::needs));
    }

    private @Nullable String state(Inquiry inquiry, Evidence evidence) {
        if (inquiry.facts().clientAddress() instanceof Inet4Address) {
            return "not-asked";
        }
        Optional<Boolean> passes = evidence.of(this);
        return passes == null || passes.isEmpty() ? null : passes.get() ? "passes" : "other";
    }

    /** None of what it read would be replaced: those are others' records. */
    @Override
    Optional<Instant> oldRecordUntil(Optional<Boolean> answer, Instant at, Optional<Instant> kept) {
        return Optional.empty();
    }
}
