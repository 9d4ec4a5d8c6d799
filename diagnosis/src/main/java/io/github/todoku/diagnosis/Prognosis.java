package io.github.todoku.diagnosis;

import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.finding.Severity;
import io.github.todoku.preflight.PreflightReport;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.publish.SpfProof;
import java.io.Serializable;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The same checks with the remedy laid over the DNS, before anything is published. It says what SPF or DMARC will say; what
 * a receiver does with it is up to the receiver.
 *
 * @param outlooks one for each address that was tried, the bounced one first; of each sender that is wanted the first and
 *     the last address of both families; empty if there is nothing to try
 * @param senders each wanted sender, a service as well as an address, with the verdicts of all its addresses, IPv4 and IPv6
 * @param dmarc the DMARC policy before and after; null where no DMARC record is proposed
 * @param rules what the receiver's rules will say; empty unless the caller says how much the domain sends
 *     ({@link SendingProfile#volume}), and where no rules of that receiver are known
 * @param complete whether everything could be tried in time
 */
public record Prognosis(
        List<Outlook> outlooks,
        List<SpfProof.Sender> senders,
        @Nullable DmarcOutlook dmarc,
        List<PreflightReport.Judgement> rules,
        boolean complete)
        implements Serializable {
    /** Nothing to try: no record is proposed. */
    public static final Prognosis NONE = new Prognosis(List.of(), List.of(), null, List.of(), true);

    /**
     * Copies the lists.
     *
     * @param outlooks one for each address that was tried
     * @param senders each wanted sender
     * @param dmarc the DMARC policy before and after
     * @param rules what the receiver's rules will say
     * @param complete whether everything could be tried in time
     */
    public Prognosis {
        outlooks = List.copyOf(outlooks);
        senders = List.copyOf(senders);
        rules = List.copyOf(rules);
    }

    /**
     * {@return the receivers whose rules were judged, by the id of their pack, each with the rules that will fail; with an empty
     * list where none will}
     */
    public Map<String, List<PreflightReport.Judgement>> failingRules() {
        Map<String, List<PreflightReport.Judgement>> failing = new LinkedHashMap<>();
        PreflightReport.Judgement.byPack(rules)
                .forEach((pack, judged) -> failing.put(
                        pack,
                        judged.stream()
                                .filter(rule -> rule.finding().severity() == Severity.FAIL)
                                .toList()));
        return failing;
    }

    Prognosis judged(List<PreflightReport.Judgement> judgements) {
        return new Prognosis(outlooks, senders, dmarc, judgements, complete);
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
         * {@return whether there will be a policy that receivers can read}
         */
        public boolean willStand() {
            return after.policy().isPresent() && after.status() != DmarcResult.Status.FAIL;
        }
    }

    /**
     * {@return whether there is something to try, SPF will pass for all of it, and there will be a DMARC policy} The
     * receiver's rules do not count: what else it requires is another record, or none.
     */
    public boolean allWillPass() {
        boolean something = !outlooks.isEmpty() || dmarc != null;
        return complete
                && something
                && outlooks.stream().allMatch(Outlook::willPass)
                && senders.stream().allMatch(SpfProof.Sender::passes)
                && (dmarc == null || dmarc.willStand());
    }
}
