package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a domain wants reports about TLS. Immutable. */
public final class TlsRptReport implements MailDomainResult {
    private static final long serialVersionUID = 1;

    private final Told told;
    private final @Nullable TlsRptRecord record;

    TlsRptReport(Told told, @Nullable TlsRptRecord record) {
        this.told = told;
        this.record = record;
    }

    /** {@return the one record; empty if there is none, or more than one} */
    public Optional<TlsRptRecord> record() {
        return Optional.ofNullable(record);
    }

    /** {@return whether senders find a record that they use} */
    public boolean isInUse() {
        return record != null && record.isValid();
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

    /** {@code example.com v=TLSRPTv1; …}, for logs. */
    @Override
    public String toString() {
        return domain() + " " + (record == null ? "no TLS-RPT record" : record);
    }
}
