package io.github.todoku.bounce;

import io.github.todoku.message.Masking;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words that a classification stands on, and the rule that reads them so. Immutable.
 *
 * @param words exactly what was written, at most {@value #MAX_WORDS} characters of it; addresses are not masked here
 * @param place where it stood
 * @param rule the id of the rule that won
 * @param source where the rule's meaning comes from
 * @param asOf when that source was looked at
 * @param confidence how far to trust it
 * @param learned what the reader that learned makes of the words; null where a rule speaks
 */
public record Evidence(
        String words,
        Place place,
        String rule,
        String source,
        @Nullable LocalDate asOf,
        Confidence confidence,
        @Nullable Learned learned)
        implements Serializable {

    /** The most characters kept of a quotation. */
    public static final int MAX_WORDS = 1024;

    /** Where in a report the words stood. */
    public enum Place {
        /** The Diagnostic-Code or Status field of a delivery status (RFC 3464 §2.3). */
        DELIVERY_STATUS,
        /** A transcript of the SMTP dialogue in the report's text. */
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
        /** The provider's own words, known to mean this; or a rule and the reader that learned agree on it. */
        HIGH,
        /** Common words, a specific code, or words much like others that mean this. */
        MEDIUM,
        /** A general code and nothing else, or words that are not much like any known. */
        LOW
    }

    /**
     * Shortens what is too long.
     *
     * @param asOf as in the record
     * @param confidence as in the record
     * @param place as in the record
     * @param rule as in the record
     * @param source as in the record
     * @param words as in the record
     * @param learned as in the record
     */
    public Evidence {
        if (words.length() > MAX_WORDS) {
            words = words.substring(0, MAX_WORDS);
        }
    }

    /**
     * What a rule reads.
     *
     * @param words as in the record
     * @param place as in the record
     * @param rule as in the record
     * @param source as in the record
     * @param asOf as in the record
     * @param confidence as in the record
     */
    public Evidence(
            String words, Place place, String rule, String source, @Nullable LocalDate asOf, Confidence confidence) {
        this(words, place, rule, source, asOf, confidence, null);
    }

    /** Place, rule and confidence; of the words only how long they are: a name may stand in them without its domain. */
    @Override
    public String toString() {
        return "Evidence[" + words.length() + " characters, " + place + ", " + Masking.mask(rule) + ", " + confidence
                + "]";
    }
}
