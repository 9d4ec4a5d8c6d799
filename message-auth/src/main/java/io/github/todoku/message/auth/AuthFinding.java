package io.github.todoku.message.auth;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/** What can be found in a message as a whole; {@link #id} never changes its meaning. */
public enum AuthFinding implements Finding.Kind {
    /** There is no From field. */
    NO_FROM(Severity.FAIL, "RFC 9989 §5.3.1"),
    /** There are several From fields; programs show different ones. */
    SEVERAL_FROM_FIELDS(Severity.FAIL, "RFC 9989 §11.5"),
    /** The From field has no address that can be read for sure. */
    BAD_FROM(Severity.FAIL, "RFC 9989 §5.3.1"),
    /** The addresses in From are of several domains. */
    SEVERAL_AUTHOR_DOMAINS(Severity.FAIL, "RFC 9989 §5.3.1"),
    /** The header is longer than is read. */
    HEADER_TOO_LONG(Severity.FAIL, ""),
    /** SPF could not be checked for MAIL FROM: the session is not known whole, and no trusted host reports SPF. */
    NO_SESSION(Severity.INFO, "");

    private static final String BUNDLE = AuthFinding.class.getPackageName() + ".messages";

    private final Severity severity;
    private final String section;
    private final String id = "auth." + name().toLowerCase(Locale.ROOT).replace('_', '-');

    AuthFinding(Severity severity, String section) {
        this.severity = severity;
        this.section = section;
    }

    /** {@return its name for machines: {@code auth.no-from}} */
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
        return section.isEmpty() ? Optional.empty() : Optional.of(section);
    }

    @Override
    public ResourceBundle sentences(Locale locale) {
        return ResourceBundle.getBundle(BUNDLE, locale);
    }
}
