package io.github.todoku.feedback.summary;

import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The policy of a domain as the latest report found it.
 *
 * @param p what is asked for the domain; empty if the report does not say
 * @param sp what is asked for its subdomains; empty if it does not say
 * @param trial how it is tried out: {@code pct=50}, {@code t=y}; empty if it is not
 * @param atSecond the end of that report, in seconds since 1970; negative if it does not say
 */
public record PublishedPolicy(String p, String sp, String trial, long atSecond) implements Serializable {
    static @Nullable PublishedPolicy later(@Nullable PublishedPolicy one, @Nullable PublishedPolicy other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        int byTime = Long.compare(one.atSecond, other.atSecond);
        int order = byTime != 0 ? byTime : one.text().compareTo(other.text());
        return order >= 0 ? one : other;
    }

    private String text() {
        return p + "|" + sp + "|" + trial;
    }

    /** {@return what it asks for, for logs} */
    @Override
    public String toString() {
        return Printable.octets("p=" + p + " sp=" + sp + " " + trial);
    }

    /** Whether it is that policy or a stricter one, in full or tried out with {@code t=y}; {@code pct} is no trial of it. */
    boolean isTried(DmarcPolicy policy) {
        boolean every = trial.isEmpty() || trial.equals("t=y");
        return policy == DmarcPolicy.REJECT
                ? p.equals("reject") && every
                : p.equals("reject") || (p.equals("quarantine") && every);
    }

    /** {@return whether it is at least quarantine for every message: reject on trial is (RFC 9989 §4.7, RFC 7489 §6.6.4)} */
    public boolean isEnforced() {
        return p.equals("reject") || (p.equals("quarantine") && trial.isEmpty());
    }
}
