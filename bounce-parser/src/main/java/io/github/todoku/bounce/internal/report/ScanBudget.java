package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.ParseLimits;
import io.github.todoku.bounce.ReportNote;
import io.github.todoku.message.HeaderFields;
import io.github.todoku.message.Message;
import io.github.todoku.message.MessageLimits;
import io.github.todoku.message.MessageNote;
import io.github.todoku.message.MimePart;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts what one report may cost against its limits, and notes which were reached. One object a message. */
public final class ScanBudget {
    private final ParseLimits limits;
    private final Set<ReportNote> notes = EnumSet.noneOf(ReportNote.class);
    private @Nullable Message message;

    /** Nothing used yet. */
    public ScanBudget(ParseLimits limits) {
        this.limits = limits;
    }

    /** The message in these octets; what is noted of it is noted here too. */
    public Message scan(byte[] octets) {
        Message scanned = Message.parse(octets, messageLimits());
        message = scanned;
        return scanned;
    }

    private MessageLimits messageLimits() {
        return new MessageLimits(
                limits.maxInputBytes(),
                limits.maxParts(),
                limits.maxDepth(),
                limits.maxHeaderBytes(),
                limits.maxTextBytes());
    }

    /** The limits reached, and other things worth knowing. */
    public Set<ReportNote> notes() {
        Set<ReportNote> all = EnumSet.copyOf(notes);
        if (message != null) {
            message.notes().forEach(note -> all.add(ofMessage(note)));
        }
        return all;
    }

    private static ReportNote ofMessage(MessageNote note) {
        return switch (note) {
            case MESSAGE_LIMIT -> ReportNote.INPUT_LIMIT;
            case PARTS_LIMIT -> ReportNote.PARTS_LIMIT;
            case DEPTH_LIMIT -> ReportNote.DEPTH_LIMIT;
            case HEADERS_LIMIT -> ReportNote.HEADERS_LIMIT;
            case TEXT_LIMIT -> ReportNote.TEXT_LIMIT;
            case TORN_MULTIPART -> ReportNote.TORN_MULTIPART;
        };
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

    /** How many octets of one text are read. */
    public int maxTextBytes() {
        return limits.maxTextBytes();
    }

    /** The header fields at the beginning of a text. */
    HeaderFields headersIn(String text) {
        return noted(HeaderFields.parse(text, messageLimits()));
    }

    /** The header fields at the beginning of a part's body. */
    HeaderFields headersIn(MimePart part) {
        return noted(part.bodyFields());
    }

    private HeaderFields noted(HeaderFields fields) {
        if (fields.isCut()) {
            notes.add(ReportNote.HEADERS_LIMIT);
        }
        return fields;
    }
}
