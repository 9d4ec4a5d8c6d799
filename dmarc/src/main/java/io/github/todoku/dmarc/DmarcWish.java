package io.github.todoku.dmarc;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the record to publish shall say.
 *
 * @param policy the least strict policy; a stricter one that is there stays
 * @param reportsTo a mailbox for aggregate reports; null for none that is not there yet
 */
public record DmarcWish(DmarcPolicy policy, @Nullable String reportsTo) implements Serializable {
    /** To see who sends for the domain, before anything is refused. */
    public static final DmarcWish MONITOR = new DmarcWish(DmarcPolicy.NONE, null);

    /**
     * Refuses what is no mailbox.
     *
     * @param policy the least strict policy
     * @param reportsTo a mailbox for aggregate reports
     * @throws IllegalArgumentException if the mailbox cannot stand in a record
     */
    public DmarcWish {
        Objects.requireNonNull(policy, "policy");
        if (reportsTo != null && !isMailbox(reportsTo)) {
            throw new IllegalArgumentException("no mailbox for a record: " + reportsTo);
        }
    }

    /** An at sign with something on both sides, and nothing that ends a URI or a tag. */
    private static boolean isMailbox(String text) {
        int at = text.lastIndexOf('@');
        return at > 0
                && at < text.length() - 1
                && text.chars().allMatch(c -> c > ' ' && c < 0x7F && ",;!?\"\\".indexOf(c) < 0);
    }
}
