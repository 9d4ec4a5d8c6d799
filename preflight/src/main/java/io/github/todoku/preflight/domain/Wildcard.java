package io.github.todoku.preflight.domain;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.RecordType;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whether a wildcard answers for a name. A record that is published at such a name takes the wildcard's place there for every type (RFC
 * 4592 §2.2.1): an SPF record would take away the MX.
 */
enum Wildcard {
    /** None does. */
    NONE,
    /** A name beside it that nobody uses has the same TXT or MX records. */
    ANSWERS,
    /** The DNS does not say. */
    CANNOT_TELL;

    /** A name that nobody uses: what answers here answers for every name beside it. */
    private static final DnsName NOBODY = DnsName.of("todoku-wildcard-probe");

    /** Asks nothing of a registrable domain, which is a zone of its own. */
    static CompletableFuture<Wildcard> at(
            DnsName domain, DnsRun run, Function<DnsName, Optional<DnsName>> registrable) {
        Optional<DnsName> sibling =
                registrable.apply(domain).filter(domain::equals).isPresent()
                        ? Optional.empty()
                        : domain.parent().filter(above -> !above.isRoot()).flatMap(NOBODY::below);
        if (sibling.isEmpty()) {
            return CompletableFuture.completedFuture(NONE);
        }
        CompletableFuture<Wildcard> txt = of(domain, sibling.get(), RecordType.TXT, run);
        CompletableFuture<Wildcard> mx = of(domain, sibling.get(), RecordType.MX, run);
        return txt.thenCombine(mx, (one, other) -> one == ANSWERS || other == NONE ? one : other);
    }

    private static CompletableFuture<Wildcard> of(DnsName domain, DnsName sibling, RecordType type, DnsRun run) {
        return ask(domain, type, run).thenCombine(ask(sibling, type, run), (here, beside) -> {
            if (here.isFailure() || beside.isFailure()) {
                return CANNOT_TELL;
            }
            Set<String> records = records(here);
            return !records.isEmpty() && records.equals(records(beside)) ? ANSWERS : NONE;
        });
    }

    private static Set<String> records(DnsAnswer answer) {
        return answer.records(DnsRecord.class).stream().map(DnsRecord::toText).collect(Collectors.toSet());
    }

    private static CompletableFuture<DnsAnswer> ask(DnsName name, RecordType type, DnsRun run) {
        return run.resolve(new DnsQuestion(name, type), run.deadline()).toCompletableFuture();
    }
}
