package io.github.todoku.mail.domain;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** What is asked of others than the DNS in one run: each comes back by the deadline, whatever a caller's seam does. */
final class Errands {
    private final Deadline deadline;
    private final List<Runnable> open = new ArrayList<>();

    /** Guarded by {@code open}. */
    private boolean over;

    Errands(Deadline deadline) {
        this.deadline = deadline;
    }

    /**
     * What a call brings; where it throws, fails, gives nothing or is late, what {@code failed} makes of the reason.
     */
    <T> CompletableFuture<T> send(Supplier<? extends CompletionStage<T>> call, Function<String, T> failed) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Runnable late = () -> result.complete(failed.apply("no answer in time"));
        synchronized (open) {
            if (over || deadline.isOver()) {
                late.run();
                return result;
            }
            open.add(late);
        }
        DnsClock.Alarm alarm = deadline.clock().after(deadline.remaining(), late);
        CompletionStage<T> stage;
        try {
            stage = Objects.requireNonNull(call.get(), "no stage");
        } catch (RuntimeException broken) { // whatever a caller's seam throws
            stage = CompletableFuture.failedFuture(broken);
        }
        var unused = stage.whenComplete((value, failure) -> {
            alarm.cancel();
            result.complete(
                    value != null ? value : failed.apply(failure == null ? "nothing" : String.valueOf(failure)));
        });
        return result;
    }

    /** Ends what is still open, and what is sent from here on. */
    void giveUp() {
        List<Runnable> late;
        synchronized (open) {
            over = true;
            late = List.copyOf(open);
            open.clear();
        }
        late.forEach(Runnable::run);
    }
}
