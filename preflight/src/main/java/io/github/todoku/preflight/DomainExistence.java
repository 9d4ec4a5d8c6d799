package io.github.todoku.preflight;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.RecordType;
import java.util.concurrent.CompletableFuture;

/**
 * Whether a domain exists as receivers look at it: its mail host, and where it has none, whether a zone begins there (SOA).
 *
 * @param check the mail host
 * @param zone whether a zone begins there; asked only where there is no mail host
 */
record DomainExistence(MailDomainCheck check, Zone zone) {
    enum Zone {
        YES,
        NO,
        /** Not asked, or not answered. */
        CANNOT_TELL
    }

    static CompletableFuture<DomainExistence> start(DnsName domain, DnsRun run) {
        return MailDomainChecker.using(run).checkAsync(domain).thenCompose(check -> {
            if (check.state() != MailDomainCheck.State.NO_HOST) {
                return CompletableFuture.completedFuture(new DomainExistence(check, Zone.CANNOT_TELL));
            }
            return run.resolve(new DnsQuestion(domain, RecordType.SOA), run.deadline())
                    .thenApply(soa -> new DomainExistence(check, zone(soa)));
        });
    }

    private static Zone zone(DnsAnswer soa) {
        return soa.isFailure() ? Zone.CANNOT_TELL : soa instanceof DnsAnswer.Found ? Zone.YES : Zone.NO;
    }
}
