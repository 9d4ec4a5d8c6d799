package io.github.todoku.dmarc;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/** What can be found in a DMARC record, around it, and while planning one; {@link #id} never changes its meaning. */
public enum DmarcFinding implements Finding.Kind {
    /** The DNS gave no answer. */
    DNS_FAILED(Severity.CANNOT_TELL),
    /** Neither the domain nor one above it publishes a record. */
    NO_RECORD(Severity.FAIL, "§4.10.1"),
    /** The domain is too long to prepend {@code _dmarc}. */
    NAME_TOO_LONG(Severity.FAIL),
    /** A name has more than one record; receivers discard them all. */
    MULTIPLE_RECORDS(Severity.FAIL, "§4.10"),
    /** A text looks like a record but does not begin with {@code v=DMARC1}. */
    NEAR_MISS(Severity.FAIL, "§4.7"),
    /** There is an SPF record where the DMARC record belongs. */
    SPF_AT_DMARC(Severity.FAIL),
    /** There is a DMARC record at the domain itself, where nobody looks. */
    AT_WRONG_NAME(Severity.FAIL, "§4.5"),

    /** A text that was read alone is not a record: it does not begin with {@code v=DMARC1}. */
    NOT_DMARC(Severity.FAIL, "§4.7"),
    /** A piece of the record is not a tag; receivers ignore it. */
    BAD_TAG(Severity.WARN, "§4.7"),
    /** An empty tag: two semicolons in a row. */
    EMPTY_TAG(Severity.WARN, "§4.7"),
    /** A tag appears twice. */
    DUPLICATE_TAG(Severity.FAIL, "§4.7"),
    /** A tag that no standard defines. */
    UNKNOWN_TAG(Severity.INFO, "§4.7"),
    /** A tag that RFC 9989 no longer has. */
    HISTORIC_TAG(Severity.INFO, "§4.7"),
    /** A percentage under 100, which receivers that follow RFC 9989 ignore. */
    PARTIAL(Severity.WARN, "§4.7"),
    /** {@code p=} is missing, which counts as none. */
    POLICY_MISSING(Severity.WARN, "§4.10.1"),
    /** A policy that is not one of the three words. */
    POLICY_BAD(Severity.FAIL, "§4.7"),
    /** A value that the tag does not allow; its default applies. */
    BAD_VALUE(Severity.WARN, "§4.7"),
    /** A report address that is not a {@code mailto:} URI with a mailbox. */
    BAD_URI(Severity.WARN, "§4.6"),
    /** More report addresses than are looked at. */
    TOO_MANY_URIS(Severity.WARN, "§4.6"),

    /** Nobody receives aggregate reports. */
    NO_REPORTS(Severity.WARN, "§5.1.3"),
    /** The policy asks receivers for nothing but reports. */
    POLICY_NONE(Severity.INFO, "§5.1.7"),
    /** {@code t=y}: the policy is applied one step milder. */
    TESTING(Severity.WARN, "§4.7"),
    /** Subdomains are less protected than the domain. */
    WEAKER_SUBDOMAINS(Severity.WARN, "§4.7"),
    /** The domain says it is a public suffix. */
    PUBLIC_SUFFIX(Severity.INFO, "§4.7"),
    /** A foreign report address does not agree to receive the reports. */
    DESTINATION_REFUSES(Severity.WARN, "§11.6"),

    /** Planning: the name is an alias (CNAME); the record belongs at its target. */
    ALIAS(Severity.WARN),
    /** Planning: there was more than one record; they become one. */
    MERGED(Severity.INFO, "§4.10"),
    /** Planning: what was there asks for a policy that had no effect; it takes effect only when it is wished for. */
    NOT_IN_FORCE(Severity.WARN),
    /** Planning: a text that receivers could not read is repaired. */
    REPAIRED(Severity.INFO);

    private static final String STANDARD = "RFC 9989 ";
    private static final String BUNDLE = DmarcFinding.class.getPackageName() + ".messages";

    private final Severity severity;
    private final String section;
    private final String id = "dmarc." + name().toLowerCase(Locale.ROOT).replace('_', '-');

    DmarcFinding(Severity severity) {
        this(severity, "");
    }

    DmarcFinding(Severity severity, String section) {
        this.severity = severity;
        this.section = section;
    }

    /** {@return its name for machines: {@code dmarc.multiple-records}} */
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
        return section.isEmpty() ? Optional.empty() : Optional.of(STANDARD + section);
    }

    @Override
    public ResourceBundle sentences(Locale locale) {
        return ResourceBundle.getBundle(BUNDLE, locale);
    }
}
