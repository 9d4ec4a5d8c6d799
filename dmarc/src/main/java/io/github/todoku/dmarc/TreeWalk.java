package io.github.todoku.dmarc;

import io.github.todoku.dmarc.DmarcWalk.Step;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Walks up the tree (RFC 9989 §4.10): one name after another, since what one says may end the walk. */
final class TreeWalk {
    static final DnsName PREFIX = DnsName.of("_dmarc");

    /** From a name of eight labels or more the walk goes on at seven. */
    private static final int MOST_LABELS_ABOVE = DmarcWalk.MAX_QUESTIONS - 1;

    private final DnsRun run;

    TreeWalk(DnsRun run) {
        this.run = run;
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
            return CompletableFuture.completedFuture(Step.withoutRecord(domain));
        }
        return run.resolve(new DnsQuestion(name.get(), RecordType.TXT), run.deadline())
                .toCompletableFuture()
                .thenApply(answer -> Step.of(domain, answer));
    }
}
