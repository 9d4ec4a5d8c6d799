package io.github.todoku.dns;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a {@link DnsListener} of every answer that passes. */
final class ListeningResolver implements DnsResolver {
    private static final Logger LOG = LoggerFactory.getLogger(ListeningResolver.class);

    private final DnsResolver inner;
    private final DnsListener listener;

    ListeningResolver(DnsResolver inner, DnsListener listener) {
        this.inner = inner;
        this.listener = listener;
    }

    @Override
    public CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
        DnsClock clock = inner.clock();
        long start = clock.nanoTime();
        return Outcome.ask(inner, question, deadline).thenApply(answer -> {
            try {
                listener.answered(answer, Duration.ofNanos(clock.nanoTime() - start));
            } catch (RuntimeException theirs) { // the user's code
                LOG.warn("a DNS listener failed", theirs);
            }
            return answer;
        });
    }

    @Override
    public DnsClock clock() {
        return inner.clock();
    }

    @Override
    public boolean isLive() {
        return inner.isLive();
    }
}
