package io.github.todoku.bounce;

import io.github.todoku.message.Masking;
import java.io.Serializable;
import java.time.LocalDate;
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
 */
public record Evidence(
        String words,
        Place place,
        String rule,
        String source,
        @Nullable LocalDate asOf,
        Confidence confidence) implements Serializable {

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

    /** How far a reading can be trusted. */
    public enum Confidence {
        /** The provider's own words, known to mean this. */
        HIGH,
        /** Common words, or a specific code. */
        MEDIUM,
        /** A general code and nothing else. */
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
     */
    public Evidence {
        if (words.length() > MAX_WORDS) {
            words = words.substring(0, MAX_WORDS);
        }
    }

    /** Place, rule and confidence; of the words only how long they are: a name may stand in them without its domain. */
    @Override
    public String toString() {
        return "Evidence[" + words.length() + " characters, " + place + ", " + Masking.mask(rule) + ", " + confidence
                + "]";
    }
}
