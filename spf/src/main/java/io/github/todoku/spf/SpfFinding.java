package io.github.todoku.spf;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/**
 * What can be wrong with a check or a record, with the verdict of check_host() that it leads to; {@link #id} never changes
 * its meaning. The first detail is the piece of text, the name or the count concerned; a linter adds as the second what was
 * probably meant.
 */
public enum SpfFinding implements Finding.Kind {
    /** The domain to check is not a domain name, or is an address literal. */
    DOMAIN_MALFORMED(SpfVerdict.NONE, "RFC 7208 §4.3"),
    /** The domain to check has one label only. */
    DOMAIN_NOT_MULTI_LABEL(SpfVerdict.NONE, "RFC 7208 §4.3"),
    /** The domain has characters that would turn it into another owner's name. */
    IDN_REFUSED(SpfVerdict.NONE, "RFC 8616 §4"),
    /** The domain does not exist. */
    NO_SUCH_DOMAIN(SpfVerdict.NONE, "RFC 7208 §4.3"),
    /** The domain is an alias; the end of the aliases, the detail, does not exist. */
    ALIAS_OF_NOTHING(SpfVerdict.NONE, "RFC 7208 §4.3"),
    /** The domain publishes no SPF record. */
    NO_RECORD(SpfVerdict.NONE, "RFC 7208 §4.5"),

    /** The DNS gave no answer. */
    DNS_FAILED(SpfVerdict.TEMPERROR, "RFC 7208 §5"),
    /** The check took too long. */
    TIME_LIMIT(SpfVerdict.TEMPERROR, "RFC 7208 §4.6.4"),
    /** The waiting thread was interrupted. */
    INTERRUPTED(SpfVerdict.TEMPERROR, "RFC 7208 §2.6.6"),

    /** The domain publishes more than one SPF record. */
    MULTIPLE_RECORDS(SpfVerdict.PERMERROR, "RFC 7208 §4.5"),
    /** The text does not begin with {@code v=spf1}. */
    NOT_SPF(SpfVerdict.PERMERROR, "RFC 7208 §4.5"),
    /** A character that no record may have. */
    BAD_CHARACTER(SpfVerdict.PERMERROR, "RFC 7208 §12"),
    /** A word that is neither a mechanism nor a modifier. */
    UNKNOWN_MECHANISM(SpfVerdict.PERMERROR, "RFC 7208 §4.6.1"),
    /** A modifier with an invalid name, or with a qualifier. */
    BAD_MODIFIER(SpfVerdict.PERMERROR, "RFC 7208 §4.6.1"),
    /** {@code redirect} or {@code exp} appears twice. */
    DUPLICATE_MODIFIER(SpfVerdict.PERMERROR, "RFC 7208 §6"),
    /** A term without the domain it needs. */
    MISSING_DOMAIN(SpfVerdict.PERMERROR, "RFC 7208 §12"),
    /** Something after a mechanism that takes nothing there. */
    UNEXPECTED_ARGUMENT(SpfVerdict.PERMERROR, "RFC 7208 §12"),
    /** A domain that ends in neither a macro nor a top label. */
    BAD_TOPLABEL(SpfVerdict.PERMERROR, "RFC 7208 §7.1"),
    /** A percent sign that does not begin a macro, or a macro that cannot be read. */
    BAD_MACRO(SpfVerdict.PERMERROR, "RFC 7208 §7.1"),
    /** A macro letter that only explanations may have. */
    MACRO_ONLY_IN_EXPLANATION(SpfVerdict.PERMERROR, "RFC 7208 §7.2"),
    /** An ip4 network that cannot be read. */
    BAD_IP4(SpfVerdict.PERMERROR, "RFC 7208 §5.6"),
    /** An ip6 network that cannot be read. */
    BAD_IP6(SpfVerdict.PERMERROR, "RFC 7208 §5.6"),
    /** A prefix length out of range or with leading zeros. */
    BAD_PREFIX_LENGTH(SpfVerdict.PERMERROR, "RFC 7208 §5.6"),

    /** An include leads to a domain without a record. */
    INCLUDE_WITHOUT_RECORD(SpfVerdict.PERMERROR, "RFC 7208 §5.2"),
    /** A redirect leads to a domain without a record. */
    REDIRECT_WITHOUT_RECORD(SpfVerdict.PERMERROR, "RFC 7208 §6.1"),
    /** More terms that ask the DNS than allowed. */
    TERM_LIMIT(SpfVerdict.PERMERROR, "RFC 7208 §4.6.4"),
    /** More void lookups than allowed. */
    VOID_LIMIT(SpfVerdict.PERMERROR, "RFC 7208 §4.6.4"),
    /** A domain with more mail hosts than allowed. */
    MX_LIMIT(SpfVerdict.PERMERROR, "RFC 7208 §4.6.4");

    private final SpfVerdict verdict;
    private final String section;
    private final String id = "spf." + name().toLowerCase(Locale.ROOT).replace('_', '-');

    SpfFinding(SpfVerdict verdict, String section) {
        this.verdict = verdict;
        this.section = section;
    }

    /** The verdict that a finding leads to; its kind is one of these. */
    static SpfVerdict verdict(Finding finding) {
        return ((SpfFinding) finding.kind()).verdict;
    }

    /** {@return the result of check_host() that it leads to} */
    public SpfVerdict verdict() {
        return verdict;
    }

    /** {@return whether it is a fault in the text of a record, which makes the whole record a permerror (§4.6)} */
    public boolean isSyntax() {
        return compareTo(NOT_SPF) >= 0 && compareTo(BAD_PREFIX_LENGTH) <= 0;
    }

    /** {@return its name for machines: {@code spf.term-limit}} */
    @Override
    public String id() {
        return id;
    }

    @Override
    public Severity severity() {
        return verdict == SpfVerdict.TEMPERROR ? Severity.CANNOT_TELL : Severity.FAIL;
    }

    @Override
    public Optional<String> section() {
        return Optional.of(section);
    }

    @Override
    public String adviceKey(Finding finding) {
        return !isSyntax()
                ? id + ".advice"
                : finding.details().size() > 1 ? "spf.write-instead" : "spf.correct-the-term";
    }

    @Override
    public ResourceBundle sentences(Locale locale) {
        return Messages.bundle(locale);
    }
}
