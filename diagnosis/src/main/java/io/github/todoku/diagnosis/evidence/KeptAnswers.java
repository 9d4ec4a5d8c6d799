package io.github.todoku.diagnosis.evidence;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsClock;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/** The DNS as one source of evidence asks it, and until when caches may still give what it was told. */
final class KeptAnswers implements DnsResolver {
    private final DnsResolver dns;
    private final Clock clock;
    private final AtomicReference<Instant> until = new AtomicReference<>(Instant.MIN);

    /** By {@code clock} a TTL counts from when its answer came. */
    KeptAnswers(DnsResolver dns, Clock clock) {
        this.dns = dns;
        this.clock = clock;
    }

    @Override
    public CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
        return dns.resolve(question, deadline).thenApply(this::note);
    }

    /** "There is none" is kept as well (RFC 2308 §5). */
    private DnsAnswer note(DnsAnswer answer) {
        Duration ttl = answer.fold(DnsAnswer.Found::ttl, DnsAnswer.Empty::ttl, failed -> Duration.ZERO);
        if (!ttl.isZero()) {
            until.accumulateAndGet(clock.instant().plus(ttl), (a, b) -> a.isAfter(b) ? a : b);
        }
        return answer;
    }

    /** The latest end of a TTL; empty where nothing came that is kept. */
    Optional<Instant> until() {
        return Optional.ofNullable(until.get()).filter(end -> !end.equals(Instant.MIN));
    }

    @Override
    public DnsClock clock() {
        return dns.clock();
    }

    @Override
    public boolean isLive() {
        return dns.isLive();
    }
}
