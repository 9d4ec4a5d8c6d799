package io.github.todoku.diagnosis.evidence;

import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.senders.ReverseCheck;
import io.github.todoku.senders.ServiceFinder;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Which service the client's address belongs to, where SPF does not allow it. */
public final class ServiceSource extends EvidenceSource<ServiceFinder.Outcome> {
    /** The one of its kind. */
    public static final ServiceSource SOURCE = new ServiceSource();

    private static final Set<SpfVerdict> NOT_ALLOWED =
            EnumSet.of(SpfVerdict.NONE, SpfVerdict.FAIL, SpfVerdict.SOFTFAIL, SpfVerdict.NEUTRAL);

    private ServiceSource() {
        super("service");
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
        return SpfSource.SOURCE.about(inquiry);
    }

    @Override
    boolean isOpen(Inquiry inquiry, Evidence evidence) {
        return isNotAllowed(evidence);
    }

    /** Whether SPF does not allow the address, and its reverse name is known. */
    static boolean isNotAllowed(Evidence evidence) {
        SpfResult spf = evidence.of(SpfSource.SOURCE);
        ReverseCheck reverse = evidence.of(ReverseSource.SOURCE);
        return spf != null
                && NOT_ALLOWED.contains(spf.verdict())
                && reverse != null
                && reverse.state() != ReverseCheck.State.CANNOT_TELL;
    }

    @Override
    CompletableFuture<ServiceFinder.Outcome> ask(
            Inquiry inquiry, Evidence evidence, DnsResolver dns, Duration limit) {
        CaseFacts facts = inquiry.facts();
        return ServiceFinder.using(dns)
                .withTimeLimit(limit)
                .withServices(inquiry.means().services())
                .checkAsync(
                        Objects.requireNonNull(facts.clientAddress()),
                        Objects.requireNonNull(evidence.of(ReverseSource.SOURCE)),
                        Objects.requireNonNull(facts.domain()));
    }

    @Override
    List<Condition> conditions() {
        return List.of(Condition.state(this, "Service", Set.of("known", "unknown"), this::state)
                .needing(SpfSource::needs));
    }

    private @Nullable String state(Inquiry inquiry, Evidence evidence) {
        ServiceFinder.Outcome outcome = evidence.of(this);
        return outcome == null || !outcome.unanswered().isEmpty()
                ? null
                : outcome.found() == null ? "unknown" : "known";
    }

    @Override
    List<Proof> proofs(Inquiry inquiry, ServiceFinder.Outcome answer, Instant at) {
        return answer.found() == null ? List.of() : List.of(new Proof.Service(at, answer.found()));
    }

    @Override
    List<String> gaps(Inquiry inquiry, ServiceFinder.Outcome answer) {
        return answer.unanswered();
    }

    /** None of what it read would be replaced: those are others' records. */
    @Override
    Optional<Instant> oldRecordUntil(ServiceFinder.Outcome answer, Instant at, Optional<Instant> kept) {
        return Optional.empty();
    }
}
