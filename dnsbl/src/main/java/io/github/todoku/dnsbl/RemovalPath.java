package io.github.todoku.dnsbl;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a subject is removed from a list.
 *
 * @param way the way the operator offers
 * @param lookupUrl where an entry can be looked up; null if no source names it
 * @param removalUrl where to ask for removal; null if no source names it
 * @param needs what must be done first
 */
public record RemovalPath(
        Way way, @Nullable String lookupUrl, @Nullable String removalUrl, Set<Need> needs) implements Serializable {

    /**
     * Copies the set.
     *
     * @param way the way the operator offers
     * @param lookupUrl where an entry can be looked up; null if no source names it
     * @param removalUrl where to ask for removal; null if no source names it
     * @param needs what must be done first
     */
    public RemovalPath {
        needs = Collections.unmodifiableSet(new TreeSet<>(needs));
    }

    /**
     * {@return what to do to be removed, a sentence each; the link, where one is known, ends the last}
     *
     * @param locale the language
     */
    public List<String> advice(Locale locale) {
        List<String> sentences = new ArrayList<>();
        needs.forEach(need -> sentences.add(DnsblWords.text(locale, "need." + DnsblWords.of(need))));
        String how = DnsblWords.text(locale, "removal." + DnsblWords.of(way));
        String url = removalUrl == null ? lookupUrl : removalUrl;
        sentences.add(url == null ? how : DnsblWords.text(locale, "removal.at", how, url));
        return sentences;
    }

    /** The way to be removed. */
    public enum Way {
        /** A button: anyone may remove the entry at once. */
        SELF_SERVICE,
        /** A form; a person or a program decides. */
        FORM,
        /** The address's internet provider must ask. */
        BY_PROVIDER,
        /** The entry expires some time after its cause has ended. */
        AUTOMATIC,
        /** There is none. */
        NONE,
        /** Nothing is known for certain. */
        UNKNOWN
    }

    /** What must be done first. */
    public enum Need {
        /** The cause must have ended. */
        CAUSE_ENDED,
        /** The address needs a proper reverse name. */
        REVERSE_NAME,
        /** An account with the operator. */
        ACCOUNT
    }
}
