package io.github.todoku.dnsbl;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dnsbl.ListHealth.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * How a list stood its tests, remembered: for hours if the outcome was firm, for a minute if it was passing. Whoever asks
 * while a test is under way gets its outcome. Safe for use by many threads.
 */
final class HealthMemory {
    /** How long a firm outcome is believed. */
    static final Duration FIRM = Duration.ofHours(6);

    /** How long an outcome that may pass is believed. */
    static final Duration PASSING = Duration.ofMinutes(1);

    private static final class Memo {
        final CompletableFuture<ListHealth> outcome = new CompletableFuture<>();
        volatile long until;

        /** Until the outcome is there: as long as its test may take. */
        Memo(long until) {
            this.until = until;
        }
    }

    private final ListState state;
    private final Map<SubjectKind, Memo> memos = new EnumMap<>(SubjectKind.class);

    HealthMemory(ListState state) {
        this.state = state;
    }

    /**
     * The outcome for one kind of question, tested now if it is not known. The test is a run of its own, so that it comes to
     * its end for others when the check that began it is cancelled; it may end later than the deadline of who joins it.
     */
    CompletableFuture<ListHealth> of(SubjectKind kind, DnsResolver dns, Deadline deadline) {
        SubjectKind tested = HealthProbe.testedKind(state.list, kind);
        Memo memo;
        synchronized (memos) {
            memo = memos.get(tested);
            if (memo != null && !isOver(memo)) {
                return memo.outcome;
            }
            memo = open(tested, deadline);
        }
        return test(memo, tested, DnsRun.using(dns, deadline));
    }

    /** Tests every kind that has test points, whatever is remembered; a list without any says so once. */
    List<CompletableFuture<ListHealth>> testAll(DnsRun run) {
        Set<SubjectKind> kinds = EnumSet.noneOf(SubjectKind.class);
        state.list.tests().forEach(point -> kinds.add(point.kind()));
        if (kinds.isEmpty()) {
            state.list.serves().stream().sorted().limit(1).forEach(kinds::add);
        }
        List<CompletableFuture<ListHealth>> outcomes = new ArrayList<>();
        for (SubjectKind kind : kinds) {
            Memo memo;
            synchronized (memos) {
                memo = open(kind, run.deadline());
            }
            outcomes.add(test(memo, kind, run));
        }
        return outcomes;
    }

    private Memo open(SubjectKind kind, Deadline deadline) {
        Memo memo = new Memo(now() + deadline.remaining().toNanos());
        memos.put(kind, memo);
        return memo;
    }

    private CompletableFuture<ListHealth> test(Memo memo, SubjectKind kind, DnsRun run) {
        var unused = new HealthProbe(state, kind, run).run().whenComplete((tested, bug) -> {
            if (bug == null) {
                memo.until = now()
                        + (tested.isOurs()
                                ? 0
                                : believed(tested.health().state()).toNanos());
                memo.outcome.complete(tested.health());
            } else {
                memo.until = now();
                memo.outcome.completeExceptionally(bug); // nothing of the network's comes here
            }
        });
        return memo.outcome;
    }

    private boolean isOver(Memo memo) {
        return memo.until - now() <= 0;
    }

    private long now() {
        return state.clock.nanoTime();
    }

    /** The remembered outcome; null if there is none. */
    @Nullable
    ListHealth remembered(SubjectKind kind) {
        Memo memo;
        synchronized (memos) {
            memo = memos.get(HealthProbe.testedKind(state.list, kind));
        }
        return memo == null || memo.outcome.isCompletedExceptionally() ? null : memo.outcome.getNow(null);
    }

    private static Duration believed(State state) {
        if (state == State.UNREACHABLE) {
            return PASSING;
        }
        return state == State.REFUSING ? ListState.REFUSAL_PAUSE : FIRM;
    }
}
