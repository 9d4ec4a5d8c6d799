package io.github.todoku.feedback.summary;

import io.github.todoku.words.Printable;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Who sent, as far as a report alone tells: by what nobody can forge before what everybody can.
 *
 * @param kind how it is known
 * @param name the service, the network, the domain: what it is known by
 */
public record SenderId(Kind kind, String name) implements Serializable, Comparable<SenderId> {
    /** How a sender is known. */
    public enum Kind {
        /** A network that the domain's owner named. */
        OWN,
        /** A service or gateway whose own signature verified or whose own envelope passed SPF. */
        SERVICE,
        /** The same of somebody who passes on mail of others. */
        FORWARDER,
        /** Another's domain whose envelope passed SPF, and of which no more is known. */
        DOMAIN,
        /** Only an address: its network of 256 (IPv4), or of a /48 (IPv6). */
        NETWORK,
        /** Not even an address. */
        UNKNOWN
    }

    /** Nobody knows. */
    static final SenderId NOBODY = new SenderId(Kind.UNKNOWN, "");

    @Override
    public int compareTo(SenderId other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : name.compareTo(other.name);
    }

    /** Kind and name with a colon between. */
    String text() {
        return kind + ":" + name;
    }

    static SenderId parse(String text) {
        int colon = text.indexOf(':');
        for (Kind each : Kind.values()) {
            if (colon > 0 && each.name().equals(text.substring(0, colon))) {
                return new SenderId(each, text.substring(colon + 1));
            }
        }
        return NOBODY;
    }

    /** {@return how it is known and by what, for logs} */
    @Override
    public String toString() {
        return kind + " " + Printable.octets(name);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SenderId that && kind == that.kind && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode() * 31 + kind.name().hashCode();
    }
}
