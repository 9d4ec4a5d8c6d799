package io.github.todoku.dkim.arc;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.finding.Finding;
import java.io.Serializable;
import java.util.List;
import java.util.OptionalInt;

/**
 * The ARC chain of a message. A pass does not say that the message is good: it says which hosts had it, and what each says it
 * found. Whom to believe is the receiver's own list (RFC 8617 §7.2). Immutable.
 */
public final class ArcChain implements Serializable {
    private static final long serialVersionUID = 1;

    private static final int NOT_KNOWN = -1;

    private final ArcResult result;
    private final Finding reason;
    private final List<Finding> details;
    private final List<ArcSet> sets;
    private final int length;
    private final int oldestPass;
    private final List<DnsAnswer.TempFail> gaps;

    ArcChain(
            ArcResult result,
            Finding reason,
            List<Finding> details,
            List<ArcSet> sets,
            int length,
            int oldestPass,
            List<DnsAnswer.TempFail> gaps) {
        this.result = result;
        this.reason = reason;
        this.details = List.copyOf(details);
        this.sets = List.copyOf(sets);
        this.length = length;
        this.oldestPass = oldestPass;
        this.gaps = List.copyOf(gaps);
    }

    static ArcChain broken(Finding reason, int length) {
        return new ArcChain(ArcResult.FAIL, reason, List.of(), List.of(), length, NOT_KNOWN, List.of());
    }

    /** {@return the Chain Validation Status} */
    public ArcResult result() {
        return result;
    }

    /** {@return whether the chain holds} */
    public boolean isPass() {
        return result == ArcResult.PASS;
    }

    /** {@return why} */
    public Finding reason() {
        return reason;
    }

    /** {@return the reason, then what is wrong with the signature that broke the chain, or how much of the body {@code l=} leaves open} */
    public List<Finding> findings() {
        List<Finding> all = new java.util.ArrayList<>(details);
        all.add(0, reason);
        return List.copyOf(all);
    }

    /** {@return the sets from the oldest to the newest; empty if their structure is broken} */
    public List<ArcSet> sets() {
        return sets;
    }

    /** {@return the highest instance number of 1 to 50 in the message; 0 if there is none} */
    public int length() {
        return length;
    }

    /**
     * {@return the oldest set from which on the message is unchanged, 0 if that is the first; empty if the chain does
     * not hold} It says nothing about whom to trust.
     */
    public OptionalInt oldestPass() {
        return oldestPass == NOT_KNOWN ? OptionalInt.empty() : OptionalInt.of(oldestPass);
    }

    /** {@return whether the chain fails only because a key could not be had; the standard counts that as failed for good} */
    public boolean cannotTell() {
        return !gaps.isEmpty() && result == ArcResult.FAIL;
    }

    /** {@return the questions that had no answer, each with the reason} */
    public List<DnsAnswer.TempFail> gaps() {
        return gaps;
    }

    /** {@code PASS [i=1 example.com]}, for logs. */
    @Override
    public String toString() {
        return result + " " + reason.id() + " " + sets;
    }
}
