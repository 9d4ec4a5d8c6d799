package io.github.todoku.dnsbl;

import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a list answers its own test points as it should (RFC 5782 §5), seen through the resolver in use. Immutable.
 */
public final class ListHealth extends Value {
    private static final long serialVersionUID = 1;

    private final String zone;
    private final SubjectKind kind;
    private final State state;
    private final List<PointAnswer> answers;
    private final Instant testedAt;

    ListHealth(String zone, SubjectKind kind, State state, List<PointAnswer> answers, Instant testedAt) {
        this.zone = zone;
        this.kind = kind;
        this.state = state;
        this.answers = List.copyOf(answers);
        this.testedAt = testedAt;
    }

    /** The outcome of a test. */
    public enum State {
        /** What must be listed is, and what must not be is not. */
        WORKING,
        /** What must be listed is not: the list is empty, or silently refuses this resolver. */
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
            implements Serializable {
        @Override
        public String toString() {
            return Printable.parts(this, subject, mustBeListed, answer, asItShould);
        }
    }

    /** {@return the list's zone, with {@code <key>} in place of the key} */
    public String zone() {
        return zone;
    }

    /** {@return the kind of questions that were tested} */
    public SubjectKind kind() {
        return kind;
    }

    /** {@return the outcome} */
    public State state() {
        return state;
    }

    /** {@return what each test point answered; empty if there is none} */
    public List<PointAnswer> answers() {
        return answers;
    }

    /** {@return when it was tested} */
    public Instant testedAt() {
        return testedAt;
    }

    /** {@return whether it passed its test} */
    public boolean isWorking() {
        return state == State.WORKING;
    }

    /** {@return whether nothing that the list says counts} */
    public boolean isUnreliable() {
        return state == State.EMPTY || state == State.LISTS_EVERYTHING || state == State.FOREIGN;
    }

    /** {@return whether nothing is known: no answer came, or the list refuses this resolver} */
    public boolean cannotTell() {
        return state == State.UNREACHABLE || state == State.REFUSING;
    }

    /**
     * {@return how the list did in its test, in words}
     *
     * @param locale the language
     */
    public String text(Locale locale) {
        return DnsblWords.text(locale, "health." + DnsblWords.of(state));
    }

    @Override
    List<@Nullable Object> parts() {
        return Arrays.asList(zone, kind, state, answers, testedAt);
    }
}
