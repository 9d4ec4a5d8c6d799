package io.github.todoku.preflight.domain;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** What a domain's page says of its own, beside what each check found; {@link #id} never changes its meaning. */
public enum DomainPageFinding implements Finding.Kind {
    /** All of the zone's servers that answered say the same of mail. */
    ZONE_GOOD(Severity.PASS, "RFC 1034 §4.3.5"),
    /** The zone's servers give different records: senders get one or the other. */
    ZONE_DISAGREES(Severity.FAIL, "RFC 1034 §4.3.5"),
    /** The zone's servers hold different versions of it. */
    ZONE_SERIALS(Severity.WARN, "RFC 1912 §2.2"),
    /** The zone has a single server. */
    ZONE_ONE_SERVER(Severity.WARN, "RFC 1034 §4.1"),
    /** A server that the zone names is none of its servers. */
    ZONE_LAME(Severity.WARN, "RFC 1912 §2.8"),
    /** A server that the zone names refuses to answer here. */
    ZONE_REFUSES(Severity.WARN, "RFC 1912 §2.8"),
    /** A server of the zone answered about MX and not about TXT. */
    ZONE_NO_TXT(Severity.CANNOT_TELL),
    /** A server of the zone gave no answer here. */
    ZONE_SILENT(Severity.CANNOT_TELL),
    /** No server of the zone was found that answers. */
    ZONE_CANNOT_TELL(Severity.CANNOT_TELL),
    /** The SPF record holds. */
    SPF_GOOD(Severity.PASS),
    /** Parts of SPF could not be asked. */
    SPF_CANNOT_TELL(Severity.CANNOT_TELL),
    /** Whom the SPF record lets send depends on the mail: a name in it holds a macro. */
    SPF_OPEN(Severity.CANNOT_TELL, "RFC 7208 §7"),
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
    /** Lists were not asked about one domain of many, since their operators do not say that many may be asked about. */
    LISTS_LEFT_OUT(Severity.INFO),
    /** The mail servers were not looked at. */
    TLS_NOT_ASKED(Severity.INFO);

    private final String id;
    private final Severity severity;
    private final @Nullable String section;

    DomainPageFinding(Severity severity) {
        this(severity, null);
    }

    DomainPageFinding(Severity severity, @Nullable String section) {
        this.id = "domain." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.severity = severity;
        this.section = section;
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
    public Optional<String> section() {
        return Optional.ofNullable(section);
    }

    @Override
    public ResourceBundle sentences(Locale locale) {
        return ResourceBundle.getBundle("io.github.todoku.preflight.domain.messages", locale);
    }
}
