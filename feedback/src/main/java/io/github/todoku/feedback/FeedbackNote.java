package io.github.todoku.feedback;

import io.github.todoku.feedback.internal.Messages;
import java.util.Locale;

/** What was odd in a report that was read all the same. */
public enum FeedbackNote {
    /** A byte order mark stands before it. */
    BYTE_ORDER_MARK,
    /** Blanks stand before the XML declaration. */
    BLANKS_BEFORE_DECLARATION,
    /** An ampersand that begins no reference. */
    BARE_AMPERSAND,
    /** A less-than sign that begins no tag. */
    BARE_LESS_THAN,
    /** An end tag without its less-than sign, or none where one belongs. */
    END_TAG,
    /** An element before the report is never closed. */
    UNCLOSED_ELEMENT,
    /** A character that XML does not allow. */
    CONTROL_CHARACTER,
    /** The octets are not in the encoding that is declared, or that is none. */
    ENCODING,
    /** A document type declaration, passed over. */
    DOCTYPE,
    /** It breaks off; the rows before that count. */
    CUT,
    /** It is damaged where it was packed; the rows before that count. */
    DAMAGED,
    /** Something follows the end of the report. */
    TRAILING,
    /** Nothing says who reports, or which report it is. */
    NO_METADATA,
    /** Nothing says which policy was found. */
    NO_POLICY,
    /** Its facts stand behind its rows. */
    FACTS_BEHIND_ROWS,
    /** A row whose count is no whole number counts no message. */
    BAD_COUNT,
    /** A row whose source_ip is no address. */
    BAD_ADDRESS,
    /** A date that is no number of seconds. */
    BAD_DATE,
    /** A row that does not say what DMARC found: its own results were taken. */
    SILENT_ROW,
    /** A row whose own results do not give what the reporter says DMARC found: the reporter's word counts. */
    DIFFERS,
    /** More results in one row than are kept. */
    RESULTS_LIMIT,
    /** A text longer than is kept. */
    TEXT_LIMIT,
    /** More rows than are read. */
    ROWS_LIMIT;

    /**
     * {@return what was odd, in a sentence}
     *
     * @param locale the language: Japanese, or English for every other
     */
    public String text(Locale locale) {
        return Messages.in(locale).text("note." + name());
    }
}
