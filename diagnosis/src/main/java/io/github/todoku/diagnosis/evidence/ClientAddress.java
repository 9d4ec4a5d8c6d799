package io.github.todoku.diagnosis.evidence;

import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.dns.RecordType;
import io.github.todoku.senders.internal.Envelopes;
import io.github.todoku.spf.publish.SpfSender;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The client's address where the reply names none: the only one the caller sends from, or the reporting host's. */
public final class ClientAddress {
    private ClientAddress() {}

    /**
     * {@return the case with its client, as far as it can be known; costs one question where the caller does not say}
     *
     * @param inquiry the case
     * @param wanted who will be asked: without a source that rests on the client nothing is looked for
     * @param dns whom to ask
     */
    public static CompletableFuture<Inquiry> find(Inquiry inquiry, List<EvidenceSource<?>> wanted, DnsRun dns) {
        CaseFacts facts = inquiry.facts();
        if (facts.clientAddress() != null || wanted.stream().noneMatch(EvidenceSource::restsOnClient)) {
            return CompletableFuture.completedFuture(inquiry);
        }
        Optional<InetAddress> given = onlySender(inquiry.means().senders());
        if (given.isPresent()) {
            return CompletableFuture.completedFuture(
                    inquiry.with(facts.withClient(given.get(), CaseFacts.Origin.GIVEN)));
        }
        Optional<DnsName> host = facts.sendersHost().filter(name -> name.labelCount() > 2);
        if (host.isEmpty()) {
            return CompletableFuture.completedFuture(inquiry);
        }
        Deadline limit = dns.deadline().earlier(Deadline.after(EvidenceSource.NAMES_BUDGET, dns.clock()));
        return dns.resolve(new DnsQuestion(host.get(), RecordType.A), limit)
                .toCompletableFuture()
                .thenApply(answer -> address(answer)
                        .map(address -> inquiry.with(facts.withClient(address, CaseFacts.Origin.REPORTING_HOST)))
                        .orElse(inquiry));
    }

    /** Of several senders nobody knows which one it was. */
    private static Optional<InetAddress> onlySender(List<SpfSender> senders) {
        return senders.size() == 1 && senders.get(0) instanceof SpfSender.Network only && isLone(only.network())
                ? Optional.of(Envelopes.address(only.network()))
                : Optional.empty();
    }

    private static boolean isLone(IpNetwork network) {
        return network.prefixLength() == 8 * network.octets().length;
    }

    private static Optional<InetAddress> address(DnsAnswer answer) {
        return answer.isFailure()
                ? Optional.empty()
                : answer.records(DnsRecord.A.class).stream().findFirst().map(DnsRecord.A::address);
    }
}
