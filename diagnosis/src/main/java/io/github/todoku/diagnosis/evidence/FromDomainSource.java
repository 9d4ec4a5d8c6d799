package io.github.todoku.diagnosis.evidence;

import io.github.todoku.dns.DnsName;
import io.github.todoku.preflight.MailDomainCheck;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the domain in From exists: to one that does not, the np= of the domain above it applies (RFC 9989). */
final class FromDomainSource extends MailDomainSource {
    static final FromDomainSource SOURCE = new FromDomainSource();

    private FromDomainSource() {
        super("from-domain");
    }

    @Override
    @Nullable DnsName about(Inquiry inquiry) {
        return inquiry.facts().fromDomain();
    }

    @Override
    List<Condition> conditions() {
        return List.of(Condition.state(
                        this, "From-Domain", Condition.words(MailDomainCheck.State.values()), this::state)
                .needing((inquiry, evidence) -> List.of(inquiry.facts().fromDomain() == null ? "from" : "dns")));
    }
}
