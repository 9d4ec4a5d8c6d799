package io.github.todoku.feedback;

import io.github.todoku.feedback.AggregateReport.Head;
import io.github.todoku.feedback.AggregateReport.Policy;
import io.github.todoku.feedback.AggregateReport.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** An aggregate report to be sent (RFC 9990): as XML, packed, or as a mail. Immutable. */
public final class OutgoingReport {
    private final Head head;
    private final List<Row> rows;

    OutgoingReport(Head head, List<Row> rows) {
        this.head = head;
        this.rows = List.copyOf(rows);
    }

    /** {@return what it is about} */
    public Head head() {
        return head;
    }

    /** {@return its rows} */
    public List<Row> rows() {
        return rows;
    }

    /**
     * Writes it as XML, valid by the schema of RFC 9990 appendix A.
     *
     * @param out where to; not closed
     * @throws IOException if it cannot be written
     */
    public void writeTo(OutputStream out) throws IOException {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feedback xmlns=\"")
                .append(escaped(head.namespace()))
                .append("\">\n<report_metadata>");
        element(xml, "org_name", head.orgName());
        element(xml, "email", head.email());
        element(xml, "extra_contact_info", head.extraContact());
        element(xml, "report_id", head.reportId());
        xml.append("<date_range>");
        element(xml, "begin", Long.toString(Objects.requireNonNull(head.begin()).getEpochSecond()));
        element(xml, "end", Long.toString(Objects.requireNonNull(head.end()).getEpochSecond()));
        xml.append("</date_range></report_metadata>\n<policy_published>");
        policy(xml, head.policy());
        xml.append("</policy_published>\n");
        out.write(xml.toString().getBytes(StandardCharsets.UTF_8));
        for (Row row : rows) {
            out.write(record(row).getBytes(StandardCharsets.UTF_8));
        }
        out.write("</feedback>\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static void policy(StringBuilder xml, Policy policy) {
        element(xml, "domain", policy.domainText());
        element(xml, "p", policy.p());
        element(xml, "sp", policy.sp());
        element(xml, "np", policy.np());
        element(xml, "adkim", policy.adkim());
        element(xml, "aspf", policy.aspf());
        element(xml, "discovery_method", "treewalk");
        element(xml, "fo", policy.fo());
        element(xml, "testing", policy.testing());
    }

    private static String record(Row row) {
        StringBuilder xml = new StringBuilder("<record><row>");
        element(xml, "source_ip", row.sourceText());
        element(xml, "count", Long.toString(row.messages()));
        xml.append("<policy_evaluated>");
        element(xml, "disposition", row.evaluated().disposition());
        element(xml, "dkim", row.evaluated().dkim() ? "pass" : "fail");
        element(xml, "spf", row.evaluated().spf() ? "pass" : "fail");
        row.evaluated().reasons().forEach(reason -> {
            xml.append("<reason>");
            element(xml, "type", reason.type());
            element(xml, "comment", reason.comment());
            xml.append("</reason>");
        });
        xml.append("</policy_evaluated></row><identifiers>");
        element(xml, "header_from", row.headerFromText());
        element(xml, "envelope_from", row.envelopeFrom());
        element(xml, "envelope_to", row.envelopeTo());
        xml.append("</identifiers><auth_results>");
        row.dkim().forEach(dkim -> {
            xml.append("<dkim>");
            element(xml, "domain", dkim.domain());
            element(xml, "selector", dkim.selector());
            element(xml, "result", dkim.result());
            element(xml, "human_result", dkim.humanResult());
            xml.append("</dkim>");
        });
        row.spf().forEach(spf -> {
            xml.append("<spf>");
            element(xml, "domain", spf.domain());
            element(xml, "scope", spf.scope());
            element(xml, "result", spf.result());
            xml.append("</spf>");
        });
        return xml.append("</auth_results></record>\n").toString();
    }

    private static void element(StringBuilder xml, String name, @Nullable String text) {
        if (text != null) {
            xml.append('<')
                    .append(name)
                    .append('>')
                    .append(escaped(text))
                    .append("</")
                    .append(name)
                    .append('>');
        }
    }

    /** What XML 1.0 §2.2 does not allow becomes a replacement character: domains come from strangers. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(isCharacter(c) ? c : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    private static boolean isCharacter(int c) {
        return c == '\t' || c == '\n' || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
    }

    /** {@return the XML, packed by gzip (RFC 9990 §3.1.2)} */
    public byte[] packed() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            writeTo(gzip);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    /**
     * {@return the name of the packed file, {@code mx.example.net!example.com!1764547200!1764633599.xml.gz} (RFC 9990 §3.1.2)}
     *
     * @param receiver the domain that reports
     */
    public String fileName(String receiver) {
        return receiver + "!" + head.policy().domainText() + "!"
                + Objects.requireNonNull(head.begin()).getEpochSecond() + "!"
                + Objects.requireNonNull(head.end()).getEpochSecond() + ".xml.gz";
    }

    /**
     * {@return the mail that carries it (RFC 9990 §3.1.2), to be signed and sent by the caller}
     *
     * @param receiver the domain that reports
     * @param from the mail's author, {@code reports@example.net}
     * @param to where the domain's owner wants reports, {@code dmarc@example.com}
     * @param date when it is written
     * @throws IllegalArgumentException if an address or the domain holds a line end
     */
    public byte[] mail(String receiver, String from, String to, java.time.Instant date) {
        for (String each : new String[] {receiver, from, to}) {
            if (each.chars().anyMatch(c -> c < ' ')) {
                throw new IllegalArgumentException(
                        "a control character in \"" + each.replaceAll("\\p{Cntrl}", "?") + '"');
            }
        }
        String domain = head.policy().domainText();
        String id = head.reportId();
        String body = Base64.getMimeEncoder().encodeToString(packed());
        String boundary = "report-" + Long.toHexString(head.key());
        String text = String.join(
                "\r\n",
                "From: <" + from + ">",
                "To: <" + to + ">",
                "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.ofInstant(date, ZoneOffset.UTC)),
                "Message-ID: <" + Long.toHexString(head.key()) + "." + date.toEpochMilli() + "@" + receiver + ">",
                "Subject: Report Domain: " + domain,
                " Submitter: " + receiver,
                " Report-ID: <" + id + ">",
                "MIME-Version: 1.0",
                "Auto-Submitted: auto-generated",
                "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"",
                "",
                "--" + boundary,
                "Content-Type: text/plain; charset=us-ascii",
                "",
                "This is a DMARC aggregate report on " + domain + ".",
                "",
                "--" + boundary,
                "Content-Type: application/gzip",
                "Content-Transfer-Encoding: base64",
                "Content-Disposition: attachment;",
                " filename=\"" + fileName(receiver) + "\"",
                "",
                body,
                "--" + boundary + "--",
                "");
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** {@return what it is about and how many rows it has, for logs} */
    @Override
    public String toString() {
        return head + " " + rows.size() + " rows";
    }
}
