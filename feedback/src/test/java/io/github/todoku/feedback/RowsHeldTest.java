package io.github.todoku.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
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

    /** Rows without end and without a head, each made when it is read. */
    private static final class Rows implements Enumeration<InputStream> {
        private final byte[] row;
        private long given;
        private boolean over; // to close a sequence is to ask it for all that is left

        Rows(String row) {
            this.row = row.getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public boolean hasMoreElements() {
            return !over && given < 1L << 30;
        }

        @Override
        public InputStream nextElement() {
            byte[] next = given == 0 ? "<feedback>".getBytes(StandardCharsets.US_ASCII) : row;
            given += next.length;
            return new ByteArrayInputStream(next);
        }
    }

    private static long readForTheFirst(String row) {
        Rows rows = new Rows(row);
        try (ReportReader reader = ReportReader.of(new SequenceInputStream(rows), "test")) {
            Iterator<ReportItem> items = reader.iterator();
            assertThat(items.next()).isInstanceOf(AggregateReport.Head.class);
            assertThat(items.next()).isInstanceOf(AggregateReport.Row.class);
            rows.over = true;
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
