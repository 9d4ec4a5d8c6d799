package io.github.todoku.dnsbl;

import java.io.Serializable;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a subject leaves a list.
 *
 * @param way the way that the operator offers
 * @param lookupUrl where one may look up the entry; null if unknown or known from memory only
 * @param removalUrl where one asks for removal; null if unknown or known from memory only
 * @param needs what must be so before
 */
public record RemovalPath(
        Way way, @Nullable String lookupUrl, @Nullable String removalUrl, Set<Need> needs) implements Serializable {

    /**
     * Copies the set.
     *
     * @param way the way that the operator offers
     * @param lookupUrl where one may look up the entry; null if unknown or known from memory only
     * @param removalUrl where one asks for removal; null if unknown or known from memory only
     * @param needs what must be so before
     */
    public RemovalPath {
        needs = Collections.unmodifiableSet(new TreeSet<>(needs));
    }

    /** The way out. */
    public enum Way {
        /** A button: anyone may remove the entry at once. */
        SELF_SERVICE,
        /** A form that someone or something decides upon. */
        FORM,
        /** The internet provider of the address must ask. */
        BY_PROVIDER,
        /** The entry goes by itself some time after the cause has ended. */
        AUTOMATIC,
        /** There is none. */
        NONE,
        /** Nothing is known for certain. */
        UNKNOWN
    }

    /** What must be so before. */
    public enum Need {
        /** The cause must have ended. */
        CAUSE_ENDED,
        /** The address needs a proper reverse name. */
        REVERSE_NAME,
        /** An account with the operator. */
        ACCOUNT
    }
}
