package io.github.todoku.diagnosis.evidence;

import io.github.todoku.dns.DnsName;
import io.github.todoku.preflight.MailDomainCheck;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether the recipient's domain exists and takes mail. */
final class RecipientDomainSource extends MailDomainSource {
    static final RecipientDomainSource SOURCE = new RecipientDomainSource();

    private RecipientDomainSource() {
        super("recipient-domain");
    }

    @Override
    @Nullable
    DnsName about(Inquiry inquiry) {
        return inquiry.facts().recipientDomain();
    }

    @Override
    List<Condition> conditions() {
        return List.of(
                Condition.state(this, "Recipient-Domain", Condition.words(MailDomainCheck.State.values()), this::state)
                        .needing((inquiry, evidence) ->
                                List.of(inquiry.facts().recipientDomain() == null ? "recipient" : "dns")),
                Condition.state(this, "Recipient-Hosts", Set.of("own", "other"), this::hosts)
                        .needing((inquiry, evidence) -> List.of(
                                inquiry.facts().recipientDomain() == null
                                        ? "recipient"
                                        : inquiry.facts().sendersHost().isEmpty() ? "sending-host" : "dns")));
    }

    /** Whether the recipient's mail goes to a host of the sender's own. */
    private @Nullable String hosts(Inquiry inquiry, Evidence evidence) {
        MailDomainCheck check = evidence.of(this);
        Optional<DnsName> sender = inquiry.facts().sendersHost();
        if (check == null || check.state() != MailDomainCheck.State.TAKES_MAIL || sender.isEmpty()) {
            return null;
        }
        return check.exchanges().stream().anyMatch(host -> inquiry.means().isOfSameOwner(host, sender.get()))
                ? "own"
                : "other";
    }
}
