package io.github.todoku.dmarc;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/** What can be found in a DMARC record, around it, and while planning one; {@link #id} never changes its meaning. */
public enum DmarcFinding implements Finding.Kind {
    /** The DNS gave no answer. */
    DNS_FAILED(Severity.CANNOT_TELL, "RFC 9989 §5.3.6"),
    /** Neither the domain nor one above it publishes a record. */
    NO_RECORD(Severity.FAIL, "RFC 9989 §4.10.1"),
    /** The domain is too long to prepend {@code _dmarc}. */
    NAME_TOO_LONG(Severity.FAIL, "RFC 1035 §2.3.4"),
    /** A name has more than one record; receivers discard them all. */
    MULTIPLE_RECORDS(Severity.FAIL, "RFC 9989 §4.10"),
    /** A text looks like a record but does not begin with {@code v=DMARC1}. */
    NEAR_MISS(Severity.FAIL, "RFC 9989 §4.7"),
    /** A record whose first tag is a capital {@code V}, which only some receivers read. */
    VERSION_CAPITAL(Severity.FAIL, "RFC 9989 §4.8"),
    /** There is an SPF record where the DMARC record belongs. */
    SPF_AT_DMARC(Severity.FAIL, "RFC 9989 §4.5"),
    /** There is a DMARC record at the domain itself, where nobody looks. */
    AT_WRONG_NAME(Severity.FAIL, "RFC 9989 §4.5"),
    /** The name is an alias (CNAME) of one that has no record. */
    ALIAS_TO_NOTHING(Severity.FAIL, "RFC 9989 §4.5"),
    /** A wildcard record answers where the DMARC record belongs. */
    WILDCARD(Severity.WARN, "RFC 4592 §2.1.1"),
    /** The record that holds is the public suffix's, since the organization publishes none. */
    SUFFIX_POLICY(Severity.WARN, "RFC 9989 §4.10.1"),
    /** A public suffix has a record without {@code psd=y}, and so counts as the organizational domain. */
    SUFFIX_WITHOUT_PSD(Severity.WARN, "RFC 9989 §11.8"),
    /** {@code sp=} or {@code np=} in the record of a name below the organizational domain. */
    SUBDOMAIN_POLICY_UNUSED(Severity.INFO, "RFC 9989 §4.7"),
    /** The From domain is an alias of a name that does not exist, and so does not exist for receivers. */
    FROM_ALIAS_TO_NOTHING(Severity.WARN, "RFC 9989 §3.2.13"),

    /** A text that was read alone is not a record: it does not begin with {@code v=DMARC1}. */
    NOT_DMARC(Severity.FAIL, "RFC 9989 §4.7"),
    /** A blank stands before the version. */
    LEADING_BLANK(Severity.WARN, "RFC 9989 §4.8"),
    /** A piece of the record is not a tag; receivers ignore it. */
    BAD_TAG(Severity.WARN, "RFC 9989 §4.8"),
    /** An empty tag: two semicolons in a row. */
    EMPTY_TAG(Severity.WARN, "RFC 9989 §4.8"),
    /** A tag appears twice; receivers differ in what they make of the record. */
    DUPLICATE_TAG(Severity.FAIL, "RFC 6376 §3.2"),
    /** A tag that no standard defines. */
    UNKNOWN_TAG(Severity.INFO, "RFC 9989 §4.7"),
    /** A tag of RFC 7489 that RFC 9989 no longer has. */
    HISTORIC_TAG(Severity.INFO, "RFC 9989 §9.3"),
    /** A percentage under 100, which receivers that follow RFC 9989 ignore. */
    PARTIAL(Severity.WARN, "RFC 9989 §9.3"),
    /** {@code p=} is missing: as if it were none, or no DMARC at all. */
    POLICY_MISSING(Severity.WARN, "RFC 9989 §4.10.1"),
    /** A policy that is not one of the three words; all policies of the record fall with it. */
    POLICY_BAD(Severity.FAIL, "RFC 9989 §4.10.1"),
    /** A value that the tag does not allow; its default applies. */
    BAD_VALUE(Severity.WARN, "RFC 9989 §4.8"),
    /** A report address that is not a URI, or has no mailbox. */
    BAD_URI(Severity.WARN, "RFC 9989 §4.8"),
    /** A report address of another scheme than {@code mailto:}. */
    URI_NOT_MAIL(Severity.WARN, "RFC 9989 §4.7"),
    /** A size limit behind a report address, which receivers ignore. */
    URI_SIZE(Severity.INFO, "RFC 9989 §4.8"),
    /** More than the two report addresses that older receivers promise to send to. */
    MORE_THAN_TWO_URIS(Severity.INFO, "RFC 7489 §6.2"),
    /** More report addresses than are looked at. */
    TOO_MANY_URIS(Severity.WARN, "RFC 9989 §4.6"),
    /** {@code fo=} without {@code ruf=}. */
    OPTIONS_WITHOUT_REPORTS(Severity.INFO, "RFC 9989 §4.7"),

    /** Nobody receives aggregate reports. */
    NO_REPORTS(Severity.WARN, "RFC 9989 §5.1.3"),
    /** The policy asks receivers for nothing but reports. */
    POLICY_NONE(Severity.INFO, "RFC 9989 §5.1.7"),
    /** {@code t=y}: the policy is applied one step milder. */
    TESTING(Severity.WARN, "RFC 9989 §4.7"),
    /** {@code t=y} where every policy is none. */
    TESTING_WITHOUT_EFFECT(Severity.INFO, "RFC 9989 §4.7"),
    /** Subdomains are less protected than the domain. */
    WEAKER_SUBDOMAINS(Severity.WARN, "RFC 9989 §4.7"),
    /** A text that holds the version behind other words, which keep it from being the record; it stays as it is. */
    DEAD_TEXT(Severity.INFO, "RFC 9989 §4.7"),
    /** The domain says it is a public suffix. */
    PUBLIC_SUFFIX(Severity.INFO, "RFC 9989 §4.7"),
    /** A foreign report address does not agree to receive the reports. */
    DESTINATION_REFUSES(Severity.WARN, "RFC 9989 §11.6"),

    /** Planning: the name is an alias (CNAME); the record belongs at its target. */
    ALIAS(Severity.WARN, "RFC 1034 §3.6.2"),
    /** Planning: the alias at the name leads to no record and must go, since nothing may stand beside it. */
    ALIAS_GOES(Severity.WARN, "RFC 1034 §3.6.2"),
    /** Planning: there was more than one record; they become one. */
    MERGED(Severity.INFO, "RFC 9989 §4.10"),
    /** Planning: the record stood at another name. */
    MOVED(Severity.INFO, "RFC 9989 §4.5"),
    /** Planning: what was there asks for something that had no effect; it takes effect only when it is wished for. */
    NOT_IN_FORCE(Severity.WARN, "RFC 9989 §5.1.7"),
    /** Planning: a policy that was to be tried out stays as it is, since a trial runs, or would weaken what is in force below. */
    NOT_TRIED(Severity.WARN, "RFC 9989 §4.7"),
    /** Planning: what had no effect because of a broken tag takes effect with the repair. */
    TAKES_EFFECT(Severity.WARN, "RFC 9989 §4.10.1"),
    /** Planning: a tag that had no effect and is left out. */
    LEFT_OUT(Severity.INFO, "RFC 9989 §4.8"),
    /** Planning: a text that receivers could not read is repaired. */
    REPAIRED(Severity.INFO, "RFC 9989 §4.8"),
    /** Planning: the domain has its records from a wildcard, which answers for it no more once the record stands below it. */
    HIDES_WILDCARD(Severity.WARN, "RFC 4592 §2.2.2"),
    /**
     * Planning: whether the domain has its records from a wildcard is not known, since the DNS gave no answer. With a detail, so many
     * names have, and those above them were not looked at.
     */
    HIDES_UNKNOWN(Severity.CANNOT_TELL, "RFC 4592 §2.2.2"),
    /** Planning: what came out is not a record that says what is wished for. */
    CANNOT_PLAN(Severity.FAIL, "RFC 9989 §4.8");

    /** A broken policy tag makes the record one of {@code p=none}. */
    static final String AS_NONE = "none";

    /** A broken policy tag makes receivers apply no DMARC. */
    static final String IGNORED = "ignored";

    private static final String BUNDLE = DmarcFinding.class.getPackageName() + ".messages";

    private final Severity severity;
    private final String section;
    private final String id = "dmarc." + name().toLowerCase(Locale.ROOT).replace('_', '-');

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
        return Optional.of(section);
    }

    @Override
    public String textKey(Finding finding) {
        List<String> details = finding.details();
        return switch (this) {
            case POLICY_BAD -> details.size() > 1 && details.get(1).equals(IGNORED) ? id + ".ignored" : id;
            case POLICY_MISSING ->
                details.size() > 1 && details.get(1).equals(IGNORED)
                        ? id + ".ignored"
                        : finding.detail().isEmpty() ? id : id + ".disputed";
            case BAD_URI ->
                details.size() > 2 && ReportUriReader.Fault.isWord(details.get(2)) ? id + "." + details.get(2) : id;
            case DNS_FAILED -> details.size() > 2 ? id + ".existence" : details.size() == 2 ? id + ".consent" : id;
            case AT_WRONG_NAME -> details.size() > 1 ? id + ".strayed" : id;
            case UNKNOWN_TAG -> finding.severity() == Severity.WARN ? id + ".capital" : id;
            case NOT_TRIED -> details.size() > 1 && !details.get(1).isEmpty() ? id + ".below" : id;
            case VERSION_CAPITAL -> finding.severity() == Severity.WARN ? id + ".beside" : id;
            case TAKES_EFFECT -> details.size() > 1 ? id + ".below" : id;
            case WILDCARD -> finding.severity() == Severity.FAIL ? id + ".no-record" : id;
            case HIDES_UNKNOWN -> details.isEmpty() ? id : id + ".more";
            default -> id;
        };
    }

    @Override
    public String adviceKey(Finding finding) {
        List<String> details = finding.details();
        String advice = id + ".advice";
        return switch (this) {
            case POLICY_BAD -> details.size() > 2 && !details.get(2).isEmpty() ? advice + ".meant" : advice;
            case BAD_URI ->
                details.size() > 2 && details.get(2).equals("empty")
                        ? advice + ".empty"
                        : details.size() > 1 && !details.get(1).isEmpty() ? advice + ".meant" : advice;
            case NOT_TRIED -> details.size() > 1 && !details.get(1).isEmpty() ? advice + ".below" : advice;
            case AT_WRONG_NAME -> details.size() > 1 ? advice + ".strayed" : advice;
            case UNKNOWN_TAG -> finding.severity() == Severity.WARN ? advice + ".capital" : advice;
            case VERSION_CAPITAL -> finding.severity() == Severity.WARN ? advice + ".beside" : advice;
            case WEAKER_SUBDOMAINS -> finding.detail().startsWith("np") ? advice + ".np" : advice;
            case WILDCARD -> finding.severity() == Severity.FAIL ? advice + ".no-record" : advice;
            case SUFFIX_WITHOUT_PSD -> finding.change().isPresent() ? advice : advice + ".new";
            default -> advice;
        };
    }

    @Override
    public ResourceBundle sentences(Locale locale) {
        return ResourceBundle.getBundle(BUNDLE, locale);
    }
}
