package io.github.todoku.bounce;

import io.github.todoku.message.Masking;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The words that a classification is based on, and the rule that reads them so. Immutable.
 */
public final class Evidence implements Serializable {
    private static final long serialVersionUID = 1;

    private final String words;
    private final Place place;
    private final String rule;
    private final String source;
    private final @Nullable LocalDate asOf;
    private final Confidence confidence;
    private final @Nullable Learned learned;

    private Evidence(
            String words,
            Place place,
            String rule,
            String source,
            @Nullable LocalDate asOf,
            Confidence confidence,
            @Nullable Learned learned) {
        this.words = words.length() > MAX_WORDS ? words.substring(0, MAX_WORDS) : words;
        this.place = place;
        this.rule = rule;
        this.source = source;
        this.asOf = asOf;
        this.confidence = confidence;
        this.learned = learned;
    }

    /**
     * {@return such a value; made by the library}
     *
     * @param words exactly what was written, at most {@value #MAX_WORDS} characters of it; addresses are not masked here
     * @param place where it was
     * @param rule the id of the rule that won
     * @param source where the rule's meaning comes from
     * @param asOf when that source was looked at
     * @param confidence how far it can be trusted
     * @param learned what the learned reader makes of the words; null where a rule decided
     */
    public static Evidence of(
            String words,
            Place place,
            String rule,
            String source,
            @Nullable LocalDate asOf,
            Confidence confidence,
            @Nullable Learned learned) {
        return new Evidence(words, place, rule, source, asOf, confidence, learned);
    }

    /** {@return exactly what was written, at most {@value #MAX_WORDS} characters of it; addresses are not masked here} */
    public String words() {
        return words;
    }

    /** {@return where it was} */
    public Place place() {
        return place;
    }

    /** {@return the id of the rule that won} */
    public String rule() {
        return rule;
    }

    /** {@return where the rule's meaning comes from} */
    public String source() {
        return source;
    }

    /** {@return when that source was looked at} */
    public @Nullable LocalDate asOf() {
        return asOf;
    }

    /** {@return how far it can be trusted} */
    public Confidence confidence() {
        return confidence;
    }

    /** {@return what the learned reader makes of the words; null where a rule decided} */
    public @Nullable Learned learned() {
        return learned;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Evidence that
                && Objects.equals(words, that.words)
                && Objects.equals(place, that.place)
                && Objects.equals(rule, that.rule)
                && Objects.equals(source, that.source)
                && Objects.equals(asOf, that.asOf)
                && Objects.equals(confidence, that.confidence)
                && Objects.equals(learned, that.learned);
    }

    @Override
    public int hashCode() {
        return Objects.hash(words, place, rule, source, asOf, confidence, learned);
    }

    /** The most characters kept of a quotation. */
    public static final int MAX_WORDS = 1024;

    /** Where in a report the words were. */
    public enum Place {
        /** The Diagnostic-Code or Status field of a delivery status (RFC 3464 §2.3). */
        DELIVERY_STATUS,
        /** A transcript of the SMTP conversation in the report's text. */
        TRANSCRIPT,
        /** The report's text for people. */
        TEXT,
        /** A header field of the report. */
        HEADER,
        /** A reply given as such, or a line of a log. */
        REPLY
    }

    /**
     * What a model that learned from replies says, and what weighed most. Immutable.
     *
     * @param cause the likeliest cause
     * @param probability how likely, from 0 to 1; of many claims of 0.9 nine in ten are right
     * @param features words, pairs of words, groups of letters and codes that speak most for it, the heaviest first; five at most
     */
    public record Learned(Cause cause, double probability, List<String> features) implements Serializable {
        /**
         * Copies the features.
         *
         * @param cause as in the record
         * @param probability as in the record
         * @param features as in the record
         */
        public Learned {
            features = List.copyOf(features);
        }

        /** Cause and probability; of the features only how many there are. */
        @Override
        public String toString() {
            return "Learned[" + cause + ", " + probability + ", " + features.size() + " features]";
        }
    }

    /** How far a reading can be trusted. */
    public enum Confidence {
        /** The provider's own words, known to mean this; or a rule and the learned reader agree on it. */
        HIGH,
        /** Common words, a specific code, or words very similar to others that mean this. */
        MEDIUM,
        /** A general code and nothing else, or words that are not much like any known. */
        LOW
    }

    /**
     * {@return what a rule reads; made by the library}
     *
     * @param words the words
     * @param place where they were
     * @param rule the rule's id
     * @param source where its meaning comes from
     * @param asOf when that was looked at
     * @param confidence how far it can be trusted
     */
    public static Evidence of(
            String words, Place place, String rule, String source, @Nullable LocalDate asOf, Confidence confidence) {
        return new Evidence(words, place, rule, source, asOf, confidence, null);
    }

    /** Place, rule and confidence; of the words only how long they are: a name may appear in them without its domain. */
    @Override
    public String toString() {
        return "Evidence[" + words.length() + " characters, " + place + ", " + Printable.line(Masking.mask(rule)) + ", "
                + confidence + "]";
    }
}
