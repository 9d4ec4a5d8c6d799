package io.github.todoku.spf;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsClock;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.finding.Finding;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs one check until its answers are there. A run that misses an answer ends; when the answer has come, the check is run
 * again from the top and reads from its book what it has asked before. No thread is held meanwhile.
 *
 * <p>Wake-ups come from any thread, as often as they like: one thread runs, the others leave a mark and it goes round
 * again. A round without news asks nothing. The result is completed once.
 */
final class RunningCheck {
    private final SpfRequest request;
    private final Sender sender;
    private final SpfOptions options;
    private final AnswerBook book;
    private final CompletableFuture<SpfResult> result = new CompletableFuture<>();
    private final AtomicInteger wakeUps = new AtomicInteger();
    private DnsClock.@Nullable Alarm alarm;
    private int runs;
    private long termsTried;

    RunningCheck(DnsResolver resolver, SpfOptions options, SpfRequest request, Sender sender) {
        this.request = request;
        this.sender = sender;
        this.options = options;
        this.wakeUps.setPlain(1); // the starting thread is awake; no other knows of this check yet
        this.book = new AnswerBook(resolver, options, request, this::wakeLater);
    }

    /** A check that has begun, and whose result may be waited for. */
    @FunctionalInterface
    interface Wait {
        /** The result, at the deadline or an interrupt at the latest. */
        SpfResult result();
    }

    /** Begins a check on the calling thread, as {@link #start}. */
    static Wait begin(DnsResolver resolver, SpfOptions options, SpfRequest request) {
        Sender sender = Sender.of(request);
        Finding problem = sender.problem();
        if (problem != null) {
            return () -> SpfResult.unasked(sender, problem);
        }
        RunningCheck check = new RunningCheck(resolver, options, request, sender);
        var unused = check.start();
        return check::await;
    }

    private SpfResult await() {
        try {
            return result.isDone() ? result.join() : book.deadline().await(result, this::cutShort);
        } catch (CompletionException broken) {
            throw new IllegalStateException("the check could not go on: " + broken.getCause(), broken.getCause());
        }
    }

    /** Goes on with what is known, on this thread: the waiting thread was interrupted, or the executor does not run. */
    private SpfResult cutShort() {
        boolean interrupted = Thread.currentThread().isInterrupted();
        book.end(interrupted ? DnsAnswer.Reason.INTERRUPTED : DnsAnswer.Reason.TIMEOUT);
        wake();
        SpfResult known = result.getNow(null);
        if (known == null) { // another thread runs, and takes its time
            result.cancel(false);
            SpfFinding kind = interrupted ? SpfFinding.INTERRUPTED : SpfFinding.TIME_LIMIT;
            known = SpfResult.unasked(sender, Finding.of(kind, sender.domain(), "no answer in time"));
        }
        return known;
    }

    /** Starts a check on the calling thread, which does all that can be done without waiting. */
    static CompletableFuture<SpfResult> start(
            DnsResolver resolver, SpfOptions options, SpfRequest request, Sender sender) {
        if (sender.problem() != null) {
            return CompletableFuture.completedFuture(SpfResult.unasked(sender, sender.problem()));
        }
        return new RunningCheck(resolver, options, request, sender).start();
    }

    CompletableFuture<SpfResult> start() {
        runWhileAwake();
        return result;
    }

    /** How often the check was run: once more than it had to wait, at most. */
    int runs() {
        return runs;
    }

    /** How many terms all runs together looked at. */
    long termsTried() {
        return termsTried;
    }

    private void wakeLater() {
        try {
            options.executor().execute(this::wake);
        } catch (RejectedExecutionException rejected) {
            result.completeExceptionally(rejected);
        }
    }

    private void wake() {
        if (wakeUps.getAndIncrement() > 0) {
            return; // the thread that runs goes round again
        }
        runWhileAwake();
    }

    private void runWhileAwake() {
        int seen = 1;
        do {
            try {
                round();
            } catch (Throwable broken) { // a fault of ours, or the resolver's Error: whoever waits must hear of it
                result.completeExceptionally(broken);
            }
            seen = wakeUps.addAndGet(-seen);
        } while (seen > 0); // also hands the book's plain fields to the next thread
    }

    private void round() {
        if (result.isDone()) {
            return; // cancelled, or done: nothing more is asked
        }
        book.readAhead();
        if (book.hasNews()) {
            run();
        }
    }

    private void run() {
        book.startRun();
        runs++;
        CheckHost check = new CheckHost(request, sender, domain(), options, book);
        SpfResult found = null;
        try {
            found = check.run();
        } catch (NotYet expected) {
            // the book knows what for
        }
        termsTried += check.termsTried();
        if (book.isWaiting()) { // believed before anything the run may have made of the signal
            setAlarm();
        } else if (found != null) {
            result.complete(found);
        }
    }

    private DnsName domain() {
        DnsName name = sender.name();
        if (name == null) {
            throw new AssertionError("a sender without a name has a problem");
        }
        return name;
    }

    /** Wakes the check at its deadline, should the resolver let it pass. Set at the first wait, taken back at the end. */
    private void setAlarm() {
        if (alarm == null) {
            DnsClock.Alarm bell = book.deadline().clock().after(book.deadline().remaining(), this::wakeLater);
            alarm = bell;
            var unused = result.whenComplete((done, failure) -> bell.cancel());
        }
    }
}
