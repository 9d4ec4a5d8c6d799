package io.github.todoku.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * A layer that writes down what it saw as zone text, so that a recording of the real world is the {@link InMemoryDns} of a
 * test. It knows what was asked and nothing else ({@link Zone.Scope#RECORDED}): what was not there, and what failed, become
 * {@code ;!} lines. Of several answers to one question the last counts. Not kept: the TTL of absence, and what the server
 * said about itself.
 *
 * <pre>{@code
 * RecordingResolver recorded = RecordingResolver.over(client);
 * recorded.lookup("example.com", RecordType.TXT);
 * String zone = recorded.zone().toString(); // InMemoryDns.zone(zone) answers the same
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
public final class RecordingResolver implements DnsResolver {
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
        Map<Met, Zone.Entry> entries = new LinkedHashMap<>();
        List<Zone.Failure> failures = new ArrayList<>();
        Set<Zone.Absence> absences = new LinkedHashSet<>();
        synchronized (answers) {
            for (DnsAnswer answer : answers.values()) {
                if (answer instanceof DnsAnswer.TempFail failure) {
                    failures.add(new Zone.Failure(failure.question(), failure.reason()));
                } else {
                    write(answer, entries, absences);
                }
            }
        }
        return new Zone(List.copyOf(entries.values()), failures, List.copyOf(absences), Zone.Scope.RECORDED);
    }

    /**
     * A record in the recording: met again in another answer, with different time left, it is the same; what one answer holds twice is
     * kept twice, as whoever asked has seen it.
     *
     * @param time which time it is within its answer
     */
    private record Met(DnsName owner, DnsRecord data, int time) {}

    private static void write(DnsAnswer answer, Map<Met, Zone.Entry> entries, Set<Zone.Absence> absences) {
        long ttl = answer.fold(f -> f.ttl(), DnsAnswer.Empty::ttl, failed -> Duration.ZERO)
                .toSeconds();
        DnsName owner = answer.question().name();
        for (DnsName alias : answer.aliases()) {
            DnsRecord cname = new DnsRecord.Cname(alias);
            entries.putIfAbsent(new Met(owner, cname, 1), new Zone.Entry(owner, ttl, cname));
            owner = alias;
        }
        if (answer instanceof DnsAnswer.Found found) {
            Map<DnsRecord, Integer> times = new HashMap<>();
            for (DnsRecord each : found.records()) {
                Met met = new Met(owner, each, times.merge(each, 1, Integer::sum));
                entries.putIfAbsent(met, new Zone.Entry(owner, ttl, each));
            }
        } else {
            DnsQuestion there = new DnsQuestion(owner, answer.question().type());
            absences.add(new Zone.Absence(there, answer instanceof DnsAnswer.NxDomain));
        }
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
