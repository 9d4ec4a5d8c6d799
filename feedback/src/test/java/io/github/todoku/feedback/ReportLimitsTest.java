package io.github.todoku.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.todoku.feedback.AggregateReport.End;
import io.github.todoku.feedback.AggregateReport.Head;
import io.github.todoku.feedback.AggregateReport.Row;
import io.github.todoku.feedback.RefusedReport.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits of what is read of a report, at the number and one past it (docs/limits.md). */
@Timeout(120)
class ReportLimitsTest {
    private static final String HEAD = "<feedback><report_metadata><org_name>a</org_name></report_metadata>"
            + "<policy_published><domain>example.com</domain><p>none</p></policy_published>";
    private static final String ROW = "<record><row><source_ip>192.0.2.1</source_ip><count>1</count></row></record>";
    private static final String REPORT = HEAD + ROW + "</feedback>";

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<ReportItem> items(byte[] octets) {
        return items(new ByteArrayInputStream(octets));
    }

    private static List<ReportItem> items(InputStream in) {
        List<ReportItem> items = new ArrayList<>();
        try (ReportReader reader = ReportReader.of(in, "test")) {
            reader.forEach(items::add);
        }
        return items;
    }

    private static <T> T only(Class<T> type, List<ReportItem> items) {
        List<T> found = items.stream().filter(type::isInstance).map(type::cast).toList();
        assertThat(found).as("%s", items).hasSize(1);
        return found.get(0);
    }

    private static boolean isRead(List<ReportItem> items) {
        return items.stream().anyMatch(End.class::isInstance)
                && items.stream().noneMatch(RefusedReport.class::isInstance);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    /** A letter over and over, made as it is read. */
    private static InputStream repeated(int octet, long count) {
        return new InputStream() {
            private long left = count;

            @Override
            public int read() {
                return left-- > 0 ? octet : -1;
            }

            @Override
            public int read(byte[] into, int from, int most) {
                int given = (int) Math.min(most, left);
                if (given <= 0) {
                    return most == 0 ? 0 : -1;
                }
                Arrays.fill(into, from, from + given, (byte) octet);
                left -= given;
                return given;
            }
        };
    }

    private static InputStream joined(InputStream... parts) {
        return new SequenceInputStream(Collections.enumeration(List.of(parts)));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(octets(text));
    }

    @Test
    void aReportPackedMoreTimesOverIsRefused() throws IOException {
        byte[] packed = octets(REPORT);
        for (int i = 0; i < ReportLimits.MAX_NESTING; i++) {
            packed = gzip(packed);
        }
        assertThat(isRead(items(packed))).isTrue();
        assertThat(only(RefusedReport.class, items(gzip(packed))).reason()).isEqualTo(Reason.TOO_DEEP);
    }

    @Test
    void furtherEntriesOfAZipAreNotRead() throws IOException {
        for (int beyond : new int[] {0, 1}) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.setLevel(Deflater.NO_COMPRESSION);
                for (int i = 0; i < ReportLimits.MAX_ZIP_ENTRIES - 1 + beyond; i++) {
                    zip.putNextEntry(new ZipEntry("__MACOSX/" + i));
                }
                zip.putNextEntry(new ZipEntry("report.xml"));
                zip.write(octets(REPORT));
            }
            List<ReportItem> items = items(out.toByteArray());
            assertThat(isRead(items)).isEqualTo(beyond == 0);
            if (beyond > 0) {
                assertThat(only(RefusedReport.class, items).reason()).isEqualTo(Reason.TOO_DEEP);
            }
        }
    }

    @Test
    void aLongerMailIsRefused() throws IOException {
        String header = """
                From: a@example.net
                Subject: report
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: application/gzip
                Content-Transfer-Encoding: base64

                """;
        for (int beyond : new int[] {0, 1}) {
            String body = Base64.getMimeEncoder().encodeToString(gzip(octets(REPORT))) + "\n--b\n\n";
            int rest = ReportLimits.MAX_MAIL_BYTES - header.length() - body.length() + beyond;
            List<ReportItem> items = items(joined(stream(header + body), repeated('x', rest)));
            assertThat(isRead(items)).as("%s", items).isEqualTo(beyond == 0);
            if (beyond > 0) {
                assertThat(only(RefusedReport.class, items).reason()).isEqualTo(Reason.TOO_LARGE);
            }
        }
    }

    @Test
    void moreThanTheMostUnpackedIsTooLarge() throws IOException {
        long most = ReportLimits.MAX_UNPACKED_BYTES;
        PackedStream whole = new PackedStream(repeated(' ', most), () -> most, new Unpacked());
        assertThat(whole.transferTo(OutputStream.nullOutputStream())).isEqualTo(most);
        PackedStream more = new PackedStream(repeated(' ', most + 1), () -> most, new Unpacked());
        assertThat(refusal(() -> more.transferTo(OutputStream.nullOutputStream())))
                .isEqualTo(Reason.TOO_LARGE);
    }

    private static Reason refusal(ThrowableAssert.ThrowingCallable reading) {
        Throwable thrown = catchThrowable(reading);
        assertThat(thrown).isInstanceOf(PackedStream.TooMuch.class);
        RefusedReport refused = ((PackedStream.TooMuch) thrown).refused("test", "");
        return Objects.requireNonNull(refused).reason();
    }

    @Test
    void whatUnpacksIntoMoreThanTheRatioIsABomb() throws IOException {
        long free = ReportLimits.FREE_UNPACKED_BYTES;
        Unpacked all = new Unpacked();
        long packed = free / ReportLimits.MAX_RATIO + 1;
        PackedStream within = new PackedStream(repeated(' ', free + 1), () -> packed, all);
        assertThat(within.readAllBytes()).hasSize((int) free + 1);
        PackedStream tight = new PackedStream(repeated(' ', free + 2 * ReportLimits.MAX_RATIO), () -> packed - 1, all);
        assertThat(refusal(tight::readAllBytes)).isEqualTo(Reason.BOMB);
    }

    @Test
    void moreThanTheMostUnpackedInAllIsABomb() throws IOException {
        Unpacked all = new Unpacked();
        all.add(ReportLimits.MAX_UNPACKED_IN_ALL);
        assertThat(refusal(() -> all.add(1))).isEqualTo(Reason.BOMB);
    }

    @Test
    void aLongerTextIsCutAndNoted() {
        for (int beyond : new int[] {0, 1}) {
            String name = "n".repeat(ReportLimits.MAX_TEXT_LENGTH + beyond);
            List<ReportItem> items = items(octets(REPORT.replace("<org_name>a<", "<org_name>" + name + "<")));
            assertThat(only(Head.class, items).orgName()).hasSize(ReportLimits.MAX_TEXT_LENGTH);
            assertThat(only(End.class, items).notes().contains(FeedbackNote.TEXT_LIMIT))
                    .isEqualTo(beyond > 0);
        }
    }

    @Test
    void furtherResultsOfARowAreNotKeptAndNoted() {
        String dkim = "<dkim><domain>example.net</domain><result>fail</result></dkim>";
        String spf = "<spf><domain>example.net</domain><result>fail</result></spf>";
        for (int beyond : new int[] {0, 1}) {
            Row signed = row(dkim.repeat(ReportLimits.MAX_DKIM_RESULTS + beyond), beyond > 0);
            assertThat(signed.dkim()).hasSize(ReportLimits.MAX_DKIM_RESULTS);
            Row sent = row(spf.repeat(ReportLimits.MAX_SPF_RESULTS + beyond), beyond > 0);
            assertThat(sent.spf()).hasSize(ReportLimits.MAX_SPF_RESULTS);
        }
        String passing = dkim.replace("example.net", "example.com").replace("fail", "pass");
        String identified =
                "</auth_results><identifiers><header_from>example.com</header_from></identifiers>" + "<auth_results>";
        Row late = row(identified + dkim.repeat(ReportLimits.MAX_DKIM_RESULTS) + passing, true);
        assertThat(late.dkim()).hasSize(ReportLimits.MAX_DKIM_RESULTS);
        assertThat(late.dkim().get(ReportLimits.MAX_DKIM_RESULTS - 1).isPass())
                .as("one that is aligned is always among them")
                .isTrue();
    }

    private static Row row(String results, boolean noted) {
        String record = ROW.replace("</row>", "</row><auth_results>" + results + "</auth_results>");
        List<ReportItem> items = items(octets(HEAD + record + "</feedback>"));
        assertThat(only(End.class, items).notes().contains(FeedbackNote.RESULTS_LIMIT))
                .isEqualTo(noted);
        return only(Row.class, items);
    }

    @Test
    void aLongerOrDeeperTlsReportIsCut() {
        String policies = "\"policies\":[" + policy(1) + "]";
        for (int beyond : new int[] {0, 1}) {
            String begin = "{\"organization-name\":\"a\",\"report-id\":\"1\"," + policies + ",\"x\":";
            int depth = ReportLimits.MAX_JSON_DEPTH - 1 + beyond;
            TlsReport deep = only(TlsReport.class, items(octets(begin + "[".repeat(depth) + "]".repeat(depth) + "}")));
            assertThat(deep.isCut()).as("depth").isEqualTo(beyond > 0);
            assertThat(deep.policies()).hasSize(1);
            int blanks = ReportLimits.MAX_JSON_BYTES - begin.length() - 2 + beyond * (1 << 16);
            TlsReport large = only(TlsReport.class, items(joined(stream(begin), repeated(' ', blanks), stream("1}"))));
            assertThat(large.isCut()).as("octets").isEqualTo(beyond > 0);
            assertThat(large.policies()).hasSize(1);
        }
    }

    private static String policy(int failures) {
        String details = IntStream.range(0, failures)
                .mapToObj(i -> "{\"result-type\":\"r" + i + "\",\"failed-session-count\":1}")
                .collect(Collectors.joining(","));
        return "{\"policy\":{\"policy-type\":\"sts\",\"policy-domain\":\"example.com\"},"
                + "\"summary\":{\"total-successful-session-count\":1,\"total-failure-session-count\":0},"
                + "\"failure-details\":[" + details + "]}";
    }

    @Test
    void furtherPoliciesAndKindsOfFailureAreNotKept() {
        String begin = "{\"organization-name\":\"a\",\"report-id\":\"1\",\"policies\":[";
        for (int beyond : new int[] {0, 1}) {
            String policies = IntStream.range(0, ReportLimits.MAX_TLS_POLICIES + beyond)
                    .mapToObj(i -> policy(0))
                    .collect(Collectors.joining(","));
            assertThat(only(TlsReport.class, items(octets(begin + policies + "]}")))
                            .policies())
                    .hasSize(ReportLimits.MAX_TLS_POLICIES);
            String failures = policy(ReportLimits.MAX_TLS_FAILURES + beyond);
            assertThat(only(TlsReport.class, items(octets(begin + failures + "]}")))
                            .policies()
                            .get(0)
                            .failures())
                    .hasSize(ReportLimits.MAX_TLS_FAILURES);
        }
    }
}
