package io.github.todoku.diagnosis.evidence;

import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpScope;
import io.github.todoku.senders.ReverseCheck;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the receiver saw another host than the sender's: a forwarder passed the mail on under the sender's name. Such an
 * address in the SPF record would let everybody who forwards there pass, and help nobody else (RFC 7208 Appendix D).
 */
final class Forwarding {
    private final CaseFacts facts;
    private final Inquiry inquiry;
    private final @Nullable ReverseCheck reverse;

    Forwarding(Inquiry inquiry, @Nullable ReverseCheck reverse) {
        this.facts = inquiry.facts();
        this.inquiry = inquiry;
        this.reverse = reverse;
    }

    /** Known only where the address has a confirmed name, and it is known who sent. */
    Truth seen() {
        InetAddress client = facts.clientAddress();
        if (client != null && inquiry.isVouchedFor(client)) {
            return Truth.NO;
        }
        if (client != null && isPassedOn()) {
            return Truth.YES;
        }
        if (client == null || reverse == null || reverse.state() == ReverseCheck.State.CANNOT_TELL) {
            return Truth.CANNOT_TELL;
        }
        List<DnsName> confirmed = reverse.confirmed();
        Stream<DnsName> mails = Stream.of(facts.domain(), facts.fromDomain()).flatMap(Stream::ofNullable);
        if (confirmed.isEmpty() || mails.anyMatch(domain -> isNear(domain, confirmed))) {
            return Truth.NO;
        }
        if (knowsAnotherAddress(client)) {
            return Truth.YES;
        }
        Optional<DnsName> sender = facts.sendersHost();
        if (sender.isEmpty()) {
            return Truth.CANNOT_TELL;
        }
        return isNear(sender.get(), confirmed) ? Truth.NO : Truth.YES;
    }

    /**
     * The report's own word: it names an address that the sender did not write to, at another domain, and comes from a host of
     * the domain that he did write to (RFC 3464 §2.3.1).
     */
    private boolean isPassedOn() {
        DnsName asked = CaseFacts.domainOf(inquiry.bounce().originalRecipient()).orElse(null);
        DnsName reached = facts.recipientDomain();
        DnsName reporter = facts.sendingHost() == null
                ? null
                : DnsName.parse(facts.sendingHost()).orElse(null);
        return asked != null
                && reached != null
                && reporter != null
                && !inquiry.means().isOfSameOwner(asked, reached)
                && inquiry.means().isOfSameOwner(asked, reporter)
                && Stream.of(facts.domain(), facts.fromDomain())
                        .flatMap(Stream::ofNullable)
                        .noneMatch(domain -> inquiry.means().isOfSameOwner(domain, reporter));
    }

    /** The sending program's own word, where it is of an address that receivers could see. */
    private boolean knowsAnotherAddress(InetAddress client) {
        InetAddress sent = inquiry.sent().client();
        return sent != null
                && !sent.equals(client)
                && sent.getClass().equals(client.getClass())
                && (IpScope.isPublic(sent) || IpScope.isDocumentation(sent));
    }

    /** Whether the name and one of the hosts are somebody's together. */
    private boolean isNear(DnsName name, List<DnsName> hosts) {
        Optional<DnsName> domain = inquiry.means().registrable().apply(name);
        return domain.isPresent() && hosts.stream().anyMatch(host -> host.isWithin(domain.get()));
    }
}
