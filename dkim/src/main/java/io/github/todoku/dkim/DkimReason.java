package io.github.todoku.dkim;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/**
 * Why a signature has its result, and what else is worth knowing about it; {@link #id} never changes its meaning. What is
 * wrong with a key record is a {@link DkimFinding}.
 */
public enum DkimReason implements Finding.Kind {
    /** It is valid. */
    SIGNATURE_HOLDS(DkimResult.PASS, Severity.PASS, "RFC 6376 §6.1.3"),

    /** The body is not the one that was signed. */
    BODY_CHANGED(DkimResult.FAIL, Severity.FAIL, "RFC 6376 §6.1.3"),
    /** The body is the one that was signed; the header, the signature's own field or the key is not. */
    SIGNATURE_MISMATCH(DkimResult.FAIL, Severity.FAIL, "RFC 6376 §6.1.3"),

    /** SHA-1 must not be used. */
    RSA_SHA1(DkimResult.POLICY, Severity.FAIL, "RFC 8301 §3.1"),
    /** The RSA key is longer than is tried. */
    KEY_TOO_LARGE(DkimResult.POLICY, Severity.FAIL, "RFC 8301 §3.2"),
    /** The RSA key's exponent is longer than is tried, even, or 1. */
    EXPONENT_REFUSED(DkimResult.POLICY, Severity.FAIL, ""),
    /** Part of the body is not signed, which the verifier was told to refuse. */
    PARTLY_SIGNED_REFUSED(DkimResult.POLICY, Severity.FAIL, "RFC 6376 §8.2"),

    /** There are more signatures than are tried. */
    NOT_TRIED(DkimResult.NEUTRAL, Severity.CANNOT_TELL, "RFC 6376 §6.1"),

    /** The field is longer than is read. */
    FIELD_TOO_LONG(DkimResult.PERMERROR, Severity.FAIL, ""),
    /** The header is longer than is read. */
    HEADER_TOO_LONG(DkimResult.PERMERROR, Severity.FAIL, ""),
    /** The field is not a list of tags. */
    BAD_TAG_LIST(DkimResult.PERMERROR, Severity.FAIL, "RFC 6376 §3.2"),
    /** A tag that must be there is missing. */
    MISSING_TAG(DkimResult.PERMERROR, Severity.FAIL, "RFC 6376 §6.1.1"),
    /** A tag has a value that it cannot have. */
    BAD_VALUE(DkimResult.PERMERROR, Severity.FAIL, "RFC 6376 §3.5"),
    /** The algorithm is not known. */
    UNKNOWN_ALGORITHM(DkimResult.PERMERROR, Severity.FAIL, "RFC 8301 §3.1"),
    /** The From field is not signed. */
    FROM_NOT_SIGNED(DkimResult.PERMERROR, Severity.FAIL, "RFC 6376 §6.1.1"),
    /** The identity {@code i=} is not at {@code d=} or below it. */
    IDENTITY_OUTSIDE(DkimResult.PERMERROR, Severity.FAIL, "RFC 6376 §6.1.1"),
    /** It has expired. */
    EXPIRED(DkimResult.PERMERROR, Severity.FAIL, "RFC 6376 §6.1.1"),
    /** More octets of the body are signed than it has. */
    LENGTH_BEYOND_BODY(DkimResult.PERMERROR, Severity.FAIL, "RFC 6376 §3.5"),
    /** The key is of another type than the algorithm. */
    KEY_TYPE_MISMATCH(DkimResult.PERMERROR, Severity.FAIL, "RFC 6376 §6.1.2"),
    /** The key allows no identity at a subdomain, and the signature has one. */
    SUBDOMAIN_NOT_ALLOWED(DkimResult.PERMERROR, Severity.FAIL, "RFC 6376 §3.6.1"),

    /** What follows the signed octets of the body is not signed: anybody could have added it. */
    BODY_PARTLY_SIGNED(DkimResult.PASS, Severity.WARN, "RFC 6376 §8.2"),
    /** The domain says it is only testing DKIM; the result is the same. */
    TEST_KEY(DkimResult.PASS, Severity.INFO, "RFC 6376 §3.6.1"),
    /** It says that it was made in the future; {@code t=} is for information. */
    SIGNED_IN_THE_FUTURE(DkimResult.PASS, Severity.WARN, "RFC 6376 §3.5"),
    /** The header contains a bare CR or LF, which readers may take for the end of a line. */
    BARE_LINE_END(DkimResult.PASS, Severity.WARN, "RFC 5322 §2.2"),
    /** A line is longer than relays have to accept; one that breaks it breaks the signature. */
    LONG_LINE(DkimResult.PASS, Severity.WARN, "RFC 5322 §2.1.1"),
    /** There are more fields of a name than the signature covers; readers may show another one. */
    FIELD_NOT_COVERED(DkimResult.PASS, Severity.WARN, "RFC 6376 §8.15");

    private static final String BUNDLE = DkimReason.class.getPackageName() + ".messages";

    private final DkimResult result;
    private final Severity severity;
    private final String section;
    private final String id = "dkim." + name().toLowerCase(Locale.ROOT).replace('_', '-');

    DkimReason(DkimResult result, Severity severity, String section) {
        this.result = result;
        this.severity = severity;
        this.section = section;
    }

    /** {@return the result that it gives a signature; {@link DkimResult#PASS} if it changes none} */
    public DkimResult result() {
        return result;
    }

    /** {@return its name for machines: {@code dkim.body-changed}} */
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
