package io.github.todoku.dnsbl;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One answer of a list and what it means there: {@code 127.0.0.4 block exploited-host XBL}. The same number is good in one
 * list and bad in the next, so codes belong to lists.
 *
 * @param answer the A record: four octets, each a number, a range {@code 10-69} or {@code x} for any; or {@code bit 8}
 * @param effect what it does to the verdict
 * @param meaning what it says
 * @param label the list's own short name for it, where it has one: {@code PBL}
 */
public record DnsblCode(
        String answer,
        Effect effect,
        ListingMeaning meaning,
        @Nullable String label) implements Serializable {

    /** What a code does to the verdict; of several the first in this order counts. */
    public enum Effect {
        /** An accusation: the subject is listed. */
        BLOCK,
        /** Listed as a matter of policy; no accusation. */
        POLICY,
        /** Speaks for the subject. */
        ALLOW,
        /** A remark, neither for nor against. */
        NOTE
    }
}
