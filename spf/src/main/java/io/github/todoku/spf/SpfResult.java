package io.github.todoku.spf;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of check_host() (RFC 7208 §2.6), and how it came about. Immutable. */
public final class SpfResult implements Serializable {
    private static final long serialVersionUID = 1;

    private final SpfVerdict verdict;
    private final SpfIdentity identity;
    private final @Nullable DnsName domain;
    private final @Nullable String explanation;
    private final @Nullable Finding problem;
    private final LookupCounts counts;
    private final SpfTrace trace;
    private final boolean authentic;

    SpfResult(
            SpfVerdict verdict,
            SpfIdentity identity,
            @Nullable DnsName domain,
            @Nullable String explanation,
            @Nullable Finding problem,
            LookupCounts counts,
            SpfTrace trace,
            boolean authentic) {
        this.verdict = verdict;
        this.identity = identity;
        this.domain = domain;
        this.explanation = explanation;
        this.problem = problem;
        this.counts = counts;
        this.trace = trace;
        this.authentic = authentic;
    }

    /** A check that ended before it asked anything. */
    static SpfResult unasked(Sender sender, Finding problem) {
        return new SpfResult(
                SpfFinding.verdict(problem),
                sender.identity(),
                sender.name(),
                null,
                problem,
                LookupCounts.NONE,
                SpfTrace.unasked(sender.domain(), problem),
                false);
    }

    /** {@return the result} */
    public SpfVerdict verdict() {
        return verdict;
    }

    /** {@return whether the client may send for the domain} */
    public boolean isPass() {
        return verdict == SpfVerdict.PASS;
    }

    /** {@return whether the DNS or the time limit left it open: temperror} */
    public boolean cannotTell() {
        return verdict == SpfVerdict.TEMPERROR;
    }

    /** {@return the questions that got no answer, with the reason; a {@code ptr} that fails leaves one with any verdict} */
    public List<DnsAnswer.TempFail> gaps() {
        return trace.gaps();
    }

    /** {@return whose authorization was checked; a pass for HELO is not a pass for MAIL FROM} */
    public SpfIdentity identity() {
        return identity;
    }

    /** {@return the domain that was checked, as A-labels; null if there was none to check} */
    public @Nullable DnsName domain() {
        return domain;
    }

    /**
     * {@return the domain owner's explanation of a fail (§6.2), printable US-ASCII written by a third party; null if there is
     * none}
     */
    public @Nullable String explanation() {
        return explanation;
    }

    /** {@return why the verdict is none, temperror or permerror; null for the other verdicts} */
    public @Nullable Finding finding() {
        return problem;
    }

    /** {@return why the verdict is none, temperror or permerror; empty for the other verdicts} */
    public List<Finding> findings() {
        return problem == null ? List.of() : List.of(problem);
    }

    /** {@return how much DNS work it took} */
    public LookupCounts counts() {
        return counts;
    }

    /** {@return how many terms asked the DNS (§4.6.4)} */
    public int terms() {
        return counts.terms();
    }

    /** {@return how many void lookups there were, as the options of the check count them (§4.6.4)} */
    public int voids() {
        return counts.voids();
    }

    /** {@return the story, term by term} */
    public SpfTrace trace() {
        return trace;
    }

    /** {@return whether the resolver validated every answer that was used (DNSSEC)} */
    public boolean authentic() {
        return authentic;
    }

    /** {@code fail example.com}, for logs. */
    @Override
    public String toString() {
        return verdict.token() + " " + (domain == null ? "-" : domain.toString())
                + (problem == null ? "" : " " + problem.id());
    }
}
