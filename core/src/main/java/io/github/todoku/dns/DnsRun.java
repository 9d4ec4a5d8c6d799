package io.github.todoku.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The DNS of one run of a check: the layer that every checker puts before its caller's resolver, whatever that resolver
 * does.
 *
 * <p>Each question is asked once and its answer kept, so that a run sees one consistent world. An exception, a stage that
 * fails, no stage, no answer, an answer to another question and silence are each a {@link DnsAnswer.TempFail}, by the
 * deadline; what arrives later is ignored. Questions are counted, and may have a {@linkplain #withMaxQuestions budget}. It
 * is no cache: it ends with the run and knows no TTL. After {@value #MAX_REMEMBERED} answers no more are kept.
 *
 * <pre>{@code
 * DnsRun run = DnsRun.using(dns, timeLimit).withMaxQuestions(100);
 * CompletableFuture<Report> report = run.endingWith(walk(run));   // checkAsync
 * return run.await(report, () -> nothingKnown);                   // check
 * }</pre>
 *
 * <p>Safe for use by several threads. An answer that its resolver has at once is there at once, on the calling thread.
 */
public final class DnsRun implements DnsResolver {
    /** How many answers are kept. */
    public static final int MAX_REMEMBERED = 100_000;

    /** How many failures {@link #gaps} lists. */
    public static final int MAX_GAPS = Gaps.MAX;

    private final DnsResolver dns;
    private final Deadline deadline;
    private final int maxQuestions;

    /** Whether silence is ended by an alarm; who waits for the answers on a thread of his own needs none. */
    private final boolean watched;

    /** Guards all that follows; nobody else's code runs under it. */
    private final Object lock = new Object();

    private final Map<DnsQuestion, Asked> questions = new HashMap<>();
    private final Gaps gaps = new Gaps();
    private int asked;
    private int open;
    private DnsAnswer.@Nullable Reason ended;

    private @Nullable Watch watch;
    private final Asked.Run listener = this::heard;
    private final Runnable expiry = this::expire;

    private DnsRun(DnsResolver dns, Deadline deadline, int maxQuestions, boolean watched) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.deadline = Objects.requireNonNull(deadline, "deadline");
        this.maxQuestions = maxQuestions;
        this.watched = watched;
    }

    /**
     * {@return a run that begins now, by its resolver's clock}
     *
     * @param dns whom to ask
     * @param timeLimit how long it may take
     */
    public static DnsRun using(DnsResolver dns, Duration timeLimit) {
        return using(dns, Deadline.after(timeLimit, dns.clock()));
    }

    /**
     * {@return a run with a deadline}
     *
     * @param dns whom to ask
     * @param deadline when everything must be answered
     */
    public static DnsRun using(DnsResolver dns, Deadline deadline) {
        return new DnsRun(dns, deadline, Integer.MAX_VALUE, true);
    }

    /** A run of one question that is waited for at once. */
    static DnsAnswer lookup(DnsResolver dns, DnsQuestion question, Deadline deadline) {
        DnsRun run = new DnsRun(dns, deadline, 1, false);
        return run.await(run.asked(question), () -> run.failure(question, DnsAnswer.Reason.TIMEOUT));
    }

    /**
     * {@return a new run like this one that asks at most this many questions} Further questions are answered with
     * {@link DnsAnswer.Reason#TOO_MANY_QUESTIONS}. One run may be put in front of another: each counts what passes through
     * it.
     *
     * @param questions at least 0
     */
    public DnsRun withMaxQuestions(int questions) {
        if (questions < 0) {
            throw new IllegalArgumentException(questions + " questions cannot be asked");
        }
        return new DnsRun(dns, deadline, questions, watched);
    }

    /**
     * Asks, or gives the same answer again.
     *
     * @param until an earlier deadline ends this wait, not the question; for a later one, or the run's own, the run's
     *     counts
     */
    @Override
    public CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline until) {
        Asked answer = asked(question);
        boolean sooner = until != deadline && !answer.isDone() && deadline.earlier(until) != deadline;
        return sooner ? limited(answer, until) : answer;
    }

    private Asked asked(DnsQuestion question) {
        Asked mine;
        DnsAnswer.TempFail refused;
        synchronized (lock) {
            Asked known = questions.get(question);
            if (known != null) {
                return known;
            }
            mine = new Asked(listener, question);
            refused = refusal(question);
            if (refused == null) {
                asked++;
                open++;
                questions.put(question, mine);
            } else {
                mine.settled = true;
                gaps.add(refused);
            }
        }
        if (refused == null) {
            ask(mine);
        } else {
            mine.settle(refused);
        }
        return mine;
    }

    private DnsAnswer.@Nullable TempFail refusal(DnsQuestion question) {
        if (ended != null) {
            return failure(question, ended);
        }
        if (deadline.isOver()) {
            return failure(question, DnsAnswer.Reason.TIMEOUT);
        }
        return asked < maxQuestions ? null : failure(question, DnsAnswer.Reason.TOO_MANY_QUESTIONS);
    }

    private void ask(Asked mine) {
        try {
            CompletionStage<DnsAnswer> stage = dns.resolve(mine.question, deadline);
            if (stage == null) {
                heard(mine, null, null);
            } else if (stage.getClass() == CompletableFuture.class && ((CompletableFuture<DnsAnswer>) stage).isDone()) {
                settle(mine, inTime(Outcome.of(mine.question, (CompletableFuture<DnsAnswer>) stage)));
            } else {
                var unused = stage.whenComplete(mine);
                watch(mine);
            }
        } catch (Exception broken) { // whatever a foreign resolver throws, in whatever language it is written
            heard(mine, null, broken);
        } catch (Error broken) {
            heard(mine, null, broken); // or others would wait for it
            throw broken;
        }
    }

    /** Makes an answer of what came, and gives it to all who wait. */
    private void heard(Asked to, @Nullable DnsAnswer answer, @Nullable Throwable broken) {
        if (!to.isDone()) {
            settle(to, inTime(Outcome.of(to.question, answer, broken)));
        }
    }

    /** The answer, or that it came too late; a failure that comes late may still say more of why. */
    private DnsAnswer inTime(DnsAnswer answer) {
        return answer instanceof DnsAnswer.TempFail || !deadline.isOver()
                ? answer
                : failure(answer.question(), DnsAnswer.Reason.TIMEOUT);
    }

    private void settle(Asked mine, DnsAnswer answer) {
        synchronized (lock) {
            if (mine.settled) {
                return;
            }
            mine.settled = true;
            open--;
            if (answer instanceof DnsAnswer.TempFail failure) {
                gaps.add(failure);
            }
            if (questions.size() > MAX_REMEMBERED) {
                questions.remove(mine.question);
            }
            if (open == 0 && watch != null) {
                watch.over(null);
            }
        }
        mine.settle(answer);
    }

    /** Sees to it that the question has an answer at the deadline. */
    private void watch(Asked mine) {
        boolean late;
        synchronized (lock) {
            if (mine.settled || !watched || deadline == Deadline.NEVER) {
                return;
            }
            if (watch == null) {
                watch = new Watch(deadline);
            }
            watch.over(expiry);
            late = deadline.isOver(); // then the alarm may have gone off before it watched over this question
        }
        if (late) {
            expire();
        }
    }

    private void expire() {
        settleOpen(DnsAnswer.Reason.TIMEOUT);
    }

    /** Answers what is open with this failure. */
    private void settleOpen(DnsAnswer.Reason reason) {
        List<Asked> left = new ArrayList<>();
        synchronized (lock) {
            if (open > 0) {
                questions.values().stream().filter(each -> !each.settled).forEach(left::add);
            }
        }
        left.forEach(each -> settle(each, failure(each.question, reason)));
    }

    private DnsAnswer.TempFail failure(DnsQuestion question, DnsAnswer.Reason reason) {
        return Outcome.none(question, reason, maxQuestions);
    }

    private CompletionStage<DnsAnswer> limited(Asked answer, Deadline until) {
        CompletableFuture<DnsAnswer> limited = new CompletableFuture<>();
        DnsClock.Alarm alarm = until.clock().after(until.remaining(), () -> {
            DnsAnswer.TempFail late = failure(answer.question, DnsAnswer.Reason.TIMEOUT);
            synchronized (lock) { // before who waits looks at the gaps
                if (!limited.isDone()) {
                    gaps.add(late);
                }
            }
            limited.complete(late);
        });
        var unused = answer.thenAccept(came -> {
            alarm.cancel();
            limited.complete(came);
        });
        return limited;
    }

    /** Stops asking; open questions are answered with a failure at once. A second call does nothing. */
    public void cancel() {
        end(DnsAnswer.Reason.CLOSED);
    }

    private void end(DnsAnswer.Reason reason) {
        Watch unneeded;
        synchronized (lock) {
            ended = ended == null ? reason : ended;
            unneeded = watch;
        }
        settleOpen(reason);
        if (unneeded != null) {
            unneeded.callOff();
        }
    }

    /**
     * Ends this run with a result: when it is there, or its caller cancels it, nothing more is asked.
     *
     * @param <T> the kind of result
     * @param result the result of this run
     * @return {@code result}
     */
    public <T> CompletableFuture<T> endingWith(CompletableFuture<T> result) {
        var unused = result.whenComplete((value, failure) -> {
            synchronized (lock) {
                gaps.close(); // what was asked ahead and is not needed leaves none
            }
            cancel();
        });
        return result;
    }

    /**
     * Waits for a result of this run. When the time is over, or the thread is interrupted, all open questions are answered
     * with a failure, so that the result comes with what is known; an interrupted thread keeps its interrupt flag.
     *
     * @param <T> the kind of result
     * @param result the result of this run
     * @param cannotTell makes the result to return if none arrives even then
     * @return the result
     */
    public <T> T await(CompletableFuture<T> result, Supplier<? extends T> cannotTell) {
        boolean interrupted = false;
        try {
            return clock().await(result, deadline.graceful());
        } catch (TimeoutException late) {
            end(late instanceof TooManyCallbacksWaitException ? DnsAnswer.Reason.OVERLOAD : DnsAnswer.Reason.TIMEOUT);
        } catch (InterruptedException now) {
            interrupted = true;
            end(DnsAnswer.Reason.INTERRUPTED);
        } catch (ExecutionException broken) {
            throw Deadline.thrown(broken);
        }
        try {
            return Deadline.after(Deadline.GRACE).await(result, cannotTell);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** {@return how many questions were asked so far} */
    public int asked() {
        synchronized (lock) {
            return asked;
        }
    }

    /** {@return what has no answer, as first reported; the first {@value #MAX_GAPS}} */
    public List<DnsAnswer.TempFail> gaps() {
        synchronized (lock) {
            return gaps.list();
        }
    }

    /** {@return when everything must be answered} */
    public Deadline deadline() {
        return deadline;
    }

    @Override
    public DnsClock clock() {
        return deadline.clock();
    }

    @Override
    public boolean isLive() {
        return dns.isLive();
    }
}
