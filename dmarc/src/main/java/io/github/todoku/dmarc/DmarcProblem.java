package io.github.todoku.dmarc;

import io.github.todoku.dns.tags.Sentences;
import java.io.Serializable;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * A finding, as data: a kind with a stable id, the place, and a detail.
 *
 * @param kind what it is
 * @param owner the name whose text it concerns, as text; empty when a record was read alone
 * @param start where in the record's text it begins; -1 if it has no place there
 * @param end where it ends, exclusive; -1 if it has no place
 * @param detail the piece of text, name or count concerned; from the network and not escaped
 */
public record DmarcProblem(Kind kind, String owner, int start, int end, String detail) implements Serializable {

    static DmarcProblem of(Kind kind, String owner, String detail) {
        return new DmarcProblem(kind, owner, -1, -1, detail);
    }

    DmarcProblem at(String name) {
        return new DmarcProblem(kind, name, start, end, detail);
    }

    /** {@return whether {@link #start} and {@link #end} point into the record} */
    public boolean hasSpan() {
        return start >= 0;
    }

    /** {@return how much it matters} */
    public Level level() {
        return kind.level;
    }

    /**
     * {@return what is so, for people; Japanese for that language, English for every other}
     *
     * @param locale the language
     */
    public String message(Locale locale) {
        return Sentences.say(bundle(locale), "problem." + kind.id(), detail, owner);
    }

    /**
     * {@return what to do, for people; Japanese for that language, English for every other}
     *
     * @param locale the language
     */
    public String fix(Locale locale) {
        return Sentences.say(bundle(locale), "fix." + kind.id(), detail, owner);
    }

    static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(
                DmarcProblem.class.getPackageName() + ".messages", Sentences.bundleLocale(locale));
    }

    /** How much a finding matters. */
    public enum Level {
        /** The record is not found, not usable, or not what its owner means. */
        FAIL,
        /** It works, and should be better. */
        WARN,
        /** Worth knowing. */
        INFO,
        /** Nothing is known. */
        CANNOT_TELL
    }

    /** The kinds; {@link #id} never changes its meaning. */
    public enum Kind {
        /** The DNS gave no answer. */
        DNS_FAILED(Level.CANNOT_TELL),
        /** Neither the domain nor one above it publishes a policy. */
        NO_RECORD(Level.FAIL),
        /** The domain leaves no room for {@code _dmarc} before it. */
        NAME_TOO_LONG(Level.FAIL),
        /** More than one record at a name; all of them are discarded. */
        MULTIPLE_RECORDS(Level.FAIL),
        /** The text is meant as a record and does not begin as one. */
        NEAR_MISS(Level.FAIL),
        /** An SPF record stands at the name for DMARC. */
        SPF_AT_DMARC(Level.FAIL),
        /** A DMARC record stands at the domain itself, where nobody looks. */
        AT_WRONG_NAME(Level.FAIL),

        /** A piece that is no tag; receivers ignore it. */
        BAD_TAG(Level.WARN),
        /** An empty tag: two semicolons. */
        EMPTY_TAG(Level.WARN),
        /** A tag stands twice. */
        DUPLICATE_TAG(Level.FAIL),
        /** A tag that no standard knows. */
        UNKNOWN_TAG(Level.INFO),
        /** A tag that RFC 9989 has dropped. */
        HISTORIC_TAG(Level.INFO),
        /** A percentage under 100, which receivers by RFC 9989 ignore. */
        PARTIAL(Level.WARN),
        /** {@code p=} is absent, which counts as none. */
        POLICY_MISSING(Level.WARN),
        /** A policy that is none of the three words. */
        POLICY_BAD(Level.FAIL),
        /** A value that the tag does not know; its default holds. */
        BAD_VALUE(Level.WARN),
        /** A place for reports that is no {@code mailto:} address. */
        BAD_URI(Level.WARN),
        /** More places for reports than are looked at. */
        TOO_MANY_URIS(Level.WARN),

        /** Nobody gets aggregate reports. */
        NO_REPORTS(Level.WARN),
        /** The policy asks for nothing but reports. */
        POLICY_NONE(Level.INFO),
        /** {@code t=y}: the policy is applied one step milder. */
        TESTING(Level.WARN),
        /** Subdomains are less protected than the domain. */
        WEAKER_SUBDOMAINS(Level.WARN),
        /** The domain says that it is a public suffix. */
        PUBLIC_SUFFIX(Level.INFO),
        /** The reports' destination does not say that it wants them. */
        DESTINATION_REFUSES(Level.WARN);

        private final Level level;
        private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

        Kind(Level level) {
            this.level = level;
        }

        /** {@return how much it matters} */
        public Level level() {
            return level;
        }

        /** {@return a name for machines: {@code multiple-records}} */
        public String id() {
            return id;
        }
    }
}
