package io.github.todoku.spf;

import io.github.todoku.spf.internal.Sentences;
import java.io.Serializable;
import java.util.Locale;

/**
 * What is wrong, as data: a kind with a stable id, the place, and a detail. {@link #message} says it in words.
 *
 * @param kind what it is
 * @param domain whose record or name it concerns, as text; empty when a record was parsed alone
 * @param start where in the record's joined text it begins, in octets; -1 if it has no place there
 * @param end where it ends, exclusive; -1 if it has no place
 * @param detail the piece of text, name or count concerned; from the network and not escaped
 */
public record SpfProblem(Kind kind, String domain, int start, int end, String detail) implements Serializable {

    /** A problem without a place in a record. */
    static SpfProblem of(Kind kind, String domain, String detail) {
        return new SpfProblem(kind, domain, -1, -1, detail);
    }

    /** {@return whether {@link #start} and {@link #end} point into the record} */
    public boolean hasSpan() {
        return start >= 0;
    }

    /** {@return the section that is not obeyed: {@code RFC 7208 §4.6.4}} */
    public String section() {
        return kind.section();
    }

    /**
     * {@return the sentence for people; Japanese for that language, English for every other}
     *
     * @param locale the language
     */
    public String message(Locale locale) {
        return Messages.say(locale, "problem." + kind.id(), Sentences.printable(detail), Sentences.printable(domain));
    }

    SpfProblem in(String owner) {
        return new SpfProblem(kind, owner, start, end, detail);
    }

    /** The kinds; {@link #id} never changes its meaning. */
    public enum Kind {
        /** The domain to check is no domain name, or an address literal. */
        DOMAIN_MALFORMED(SpfVerdict.NONE, "RFC 7208 §4.3"),
        /** The domain to check has one label only. */
        DOMAIN_NOT_MULTI_LABEL(SpfVerdict.NONE, "RFC 7208 §4.3"),
        /** The domain has characters that would turn it into another owner's name. */
        IDN_REFUSED(SpfVerdict.NONE, "RFC 8616 §4"),
        /** The domain does not exist. */
        NO_SUCH_DOMAIN(SpfVerdict.NONE, "RFC 7208 §4.3"),
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
        /** A modifier with a name that is none, or with a qualifier. */
        BAD_MODIFIER(SpfVerdict.PERMERROR, "RFC 7208 §4.6.1"),
        /** {@code redirect} or {@code exp} stands twice. */
        DUPLICATE_MODIFIER(SpfVerdict.PERMERROR, "RFC 7208 §6"),
        /** A term without the domain it needs. */
        MISSING_DOMAIN(SpfVerdict.PERMERROR, "RFC 7208 §12"),
        /** Something behind a mechanism that takes nothing there. */
        UNEXPECTED_ARGUMENT(SpfVerdict.PERMERROR, "RFC 7208 §12"),
        /** A domain that ends in neither a macro nor a top label. */
        BAD_TOPLABEL(SpfVerdict.PERMERROR, "RFC 7208 §7.1"),
        /** A percent sign that begins no macro, or a macro that cannot be read. */
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
        private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

        Kind(SpfVerdict verdict, String section) {
            this.verdict = verdict;
            this.section = section;
        }

        /** {@return the result of check_host() that it leads to} */
        public SpfVerdict verdict() {
            return verdict;
        }

        /** {@return the section that defines it} */
        public String section() {
            return section;
        }

        /** {@return a name for machines: {@code term-limit}} */
        public String id() {
            return id;
        }
    }
}
