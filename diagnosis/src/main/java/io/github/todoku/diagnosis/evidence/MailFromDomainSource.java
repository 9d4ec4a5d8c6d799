package io.github.todoku.diagnosis.evidence;

import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.dns.DnsName;
import io.github.todoku.preflight.MailDomainCheck;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the MAIL FROM domain exists, and has a host for what comes back. */
final class MailFromDomainSource extends MailDomainSource {
    static final MailFromDomainSource SOURCE = new MailFromDomainSource();

    private MailFromDomainSource() {
        super("mail-from-domain");
    }

    @Override
    @Nullable DnsName about(Inquiry inquiry) {
        return inquiry.facts().domain();
    }

    @Override
    List<Condition> conditions() {
        return List.of(Condition.state(
                        this, "Mail-From-Domain", Condition.words(MailDomainCheck.State.values()), this::state)
                .needing((inquiry, evidence) -> List.of(inquiry.facts().domain() == null ? "domain" : "dns"))
                .guessedIf(inquiry -> inquiry.facts().domainFrom() == CaseFacts.Origin.FROM_FIELD));
    }
}
