package io.github.todoku.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.junit.jupiter.api.Test;

/** A report may say what it is behind its rows: so many are held back, and so many octets of them. */
class RowsHeldTest {
    private static final String TEXT = "x".repeat(ReportLimits.MAX_TEXT_LENGTH);
    private static final String LARGE_ROW =
            "<record><row><source_ip>192.0.2.1</source_ip><count>1</count></row><auth_results>"
                    + ("<dkim><domain>" + TEXT + "</domain><selector>" + TEXT + "</selector><human_result>" + TEXT
                                    + "</human_result></dkim>")
                            .repeat(ReportLimits.MAX_DKIM_RESULTS)
                    + "</auth_results></record>";
    private static final String SMALL_ROW =
            "<record><row><source_ip>192.0.2.1</source_ip><count>1</count></row></record>";

    /** Rows without end and without a head. */
    private static final class Rows extends InputStream {
        private final byte[] head = "<feedback>".getBytes(StandardCharsets.US_ASCII);
        private final byte[] row;
        private long given;

        Rows(String row) {
            this.row = row.getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public int read() {
            long at = given++;
            return at < head.length ? head[(int) at] : row[(int) ((at - head.length) % row.length)];
        }

        @Override
        public int read(byte[] into, int from, int most) {
            for (int i = 0; i < most; i++) {
                into[from + i] = (byte) read();
            }
            return most;
        }
    }

    private static long readForTheFirst(String row) {
        Rows rows = new Rows(row);
        try (ReportReader reader = ReportReader.of(rows, "test")) {
            Iterator<ReportItem> items = reader.iterator();
            assertThat(items.next()).isInstanceOf(AggregateReport.Head.class);
            assertThat(items.next()).isInstanceOf(AggregateReport.Row.class);
        }
        return rows.given;
    }

    @Test
    void largeRowsAreHeldByTheirOctets() {
        assertThat(readForTheFirst(LARGE_ROW))
                .isBetween(
                        (long) ReportLimits.MAX_BYTES_HELD,
                        ReportLimits.MAX_BYTES_HELD + 2L * LARGE_ROW.length() + (1 << 20));
    }

    @Test
    void smallRowsAreHeldByTheirNumber() {
        long rows = readForTheFirst(SMALL_ROW) / SMALL_ROW.length();
        assertThat(rows).isBetween((long) ReportLimits.MAX_ROWS_HELD, ReportLimits.MAX_ROWS_HELD + 20_000L);
    }
}
