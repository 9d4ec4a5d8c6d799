package io.github.todoku.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.feedback.RefusedReport.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** What is unpacked below one file is bounded in all, not only stream by stream. */
class UnpackedTest {
    private static final int MOST = 4 << 20;
    private static final int A_REPORT = 1 << 20;
    private static final String REPORT = "<feedback><report_metadata><org_name>a</org_name></report_metadata>"
            + "<policy_published><domain>example.com</domain></policy_published><record><row><source_ip>192.0.2.1"
            + "</source_ip><count>1</count></row></record></feedback>";

    private static byte[] padded() {
        byte[] octets = new byte[A_REPORT];
        Arrays.fill(octets, (byte) ' ');
        byte[] report = REPORT.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(report, 0, octets, 0, report.length);
        return octets;
    }

    private static byte[] zip(int copies, String prefix, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < copies; i++) {
                zip.putNextEntry(new ZipEntry(prefix + i));
                zip.write(content);
            }
        }
        return out.toByteArray();
    }

    private static List<ReportItem> items(InputStream in) throws IOException {
        Layers layers = new Layers(Opener::open);
        layers.open(in, new Found("test", 0, false, null, new Unpacked(MOST)));
        List<ReportItem> items = new ArrayList<>();
        for (ReportItem item = layers.next(); item != null; item = layers.next()) {
            items.add(item);
        }
        return items;
    }

    private static List<Reason> refused(List<ReportItem> items) {
        return items.stream()
                .filter(RefusedReport.class::isInstance)
                .map(each -> ((RefusedReport) each).reason())
                .toList();
    }

    private static long reports(List<ReportItem> items) {
        return items.stream().filter(AggregateReport.End.class::isInstance).count();
    }

    @Test
    void whatFitsIsRead() throws IOException {
        List<ReportItem> items = items(new ByteArrayInputStream(zip(3, "r", padded())));
        assertThat(reports(items)).isEqualTo(3);
        assertThat(refused(items)).isEmpty();
    }

    @Test
    void aZipOfZipsEndsWhereItIsTooMuchAndTellsItOnce() throws IOException {
        byte[] fan = zip(50, "z", zip(50, "z", zip(50, "r", padded())));
        CountedStream in = new CountedStream(new ByteArrayInputStream(fan));
        List<ReportItem> items = items(in);
        assertThat(reports(items)).isBetween(3L, 4L);
        assertThat(refused(items)).containsExactly(Reason.BOMB);
        assertThat(in.count()).isLessThan(fan.length / 2);
    }

    @Test
    void emptyEntriesAreNotFree() throws IOException {
        byte[] fan = zip(50, "z", zip(2_000, "e", new byte[0]));
        assertThat(refused(items(new ByteArrayInputStream(fan)))).containsExactly(Reason.BOMB);
    }

    @Test
    void anEntryThatIsPassedOverCounts() throws IOException {
        byte[] hidden = zip(50, "__MACOSX/", padded());
        assertThat(refused(items(new ByteArrayInputStream(hidden)))).containsExactly(Reason.BOMB);
    }

    @Test
    void eachMailOfAnMboxMayBeAsMuch() throws IOException {
        String mail = "From a@example.com Mon Nov 23 10:00:00 2026\nSubject: report\nContent-Type: application/zip\n"
                + "Content-Transfer-Encoding: base64\n\n"
                + Base64.getMimeEncoder().encodeToString(zip(3, "r", padded())) + "\n\n";
        byte[] mbox = mail.repeat(3).getBytes(StandardCharsets.US_ASCII);
        List<ReportItem> items = items(new ByteArrayInputStream(mbox));
        assertThat(reports(items)).isEqualTo(9);
        assertThat(refused(items)).isEmpty();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(mbox);
        }
        assertThat(refused(items(new ByteArrayInputStream(packed.toByteArray()))))
                .contains(Reason.BOMB);
    }
}
