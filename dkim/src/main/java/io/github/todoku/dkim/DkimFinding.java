package io.github.todoku.dkim;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/** What can be found at a selector or in a key record; {@link #id} never changes its meaning. */
public enum DkimFinding implements Finding.Kind {
    /** The DNS gave no answer. */
    DNS_FAILED(Severity.CANNOT_TELL, "RFC 6376 §6.1.2"),
    /** The selector and the domain together are too long for a domain name. */
    NAME_TOO_LONG(Severity.FAIL, "RFC 1035 §2.3.4"),
    /** The selector has no record. */
    NO_RECORD(Severity.FAIL, "RFC 6376 §3.6.2"),
    /** The selector is an alias (CNAME) of a name that has no record. */
    ALIAS_TO_NOTHING(Severity.FAIL, "RFC 6376 §3.6.2"),
    /** The aliases form a loop. */
    ALIAS_LOOP(Severity.FAIL, "RFC 1034 §3.6.2"),
    /** The key record stands at another name, where no verifier looks. */
    AT_OTHER_NAME(Severity.FAIL, "RFC 6376 §3.6.2.1"),
    /** Every selector gets this answer, from a wildcard record; it says nothing about this one. */
    WILDCARD(Severity.FAIL, "RFC 6376 §3.6.2"),
    /** More than one key record; what verifiers do then is undefined. */
    MULTIPLE_RECORDS(Severity.FAIL, "RFC 6376 §3.6.2.2"),
    /** There is another TXT record beside the key; what verifiers do then is undefined. */
    OTHER_TEXT(Severity.FAIL, "RFC 6376 §3.6.2.2"),

    /** The text is not a key record. */
    NOT_DKIM(Severity.FAIL, "RFC 6376 §3.6.1"),
    /** The version is not {@code DKIM1}, or not the first tag. */
    BAD_VERSION(Severity.FAIL, "RFC 6376 §3.6.1"),
    /** Quotation marks were pasted into the record. */
    PASTED_QUOTES(Severity.FAIL, "RFC 6376 §3.6.1"),
    /** Backslashes were pasted into the record. */
    PASTED_BACKSLASH(Severity.FAIL, "RFC 6376 §3.6.1"),
    /** The BEGIN or END line of a PEM file was pasted into the key. */
    PASTED_PEM(Severity.FAIL, "RFC 6376 §3.6.1"),
    /** The record contains a line break. */
    LINE_BREAK(Severity.WARN, "RFC 6376 §3.6.1"),
    /** A piece of the record is not a tag. */
    BAD_TAG(Severity.FAIL, "RFC 6376 §3.2"),
    /** Commas or blanks stand where semicolons belong. */
    SEPARATORS(Severity.FAIL, "RFC 6376 §3.2"),
    /** An empty tag: two semicolons in a row. */
    EMPTY_TAG(Severity.WARN, "RFC 6376 §3.2"),
    /** A tag appears twice, which makes the whole record invalid. */
    DUPLICATE_TAG(Severity.FAIL, "RFC 6376 §3.2"),
    /** A tag that no standard defines. */
    UNKNOWN_TAG(Severity.INFO, "RFC 6376 §3.6.1"),
    /** A tag of the obsolete RFC 4871. */
    HISTORIC_TAG(Severity.WARN, "RFC 6376 §3.6.1"),

    /** There is no {@code p=}. */
    NO_KEY(Severity.FAIL, "RFC 6376 §3.6.1"),
    /** {@code p=} is empty: the key has been revoked. */
    REVOKED(Severity.FAIL, "RFC 6376 §3.6.1"),
    /** The key is not valid base64. */
    BAD_BASE64(Severity.FAIL, "RFC 6376 §3.6.1"),
    /** The decoded octets are not a key of that type. */
    BAD_KEY(Severity.FAIL, "RFC 6376 §3.6.1"),
    /** The private half of the key is published: whoever reads it can sign as the domain. */
    PRIVATE_KEY(Severity.FAIL, "RFC 6376 §8.3"),
    /** The key says that it is longer than it is: it was cut off. */
    KEY_CUT(Severity.FAIL, "RFC 6376 §3.6.2.2"),
    /** An Ed25519 key in a SubjectPublicKeyInfo wrapper; verifiers expect the bare 32 octets. */
    ED25519_WRAPPED(Severity.FAIL, "RFC 8463 §4"),
    /** 32 octets, as an Ed25519 key has, in a record that does not say so and counts as RSA. */
    ED25519_UNNAMED(Severity.FAIL, "RFC 8463 §4"),
    /** The RSA key lacks the SubjectPublicKeyInfo wrapper that most verifiers expect. */
    BARE_RSA_KEY(Severity.WARN, "RFC 6376 §3.6.1"),
    /** A key type that no standard defines. */
    UNKNOWN_KEY_TYPE(Severity.FAIL, "RFC 6376 §3.6.1"),
    /** The key is shorter than 1024 bits. */
    KEY_TOO_SHORT(Severity.FAIL, "RFC 8301 §3.2"),
    /** The key is shorter than the recommended 2048 bits. */
    KEY_SHORT(Severity.WARN, "RFC 8301 §3.2"),
    /** The key is longer than the 4096 bits that verifiers must support. */
    KEY_LONG(Severity.WARN, "RFC 8301 §3.2"),
    /** SHA-256 is not among the hashes allowed; SHA-1 must not be used. */
    NO_SHA256(Severity.FAIL, "RFC 8301 §3.1"),
    /** The key is not meant for mail. */
    NOT_FOR_EMAIL(Severity.FAIL, "RFC 6376 §3.6.1"),
    /** The domain says it is testing DKIM. */
    TESTING(Severity.WARN, "RFC 6376 §3.6.1"),
    /** The identity {@code i=} must be at {@code d=} itself, not at a subdomain. */
    STRICT_IDENTITY(Severity.INFO, "RFC 6376 §3.6.1");

    private static final String BUNDLE = DkimFinding.class.getPackageName() + ".messages";

    private final Severity severity;
    private final String section;
    private final String id = "dkim." + name().toLowerCase(Locale.ROOT).replace('_', '-');

    DkimFinding(Severity severity, String section) {
        this.severity = severity;
        this.section = section;
    }

    /** {@return its name for machines: {@code dkim.key-too-short}} */
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
        return Optional.of(section);
    }

    /** The panel that added the domain to a name that had it already wants another step than a forgotten {@code _domainkey}. */
    @Override
    public String adviceKey(Finding finding) {
        String advice = id + ".advice";
        String detail = finding.detail();
        return switch (this) {
            case AT_OTHER_NAME ->
                detail.contains("._domainkey._domainkey.")
                        ? advice + ".twice"
                        : detail.contains("._domainkey.") ? advice : advice + ".label";
            case NOT_DKIM -> detail.contains("._domainkey.") ? advice + ".alias" : advice;
            case ALIAS_TO_NOTHING -> endsInItsDomain(finding) ? advice + ".dot" : advice;
            case BAD_BASE64 -> detail.equals("+") ? advice + ".plus" : advice;
            default -> advice;
        };
    }

    @Override
    public String textKey(Finding finding) {
        return this == BAD_BASE64 && finding.detail().equals("+") ? id + ".plus" : id;
    }

    /** A target that has the domain at its end was completed by the zone, for want of a dot: {@code s1.vendor.example.example.com}. */
    private static boolean endsInItsDomain(Finding finding) {
        int label = finding.owner().indexOf("._domainkey.");
        String domain = label < 0 ? "" : finding.owner().substring(label + "._domainkey".length());
        String target = finding.detail();
        return !domain.isEmpty()
                && target.endsWith(domain)
                && target.substring(0, target.length() - domain.length()).indexOf('.') > 0;
    }

    @Override
    public ResourceBundle sentences(Locale locale) {
        return ResourceBundle.getBundle(BUNDLE, locale);
    }
}
