package io.github.todoku.feedback;

import io.github.todoku.feedback.AggregateReport.End;
import io.github.todoku.feedback.AggregateReport.Head;
import io.github.todoku.feedback.AggregateReport.Policy;
import io.github.todoku.feedback.AggregateReport.Row;
import io.github.todoku.feedback.internal.Counts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what stands in {@code feedback}, by local names, whatever the namespace (RFC 7489 appendix C, RFC 9990 §3.1.1): elements
 * in any order, the first of doubled ones, unknown ones passed over. For one document, on one thread.
 */
final class AggregateReader {
    /** Each name that a report's elements have: a tag of another name in a text is text. */
    static final Set<String> NAMES = Set.of(
            "feedback",
            "version",
            "report_metadata",
            "org_name",
            "email",
            "extra_contact_info",
            "report_id",
            "date_range",
            "begin",
            "end",
            "error",
            "generator",
            "policy_published",
            "domain",
            "adkim",
            "aspf",
            "p",
            "sp",
            "np",
            "pct",
            "fo",
            "testing",
            "discovery_method",
            "version_published",
            "extension",
            "record",
            "row",
            "source_ip",
            "count",
            "policy_evaluated",
            "disposition",
            "dkim",
            "spf",
            "reason",
            "type",
            "comment",
            "identifiers",
            "identities",
            "header_from",
            "envelope_from",
            "envelope_to",
            "auth_results",
            "selector",
            "result",
            "human_result",
            "scope");

    /** What stands at the top of a report: it ends everything that was left open before it. */
    private static final Set<String> TOP = Set.of("record", "report_metadata", "policy_published");

    private final XmlScanner xml;
    private final String place;
    private final Set<FeedbackNote> notes;
    private final RowReader rowReader;

    private String namespace = "";
    private @Nullable String orgName;
    private @Nullable String email;
    private @Nullable String extraContact;
    private @Nullable String reportId;
    private @Nullable String begin;
    private @Nullable String end;
    private List<String> errors = new ArrayList<>();
    private Policy policy = Policy.NONE;
    private boolean metadata;
    private boolean policySeen;
    private boolean policyRead;
    private boolean closed;
    private @Nullable Head head;
    private List<Row> held = new ArrayList<>();
    private long heldFrom;
    private long rows;
    private long messages;

    AggregateReader(XmlScanner xml, String place, Set<FeedbackNote> notes) {
        this.xml = xml;
        this.place = place;
        this.notes = notes;
        this.rowReader = new RowReader(xml, place, notes);
    }

    void begin(String attributes) {
        namespace = namespace(attributes);
        orgName = null;
        email = null;
        extraContact = null;
        reportId = null;
        begin = null;
        end = null;
        errors = new ArrayList<>();
        policy = Policy.NONE;
        metadata = false;
        policySeen = false;
        policyRead = false;
        closed = false;
        head = null;
        held = new ArrayList<>();
        heldFrom = xml.position();
        rows = 0;
        messages = 0;
    }

    private static String namespace(String attributes) {
        int at = attributes.indexOf("xmlns");
        int from = at < 0 ? -1 : attributes.indexOf('=', at) + 2;
        if (from < 2 || from > attributes.length()) {
            return "";
        }
        int to = attributes.indexOf(attributes.charAt(from - 1), from);
        return to < 0 ? "" : attributes.substring(from, to);
    }

    /** The next row; null if there is none. */
    @Nullable
    Row row() {
        while (inside(xml, "feedback", notes)) {
            switch (xml.name()) {
                case "report_metadata" -> metadata();
                case "policy_published" -> policy();
                case "record" -> {
                    Row row = record();
                    if (row != null) {
                        return row;
                    }
                }
                default -> skip();
            }
        }
        closed = xml.next() == XmlScanner.Token.END && xml.name().equals("feedback");
        return null;
    }

    private @Nullable Row record() {
        if (rows >= ReportLimits.MAX_ROWS) {
            notes.add(FeedbackNote.ROWS_LIMIT);
            skip();
            return null;
        }
        Row row = rowReader.read(policy);
        if (row == null) {
            return null; // it broke off
        }
        rows++;
        messages = Counts.plus(messages, row.messages());
        return row;
    }

    /**
     * Goes on to the next start tag within an element. False behind the element's end, or before what cannot stand in it, which
     * is left to be read; the end of {@code feedback} is left too.
     */
    static boolean inside(XmlScanner xml, String element, Set<FeedbackNote> notes) {
        while (true) {
            XmlScanner.Token token = xml.next();
            String name = xml.name();
            if (token == XmlScanner.Token.EOF) {
                xml.unread();
                return false;
            }
            if (token == XmlScanner.Token.START) {
                if (!element.equals("feedback") && TOP.contains(name)) {
                    notes.add(FeedbackNote.END_TAG);
                    xml.unread();
                    return false;
                }
                return true;
            }
            if (name.equals("feedback")) {
                xml.unread();
                return false;
            }
            if (name.equals(element)) {
                return false;
            }
            if (isAround(name, element)) {
                notes.add(FeedbackNote.END_TAG);
                xml.unread();
                return false;
            }
        }
    }

    /** Whether an element can stand around another, so that its end ends that too. */
    private static boolean isAround(String outer, String inner) {
        return switch (outer) {
            case "record" -> !TOP.contains(inner) && !inner.equals("feedback");
            case "row" -> inner.equals("policy_evaluated") || inner.equals("reason");
            case "policy_evaluated" -> inner.equals("reason");
            case "auth_results" -> inner.equals("dkim") || inner.equals("spf");
            case "report_metadata" -> inner.equals("date_range");
            default -> false;
        };
    }

    private void metadata() {
        if (rows > 0) {
            notes.add(FeedbackNote.FACTS_BEHIND_ROWS);
        }
        metadata = true;
        while (inside(xml, "report_metadata", notes)) {
            switch (xml.name()) {
                case "org_name" -> orgName = first(orgName, text());
                case "email" -> email = first(email, text());
                case "extra_contact_info" -> extraContact = first(extraContact, text());
                case "report_id" -> reportId = first(reportId, text());
                case "date_range" -> dates();
                case "error" -> error(text());
                default -> skip(xml, notes);
            }
        }
    }

    private void error(@Nullable String text) {
        if (text != null && errors.size() < ReportLimits.MAX_SPF_RESULTS) {
            errors.add(text);
        }
    }

    private void dates() {
        while (inside(xml, "date_range", notes)) {
            switch (xml.name()) {
                case "begin" -> begin = first(begin, text());
                case "end" -> end = first(end, text());
                default -> skip(xml, notes);
            }
        }
    }

    private void policy() {
        if (rows > 0) {
            notes.add(FeedbackNote.FACTS_BEHIND_ROWS);
        }
        policySeen = true;
        String domain = null;
        String[] tags = new String[8];
        while (inside(xml, "policy_published", notes)) {
            String name = xml.name();
            int tag = List.of("p", "sp", "np", "adkim", "aspf", "pct", "testing", "fo")
                    .indexOf(name);
            if (name.equals("domain")) {
                domain = first(domain, text());
            } else if (tag >= 0) {
                String value = text();
                tags[tag] = first(tags[tag], value == null ? null : value.toLowerCase(Locale.ROOT));
            } else {
                skip(xml, notes);
            }
        }
        if (!policyRead) {
            policyRead = true;
            policy = new Policy(
                    rowReader.names().name(domain),
                    domain,
                    tags[0],
                    tags[1],
                    tags[2],
                    tags[3],
                    tags[4],
                    tags[5],
                    tags[6],
                    tags[7]);
        }
    }

    private @Nullable String text() {
        return xml.text(NAMES);
    }

    static @Nullable String first(@Nullable String known, @Nullable String other) {
        return known == null ? other : known;
    }

    /** Passes over an element of {@code feedback}; one that nobody closed ends at the next record. */
    private void skip() {
        boolean extension = xml.name().equals("extension");
        int depth = 1;
        while (depth > 0) {
            XmlScanner.Token token = xml.next();
            boolean ends = token == XmlScanner.Token.EOF
                    || xml.name().equals("feedback")
                    || (!extension && token == XmlScanner.Token.START && TOP.contains(xml.name()));
            if (ends) {
                xml.unread();
                return;
            }
            depth += token == XmlScanner.Token.START ? 1 : -1;
        }
    }

    /** Passes over an element within one of {@code feedback}'s. */
    static void skip(XmlScanner xml, Set<FeedbackNote> notes) {
        int depth = 1;
        while (depth > 0) {
            XmlScanner.Token token = xml.next();
            if (token == XmlScanner.Token.EOF
                    || xml.name().equals("feedback")
                    || xml.name().equals("record")) {
                xml.unread();
                notes.add(FeedbackNote.END_TAG);
                return;
            }
            depth += token == XmlScanner.Token.START ? 1 : -1;
        }
    }

    void hold(Row row) {
        held.add(row);
    }

    boolean isHoldFull() {
        return held.size() >= ReportLimits.MAX_ROWS_HELD || xml.position() - heldFrom > ReportLimits.MAX_BYTES_HELD;
    }

    List<Row> held() {
        List<Row> rowsHeld = held;
        held = new ArrayList<>();
        return rowsHeld;
    }

    boolean isHeadKnown() {
        return metadata && policySeen;
    }

    boolean isClosed() {
        return closed;
    }

    /** Neither who reports, nor on whom, nor what. */
    boolean saysNothing() {
        return !metadata && !policySeen && rows == 0;
    }

    long rows() {
        return rows;
    }

    Head head() {
        Head made = new Head(
                place, namespace, orgName, email, extraContact, reportId, date(begin), date(end), errors, policy);
        head = made;
        return made;
    }

    End end(@Nullable FeedbackNote damage) {
        if (!metadata) {
            notes.add(FeedbackNote.NO_METADATA);
        }
        if (!policySeen) {
            notes.add(FeedbackNote.NO_POLICY);
        }
        if (damage != null) {
            notes.add(damage);
        }
        Head known = head == null ? head() : head;
        return new End(known, rows, messages, damage == null, notes);
    }

    /** Seconds since 1970; null for anything else. */
    private @Nullable Instant date(@Nullable String text) {
        if (text == null) {
            return null;
        }
        long seconds = RowReader.number(text);
        if (seconds < 0 || seconds > Instant.MAX.getEpochSecond()) {
            notes.add(FeedbackNote.BAD_DATE);
            return null;
        }
        return Instant.ofEpochSecond(seconds);
    }
}
