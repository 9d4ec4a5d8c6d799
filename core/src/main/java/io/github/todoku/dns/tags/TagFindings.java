package io.github.todoku.dns.tags;

import io.github.todoku.finding.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers what is found in a tag list, each with the piece of text it is about. For one thread, while one record is read. */
public final class TagFindings {
    /** How much of a record's text a finding carries, in octets. */
    public static final int MAX_DETAIL = 40;

    private final String text;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * Begins with nothing found.
     *
     * @param text the record's text
     */
    public TagFindings(String text) {
        this.text = text;
    }

    /**
     * Adds what breaks the grammar of a tag list (RFC 6376 §3.2).
     *
     * @param list the list that was read from the text
     * @param empty what an empty tag is
     * @param duplicate what a tag is whose name stood before
     * @param bad what a piece is that is no tag
     */
    public void faults(TagList list, Finding.Kind empty, Finding.Kind duplicate, Finding.Kind bad) {
        for (TagList.Fault fault : list.faults()) {
            Finding.Kind kind = switch (fault.kind()) {
                case EMPTY -> empty;
                case DUPLICATE -> duplicate;
                case NO_EQUALS, BAD_NAME, TOO_MANY -> bad;
            };
            at(kind, fault.start(), fault.end());
        }
    }

    /**
     * Adds a finding at a place; its detail is the text there.
     *
     * @param kind what it is
     * @param start where it begins in the text
     * @param end where it ends, exclusive
     */
    public void at(Finding.Kind kind, int start, int end) {
        at(kind, start, end, text.substring(start, end));
    }

    /**
     * Adds a finding at a place with a detail of its own.
     *
     * @param kind what it is
     * @param start where it begins in the text
     * @param end where it ends, exclusive
     * @param detail what its sentence speaks of
     */
    public void at(Finding.Kind kind, int start, int end, String detail) {
        findings.add(Finding.of(kind, "", shortened(detail)).at(start, end));
    }

    /**
     * Adds a finding as it is.
     *
     * @param finding what was found
     */
    public void add(Finding finding) {
        findings.add(finding);
    }

    /**
     * Adds a finding about the record as a whole.
     *
     * @param kind what it is
     * @param details what its sentence speaks of
     */
    public void add(Finding.Kind kind, String... details) {
        findings.add(Finding.of(kind, "", details));
    }

    /** {@return everything found, in order of place; what is about the whole record comes first} */
    public List<Finding> inOrder() {
        findings.sort(Comparator.comparingInt(Finding::start));
        return List.copyOf(findings);
    }

    /**
     * {@return the beginning of a text, at most {@value #MAX_DETAIL} octets}
     *
     * @param text any text
     */
    public static String shortened(String text) {
        return text.length() <= MAX_DETAIL ? text : text.substring(0, MAX_DETAIL);
    }
}
