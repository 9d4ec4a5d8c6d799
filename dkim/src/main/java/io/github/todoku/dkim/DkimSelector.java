package io.github.todoku.dkim;

import io.github.todoku.dns.DnsName;
import java.io.Serializable;
import java.util.Objects;

/**
 * A selector to look up, and who named it.
 *
 * @param name one or more labels (RFC 6376 §3.1)
 * @param source who named it; a guess that finds nothing proves nothing
 */
public record DkimSelector(DnsName name, Source source) implements Serializable {
    /**
     * Refuses null.
     *
     * @param name the selector
     * @param source who named it
     */
    public DkimSelector {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(source, "source");
    }

    /** {@return whether nobody knows that it is in use} */
    public boolean isGuess() {
        return source == Source.GUESS;
    }

    /** Who named a selector. */
    public enum Source {
        /** The caller knows it. */
        CALLER,
        /** A DKIM-Signature field of a message. */
        SIGNATURE,
        /** A guess: sending services commonly use it. */
        GUESS
    }
}
