package io.github.todoku.spf;

import io.github.todoku.dns.DnsName;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What check_host() found (RFC 7208 §2.6), and how. Immutable.
 *
 * @param verdict the result
 * @param identity whose authorization it is; a pass of HELO is no pass of MAIL FROM
 * @param domain the domain that was checked, as A-labels; null if there was none that could be
 * @param explanation what the domain's owner says about a fail (§6.2), printable US-ASCII from a third party; null if
 *     nothing
 * @param problem why the verdict is none, temperror or permerror; null for the other verdicts
 * @param counts how much DNS work it was
 * @param trace the story, term by term
 * @param authentic whether the resolver said of every answer that was used that it has validated it (DNSSEC)
 */
public record SpfResult(
        SpfVerdict verdict,
        SpfIdentity identity,
        @Nullable DnsName domain,
        @Nullable String explanation,
        @Nullable SpfProblem problem,
        LookupCounts counts,
        SpfTrace trace,
        boolean authentic)
        implements Serializable {

    /** {@return how many terms asked the DNS (§4.6.4)} */
    public int terms() {
        return counts.terms();
    }

    /** {@return how many void lookups there were, by the policy of the check (§4.6.4)} */
    public int voids() {
        return counts.voids();
    }

    /** A check that ended before anything was asked, or of which nothing is known. */
    static SpfResult unasked(Sender sender, SpfProblem problem) {
        return new SpfResult(
                problem.kind().verdict(),
                sender.identity(),
                sender.name(),
                null,
                problem,
                LookupCounts.NONE,
                SpfTrace.unasked(sender.domain(), problem),
                false);
    }
}
