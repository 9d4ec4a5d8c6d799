package io.github.todoku.dnsbl;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A window over a stream of subjects: those inside are being asked about, the first one out is the first that went in. While
 * the thread that reads the stream is interrupted, no more questions are asked. One object for one run, used by that thread.
 */
final class BulkCheck implements Iterator<DnsblReport> {
    /** How many subjects back a repeated one is recognised. */
    static final int REMEMBERED_SUBJECTS = 16_384;

    private final Stream<? extends DnsblSubject> source;
    private final Iterator<? extends DnsblSubject> subjects;
    private final List<ListChoice> choices;
    private final CheckSettings settings;
    private final int window;
    private final ArrayDeque<SubjectCheck> waiting = new ArrayDeque<>();
    private final Map<DnsblSubject, SubjectCheck> recent = new LinkedHashMap<>();

    BulkCheck(Stream<? extends DnsblSubject> subjects, List<ListChoice> choices, CheckSettings settings) {
        this.source = subjects;
        this.subjects = subjects.iterator();
        this.choices = choices;
        this.settings = settings;
        long asked = choices.stream().filter(ListChoice::isAsked).count();
        this.window = (int) Math.max(1, settings.maxInFlight / Math.max(1, asked));
    }

    Stream<DnsblReport> stream() {
        Spliterator<DnsblReport> reports =
                Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL);
        return StreamSupport.stream(reports, false).onClose(this::close);
    }

    /** What is still being asked about is not asked further. */
    private void close() {
        waiting.forEach(check -> check.report().cancel(false));
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
        SubjectCheck first = waiting.poll();
        if (first == null) {
            throw new NoSuchElementException();
        }
        DnsblReport report = first.await();
        if (Thread.currentThread().isInterrupted()) {
            recent.clear(); // what was given up is asked when it comes again
        }
        return report;
    }

    private SubjectCheck start(DnsblSubject subject) {
        if (Thread.currentThread().isInterrupted()) {
            return SubjectCheck.unasked(subject, choices, settings, FailureCause.INTERRUPTED);
        }
        SubjectCheck known = recent.get(subject);
        if (known != null) {
            return known;
        }
        SubjectCheck check = SubjectCheck.begin(subject, choices, settings);
        recent.put(subject, check);
        if (recent.size() > REMEMBERED_SUBJECTS) {
            Iterator<DnsblSubject> oldest = recent.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return check;
    }
}
