package io.github.todoku.message;

import java.util.EnumSet;
import java.util.Set;

/**
 * Counts what one message may cost against its limits, and notes which were reached. One object a message; when the scan is
 * over only {@link #textLimitReached} changes it, from any thread.
 */
final class PartBudget {
    private final MessageLimits limits;
    private final Set<MessageNote> notes = EnumSet.noneOf(MessageNote.class);
    private int parts;
    private int headerBytes;
    private volatile boolean textCut;

    PartBudget(MessageLimits limits) {
        this.limits = limits;
    }

    MessageLimits limits() {
        return limits;
    }

    Set<MessageNote> notes() {
        Set<MessageNote> all = EnumSet.copyOf(notes);
        if (textCut) {
            all.add(MessageNote.TEXT_LIMIT);
        }
        return all;
    }

    void note(MessageNote note) {
        notes.add(note);
    }

    boolean takePart() {
        if (parts >= limits.maxParts()) {
            notes.add(MessageNote.PARTS_LIMIT);
            return false;
        }
        parts++;
        return true;
    }

    boolean takeHeader(int length) {
        if (headerBytes > limits.maxHeaderBytes() - length) {
            notes.add(MessageNote.HEADERS_LIMIT);
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
        notes.add(MessageNote.DEPTH_LIMIT);
        return false;
    }

    void textLimitReached() {
        textCut = true;
    }
}
