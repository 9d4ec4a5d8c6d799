package io.github.todoku.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten million rows are read, and not one more (docs/limits.md). */
@Timeout(300)
class RowsLimitTest {
    private static final String HEAD = "<feedback><report_metadata><org_name>a</org_name></report_metadata>"
            + "<policy_published><domain>a.example</domain></policy_published>";

    /** The shortest row that counts. */
    private static final String ROW = "<record><row><count>1</count></row></record>";

    private static final String TAIL = "</feedback>";

    /** A report of so many rows, made as it is read. */
    private static final class Rows extends InputStream {
        private final byte[] head = HEAD.getBytes(StandardCharsets.US_ASCII);
        private final byte[] row = ROW.getBytes(StandardCharsets.US_ASCII);
        private final byte[] tail = TAIL.getBytes(StandardCharsets.US_ASCII);
        private final long rowsEnd;
        private long at;

        Rows(long count) {
            rowsEnd = head.length + count * row.length;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] into, int from, int most) {
            byte[] part = at < head.length ? head : at < rowsEnd ? row : tail;
            int inPart = at < head.length
                    ? (int) at
                    : at < rowsEnd ? (int) ((at - head.length) % row.length) : (int) (at - rowsEnd);
            int given = Math.min(most, part.length - inPart);
            if (given <= 0) {
                return -1;
            }
            System.arraycopy(part, inPart, into, from, given);
            at += given;
            return given;
        }
    }

    @Test
    void furtherRowsAreNotReadAndNoted() {
        long rows = 0;
        AggregateReport.End end = null;
        try (ReportReader reader = ReportReader.of(new Rows(ReportLimits.MAX_ROWS + 1), "test")) {
            for (ReportItem item : reader) {
                rows += item instanceof AggregateReport.Row ? 1 : 0;
                end = item instanceof AggregateReport.End last ? last : end;
            }
        }
        assertThat(rows).isEqualTo(ReportLimits.MAX_ROWS);
        assertThat(Objects.requireNonNull(end).notes()).contains(FeedbackNote.ROWS_LIMIT);
    }
}
