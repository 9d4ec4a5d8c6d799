package io.github.todoku.feedback;

import org.jspecify.annotations.Nullable;

/** What came out of all packed streams below one outermost file or mail, however they lie in each other. Counts; for one thread. */
final class Unpacked {
    /** To open a stream costs about as much as reading so many octets: a million empty entries are not free. */
    private static final int OCTETS_A_STREAM = 1 << 10;

    private final long most;
    private long octets;
    private PackedStream.@Nullable TooMuch much;

    Unpacked() {
        this(ReportLimits.MAX_UNPACKED_IN_ALL);
    }

    Unpacked(long most) {
        this.most = most;
    }

    void open() {
        octets += OCTETS_A_STREAM;
    }

    /** Throws the same exception from the moment on that it is too much, so that all streams end and it is told once. */
    void add(long more) throws PackedStream.TooMuch {
        octets += more;
        if (octets > most) {
            PackedStream.TooMuch thrown = much == null
                    ? new PackedStream.TooMuch(RefusedReport.Reason.BOMB, "MAX_UNPACKED_IN_ALL " + most)
                    : much;
            much = thrown;
            throw thrown;
        }
    }
}
