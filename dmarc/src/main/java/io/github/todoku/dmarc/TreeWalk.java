package io.github.todoku.dmarc;

import io.github.todoku.dmarc.DmarcWalk.Outcome;
import io.github.todoku.dmarc.DmarcWalk.Step;
import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.RecordType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Walks up the tree (RFC 9989): one name after another, since what one says may end it. */
final class TreeWalk {
    static final DnsName PREFIX = DnsName.of("_dmarc");

    /** From a name of eight labels or more the walk goes on at seven. */
    private static final int MOST_LABELS_ABOVE = DmarcWalk.MAX_QUESTIONS - 1;

    private final DnsResolver dns;
    private final Deadline deadline;

    TreeWalk(DnsResolver dns, Deadline deadline) {
        this.dns = dns;
        this.deadline = deadline;
    }

    CompletableFuture<DmarcWalk> from(DnsName domain) {
        return step(domain, domain, new ArrayList<>());
    }

    /** Never deeper than the eight questions. */
    private CompletableFuture<DmarcWalk> step(DnsName start, DnsName domain, List<Step> steps) {
        return ask(domain).thenCompose(step -> {
            steps.add(step);
            int labels = Math.min(domain.labelCount() - 1, MOST_LABELS_ABOVE);
            return labels < 1 || step.endsTheWalk()
                    ? CompletableFuture.completedFuture(new DmarcWalk(start, steps))
                    : step(start, domain.suffix(labels), steps);
        });
    }

    /** A name with no room for the prefix has no record. */
    private CompletableFuture<Step> ask(DnsName domain) {
        Optional<DnsName> name = PREFIX.below(domain);
        if (name.isEmpty()) {
            return CompletableFuture.completedFuture(new Step(domain, Outcome.NONE, null, List.of(), Duration.ZERO));
        }
        return dns.resolve(new DnsQuestion(name.get(), RecordType.TXT), deadline)
                .toCompletableFuture()
                .thenApply(answer -> read(domain, answer));
    }

    private static Step read(DnsName domain, DnsAnswer answer) {
        if (answer.isFailure()) {
            return new Step(domain, Outcome.FAILED, null, List.of(), Duration.ZERO);
        }
        List<String> texts = texts(answer);
        Duration ttl = answer.fold(DnsAnswer.Found::ttl, DnsAnswer.Empty::ttl, failed -> Duration.ZERO);
        List<String> records = texts.stream().filter(DmarcRecord::isDmarc).toList();
        return switch (records.size()) {
            case 0 -> new Step(domain, Outcome.NONE, null, texts, ttl);
            case 1 -> new Step(domain, Outcome.RECORD, DmarcRecord.parse(records.get(0)), texts, ttl);
            default -> new Step(domain, Outcome.SEVERAL, null, texts, ttl);
        };
    }

    static List<String> texts(DnsAnswer answer) {
        List<String> texts = new ArrayList<>();
        for (DnsRecord.Txt txt : answer.records(DnsRecord.Txt.class)) {
            texts.add(txt.joined());
        }
        return texts;
    }
}
