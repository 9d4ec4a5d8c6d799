package io.github.todoku.spf.publish;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/**
 * What the owner should know before publishing a planned record; {@link #id} never changes its meaning. The first detail is
 * the word, name, number or problem that it is about.
 */
public enum SpfPlanFinding implements Finding.Kind {
    /** The domain does not exist; the record takes effect once it does. */
    DOMAIN_MISSING(Severity.WARN),
    /** The detail is an alias (CNAME) and cannot have a TXT record; the record belongs at the end of the aliases. */
    ALIAS(Severity.WARN),
    /** More than one record was there; they are merged. */
    MERGED(Severity.INFO),
    /** The merged records end differently; the detail is the ending taken. */
    ENDINGS_DIFFER(Severity.WARN),
    /** A redirect became an include, since the merged record could not follow it. */
    REDIRECT_INCLUDED(Severity.INFO),
    /** Quotation marks or backslashes stood in the published text, so that it was no record; it is repaired. */
    REPAIRED_QUOTES(Severity.WARN),
    /** The published text did not begin with the version as it must be written; it is repaired. */
    REPAIRED_VERSION(Severity.WARN),
    /** Semicolons or commas stood between the terms of the published text; blanks take their place. */
    REPAIRED_SEPARATORS(Severity.WARN),
    /** The published text has characters that only look right: dashes, full-width letters, unseen blanks, line breaks. */
    REPAIRED_CHARACTERS(Severity.WARN),
    /** Several records stood in one text; the second detail is how many. */
    TWO_IN_ONE(Severity.WARN),
    /** A term that could not be read was mended; the second detail is how, the third, if there is one, the name that no host has. */
    MENDED(Severity.WARN),
    /**
     * A text was meant as a record, and has no effect; its terms, which are the second detail, are not in the plan. The third detail, if
     * there is one, are the words before them by which it is none.
     */
    DEAD_TEXT(Severity.WARN),
    /** The same with its three details where no other record stands: only its owner knows whether it was meant to hold. */
    RETIRED_TEXT(Severity.FAIL),
    /** The domain has no record but one of the obsolete type SPF, which nobody reads; its terms are not in the plan. */
    OBSOLETE_TYPE(Severity.WARN),
    /** A word that cannot be read is kept; the record is a permerror until it is corrected. */
    UNREADABLE_WORD(Severity.FAIL),
    /** The record says nothing about clients that no term matches. */
    NO_ENDING(Severity.WARN),
    /** A sender still does not pass, or the record breaks a limit; the detail says why. */
    NOT_ENOUGH(Severity.FAIL),
    /** A wanted term lets nobody pass, whatever stands around it; the second detail, if there is one, says why. */
    LETS_NOBODY_PASS(Severity.FAIL),
    /** A wanted term's own record breaks a limit, named by the second detail; the third are the networks it means. */
    BREAKS_A_LIMIT(Severity.FAIL),
    /** The record would let networks pass that nobody named; the detail names some. */
    GAINED(Severity.FAIL),
    /** Whether the record is enough could not be tried: the DNS gave no answer about the detail. */
    NOT_TRIED(Severity.CANNOT_TELL),
    /** The text is so long that an answer may not fit into a datagram. */
    LONG_RECORD(Severity.WARN),
    /** The name's TXT records together are too long for any DNS answer; the detail is their length. */
    TOO_LONG(Severity.FAIL),
    /** A term was removed whose senders pass in another way, or that nobody could reach. */
    CHANGED_NOTHING(Severity.INFO),
    /** A term behind {@code all} was removed: nobody passed by it, though it may have been meant. */
    BEHIND_ALL(Severity.WARN),
    /** A term that lets nobody pass is kept. */
    BUYS_NOTHING(Severity.WARN),
    /** A term lets nobody pass because of a fault where it leads, which is the second detail; it is kept for the day that is mended. */
    WAITS(Severity.WARN),
    /** A term lets nobody pass, and its name is a slip away from the second detail; it is kept until its owner says what was meant. */
    MISSPELT(Severity.WARN),
    /** A term that let nobody pass was removed; the second detail, if there is one, is what its name is a slip away from. */
    DROPPED_DEAD(Severity.WARN),
    /** New terms come first, since another term, or an error in one, would decide before them. */
    PUT_FIRST(Severity.INFO),
    /** A term was written out as the networks it means today; they do not follow its owner's changes. */
    GOES_STALE(Severity.WARN),
    /** A term could not be written out: its networks depend on the client, are too many, or are not known. */
    NOT_FLATTENED(Severity.WARN),
    /** A sender that was to be removed still passes, by another term. */
    STILL_PASSES(Severity.WARN),
    /** Networks that passed before no longer do; the detail names some. */
    LOST(Severity.FAIL),
    /** For some clients more lookups find nothing than the strictest receivers allow; the detail is the number. */
    MANY_VOIDS(Severity.WARN),
    /** The record lets every address in the world pass, as it did before. */
    LETS_EVERYBODY_PASS(Severity.WARN),
    /** The record would let everybody pass, or nearly so, and today's does not; the detail is the term by which. */
    WOULD_LET_EVERYBODY_PASS(Severity.FAIL),
    /** The name has its records from a wildcard, whose place the record takes; the detail are those to publish along. */
    WILDCARD(Severity.WARN),
    /**
     * Whether the name has its records from a wildcard is not known: the DNS gave no answer. With a second detail, so many names have, and
     * whether those above them have, too, was not asked.
     */
    WILDCARD_UNKNOWN(Severity.CANNOT_TELL),
    /** The proof covers samples only: a name depends on the client, or there are too many networks. */
    NOT_WHOLE(Severity.WARN),
    /** The service sends with a bounce subdomain as MAIL FROM: its terms belong there. */
    SERVICE_ON_BOUNCE_DOMAIN(Severity.INFO),
    /** The service needs nothing in this record. */
    SERVICE_NEEDS_NOTHING(Severity.INFO),
    /** The service gives each customer a term of its own. */
    SERVICE_PER_CUSTOMER(Severity.INFO),
    /** The records lead to more names than a plan asks about; the detail is how many questions it asks. */
    TOO_MANY_QUESTIONS(Severity.CANNOT_TELL),
    /** The records are more work than a plan allows; none was made. */
    TOO_LARGE_TO_PLAN(Severity.CANNOT_TELL);

    private final Severity severity;
    private final String id = "spf." + name().toLowerCase(Locale.ROOT).replace('_', '-');

    SpfPlanFinding(Severity severity) {
        this.severity = severity;
    }

    /** {@return its name for machines: {@code spf.endings-differ}} */
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
        String section = switch (this) {
            case ALIAS -> "RFC 2181 §10.1";
            case WILDCARD, WILDCARD_UNKNOWN -> "RFC 4592 §2.2.1";
            case DOMAIN_MISSING -> "§3";
            case MERGED, TWO_IN_ONE -> "§3.2";
            case LONG_RECORD, TOO_LONG -> "§3.4";
            case NOT_TRIED -> "§4.4";
            case REPAIRED_QUOTES, REPAIRED_VERSION, REPAIRED_SEPARATORS, REPAIRED_CHARACTERS, DEAD_TEXT, RETIRED_TEXT ->
                "§4.5";
            case MENDED, UNREADABLE_WORD -> "§4.6";
            case PUT_FIRST, CHANGED_NOTHING, STILL_PASSES -> "§4.6.2";
            case OBSOLETE_TYPE -> "§3.1";
            case BREAKS_A_LIMIT, MANY_VOIDS, TOO_MANY_QUESTIONS, TOO_LARGE_TO_PLAN -> "§4.6.4";
            case ENDINGS_DIFFER, NO_ENDING -> "§4.7";
            case LETS_NOBODY_PASS, BUYS_NOTHING, WAITS, MISSPELT, DROPPED_DEAD -> "§5";
            case LETS_EVERYBODY_PASS, WOULD_LET_EVERYBODY_PASS, BEHIND_ALL -> "§5.1";
            case REDIRECT_INCLUDED -> "§6.1";
            case NOT_WHOLE -> "§7";
            case GAINED -> "§8.3";
            case NOT_ENOUGH, LOST -> "§8.4";
            case GOES_STALE, NOT_FLATTENED -> "§10.1.1";
            case SERVICE_ON_BOUNCE_DOMAIN, SERVICE_NEEDS_NOTHING, SERVICE_PER_CUSTOMER -> "§2.4";
        };
        return Optional.of(section.startsWith("§") ? "RFC 7208 " + section : section);
    }

    /** Whether a record with such a finding is not proven, and is not to be published. */
    boolean standsInTheWay() {
        return severity == Severity.FAIL;
    }

    /** A limit or fault by which it is not enough has words of its own where it is a frequent one. */
    @Override
    public String textKey(Finding finding) {
        int end = finding.detail().indexOf(": ");
        if (this == NOT_ENOUGH && finding.details().size() > 1 && end > 0) {
            String key = id + finding.detail().substring(id.indexOf('.'), end);
            return sentences(Locale.ROOT).containsKey(key) ? key : id;
        }
        return switch (this) {
            case DROPPED_DEAD -> finding.details().size() > 1 ? id + ".misspelt" : id;
            case DEAD_TEXT ->
                finding.details().size() < 3
                        ? id
                        : id + (isToken(finding.details().get(2)) ? ".token" : ".retired");
            case RETIRED_TEXT ->
                finding.details().size() > 2 && isToken(finding.details().get(2)) ? id + ".token" : id;
            case WILDCARD_UNKNOWN -> finding.details().size() > 1 ? id + ".more" : id;
            case MENDED -> finding.details().size() > 2 ? id + ".name" : id;
            case LETS_NOBODY_PASS -> finding.details().size() > 1 ? id : id + ".no-match";
            default -> id;
        };
    }

    @Override
    public String shown(String detail, Locale locale) {
        return Messages.shown(detail, locale);
    }

    @Override
    public ResourceBundle sentences(Locale locale) {
        return Messages.bundle(locale);
    }

    /** Whether words before a record are another party's text, which is to stay. */
    static boolean isToken(String foreword) {
        return foreword.indexOf('=') >= 0;
    }

    /** A finding of this kind whose owner is not given yet. */
    Finding about(String... details) {
        return Finding.of(this, "", details);
    }
}
