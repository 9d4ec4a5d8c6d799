package io.github.todoku.diagnosis;

import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import java.io.Serializable;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The same checks with the remedy laid over the DNS, before anything is published. It says what SPF or DMARC will say; what
 * a receiver makes of it is the receiver's.
 *
 * @param outlooks one for each address that was tried, the bounced one first; empty if there is nothing to try
 * @param dmarc the DMARC policy before and after; null where no DMARC record is proposed
 * @param complete whether everything could be tried in time
 */
public record Prognosis(List<Outlook> outlooks, @Nullable DmarcOutlook dmarc, boolean complete)
        implements Serializable {
    /** Nothing to try: no record is proposed. */
    public static final Prognosis NONE = new Prognosis(List.of(), null, true);

    /**
     * Copies the list.
     *
     * @param outlooks one for each address that was tried, the bounced one first; empty if there is nothing to try
     * @param dmarc the DMARC policy before and after; null where no DMARC record is proposed
     * @param complete whether everything could be tried in time
     */
    public Prognosis {
        outlooks = List.copyOf(outlooks);
    }

    /**
     * One address, before and after.
     *
     * @param client the address
     * @param before the check against the DNS of today
     * @param after the check with the remedy laid over it
     */
    public record Outlook(InetAddress client, SpfResult before, SpfResult after) implements Serializable {
        /**
         * {@return whether SPF will pass}
         */
        public boolean willPass() {
            return after.verdict() == SpfVerdict.PASS;
        }
    }

    /**
     * A domain's DMARC policy, before and after.
     *
     * @param before as the DNS is today
     * @param after with the remedy laid over it
     */
    public record DmarcOutlook(DmarcResult before, DmarcResult after) implements Serializable {
        /**
         * {@return whether a policy will stand that receivers can read}
         */
        public boolean willStand() {
            return after.policy() != null && after.status() != DmarcResult.Status.FAIL;
        }
    }

    /**
     * {@return whether there is something to try, SPF will pass for all of it, and the DMARC policy will stand}
     */
    public boolean allWillPass() {
        boolean something = !outlooks.isEmpty() || dmarc != null;
        return complete
                && something
                && outlooks.stream().allMatch(Outlook::willPass)
                && (dmarc == null || dmarc.willStand());
    }
}
