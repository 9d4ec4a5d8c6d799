package io.github.todoku.dkim;

import io.github.todoku.dns.tags.Sentences;
import java.io.Serializable;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * A finding, as data: a kind with a stable id, the place, and a detail.
 *
 * @param kind what it is
 * @param start where in the record's text it begins; -1 if it has no place there
 * @param end where it ends, exclusive; -1 if it has no place
 * @param detail the piece of text, name or count concerned; from the network and not escaped
 */
public record DkimProblem(Kind kind, int start, int end, String detail) implements Serializable {

    static DkimProblem of(Kind kind, String detail) {
        return new DkimProblem(kind, -1, -1, detail);
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
        return say("problem.", locale);
    }

    /**
     * {@return what to do, for people; Japanese for that language, English for every other}
     *
     * @param locale the language
     */
    public String fix(Locale locale) {
        return say("fix.", locale);
    }

    private String say(String prefix, Locale locale) {
        return Sentences.say(bundle(locale), prefix + kind.id(), detail);
    }

    static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(
                DkimProblem.class.getPackageName() + ".messages", Sentences.bundleLocale(locale));
    }

    /** How much a finding matters. */
    public enum Level {
        /** The key cannot be used, or receivers refuse it. */
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
        /** The selector and the domain are too long for one name. */
        NAME_TOO_LONG(Level.FAIL),
        /** There is no record at the selector. */
        NO_RECORD(Level.FAIL),
        /** The selector is an alias (CNAME) of a name that has no record. */
        ALIAS_TO_NOTHING(Level.FAIL),
        /** The aliases lead in a circle. */
        ALIAS_LOOP(Level.FAIL),
        /** Any selector at all gives this answer: a wildcard record, which proves no key. */
        WILDCARD(Level.FAIL),
        /** More than one record; what verifiers then do is undefined (RFC 6376 §3.6.2.2). */
        MULTIPLE_RECORDS(Level.FAIL),
        /** Another text stands beside the key. */
        OTHER_TEXT(Level.WARN),

        /** The text is no key record. */
        NOT_DKIM(Level.FAIL),
        /** The version is not {@code DKIM1}, or not the first tag. */
        BAD_VERSION(Level.FAIL),
        /** Quotation marks were pasted into the text. */
        PASTED_QUOTES(Level.FAIL),
        /** Backslashes were pasted into the text. */
        PASTED_BACKSLASH(Level.FAIL),
        /** The frame of a PEM file was pasted into the key. */
        PASTED_PEM(Level.FAIL),
        /** A line break stands in the text. */
        LINE_BREAK(Level.WARN),
        /** The list of tags breaks its grammar. */
        BAD_TAG(Level.FAIL),
        /** An empty tag: two semicolons. */
        EMPTY_TAG(Level.WARN),
        /** A tag stands twice. */
        DUPLICATE_TAG(Level.FAIL),
        /** A tag that no standard knows. */
        UNKNOWN_TAG(Level.INFO),
        /** A tag of the obsolete RFC 4871. */
        HISTORIC_TAG(Level.WARN),

        /** There is no {@code p=}. */
        NO_KEY(Level.FAIL),
        /** {@code p=} is empty: the key is revoked. */
        REVOKED(Level.FAIL),
        /** The key is no base64. */
        BAD_BASE64(Level.FAIL),
        /** The octets are no key of that type. */
        BAD_KEY(Level.FAIL),
        /** The RSA key stands without the frame that most verifiers expect. */
        BARE_RSA_KEY(Level.WARN),
        /** A type of key that no standard knows. */
        UNKNOWN_KEY_TYPE(Level.FAIL),
        /** The key is shorter than 1024 bits (RFC 8301 §3.2). */
        KEY_TOO_SHORT(Level.FAIL),
        /** The key is shorter than the advised 2048 bits (RFC 8301 §3.2). */
        KEY_SHORT(Level.WARN),
        /** The key is longer than the 4096 bits that verifiers must support (RFC 8301 §3.2). */
        KEY_LONG(Level.WARN),
        /** SHA-256 is not among the hashes allowed; SHA-1 must not be used (RFC 8301 §3.1). */
        NO_SHA256(Level.FAIL),
        /** The key is not meant for mail. */
        NOT_FOR_EMAIL(Level.FAIL),
        /** The domain says that it is testing DKIM. */
        TESTING(Level.WARN),
        /** The identity i= must be at d= itself, not at a subdomain. */
        STRICT_IDENTITY(Level.INFO);

        private final Level level;
        private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

        Kind(Level level) {
            this.level = level;
        }

        /** {@return how much it matters} */
        public Level level() {
            return level;
        }

        /** {@return a name for machines: {@code key-too-short}} */
        public String id() {
            return id;
        }
    }
}
