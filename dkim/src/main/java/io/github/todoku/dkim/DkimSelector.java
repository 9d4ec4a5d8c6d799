package io.github.todoku.dkim;

import io.github.todoku.dns.DnsName;
import java.io.Serializable;
import java.util.Objects;

/**
 * A selector to ask for, and who named it.
 *
 * @param name one label or more (RFC 6376 §3.1)
 * @param source who named it; that a guess finds nothing proves nothing
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

    /** Who named a selector. */
    public enum Source {
        /** The caller knows it. */
        CALLER,
        /** A DKIM-Signature field of the message. */
        SIGNATURE,
        /** A sending service commonly uses it: a guess. */
        GUESS
    }
}
