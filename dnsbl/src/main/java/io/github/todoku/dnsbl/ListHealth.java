package io.github.todoku.dnsbl;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * Whether a list answers its own test points as it should (RFC 5782 §5), seen through the resolver in use.
 *
 * @param zone the list's zone, {@code <key>} for the key
 * @param kind the kind of questions that were tested
 * @param state the outcome
 * @param answers what each point answered; empty if there is none
 * @param testedAt when
 */
public record ListHealth(String zone, SubjectKind kind, State state, List<PointAnswer> answers, Instant testedAt)
        implements Serializable {

    /**
     * Copies the list.
     *
     * @param zone the list's zone, {@code <key>} for the key
     * @param kind the kind of questions that were tested
     * @param state the outcome
     * @param answers what each point answered; empty if there is none
     * @param testedAt when
     */
    public ListHealth {
        answers = List.copyOf(answers);
    }

    /** The outcome. */
    public enum State {
        /** What must be listed is, and what must not be is not. */
        WORKING,
        /** What must be listed is not: the list is empty, or refuses this resolver without saying so. */
        EMPTY,
        /** What must not be listed is. */
        LISTS_EVERYTHING,
        /** A test point answers outside 127.0.0.0/8: a parked domain, or a resolver that rewrites answers. */
        FOREIGN,
        /** It refuses this resolver, and says so. */
        REFUSING,
        /** No answer came. */
        UNREACHABLE,
        /** The list has no test points. */
        UNTESTABLE
    }

    /**
     * What one test point answered.
     *
     * @param subject the point
     * @param mustBeListed whether it must be listed
     * @param answer the A records, {@code not listed}, or how the question failed
     * @param asItShould whether that is right
     */
    public record PointAnswer(String subject, boolean mustBeListed, String answer, boolean asItShould)
            implements Serializable {}

    /** {@return whether the list's word is to be disbelieved} */
    public boolean isUnreliable() {
        return state == State.EMPTY || state == State.LISTS_EVERYTHING || state == State.FOREIGN;
    }
}
