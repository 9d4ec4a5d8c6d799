package io.github.todoku.dnsbl;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dnsbl.ListHealth.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How a list stood its tests, remembered: hours if the outcome was firm, a minute if it was passing. Whoever asks while a
 * test is under way gets its outcome. Safe for use by many threads.
 */
final class HealthMemory {
    /** How long a firm outcome is believed. */
    static final Duration FIRM = Duration.ofHours(6);

    /** How long an outcome that may pass is believed. */
    static final Duration PASSING = Duration.ofMinutes(1);

    private static final class Memo {
        final CompletableFuture<ListHealth> outcome = new CompletableFuture<>();
        volatile long until;

        /** Until the outcome is there: as long as a test may take. A resolver that never answers must not block the next one. */
        Memo(long until) {
            this.until = until;
        }
    }

    private final ListState state;
    private final CheckSettings settings;
    private final Map<SubjectKind, Memo> memos = new EnumMap<>(SubjectKind.class);

    HealthMemory(ListState state, CheckSettings settings) {
        this.state = state;
        this.settings = settings;
    }

    /** The outcome for one kind of question, tested now if it is not known. */
    CompletionStage<ListHealth> of(SubjectKind kind, Deadline deadline) {
        SubjectKind tested = HealthProbe.testedKind(state.list, kind);
        Memo memo;
        synchronized (memos) {
            memo = memos.get(tested);
            if (memo != null && !isOver(memo)) {
                return memo.outcome;
            }
            memo = new Memo(now() + deadline.remaining().toNanos());
            memos.put(tested, memo);
        }
        return test(memo, tested, deadline);
    }

    /** Tests every kind that has test points, whatever is remembered; a list without any says so once. */
    List<CompletionStage<ListHealth>> testAll(Deadline deadline) {
        Set<SubjectKind> kinds = EnumSet.noneOf(SubjectKind.class);
        state.list.tests().forEach(point -> kinds.add(point.kind()));
        if (kinds.isEmpty()) {
            kinds.addAll(EnumSet.copyOf(state.list.serves()).stream().limit(1).toList());
        }
        List<CompletionStage<ListHealth>> outcomes = new ArrayList<>();
        for (SubjectKind kind : kinds) {
            Memo memo = new Memo(now() + deadline.remaining().toNanos());
            synchronized (memos) {
                memos.put(kind, memo);
            }
            outcomes.add(test(memo, kind, deadline));
        }
        return outcomes;
    }

    private CompletionStage<ListHealth> test(Memo memo, SubjectKind kind, Deadline deadline) {
        new HealthProbe(state, kind, deadline).run().whenComplete((health, bug) -> {
            if (bug == null) {
                memo.until = now() + believed(health.state()).toNanos();
                memo.outcome.complete(health);
            } else {
                memo.outcome.completeExceptionally(bug); // nothing of the network's comes here
            }
        });
        if (!memo.outcome.isDone()) { // holds for a resolver that never answers
            CompletionStage<ListHealth> late = memo.outcome.completeOnTimeout(
                    new ListHealth(state.list.zone(), kind, State.UNREACHABLE, List.of(), Instant.now()),
                    deadline.remaining().plus(SubjectCheck.GRACE).toNanos(),
                    TimeUnit.NANOSECONDS);
            return late;
        }
        return memo.outcome;
    }

    private boolean isOver(Memo memo) {
        return memo.until - now() <= 0;
    }

    private long now() {
        return settings.nanos().getAsLong();
    }

    /** The remembered outcome; null if there is none. */
    @Nullable
    ListHealth remembered(SubjectKind kind) {
        synchronized (memos) {
            Memo memo = memos.get(HealthProbe.testedKind(state.list, kind));
            return memo == null ? null : memo.outcome.getNow(null);
        }
    }

    private static Duration believed(State state) {
        if (state == State.UNREACHABLE) {
            return PASSING;
        }
        return state == State.REFUSING ? ListState.REFUSAL_PAUSE : FIRM;
    }
}
