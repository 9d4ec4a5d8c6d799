package io.github.todoku.diagnosis;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.RecordType;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.SpfVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Whether the host behind an IPv6 address has an IPv4 address that SPF allows: then only the IPv6 one was forgotten. */
final class Sibling {
    /** How many IPv4 addresses of the host are tried. */
    static final int MAX_ADDRESSES = 4;

    private final DnsResolver dns;
    private final SpfVerifier verifier;
    private final Deadline deadline;

    Sibling(DnsResolver dns, SpfVerifier verifier, Deadline deadline) {
        this.dns = dns;
        this.verifier = verifier;
        this.deadline = deadline;
    }

    CompletableFuture<Boolean> passes(ReverseCheck reverse, DnsName domain) {
        if (reverse.confirmed().isEmpty()) {
            return CompletableFuture.completedFuture(false);
        }
        DnsName host = reverse.confirmed().get(0);
        return dns.resolve(new DnsQuestion(host, RecordType.A), deadline)
                .thenCompose(answer -> anyPasses(host, answer, domain))
                .toCompletableFuture();
    }

    private CompletableFuture<Boolean> anyPasses(DnsName host, DnsAnswer answer, DnsName domain) {
        if (answer.isFailure()) {
            return CompletableFuture.completedFuture(false);
        }
        List<CompletableFuture<SpfResult>> checks = new ArrayList<>();
        for (DnsRecord.A a : answer.records(DnsRecord.A.class)) {
            if (checks.size() < MAX_ADDRESSES) {
                checks.add(verifier.checkAsync(
                        SpfRequest.from(a.address()).helo(host.toString()).mailFrom(Examination.postmaster(domain))));
            }
        }
        return CompletableFuture.allOf(checks.toArray(CompletableFuture[]::new))
                .thenApply(all -> checks.stream().anyMatch(check -> check.join().verdict() == SpfVerdict.PASS));
    }
}
