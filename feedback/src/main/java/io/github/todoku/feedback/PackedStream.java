package io.github.todoku.feedback;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Counts what comes out of a packed stream, and stops where that is more than is read. */
final class PackedStream extends FilterInputStream {
    private final LongSupplier packed;
    private final Unpacked inAll;
    private long unpacked;
    private @Nullable TooMuch much;

    /** Too much came out. Each read from there on throws it; it is told once. */
    static final class TooMuch extends IOException {
        private static final long serialVersionUID = 1;
        private final RefusedReport.Reason reason;
        private boolean told;

        TooMuch(RefusedReport.Reason reason, String detail) {
            super(detail);
            this.reason = reason;
        }

        /** The refusal; null if it was told before. */
        @Nullable
        RefusedReport refused(String place, String where) {
            boolean again = told;
            told = true;
            return again ? null : new RefusedReport(place, reason, getMessage() + where);
        }
    }

    /** {@code packed} tells how many octets have gone in. */
    PackedStream(InputStream in, LongSupplier packed, Unpacked inAll) {
        super(in);
        this.packed = packed;
        this.inAll = inAll;
        inAll.open();
    }

    @Override
    public int read() throws IOException {
        int octet = in.read();
        count(octet < 0 ? 0 : 1);
        return octet;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int count = in.read(into, from, length);
        count(Math.max(0, count));
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = 0;
        while (skipped < count && read() >= 0) {
            skipped++;
        }
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int more) throws IOException {
        inAll.add(more);
        unpacked += more;
        TooMuch thrown = much == null ? tooMuch() : much;
        if (thrown != null) {
            much = thrown;
            throw thrown;
        }
    }

    private @Nullable TooMuch tooMuch() {
        if (unpacked > ReportLimits.MAX_UNPACKED_BYTES) {
            return new TooMuch(RefusedReport.Reason.TOO_LARGE, "MAX_UNPACKED_BYTES " + ReportLimits.MAX_UNPACKED_BYTES);
        }
        boolean tight = unpacked > ReportLimits.FREE_UNPACKED_BYTES
                && unpacked > ReportLimits.MAX_RATIO * Math.max(1, packed.getAsLong());
        return tight ? new TooMuch(RefusedReport.Reason.BOMB, "MAX_RATIO " + ReportLimits.MAX_RATIO) : null;
    }
}
