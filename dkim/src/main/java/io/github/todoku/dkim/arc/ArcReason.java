package io.github.todoku.dkim.arc;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/** Why a chain has its result; {@link #id} never changes its meaning. */
public enum ArcReason implements Finding.Kind {
    /** There is no chain. */
    NO_CHAIN(Severity.INFO, "RFC 8617 §5.2"),
    /** It is valid. */
    CHAIN_HOLDS(Severity.PASS, "RFC 8617 §5.2"),
    /** The header is longer than is read. */
    HEADER_TOO_LONG(Severity.FAIL, ""),
    /** A field has no instance number, or none of 1 to 50. */
    BAD_INSTANCE(Severity.FAIL, "RFC 8617 §4.2.1"),
    /** A set has not exactly one of each field, or a set is missing. */
    SET_INCOMPLETE(Severity.FAIL, "RFC 8617 §5.2"),
    /** The last sealer found the chain broken already. */
    BROKEN_BEFORE(Severity.FAIL, "RFC 8617 §5.2"),
    /** A seal's {@code cv=} is not what its place demands. */
    WRONG_STATUS(Severity.FAIL, "RFC 8617 §5.2"),
    /** A seal has a tag that it must not have. */
    FORBIDDEN_TAG(Severity.FAIL, "RFC 8617 §4.1.3"),
    /** A message signature covers seals. */
    SEAL_COVERED(Severity.FAIL, "RFC 8617 §4.1.2"),
    /** There are more signatures by Ed25519 than are tried. */
    TOO_MANY_ED25519(Severity.FAIL, ""),
    /** The newest message signature does not hold. */
    MESSAGE_SIGNATURE_BROKEN(Severity.FAIL, "RFC 8617 §5.2"),
    /** A seal does not hold. */
    SEAL_BROKEN(Severity.FAIL, "RFC 8617 §5.2");

    private static final String BUNDLE = ArcReason.class.getPackageName() + ".messages";

    private final Severity severity;
    private final String section;
    private final String id = "arc." + name().toLowerCase(Locale.ROOT).replace('_', '-');

    ArcReason(Severity severity, String section) {
        this.severity = severity;
        this.section = section;
    }

    /** {@return its name for machines: {@code arc.seal-broken}} */
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
