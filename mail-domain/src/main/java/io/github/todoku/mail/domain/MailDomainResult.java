package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.io.Serializable;
import java.util.List;

/** What one check of this module says of a domain. Implemented by its reports, and by nobody else. Immutable. */
public interface MailDomainResult extends Serializable {

    /** {@return the domain that was checked} */
    DnsName domain();

    /** {@return everything found, what is well among it} */
    List<Finding> findings();

    /** {@return the questions that have no answer} */
    List<DnsAnswer.TempFail> gaps();

    /** {@return the worst that was found; {@link Severity#INFO} counts as {@link Severity#PASS}} */
    default Severity status() {
        Severity worst = Severity.worst(findings().stream().map(Finding::severity));
        return worst == Severity.INFO ? Severity.PASS : worst;
    }

    /** {@return whether something is not known that the check is about} */
    default boolean cannotTell() {
        return findings().stream().anyMatch(each -> each.severity() == Severity.CANNOT_TELL);
    }
}
