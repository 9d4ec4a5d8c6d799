package io.github.todoku.diagnosis.evidence;

import io.github.todoku.dns.DnsName;
import io.github.todoku.preflight.MailDomainCheck;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the recipient's domain exists and takes mail. */
final class RecipientDomainSource extends MailDomainSource {
    static final RecipientDomainSource SOURCE = new RecipientDomainSource();

    private RecipientDomainSource() {
        super("recipient-domain");
    }

    @Override
    @Nullable DnsName about(Inquiry inquiry) {
        return inquiry.facts().recipientDomain();
    }

    @Override
    List<Condition> conditions() {
        return List.of(Condition.state(
                        this, "Recipient-Domain", Condition.words(MailDomainCheck.State.values()), this::state)
                .needing((inquiry, evidence) ->
                        List.of(inquiry.facts().recipientDomain() == null ? "recipient" : "dns")));
    }
}
