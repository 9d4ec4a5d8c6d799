package io.github.todoku.feedback;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An XML document that should be an aggregate report: its head, its rows, its end. */
final class AggregateLayer extends Layer {
    /** A report stands at the top, or below a schema's element that somebody forgot to close. */
    private static final int MAX_ELEMENTS_BEFORE = 16;

    private final InputStream in;
    private final XmlScanner xml;
    private final Set<FeedbackNote> notes;
    private final AggregateReader reader;
    private final boolean quiet;
    private final String place;
    private final Deque<ReportItem> ready = new ArrayDeque<>();

    private enum State {
        BEFORE,
        WITHIN,
        OVER
    }

    private State state = State.BEFORE;
    private boolean headGiven;

    /** {@code quiet}: what is no report is no fault. */
    AggregateLayer(InputStream in, Charset charset, Set<FeedbackNote> notes, String place, boolean quiet) {
        this.in = in;
        this.notes = notes;
        this.place = place;
        this.quiet = quiet;
        this.xml = new XmlScanner(in, charset, notes);
        this.reader = new AggregateReader(xml, place, notes);
    }

    @Override
    String place() {
        return place;
    }

    @Override
    @Nullable
    ReportItem next(Layers layers) {
        while (ready.isEmpty() && state != State.OVER) {
            if (state == State.BEFORE) {
                before();
            } else {
                within();
            }
        }
        return ready.poll();
    }

    private void before() {
        XmlScanner.Token token = xml.next();
        int elements = 0;
        while (token != XmlScanner.Token.EOF && elements < MAX_ELEMENTS_BEFORE) {
            if (xml.declaresEntities()) {
                refuse(RefusedReport.Reason.ENTITIES, "");
                return;
            }
            if (token == XmlScanner.Token.START && xml.name().equals("feedback")) {
                if (elements > 0) {
                    notes.add(FeedbackNote.UNCLOSED_ELEMENT);
                }
                reader.begin(xml.attributes());
                state = State.WITHIN;
                return;
            }
            elements += token == XmlScanner.Token.START ? 1 : -1;
            elements = Math.max(0, elements);
            if (isOtherKind(xml.name())) {
                break;
            }
            token = xml.next();
        }
        if (quiet && xml.damage() == null) {
            state = State.OVER;
        } else {
            refuse(RefusedReport.Reason.NOT_A_REPORT, token == XmlScanner.Token.EOF ? "" : xml.name());
        }
    }

    private static boolean isOtherKind(String element) {
        return element.equalsIgnoreCase("html") || element.equalsIgnoreCase("body") || element.equals("svg");
    }

    private void within() {
        AggregateReport.Row row = reader.row();
        if (row != null) {
            if (headGiven) {
                ready.add(row);
                return;
            }
            reader.hold(row);
            if (reader.isHeadKnown() || reader.isHoldFull()) {
                giveHead();
            }
            return;
        }
        boolean broken = !reader.isClosed() || notes.contains(FeedbackNote.END_TAG);
        if (reader.rows() == 0 && broken) {
            refuse(RefusedReport.Reason.NO_WHOLE_ROW, "octet " + xml.position());
            return;
        }
        if (reader.saysNothing()) {
            refuse(RefusedReport.Reason.NOT_A_REPORT, "feedback");
            return;
        }
        giveHead();
        boolean another =
                reader.isClosed() && isAnotherBehind(); // damage behind the end counts: a checksum stands there
        ready.add(reader.end(damageNote()));
        state = State.OVER;
        if (xml.damage() instanceof PackedStream.TooMuch) {
            refuse(RefusedReport.Reason.DAMAGED, "");
        } else if (another) {
            notes.clear();
            notes.add(FeedbackNote.TRAILING);
            headGiven = false;
            reader.begin(xml.attributes());
            state = State.WITHIN;
        }
    }

    private void giveHead() {
        if (!headGiven) {
            headGiven = true;
            ready.add(reader.head());
            ready.addAll(reader.held());
        }
    }

    private @Nullable FeedbackNote damageNote() {
        return xml.damage() != null ? FeedbackNote.DAMAGED : reader.isClosed() ? null : FeedbackNote.CUT;
    }

    /** Nothing should follow; if another report does, it is read. */
    private boolean isAnotherBehind() {
        XmlScanner.Token token = xml.next();
        while (token != XmlScanner.Token.EOF) {
            if (token == XmlScanner.Token.START && xml.name().equals("feedback")) {
                return true;
            }
            token = xml.next();
        }
        return false;
    }

    private void refuse(RefusedReport.Reason reason, String detail) {
        IOException damage = xml.damage();
        if (damage instanceof PackedStream.TooMuch much) {
            RefusedReport refused = much.refused(place, ", octet " + xml.position());
            if (refused != null) {
                ready.add(refused);
            }
        } else if (damage != null) {
            ready.add(new RefusedReport(
                    place, RefusedReport.Reason.DAMAGED, damage.getMessage() + ", octet " + xml.position()));
        } else {
            ready.add(new RefusedReport(place, reason, detail));
        }
        state = State.OVER;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    static Set<FeedbackNote> noNotes() {
        return EnumSet.noneOf(FeedbackNote.class);
    }
}
