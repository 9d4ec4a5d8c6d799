package io.github.todoku.dkim;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/** What may have happened to a message after it was signed; a finding of it means that without it the signature fits. */
public enum DkimSuspect implements Finding.Kind {
    /** The header is as it was signed. */
    HEADER_UNCHANGED(Severity.INFO),
    /** The body is as it was signed. */
    BODY_UNCHANGED(Severity.INFO),
    /** A tag was put in front of the subject. */
    SUBJECT_TAG(Severity.FAIL),
    /** A field was added that the signer had guarded against. */
    FIELD_ADDED(Severity.FAIL),
    /** From was replaced; another field has what was there. */
    FROM_REPLACED(Severity.FAIL),
    /** A field was refolded. */
    FIELD_REFOLDED(Severity.FAIL),
    /** Lines were added at the end of the body. */
    FOOTER_ADDED(Severity.FAIL),
    /** Lines were added at the beginning of the body. */
    BANNER_ADDED(Severity.FAIL),
    /** Lines that begin with From were given a {@code >}. */
    FROM_ESCAPED(Severity.FAIL),
    /** The dots of SMTP (RFC 5321 §4.5.2) were doubled and not removed. */
    DOTS_DOUBLED(Severity.FAIL),
    /** The body was re-encoded. */
    BODY_ENCODED(Severity.FAIL),
    /** The signature was made with a private key that does not belong to the key in the DNS. */
    OTHER_KEY(Severity.FAIL),
    /** None of the usual changes explains the header. */
    HEADER_NOT_EXPLAINED(Severity.CANNOT_TELL),
    /** None of the usual changes explains the body. */
    BODY_NOT_EXPLAINED(Severity.CANNOT_TELL);

    private static final String BUNDLE = DkimSuspect.class.getPackageName() + ".messages";

    private final Severity severity;
    private final String id = "dkim.suspect-" + name().toLowerCase(Locale.ROOT).replace('_', '-');

    DkimSuspect(Severity severity) {
        this.severity = severity;
    }

    /** {@return its name for machines: {@code dkim.suspect-subject-tag}} */
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
        return Optional.empty();
    }

    @Override
    public ResourceBundle sentences(Locale locale) {
        return ResourceBundle.getBundle(BUNDLE, locale);
    }
}
