package io.github.todoku.senders;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.RecordType;
import io.github.todoku.senders.internal.Envelopes;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.SpfVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Whether the host behind an IPv6 address has an IPv4 address that SPF allows: then only the IPv6 one was forgotten. Empty
 * if the DNS did not tell.
 */
public final class Sibling {
    /** How many IPv4 addresses of the host are tried. */
    public static final int MAX_ADDRESSES = 4;

    private final DnsResolver dns;
    private final SpfVerifier verifier;
    private final Deadline deadline;

    /**
     * A look at the host's other address.
     *
     * @param dns the resolver to ask
     * @param verifier checks the address
     * @param deadline by when the answers must be there
     */
    public Sibling(DnsResolver dns, SpfVerifier verifier, Deadline deadline) {
        this.dns = dns;
        this.verifier = verifier;
        this.deadline = deadline;
    }

    /**
     * {@return whether SPF allows an IPv4 address of the host}
     *
     * @param reverse the reverse name of its IPv6 address
     * @param domain the MAIL FROM domain
     */
    public CompletableFuture<Optional<Boolean>> passes(ReverseCheck reverse, DnsName domain) {
        if (reverse.confirmed().isEmpty()) {
            return CompletableFuture.completedFuture(Optional.of(false));
        }
        DnsName host = reverse.confirmed().get(0);
        return dns.resolve(new DnsQuestion(host, RecordType.A), deadline)
                .thenCompose(answer -> anyPasses(host, answer, domain))
                .toCompletableFuture();
    }

    private CompletableFuture<Optional<Boolean>> anyPasses(DnsName host, DnsAnswer answer, DnsName domain) {
        if (answer.isFailure()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        List<CompletableFuture<SpfResult>> checks = new ArrayList<>();
        for (DnsRecord.A a : answer.records(DnsRecord.A.class)) {
            if (checks.size() < MAX_ADDRESSES) {
                checks.add(verifier.checkAsync(
                        SpfRequest.from(a.address()).helo(host.toString()).mailFrom(Envelopes.postmaster(domain))));
            }
        }
        return CompletableFuture.allOf(checks.toArray(CompletableFuture[]::new))
                .thenApply(all ->
                        sum(checks.stream().map(check -> check.join().verdict()).toList()));
    }

    /** One that passes is enough; without it, one that gave no answer leaves it open. */
    private static Optional<Boolean> sum(List<SpfVerdict> verdicts) {
        if (verdicts.contains(SpfVerdict.PASS)) {
            return Optional.of(true);
        }
        return verdicts.contains(SpfVerdict.TEMPERROR) ? Optional.empty() : Optional.of(false);
    }
}
