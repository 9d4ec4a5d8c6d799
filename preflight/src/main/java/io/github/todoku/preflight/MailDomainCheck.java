package io.github.todoku.preflight;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.RecordType;
import io.github.todoku.senders.internal.Waiting;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Whether a domain exists and takes mail, as a sender finds it (RFC 5321 §5.1).
 *
 * @param domain the domain
 * @param state what came out
 * @param exchanges its MX hosts, the preferred first
 * @param failure the answer that did not come, or null
 */
public record MailDomainCheck(
        DnsName domain,
        State state,
        List<DnsName> exchanges,
        @Nullable String failure) implements Serializable {

    /** What came out. */
    public enum State {
        /** It has MX records. */
        TAKES_MAIL,
        /** It has no MX but an address, which then is the mail host (RFC 5321 §5.1). */
        ADDRESS_ONLY,
        /** It says that it takes no mail (RFC 7505). */
        NULL_MX,
        /** It exists and has neither. */
        NO_HOST,
        /** There is no such name. */
        NO_SUCH_NAME,
        /** The DNS did not answer. */
        UNKNOWN
    }

    /**
     * Copies the list.
     *
     * @param domain the domain
     * @param state what came out
     * @param exchanges its MX hosts, the preferred first
     * @param failure the answer that did not come, or null
     */
    public MailDomainCheck {
        exchanges = List.copyOf(exchanges);
    }

    /**
     * Asks and waits: MX, then A and AAAA where there is none.
     *
     * @param domain the domain
     * @param dns the resolver to ask
     * @param deadline by when the result must be there
     * @return what came out
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    public static MailDomainCheck of(DnsName domain, DnsResolver dns, Deadline deadline) throws InterruptedException {
        return Waiting.forResult(start(domain, dns, deadline), deadline)
                .orElseGet(() -> new MailDomainCheck(domain, State.UNKNOWN, List.of(), "deadline"));
    }

    /**
     * Asks without waiting.
     *
     * @param domain the domain
     * @param dns the resolver to ask
     * @param deadline by when the answers must be there
     * @return what came out
     */
    public static CompletableFuture<MailDomainCheck> start(DnsName domain, DnsResolver dns, Deadline deadline) {
        return dns.resolve(new DnsQuestion(domain, RecordType.MX), deadline)
                .thenCompose(mx -> afterMx(domain, mx, dns, deadline))
                .toCompletableFuture();
    }

    private static CompletableFuture<MailDomainCheck> afterMx(
            DnsName domain, DnsAnswer mx, DnsResolver dns, Deadline deadline) {
        if (mx instanceof DnsAnswer.TempFail failed) {
            return done(domain, State.UNKNOWN, List.of(), failed.question() + ": " + failed.reason());
        }
        if (mx instanceof DnsAnswer.NxDomain) {
            return done(domain, State.NO_SUCH_NAME, List.of(), null);
        }
        List<DnsRecord.Mx> exchanges = mx.records(DnsRecord.Mx.class);
        if (!exchanges.isEmpty()) {
            boolean nullMx = exchanges.stream().allMatch(DnsRecord.Mx::isNullMx);
            List<DnsName> hosts = exchanges.stream()
                    .sorted((a, b) -> Integer.compare(a.preference(), b.preference()))
                    .map(DnsRecord.Mx::exchange)
                    .toList();
            return done(domain, nullMx ? State.NULL_MX : State.TAKES_MAIL, hosts, null);
        }
        CompletableFuture<DnsAnswer> v4 =
                dns.resolve(new DnsQuestion(domain, RecordType.A), deadline).toCompletableFuture();
        CompletableFuture<DnsAnswer> v6 =
                dns.resolve(new DnsQuestion(domain, RecordType.AAAA), deadline).toCompletableFuture();
        return v4.thenCombine(v6, (a, aaaa) -> {
            Optional<DnsAnswer.TempFail> failed = failure(a).or(() -> failure(aaaa));
            boolean found = a instanceof DnsAnswer.Found || aaaa instanceof DnsAnswer.Found;
            if (found || failed.isEmpty()) {
                return new MailDomainCheck(domain, found ? State.ADDRESS_ONLY : State.NO_HOST, List.of(), null);
            }
            String line = failed.get().question() + ": " + failed.get().reason();
            return new MailDomainCheck(domain, State.UNKNOWN, List.of(), line);
        });
    }

    private static Optional<DnsAnswer.TempFail> failure(DnsAnswer answer) {
        return answer instanceof DnsAnswer.TempFail failed ? Optional.of(failed) : Optional.empty();
    }

    private static CompletableFuture<MailDomainCheck> done(
            DnsName domain, State state, List<DnsName> exchanges, @Nullable String failure) {
        return CompletableFuture.completedFuture(new MailDomainCheck(domain, state, exchanges, failure));
    }
}
