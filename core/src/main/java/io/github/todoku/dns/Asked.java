package io.github.todoku.dns;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One question of a run and the answer to come. Many may hold it, so that nobody but the run completes it: what a holder
 * tries to do to it changes nothing.
 */
final class Asked extends CompletableFuture<DnsAnswer> implements BiConsumer<@Nullable DnsAnswer, @Nullable Throwable> {
    /** Whose question it is. */
    @FunctionalInterface
    interface Run {
        /** What the resolver's stage came to. */
        void heard(Asked asked, @Nullable DnsAnswer answer, @Nullable Throwable broken);
    }

    final DnsQuestion question;
    private final Run run;

    /** Whether it has its answer; guarded by the run. */
    boolean settled;

    Asked(Run run, DnsQuestion question) {
        this.run = run;
        this.question = question;
    }

    @Override
    public void accept(@Nullable DnsAnswer answer, @Nullable Throwable broken) {
        run.heard(this, answer, broken);
    }

    void settle(DnsAnswer answer) {
        super.complete(answer);
    }

    @Override
    public boolean complete(DnsAnswer answer) {
        return false;
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        return false;
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        return false;
    }

    @Override
    public void obtrudeValue(DnsAnswer answer) {
        throw new UnsupportedOperationException("an answer stays what it is");
    }

    @Override
    public void obtrudeException(Throwable failure) {
        throw new UnsupportedOperationException("an answer stays what it is");
    }

    /** What is made of it belongs to whoever makes it. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
