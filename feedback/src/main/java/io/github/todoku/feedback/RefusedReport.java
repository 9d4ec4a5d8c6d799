package io.github.todoku.feedback;

import io.github.todoku.feedback.internal.Messages;
import io.github.todoku.words.Printable;
import java.util.Locale;

/**
 * What was given for a report and is none, or is none that can be read. Immutable.
 *
 * @param place where it was found
 * @param reason why it is not read
 * @param detail what was met: an element, a limit, an octet count; may be empty; from the network, not escaped
 */
public record RefusedReport(String place, Reason reason, String detail) implements ReportItem {
    /** Why something is not read as a report. */
    public enum Reason {
        /** Nothing is there. */
        EMPTY,
        /** It is of no form that reports come in. */
        NOT_A_REPORT,
        /** A report begins, and breaks off before a whole row. */
        NO_WHOLE_ROW,
        /** It is packed, and what it is packed in is damaged before anything could be read. */
        DAMAGED,
        /** It is larger than is read, unpacked. */
        TOO_LARGE,
        /** It is unpacked into far more than it is: a bomb. */
        BOMB,
        /** It is packed too many times over, or holds too many things. */
        TOO_DEEP,
        /** It declares entities of its own, which no report needs. */
        ENTITIES,
        /** It is in an encoding that is not read. */
        ENCODING,
        /** A mail none of whose parts is a report. */
        NO_PART,
        /** The file system did not give it. */
        UNREADABLE
    }

    /**
     * {@return why it is not read, in a sentence}
     *
     * @param locale the language: Japanese, or English for every other
     */
    public String text(Locale locale) {
        return Messages.in(locale).text("refused." + reason, Printable.octets(place), Printable.octets(detail));
    }

    @Override
    public String toString() {
        return Printable.octets(place) + ": " + reason + " " + Printable.octets(detail);
    }
}
