package io.github.todoku.spf;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsAnswer.Reason;
import io.github.todoku.dns.DnsClock;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.RecordType;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What one check has asked and heard. A question is asked once; its answer, once read, stays the same for every later run,
 * also where it is that none came in time. Used by one thread at a time; {@link RunningCheck} sees to that.
 */
final class AnswerBook implements Answers {
    private final DnsResolver resolver;
    private final SpfOptions options;
    private final Deadline deadline;

    /** In nanoseconds. */
    private final long timeLimit;

    private final byte[] client;
    private final Runnable onNews;
    private final DnsClock clock;
    private final long startedAt;
    /** The question that every check asks, kept aside: many checks have no other, and need no map. */
    private @Nullable Entry first;

    /** All questions but the first; null as long as there are none. */
    private @Nullable Map<DnsQuestion, Entry> further;

    private final @Nullable Prefetcher prefetcher;
    private @Nullable Entry awaited;

    /** The entry read last: the record that a lookup brought is wanted right after it. */
    private @Nullable Entry latest;

    private int questions;
    private int termQuestions;
    private long epochSecond = Long.MIN_VALUE;

    /** The time as last read: what happens between two questions of a run is too short to read it again. */
    private long now;

    /** Why the check ends before its time; null as long as it goes on. */
    private volatile @Nullable Reason ended;

    /** {@code onNews} is called, from any thread, whenever an answer comes that was not there at once. */
    AnswerBook(DnsResolver resolver, SpfOptions options, SpfRequest request, Runnable onNews) {
        this.resolver = resolver;
        this.options = options;
        this.clock = resolver.clock();
        this.startedAt = clock.nanoTime();
        this.now = startedAt;
        this.deadline = Deadline.after(options.timeLimit(), clock, startedAt);
        this.timeLimit = options.timeLimit().toNanos();
        this.client = request.octets();
        this.onNews = onNews;
        this.prefetcher = options.prefetch() == SpfOptions.Prefetch.ON
                ? new Prefetcher(this, options, HostAddresses.typeFor(request.ip()))
                : null;
    }

    /** One question and what is known of it. */
    static final class Entry {
        final DnsQuestion question;
        private final CompletableFuture<DnsAnswer> stage;
        private final long askedAt;

        /** When the answer came in, if it was not there at once; 0 as long as it is on its way. */
        private volatile long arrivedAt;

        private @Nullable SpfLookup lookup;
        private @Nullable RecordSelection selection;

        private Entry(DnsQuestion question, CompletableFuture<DnsAnswer> stage, long askedAt) {
            this.question = question;
            this.stage = stage;
            this.askedAt = askedAt;
        }

        boolean isThere() {
            return lookup != null || stage.isDone();
        }
    }

    void startRun() {
        if (awaited != null) {
            now = clock.nanoTime();
            awaited = null;
        }
    }

    /** Whether the last run ended for want of an answer, whatever it made of the signal. */
    boolean isWaiting() {
        return awaited != null;
    }

    /** Whether a run would now come further than the last one. */
    boolean hasNews() {
        return awaited == null || awaited.isThere() || isOver();
    }

    Deadline deadline() {
        return deadline;
    }

    /** Ends the check, from any thread: what has not come by now does not come. */
    void end(Reason reason) {
        ended = reason;
    }

    private boolean isOver() {
        return ended != null || deadline.isOver();
    }

    /** Looks through what came in without having been waited for. */
    void readAhead() {
        if (prefetcher != null) {
            now = clock.nanoTime();
            prefetcher.readArrived();
        }
    }

    @Override
    public SpfLookup lookup(DnsQuestion question) throws NotYet {
        return consumed(entry(question));
    }

    @Override
    public SpfLookup termLookup(DnsQuestion question) throws NotYet {
        return consumed(termEntry(question));
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the very lookup that was read last, not one like it
    public RecordSelection selection(SpfLookup txt) {
        Entry entry = latest != null && latest.lookup == txt ? latest : known(txt.question());
        RecordSelection selection = entry == null ? null : entry.selection;
        if (selection == null) {
            selection = RecordSelection.of(txt.answer(), client);
            if (entry != null) {
                entry.selection = selection;
            }
            if (prefetcher != null && selection.record() != null) {
                prefetcher.read(txt.question().name(), selection.record());
            }
        }
        return selection;
    }

    @Override
    public long epochSecond() {
        if (epochSecond == Long.MIN_VALUE) {
            epochSecond = options.clock().instant().getEpochSecond();
        }
        return epochSecond;
    }

    @Override
    public int questions() {
        return questions;
    }

    /** How many questions of terms went out, needed or ahead of need. */
    int termQuestions() {
        return termQuestions;
    }

    Entry termEntry(DnsQuestion question) {
        termQuestions += knows(question) ? 0 : 1;
        return entry(question);
    }

    Entry entry(DnsQuestion question) {
        Entry entry = known(question);
        if (entry == null) {
            entry = asked(question);
            keep(entry);
        }
        return entry;
    }

    boolean knows(DnsQuestion question) {
        return known(question) != null;
    }

    private @Nullable Entry known(DnsQuestion question) {
        if (first != null && first.question.equals(question)) {
            return first;
        }
        return further == null ? null : further.get(question);
    }

    private void keep(Entry entry) {
        if (first == null) {
            first = entry;
            return;
        }
        if (further == null) {
            further = new HashMap<>(32); // no growth for a record that uses its ten terms
        }
        further.put(entry.question, entry);
    }

    private Entry asked(DnsQuestion question) {
        long askedAt = now;
        CompletableFuture<DnsAnswer> stage;
        if (ended != null || isLate(now)) { // the resolver took the time on our own thread: nothing more is asked
            Entry late = new Entry(question, new CompletableFuture<>(), askedAt);
            heard(late, now);
            return late;
        }
        questions++;
        try {
            CompletionStage<DnsAnswer> answer = resolver.resolve(question, deadline);
            stage = answer.toCompletableFuture();
            Entry entry = new Entry(question, stage, askedAt);
            now = clock.nanoTime();
            if (stage.isDone()) {
                heard(entry, now);
            } else {
                var unused = stage.whenComplete((arrived, failure) -> {
                    entry.arrivedAt = clock.nanoTime();
                    onNews.run();
                });
            }
            return entry;
        } catch (Exception broken) { // in whatever language the resolver is written
            // A resolver that throws, gives null or a stage that cannot be listened to: its contract makes that a
            // failed question. It may have taken its time over it.
            now = clock.nanoTime();
            return new Entry(question, CompletableFuture.failedFuture(broken), askedAt);
        }
    }

    private SpfLookup consumed(Entry entry) throws NotYet {
        if (awaited != null) {
            throw new NotYet(); // swallowed once: comes again
        }
        if (!entry.isThere() && !isOver()) {
            awaited = entry;
            throw new NotYet();
        }
        latest = entry;
        return settled(entry);
    }

    /** The answer of an entry that is there, or never will be. */
    SpfLookup settled(Entry entry) {
        if (entry.lookup != null) {
            return entry.lookup;
        }
        return heard(entry, entry.arrivedAt == 0 ? clock.nanoTime() : entry.arrivedAt);
    }

    /** Writes down what came of a question, or that nothing came in time: an answer after the deadline is none. */
    private SpfLookup heard(Entry entry, long at) {
        DnsAnswer answer = entry.stage.isDone() && !isLate(at)
                ? answer(entry)
                : ended == Reason.INTERRUPTED
                        ? new DnsAnswer.TempFail(
                                entry.question, Reason.INTERRUPTED, "the waiting thread was interrupted")
                        : new DnsAnswer.TempFail(entry.question, Reason.TIMEOUT, "no answer in time");
        SpfLookup lookup = new SpfLookup(answer, entry.askedAt - startedAt, at - entry.askedAt);
        entry.lookup = lookup;
        if (prefetcher != null && entry.question.type() == RecordType.MX) {
            prefetcher.readMx(answer);
        }
        return lookup;
    }

    private boolean isLate(long at) {
        return at - startedAt >= timeLimit;
    }

    private static DnsAnswer answer(Entry entry) {
        try {
            DnsAnswer answer = entry.stage.join();
            if (answer == null) {
                return new DnsAnswer.TempFail(entry.question, Reason.MALFORMED, "the resolver gave nothing");
            }
            return answer.question().equals(entry.question)
                    ? answer
                    : new DnsAnswer.TempFail(entry.question, Reason.MALFORMED, "an answer to " + answer.question());
        } catch (CompletionException | CancellationException broken) {
            Throwable cause = broken.getCause() == null ? broken : broken.getCause();
            return new DnsAnswer.TempFail(
                    entry.question,
                    Reason.NETWORK,
                    "the resolver failed: " + String.valueOf(cause).replaceAll("\\p{Cntrl}+", " "));
        }
    }
}
