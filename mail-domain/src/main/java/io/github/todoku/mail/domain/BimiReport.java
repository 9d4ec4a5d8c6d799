package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A domain's BIMI: the record, and what it points to where that was fetched. Immutable. */
public final class BimiReport implements MailDomainResult {
    private static final long serialVersionUID = 1;

    private final Told told;
    private final @Nullable DnsName owner;
    private final @Nullable BimiRecord record;

    BimiReport(Told told, @Nullable DnsName owner, @Nullable BimiRecord record) {
        this.told = told;
        this.owner = owner;
        this.record = record;
    }

    /** {@return the one record; empty if there is none, or more than one} */
    public Optional<BimiRecord> record() {
        return Optional.ofNullable(record);
    }

    /** {@return the name the record stands at: the domain's, or its organizational domain's} */
    public Optional<DnsName> owner() {
        return Optional.ofNullable(owner);
    }

    /** {@return whether the domain wants an indicator shown} */
    public boolean isWanted() {
        return record != null && !record.isDeclined();
    }

    /**
     * {@return the same with what the domain's DMARC policy means for BIMI} Receivers show an indicator only where the policy is
     * quarantine of all mail, or reject, for subdomains too. This says nothing of a domain that wants no indicator.
     *
     * @param policy the word after {@code p=}; empty if there is no policy
     * @param subdomains the word after {@code sp=}; empty if it is not there
     * @param percent the number after {@code pct=}; 100 if it is not there
     * @param testing whether {@code t=y} is there
     */
    public BimiReport withDmarc(String policy, String subdomains, int percent, boolean testing) {
        if (!isWanted()) {
            return this;
        }
        List<Finding> more = new ArrayList<>();
        boolean weak = policy.isEmpty() || policy.equalsIgnoreCase("none");
        boolean partial = policy.equalsIgnoreCase("quarantine") && percent < 100;
        if (weak) {
            more.add(MailDomainFinding.BIMI_DMARC.of(domain(), "p=" + (policy.isEmpty() ? "none" : policy)));
        } else if (subdomains.equalsIgnoreCase("none")) {
            more.add(MailDomainFinding.BIMI_DMARC.of(domain(), "sp=none"));
        } else if (partial) {
            more.add(MailDomainFinding.BIMI_DMARC.of(domain(), "pct=" + percent));
        }
        if (testing) {
            more.add(MailDomainFinding.BIMI_T.of(domain()));
        }
        return more.isEmpty() ? this : new BimiReport(told.and(more), owner, record);
    }

    /** {@return whether receivers that follow the draft may show the indicator, as far as was looked} */
    public boolean isReady() {
        return isWanted() && status() != Severity.FAIL;
    }

    @Override
    public DnsName domain() {
        return told.domain();
    }

    @Override
    public List<Finding> findings() {
        return told.findings();
    }

    @Override
    public List<DnsAnswer.TempFail> gaps() {
        return told.gaps();
    }

    /** {@code example.com v=BIMI1; …}, for logs. */
    @Override
    public String toString() {
        return domain() + " " + (record == null ? "no BIMI record" : record);
    }
}
