package io.github.todoku.preflight.domain;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.util.Locale;
import java.util.ResourceBundle;

/** What a domain's page says of its own, beside what each check found; {@link #id} never changes its meaning. */
public enum DomainPageFinding implements Finding.Kind {
    /** The SPF record holds. */
    SPF_GOOD(Severity.PASS),
    /** Parts of SPF could not be asked. */
    SPF_CANNOT_TELL(Severity.CANNOT_TELL),
    /** A known selector has a key. */
    DKIM_FOUND(Severity.PASS),
    /** None of the known selectors has a key, which does not say that there is none. */
    DKIM_UNKNOWN(Severity.INFO),
    /** Nothing stands below {@code _domainkey}: no selector can have a key. */
    DKIM_NOWHERE(Severity.WARN),
    /** The DNS gave no answer about selectors. */
    DKIM_CANNOT_TELL(Severity.CANNOT_TELL),
    /** A DMARC policy holds. */
    DMARC_GOOD(Severity.PASS),
    /** No list that answered holds the domain or address. */
    LISTS_CLEAN(Severity.PASS),
    /** An address of a mail server is listed, which matters if it sends, too. */
    LISTS_MX(Severity.WARN),
    /** No list gave an answer that counts. */
    LISTS_SILENT(Severity.INFO),
    /** The mail servers were not looked at. */
    TLS_NOT_ASKED(Severity.INFO);

    private final String id;
    private final Severity severity;

    DomainPageFinding(Severity severity) {
        this.id = "domain." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.severity = severity;
    }

    Finding of(Object owner, Object... details) {
        String[] texts = new String[details.length];
        for (int i = 0; i < details.length; i++) {
            texts[i] = details[i].toString();
        }
        return Finding.of(this, owner.toString(), texts);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Severity severity() {
        return severity;
    }

    @Override
    public ResourceBundle sentences(Locale locale) {
        return ResourceBundle.getBundle("io.github.todoku.preflight.domain.messages", locale);
    }
}
