package io.github.todoku.dnsbl;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A window over a stream of subjects: those inside are being asked about, the first one out is the first that went in. One
 * object for one run, used by the thread that reads the stream.
 */
final class BulkCheck implements Iterator<DnsblReport> {
    /** How many subjects back a repeated one is recognised. */
    static final int REMEMBERED_SUBJECTS = 16_384;

    private final Stream<? extends DnsblSubject> source;
    private final Iterator<? extends DnsblSubject> subjects;
    private final List<Choice> choices;
    private final CheckSettings settings;
    private final int window;
    private final ArrayDeque<CompletableFuture<DnsblReport>> waiting = new ArrayDeque<>();
    private final Map<DnsblSubject, CompletableFuture<DnsblReport>> recent = new LinkedHashMap<>();

    BulkCheck(Stream<? extends DnsblSubject> subjects, List<Choice> choices, CheckSettings settings) {
        this.source = subjects;
        this.subjects = subjects.iterator();
        this.choices = choices;
        this.settings = settings;
        long asked = choices.stream().filter(Choice::isAsked).count();
        this.window = (int) Math.max(1, settings.maxInFlight() / Math.max(1, asked));
    }

    Stream<DnsblReport> stream() {
        Spliterator<DnsblReport> reports =
                Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL);
        return StreamSupport.stream(reports, false).onClose(this::close);
    }

    /** What is still being asked about is not asked further. */
    private void close() {
        waiting.forEach(report -> report.cancel(false));
        waiting.clear();
        source.close();
    }

    @Override
    public boolean hasNext() {
        return !waiting.isEmpty() || subjects.hasNext();
    }

    @Override
    public DnsblReport next() {
        while (waiting.size() < window && subjects.hasNext()) {
            waiting.add(start(subjects.next()));
        }
        CompletableFuture<DnsblReport> first = waiting.poll();
        if (first == null) {
            throw new NoSuchElementException();
        }
        try {
            return DnsblChecker.await(first);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for a report");
        }
    }

    private CompletableFuture<DnsblReport> start(DnsblSubject subject) {
        CompletableFuture<DnsblReport> known = recent.get(subject);
        if (known != null) {
            return known;
        }
        CompletableFuture<DnsblReport> report = new SubjectCheck(subject, choices, settings).run();
        recent.put(subject, report);
        if (recent.size() > REMEMBERED_SUBJECTS) {
            Iterator<DnsblSubject> oldest = recent.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return report;
    }
}
