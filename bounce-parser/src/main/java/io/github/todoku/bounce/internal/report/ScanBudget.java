package io.github.todoku.bounce.internal.mime;

import io.github.todoku.bounce.ParseLimits;
import io.github.todoku.bounce.ReportNote;
import java.util.EnumSet;
import java.util.Set;

/** Counts what one message may cost against its limits, and notes which were reached. One object a message. */
public final class ScanBudget {
    private final ParseLimits limits;
    private final Set<ReportNote> notes = EnumSet.noneOf(ReportNote.class);
    private int parts;
    private int headerBytes;

    /** Nothing used yet. */
    public ScanBudget(ParseLimits limits) {
        this.limits = limits;
    }

    /** The limits reached, and other things worth knowing. */
    public Set<ReportNote> notes() {
        return notes;
    }

    /** Remembers something worth knowing. */
    public void note(ReportNote note) {
        notes.add(note);
    }

    /** Whether one more recipient may be kept, {@code soFar} being kept. */
    public boolean mayTakeRecipient(int soFar) {
        if (soFar < limits.maxRecipients()) {
            return true;
        }
        notes.add(ReportNote.RECIPIENTS_LIMIT);
        return false;
    }

    boolean takePart() {
        if (parts >= limits.maxParts()) {
            notes.add(ReportNote.PARTS_LIMIT);
            return false;
        }
        parts++;
        return true;
    }

    boolean takeHeader(int length) {
        if (headerBytes > limits.maxHeaderBytes() - length) {
            notes.add(ReportNote.HEADERS_LIMIT);
            headerBytes = limits.maxHeaderBytes(); // what comes later does not count again
            return false;
        }
        headerBytes += length;
        return true;
    }

    boolean mayNest(int depth) {
        if (depth < limits.maxDepth()) {
            return true;
        }
        notes.add(ReportNote.DEPTH_LIMIT);
        return false;
    }

    /** How many octets of one text are read. */
    public int maxTextBytes() {
        return limits.maxTextBytes();
    }

    void textLimitReached() {
        notes.add(ReportNote.TEXT_LIMIT);
    }
}
