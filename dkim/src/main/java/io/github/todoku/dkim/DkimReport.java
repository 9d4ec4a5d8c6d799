package io.github.todoku.dkim;

import io.github.todoku.dns.DnsName;
import java.io.Serializable;
import java.util.List;

/**
 * What the DNS says of a domain's keys. Immutable.
 *
 * @param domain the signing domain
 * @param keys one for each selector, in the order of the request
 * @param anywhere whether there can be keys at selectors that were not asked
 */
public record DkimReport(DnsName domain, List<DkimKey> keys, Anywhere anywhere) implements Serializable {
    /**
     * Copies the list.
     *
     * @param domain the signing domain
     * @param keys one for each selector
     * @param anywhere whether there can be keys elsewhere
     */
    public DkimReport {
        keys = List.copyOf(keys);
    }

    /** Whether there can be keys at selectors nobody named; the DNS cannot list them. */
    public enum Anywhere {
        /** There can be. */
        POSSIBLE,
        /** The server says that no name exists below {@code _domainkey} (RFC 8020). */
        NONE,
        /** A wildcard answers for every selector. */
        WILDCARD,
        /** Nothing is known. */
        UNKNOWN
    }

    /** The report in one word. */
    public enum Status {
        /** A selector has a usable key, and no known selector fails. */
        GOOD,
        /** As above, with something to better. */
        WARN,
        /** A selector that is known to be in use has no usable key, or there can be no key at all. */
        FAIL,
        /** No selector is known, or only guesses were tried; that does not mean that DKIM is not set up. */
        SELECTOR_UNKNOWN,
        /** The DNS gave no answer. */
        CANNOT_TELL
    }

    /** {@return whether a selector has a usable key} */
    public boolean hasUsableKey() {
        return keys.stream().anyMatch(key -> key.state() == DkimKey.State.USABLE);
    }

    /** {@return the whole in one word} */
    public Status status() {
        if (keys.stream().anyMatch(DkimReport::fails)) {
            return Status.FAIL;
        }
        if (keys.stream().anyMatch(k -> k.state() == DkimKey.State.UNKNOWN)) {
            return Status.CANNOT_TELL;
        }
        if (!hasUsableKey()) {
            if (anywhere == Anywhere.NONE) {
                return Status.FAIL;
            }
            return anywhere == Anywhere.UNKNOWN && keys.isEmpty() ? Status.CANNOT_TELL : Status.SELECTOR_UNKNOWN;
        }
        boolean warned = keys.stream()
                .filter(key -> key.state() == DkimKey.State.USABLE)
                .flatMap(key -> key.problems().stream())
                .anyMatch(p -> p.level() == DkimProblem.Level.WARN);
        return warned ? Status.WARN : Status.GOOD;
    }

    /** A guess that finds no key tells nothing; one that finds a broken key does. */
    private static boolean fails(DkimKey key) {
        boolean guessed = key.selector().source() == DkimSelector.Source.GUESS;
        return switch (key.state()) {
            case UNUSABLE -> true;
            case REVOKED, MISSING, WILDCARD -> !guessed;
            case USABLE, UNKNOWN -> false;
        };
    }
}
