package io.github.todoku.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.todoku.feedback.RefusedReport.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Forms in which a report comes, and what comes in its place. */
class OddFormsTest {
    private static final String BODY = "<report_metadata><org_name>Receiver</org_name><report_id>r1</report_id>"
            + "<date_range><begin>1764547200</begin><end>1764633599</end></date_range></report_metadata>"
            + "<policy_published><domain>example.com</domain><p>none</p></policy_published>"
            + "<record><row><source_ip>192.0.2.1</source_ip><count>5</count></row>"
            + "<identifiers><header_from>example.com</header_from></identifiers></record>"
            + "<record><row><source_ip>::ffff:192.0.2.1</source_ip><count>7</count></row>"
            + "<identifiers><header_from>EXAMPLE.com.</header_from></identifiers></record>";
    private static final String REPORT = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><feedback>" + BODY + "</feedback>";

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
            packed.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] zip(Object... namesAndContents) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                zip.putNextEntry(new ZipEntry((String) namesAndContents[i]));
                zip.write((byte[]) namesAndContents[i + 1]);
            }
        }
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Stream.of(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static String base64(byte[] content) {
        return Base64.getMimeEncoder().encodeToString(content);
    }

    private static byte[] mail(String type, String body) {
        return octets("From: r@receiver.example\r\nTo: d@example.com\r\nSubject: Report\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: " + type + "\r\n\r\n" + body);
    }

    static Stream<Arguments> readable() throws IOException {
        byte[] packed = gzip(octets(REPORT));
        String zipped = "Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + base64(zip("a.xml", octets(REPORT)));
        return Stream.of(
                arguments(
                        "UTF-16 without a mark",
                        REPORT.replace("UTF-8", "UTF-16BE").getBytes(StandardCharsets.UTF_16BE)),
                arguments(
                        "UTF-16 without a mark, the other way",
                        REPORT.replace("UTF-8", "UTF-16LE").getBytes(StandardCharsets.UTF_16LE)),
                arguments("a prefix", octets(REPORT.replaceAll("<(/?)(?=[a-z])", "<$1n:"))),
                arguments("references", octets(REPORT.replace("example.com<", "&#101;xample&#x2E;com<"))),
                arguments("a comment with a record", octets(REPORT.replace("<policy_", "<!-- <record> --><policy_"))),
                arguments("gzip twice", gzip(packed)),
                arguments(
                        "two members",
                        joined(
                                gzip(octets(REPORT.substring(0, 300))),
                                gzip(octets(REPORT.substring(300))),
                                octets("\r\n"))),
                arguments(
                        "a folder of a Mac",
                        zip(
                                "r/",
                                new byte[0],
                                "r/.DS_Store",
                                octets("\0\0\0\1Bud1"),
                                "__MACOSX/r/._a.xml",
                                octets("\0\5\26\7"),
                                "r/a.xml",
                                octets(REPORT))),
                arguments("zip in zip", zip("a.zip", zip("a.xml", octets(REPORT)))),
                arguments(
                        "base64 behind a few words",
                        mail(
                                "text/plain",
                                "Please find it below.\r\n\r\n" + base64(packed) + "\r\n-- \r\nReceiver\r\n")),
                arguments("base64 alone", mail("text/plain", base64(octets(REPORT)))),
                arguments(
                        "a mail in a mail",
                        mail(
                                "multipart/mixed; boundary=B",
                                "--B\r\nContent-Type: text/html\r\n\r\n<html><feedback></html>\r\n--B\r\n"
                                        + "Content-Type: message/rfc822\r\n\r\nSubject: inner\r\n" + zipped
                                        + "\r\n--B--\r\n")));
    }

    static Stream<Arguments> unreadable() throws IOException {
        byte[] encrypted = zip("a.xml", octets(REPORT));
        encrypted[6] |= 1;
        return Stream.of(
                arguments(
                        "a page",
                        octets("<!DOCTYPE html><html><body>502 Bad Gateway</body></html>"),
                        Reason.NOT_A_REPORT),
                arguments("a page, packed", gzip(octets("<html><body>quota</body></html>")), Reason.NOT_A_REPORT),
                arguments(
                        "a feed", octets("<rss><channel><title>feedback</title></channel></rss>"), Reason.NOT_A_REPORT),
                arguments("nothing said", octets("<?xml version=\"1.0\"?><feedback></feedback>"), Reason.NOT_A_REPORT),
                arguments("an answer of a service", octets("{\"error\":{\"code\":429}}"), Reason.NOT_A_REPORT),
                arguments("a picture", zip("logo.png", octets("\u0089PNG\r\n")), Reason.NOT_A_REPORT),
                arguments("nothing", new byte[0], Reason.EMPTY),
                arguments("nothing, packed", gzip(new byte[0]), Reason.EMPTY),
                arguments("a password", encrypted, Reason.DAMAGED),
                arguments("words", mail("text/plain", "Your report has been received.\r\n"), Reason.NO_PART),
                arguments(
                        "words in base64",
                        mail("text/plain", "See below.\r\n\r\n" + base64(octets("just words ".repeat(20)))),
                        Reason.NO_PART));
    }

    private static List<ReportItem> items(byte[] octets) {
        try (ReportReader reader = ReportReader.of(new ByteArrayInputStream(octets), "test")) {
            return Stream.iterate(reader.iterator(), each -> each.hasNext(), each -> each)
                    .map(each -> each.next())
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readable")
    void itIsRead(String name, byte[] octets) {
        List<ReportItem> items = items(octets);
        assertThat(items).noneMatch(RefusedReport.class::isInstance);
        assertThat(items)
                .filteredOn(AggregateReport.Row.class::isInstance)
                .extracting(each -> ((AggregateReport.Row) each).messages())
                .containsExactly(5L, 7L);
        assertThat(items)
                .filteredOn(AggregateReport.Row.class::isInstance)
                .extracting(each -> String.valueOf(((AggregateReport.Row) each).source()))
                .containsOnly("/192.0.2.1");
        assertThat(items)
                .filteredOn(AggregateReport.Head.class::isInstance)
                .extracting(each ->
                        String.valueOf(((AggregateReport.Head) each).policy().domain()))
                .containsExactly("example.com");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void itIsNoReportAndTheReasonIsTold(String name, byte[] octets, Reason reason) {
        assertThat(items(octets))
                .singleElement()
                .isInstanceOfSatisfying(
                        RefusedReport.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
