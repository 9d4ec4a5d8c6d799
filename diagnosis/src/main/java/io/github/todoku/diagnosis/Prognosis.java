package io.github.todoku.diagnosis;

import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import java.io.Serializable;
import java.net.InetAddress;
import java.util.List;

/**
 * The same checks with the remedy laid over the DNS, before anything is published. It says what SPF will say; what a
 * receiver makes of it is the receiver's.
 *
 * @param outlooks one for each address that was tried, the bounced one first; empty if there is nothing to try
 * @param complete whether every address could be tried in time
 */
public record Prognosis(List<Outlook> outlooks, boolean complete) implements Serializable {
    /** Nothing to try: no record is proposed. */
    public static final Prognosis NONE = new Prognosis(List.of(), true);

    /**
     * Copies the list.
     *
     * @param outlooks one for each address that was tried, the bounced one first; empty if there is nothing to try
     * @param complete whether every address could be tried in time
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
     * {@return whether there is something to try and SPF will pass for all of it}
     */
    public boolean allWillPass() {
        return complete && !outlooks.isEmpty() && outlooks.stream().allMatch(Outlook::willPass);
    }
}
