package io.github.todoku.feedback;

/** How much of what strangers send is read. Reaching a limit is a note or a refusal, never an exception. */
public final class ReportLimits {
    /** The most octets of one report, unpacked: a million rows are about half of it. */
    public static final long MAX_UNPACKED_BYTES = 1L << 30;

    /** The most octets that everything packed in one outermost file or mail may be, unpacked, however it is packed in each other. */
    public static final long MAX_UNPACKED_IN_ALL = 4L << 30;

    /** Up to so many octets a report may be packed as tightly as it likes. */
    public static final long FREE_UNPACKED_BYTES = 16L << 20;

    /** Beyond them: the most octets that one packed octet may become. A report of a million like rows has 120. */
    public static final int MAX_RATIO = 250;

    /** How many times over a report may be packed: gzip in zip in a mail in a mail. */
    public static final int MAX_NESTING = 5;

    /** The most entries of one zip. */
    public static final int MAX_ZIP_ENTRIES = 10_000;

    /** The most octets of one mail. */
    public static final int MAX_MAIL_BYTES = 24 << 20;

    /** The most octets of a TLS report, unpacked. */
    public static final int MAX_JSON_BYTES = 4 << 20;

    /** How deep the values of a TLS report may lie in each other. */
    public static final int MAX_JSON_DEPTH = 32;

    /** The most characters kept of one text. */
    public static final int MAX_TEXT_LENGTH = 1_024;

    /** The most signatures kept of one row, one that is aligned always among them (RFC 9990 §3.1.1.10 asks for no more). */
    public static final int MAX_DKIM_RESULTS = 100;

    /** The most SPF results, and the most reasons, kept of one row; and the most errors of one report. */
    public static final int MAX_SPF_RESULTS = 10;

    /** The most rows of one report. */
    public static final long MAX_ROWS = 10_000_000;

    /** How many rows are held back until the report has said what it is; then they are given without that. */
    public static final int MAX_ROWS_HELD = 10_000;

    /** How many octets of them at most. */
    public static final int MAX_BYTES_HELD = 16 << 20;

    /** The most domains of which a {@link ReportBook} makes reports. */
    public static final int MAX_BOOK_PAGES = 10_000;

    /** The most rows of all reports that a {@link ReportBook} makes. */
    public static final int MAX_BOOK_ROWS = 200_000;

    /** The most rows of one domain's report that a {@link ReportBook} makes. */
    public static final int MAX_PAGE_ROWS = 20_000;

    /** The most policies of one TLS report. */
    public static final int MAX_TLS_POLICIES = 1_000;

    /** The most kinds of failure of one policy. */
    public static final int MAX_TLS_FAILURES = 100;

    private ReportLimits() {}
}
