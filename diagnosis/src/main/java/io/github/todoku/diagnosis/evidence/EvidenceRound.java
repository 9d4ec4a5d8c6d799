package io.github.todoku.diagnosis.evidence;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsClock;
import io.github.todoku.dns.DnsRun;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks sources of evidence: each as soon as what it rests on is in, each for its own time. None waits for one that it does
 * not need, none ends the round by breaking, and what does not come in time is a gap.
 */
public final class EvidenceRound {
    /** What a source tells at its deadline is waited for this much longer. */
    private static final Duration GRACE = Duration.ofMillis(200);

    private final Inquiry inquiry;
    private final DnsRun run;
    private final DnsRun strangers;
    private final Clock clock;
    private final Object lock = new Object();
    private final Map<EvidenceSource<?>, CompletableFuture<Evidence>> asked = new HashMap<>();
    private final List<CompletableFuture<?>> underWay = new ArrayList<>();
    private Evidence evidence = Evidence.NONE;

    /**
     * A round.
     *
     * @param inquiry the case
     * @param run the DNS of this run, for what the caller named
     * @param strangers the same for what a stranger may have named, with a budget of questions
     * @param clock gives the time at which evidence arrived
     */
    public EvidenceRound(Inquiry inquiry, DnsRun run, DnsRun strangers, Clock clock) {
        this.inquiry = inquiry;
        this.run = run;
        this.strangers = strangers;
        this.clock = clock;
    }

    /**
     * {@return what they find; it never fails}
     *
     * @param sources whom to ask, with all that they rest on; what they prove is shown in this order
     */
    public CompletableFuture<Evidence> ask(List<EvidenceSource<?>> sources) {
        synchronized (lock) {
            evidence = Evidence.inOrder(sources);
        }
        List<CompletableFuture<Evidence>> all = new ArrayList<>();
        for (EvidenceSource<?> source : sources) {
            all.add(asked(source));
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).thenApply(done -> sofar());
    }

    /**
     * {@return what the sources would ask about in a case, where they would ask anything: cases that are equal in it share their
     * evidence}
     *
     * @param inquiry the case
     * @param sources some sources
     */
    public static Map<EvidenceSource<?>, Object> questions(Inquiry inquiry, List<EvidenceSource<?>> sources) {
        Map<EvidenceSource<?>, Object> questions = new HashMap<>();
        for (EvidenceSource<?> source : sources) {
            Object about = source.about(inquiry);
            if (about != null) {
                questions.put(source, about);
            }
        }
        return questions;
    }

    /** {@return what has come by now; what is under way is a gap} */
    public Evidence stop() {
        List<CompletableFuture<?>> open;
        synchronized (lock) {
            open = List.copyOf(underWay);
        }
        open.forEach(each -> each.cancel(false));
        return sofar();
    }

    private Evidence sofar() {
        synchronized (lock) {
            return evidence;
        }
    }

    private CompletableFuture<Evidence> asked(EvidenceSource<?> source) {
        CompletableFuture<Evidence> known = asked.get(source);
        if (known != null) {
            return known;
        }
        List<CompletableFuture<Evidence>> grounds = new ArrayList<>();
        for (EvidenceSource<?> ground : source.restsOn()) {
            grounds.add(asked(ground));
        }
        CompletableFuture<Evidence> next = CompletableFuture.allOf(grounds.toArray(CompletableFuture[]::new))
                .thenCompose(in -> start(source));
        asked.put(source, next);
        return next;
    }

    private <T> CompletableFuture<Evidence> start(EvidenceSource<T> source) {
        Evidence grounds = sofar();
        if (source.about(inquiry) == null || !source.isOpen(inquiry, grounds)) {
            return CompletableFuture.completedFuture(grounds);
        }
        Deadline limit = run.deadline().earlier(Deadline.after(source.budget(), run.clock()));
        KeptAnswers dns = new KeptAnswers(source.asksOnlyTheCallers() ? run : strangers, clock);
        CompletableFuture<T> answer = limited(answer(source, grounds, dns, limit), limit);
        return answer.handle((came, broken) -> note(source, came, broken, dns));
    }

    private <T> CompletableFuture<T> answer(
            EvidenceSource<T> source, Evidence grounds, KeptAnswers dns, Deadline limit) {
        try {
            return source.ask(inquiry, grounds, dns, limit.remaining());
        } catch (RuntimeException broken) { // whatever a checker of the caller's own may throw
            return CompletableFuture.failedFuture(broken);
        }
    }

    /** Whatever happens, it is over soon after {@code limit}. */
    private <T> CompletableFuture<T> limited(CompletableFuture<T> answer, Deadline limit) {
        CompletableFuture<T> limited = new CompletableFuture<>();
        var unused = answer.whenComplete((came, broken) -> {
            if (broken == null) {
                limited.complete(came);
            } else {
                limited.completeExceptionally(broken);
            }
        });
        if (limited.isDone()) {
            return limited;
        }
        synchronized (lock) {
            underWay.add(limited);
        }
        DnsClock.Alarm alarm = limit.clock().after(limit.remaining().plus(GRACE), () -> limited.cancel(false));
        var unusedToo = limited.whenComplete((came, broken) -> {
            alarm.cancel();
            answer.cancel(false); // what is late need not be asked on
        });
        return limited;
    }

    private <T> Evidence note(EvidenceSource<T> source, @Nullable T came, @Nullable Throwable broken, KeptAnswers dns) {
        synchronized (lock) {
            evidence = came == null
                    ? evidence.without(source, reason(broken), clock.instant())
                    : evidence.with(source, came, clock.instant(), dns.until());
            return evidence;
        }
    }

    private static String reason(@Nullable Throwable broken) {
        Throwable cause = broken instanceof CompletionException wrapped
                ? Optional.ofNullable(wrapped.getCause()).orElse(wrapped)
                : broken;
        return cause == null || cause instanceof CancellationException ? "time limit" : cause.toString();
    }
}
