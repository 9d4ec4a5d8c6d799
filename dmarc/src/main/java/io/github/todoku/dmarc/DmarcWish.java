package io.github.todoku.dmarc;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the record to publish should say:
 *
 * <pre>{@code
 * DmarcWish.of(DmarcPolicy.QUARANTINE).reportsTo("dmarc@example.com")
 * }</pre>
 *
 * <p>Immutable.
 */
public final class DmarcWish implements Serializable {
    private static final long serialVersionUID = 1;

    /** {@code p=none}: to see who sends as the domain before anything is refused. */
    public static final DmarcWish MONITOR = new DmarcWish(DmarcPolicy.NONE, null, null);

    private final DmarcPolicy policy;
    private final @Nullable String reportsTo;
    private final @Nullable Boolean testing;

    private DmarcWish(DmarcPolicy policy, @Nullable String reportsTo, @Nullable Boolean testing) {
        this.policy = Objects.requireNonNull(policy, "policy");
        this.reportsTo = reportsTo;
        this.testing = testing;
    }

    /**
     * {@return the wish for a policy; a stricter one that is in force stays}
     *
     * @param policy the mildest acceptable policy
     */
    public static DmarcWish of(DmarcPolicy policy) {
        return new DmarcWish(policy, null, null);
    }

    /**
     * {@return the same with a mailbox for aggregate reports, unless the record already has one}
     *
     * @param mailbox the address: {@code dmarc@example.com}
     * @throws IllegalArgumentException if it cannot stand in a record
     */
    public DmarcWish reportsTo(String mailbox) {
        if (!isMailbox(mailbox)) {
            throw new IllegalArgumentException("not a mailbox that can stand in a record: " + mailbox);
        }
        return new DmarcWish(policy, mailbox, testing);
    }

    /**
     * {@return the same with a stricter policy tried out first: {@code t=y}, so that receivers apply the next milder one and
     * intermediaries do what they do for a strict one (RFC 9989 §4.7, A.6)} A policy that is in force is not tried out again.
     * Receivers that go by RFC 7489 do not know {@code t} and apply the policy in full: so it rises by one step only, a
     * {@code pct} stays, and the policy stays as it is where a trial runs, or where {@code sp} or {@code np} is in force, which
     * {@code t=y} would make milder.
     */
    public DmarcWish onTrial() {
        return new DmarcWish(policy, reportsTo, true);
    }

    /**
     * {@return the same with the policy for every message: without {@code t=y}, and without the {@code pct} of RFC 7489} Both
     * stay where a policy of the record is stricter than the wish: that one was not wished for in full. What is stricter only
     * below the domain makes the wish one that cannot be planned while either stands.
     */
    public DmarcWish inFull() {
        return new DmarcWish(policy, reportsTo, false);
    }

    /** An at sign with something on both sides, and nothing that ends a URI or a tag. */
    private static boolean isMailbox(String text) {
        int at = text.lastIndexOf('@');
        return at > 0
                && at < text.length() - 1
                && text.chars().allMatch(c -> c > ' ' && c < 0x7F && ",;!?\"\\".indexOf(c) < 0);
    }

    /** {@return the mildest acceptable policy} */
    public DmarcPolicy policy() {
        return policy;
    }

    /** {@return the mailbox for aggregate reports; empty if none was given} */
    public Optional<String> reportsTo() {
        return Optional.ofNullable(reportsTo);
    }

    /** {@return whether the policy is to be tried out; empty if that stays as it is} */
    public Optional<Boolean> testing() {
        return Optional.ofNullable(testing);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DmarcWish that
                && policy == that.policy
                && Objects.equals(reportsTo, that.reportsTo)
                && Objects.equals(testing, that.testing);
    }

    @Override
    public int hashCode() {
        return Objects.hash(policy, reportsTo, testing);
    }

    /** {@code p=none rua=dmarc@example.com}, for logs. */
    @Override
    public String toString() {
        String trial = testing == null ? "" : testing ? " t=y" : " t=n";
        return "p=" + policy.word() + trial + (reportsTo == null ? "" : " rua=" + reportsTo);
    }
}
