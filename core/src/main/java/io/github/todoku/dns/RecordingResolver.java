package io.github.todoku.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * A layer that writes down what it saw as zone text, so that a recording of the real world is the {@link InMemoryDns}
 * of a test. Failures become {@code ;!} lines. A name that exists without the records asked for is kept in existence by
 * a record of the private type {@value #PLACEHOLDER_TYPE}. Where the answer was that a name does not exist, an SOA of
 * the root says that the recording is the whole world ({@link InMemoryDns#authoritative}). Of several answers to one
 * question the last counts. Not kept: the TTL of absence, and what the server said about itself.
 *
 * <p>Safe for use by several threads.
 */
public final class RecordingResolver implements DnsResolver {
    /** The type of the record that means "exists, without such records" (RFC 6895 §3.1, private use). */
    public static final int PLACEHOLDER_TYPE = 65280;

    /** The start of the zone of all names. */
    private static final Zone.Entry WORLD =
            new Zone.Entry(DnsName.ROOT, 0, new DnsRecord.Soa(DnsName.ROOT, DnsName.ROOT, 0, 0, 0, 0, 0));

    private final DnsResolver inner;
    private final Map<DnsQuestion, DnsAnswer> answers = new LinkedHashMap<>();

    private RecordingResolver(DnsResolver inner) {
        this.inner = inner;
    }

    /**
     * {@return a recorder of what {@code inner} answers}
     *
     * @param inner the resolver to listen to
     */
    public static RecordingResolver over(DnsResolver inner) {
        return new RecordingResolver(inner);
    }

    @Override
    public CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
        return DnsRun.using(inner, deadline).resolve(question, deadline).thenApply(answer -> {
            synchronized (answers) {
                answers.put(question, answer);
            }
            return answer;
        });
    }

    /** {@return the recording so far; its text is {@code zone().toString()}} */
    public Zone zone() {
        Set<Zone.Entry> entries = new LinkedHashSet<>();
        List<Zone.Failure> failures = new ArrayList<>();
        synchronized (answers) {
            if (answers.values().stream().anyMatch(answer -> answer instanceof DnsAnswer.NxDomain)) {
                entries.add(WORLD);
            }
            for (DnsAnswer answer : answers.values()) {
                if (answer instanceof DnsAnswer.TempFail failure) {
                    failures.add(new Zone.Failure(failure.question(), failure.reason()));
                } else {
                    write(answer, entries);
                }
            }
        }
        return Zone.of(withoutRepeats(entries), failures);
    }

    private static void write(DnsAnswer answer, Set<Zone.Entry> entries) {
        long ttl = answer.fold(f -> f.ttl(), DnsAnswer.Empty::ttl, failed -> Duration.ZERO)
                .toSeconds();
        DnsName owner = answer.question().name();
        for (DnsName alias : answer.aliases()) {
            entries.add(new Zone.Entry(owner, ttl, new DnsRecord.Cname(alias)));
            owner = alias;
        }
        DnsName last = owner;
        if (answer instanceof DnsAnswer.Found found) {
            found.records().forEach(record -> entries.add(new Zone.Entry(last, ttl, record)));
        } else if (answer instanceof DnsAnswer.NoData) {
            entries.add(new Zone.Entry(last, ttl, new DnsRecord.Other(PLACEHOLDER_TYPE, "\\# 0")));
        }
    }

    /** The same record met twice, with different time left, is one. */
    private static List<Zone.Entry> withoutRepeats(Set<Zone.Entry> entries) {
        Map<Zone.Entry, Zone.Entry> byData = new LinkedHashMap<>();
        for (Zone.Entry entry : entries) {
            byData.putIfAbsent(new Zone.Entry(entry.owner(), 0, entry.data()), entry);
        }
        return List.copyOf(byData.values());
    }

    @Override
    public DnsClock clock() {
        return inner.clock();
    }

    @Override
    public boolean isLive() {
        return inner.isLive();
    }
}
