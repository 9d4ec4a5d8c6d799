package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A domain's MTA-STS: the record, and the policy where it was fetched. Immutable. */
public final class MtaStsReport implements MailDomainResult {
    private static final long serialVersionUID = 1;

    private final Told told;
    private final @Nullable MtaStsRecord record;
    private final @Nullable MtaStsPolicy policy;
    private final @Nullable PolicyFetch fetch;
    private final @Nullable String proposal;

    MtaStsReport(
            Told told,
            @Nullable MtaStsRecord record,
            @Nullable MtaStsPolicy policy,
            @Nullable PolicyFetch fetch,
            @Nullable String proposal) {
        this.told = told;
        this.record = record;
        this.policy = policy;
        this.fetch = fetch;
        this.proposal = proposal;
    }

    /** {@return the one record; empty if there is none, or more than one} */
    public Optional<MtaStsRecord> record() {
        return Optional.ofNullable(record);
    }

    /** {@return the policy, valid or not; empty if none was fetched} */
    public Optional<MtaStsPolicy> policy() {
        return Optional.ofNullable(policy);
    }

    /** {@return what came of fetching the policy; empty if it was not tried} */
    public Optional<PolicyFetch> fetch() {
        return Optional.ofNullable(fetch);
    }

    /** {@return the file to serve, with a line for each MX; empty where the one that is served is good or none was seen} */
    public Optional<String> proposedPolicy() {
        return Optional.ofNullable(proposal);
    }

    /** {@return whether senders find a policy that they use} */
    public boolean isInUse() {
        return record != null
                && record.isValid()
                && policy != null
                && policy.isValid()
                && !isMode(MtaStsPolicy.Mode.NONE);
    }

    /** {@return whether mail waits rather than go to a host that does not obey the policy} */
    public boolean isEnforced() {
        return isInUse() && isMode(MtaStsPolicy.Mode.ENFORCE);
    }

    private boolean isMode(MtaStsPolicy.Mode mode) {
        return policy != null && policy.mode().filter(mode::equals).isPresent();
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

    /** {@code example.com v=STSv1; id=…}, for logs. */
    @Override
    public String toString() {
        return domain() + " " + (record == null ? "no MTA-STS record" : record);
    }
}
