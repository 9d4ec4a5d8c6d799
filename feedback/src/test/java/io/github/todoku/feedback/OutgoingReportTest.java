package io.github.todoku.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.todoku.dkim.DkimKeyPair;
import io.github.todoku.dkim.DkimSigner;
import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.Zone;
import io.github.todoku.feedback.AggregateReport.Row;
import io.github.todoku.message.auth.MessageVerdict;
import io.github.todoku.message.auth.MessageVerifier;
import io.github.todoku.message.auth.ReceivedMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What a receiver built on us reports, our reader reads back. */
class OutgoingReportTest {
    private static final DnsName DOMAIN = DnsName.of("example.com");
    private static final DkimKeyPair KEYS = DkimKeyPair.rsa(2048);
    private static final Zone ZONE =
            KEYS.publish(DOMAIN, DnsName.of("s1")).overlay().and(Zone.of("""
                    example.com. TXT "v=spf1 ip4:192.0.2.10 -all"
                    _dmarc.example.com. TXT "v=DMARC1; p=reject; sp=quarantine; adkim=s"
                    _dmarc.example.net. TXT "v=DMARC1; p=none; t=y"
                    """));
    private static final MessageVerifier VERIFIER = MessageVerifier.using(InMemoryDns.of(ZONE));
    private static final InetAddress CLIENT = IpLiteral.of("192.0.2.10");
    private static final InetAddress STRANGER = IpLiteral.of("2001:db8::7");
    private static final Instant BEGIN = Instant.ofEpochSecond(1_764_547_200);
    private static final Instant END = Instant.ofEpochSecond(1_764_633_599);

    private static byte[] mail(String from) {
        return ("From: Author <a@" + from + ">\r\nSubject: hello\r\n\r\nHello\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] signed() {
        byte[] mail = mail("example.com");
        return DkimSigner.using(KEYS.signingKey(DOMAIN, DnsName.of("s1")))
                .sign(mail)
                .addedTo(mail);
    }

    private static MessageVerdict verdict(byte[] mail, InetAddress client) {
        return VERIFIER.check(
                ReceivedMessage.of(mail).from(client).helo("mx.example").mailFrom("bounce@example.com"));
    }

    private static List<OutgoingReport> reports() {
        return ReportBook.of("Receiver & Sons", "reports@receiver.example", BEGIN, END)
                .add(verdict(signed(), CLIENT), CLIENT)
                .add(verdict(signed(), CLIENT), CLIENT)
                .add(verdict(mail("example.com"), STRANGER), STRANGER)
                .add(
                        verdict(mail("example.com"), STRANGER),
                        STRANGER,
                        DmarcPolicy.NONE,
                        List.of(new AggregateReport.Reason("mailing_list", "list <x>")))
                .add(verdict(mail("example.net"), STRANGER), STRANGER)
                .add(verdict(mail("nobody.example"), STRANGER), STRANGER)
                .reports();
    }

    @Test
    void theReaderGivesBackWhatWasWritten() throws IOException {
        List<OutgoingReport> reports = reports();
        assertThat(reports).hasSize(2);
        for (OutgoingReport report : reports) {
            for (byte[] form : new byte[][] {xml(report), report.packed()}) {
                List<Row> rows = new ArrayList<>();
                try (ReportReader reader = ReportReader.of(new ByteArrayInputStream(form), "")) {
                    for (ReportItem item : reader) {
                        if (item instanceof AggregateReport.Head head) {
                            assertThat(head).isEqualTo(report.head());
                        } else if (item instanceof Row row) {
                            rows.add(row);
                        } else {
                            assertThat(item).isInstanceOfSatisfying(AggregateReport.End.class, end -> {
                                assertThat(end.complete()).isTrue();
                                assertThat(end.notes()).isEmpty();
                            });
                        }
                    }
                }
                assertThat(rows).isEqualTo(report.rows());
            }
        }
        List<Row> rows = reports.get(0).rows();
        assertThat(rows).extracting(Row::messages).containsExactly(2L, 1L, 1L);
        assertThat(rows).extracting(row -> row.evaluated().disposition()).containsExactly("pass", "reject", "none");
    }

    @Test
    void aFullBookCountsWhatItLeavesOut() {
        ReportBook book = new ReportBook("Receiver", "reports@receiver.example", BEGIN, END, 1, 2, 2);
        book.add(verdict(signed(), CLIENT), CLIENT).add(verdict(mail("example.net"), STRANGER), STRANGER);
        assertThat(book.leftOut()).isEqualTo(1); // a second domain
        book.add(verdict(mail("example.com"), STRANGER), STRANGER).add(verdict(mail("example.com"), CLIENT), CLIENT);
        assertThat(book.leftOut()).isEqualTo(2); // a third row
        book.add(verdict(signed(), CLIENT), CLIENT);
        assertThat(book.leftOut()).isEqualTo(2);
        assertThat(book.reports())
                .singleElement()
                .satisfies(report ->
                        assertThat(report.rows()).extracting(Row::messages).containsExactly(2L, 1L));
    }

    @Test
    void aDomainThatIsForgedLeavesRoomForOthers() {
        ReportBook book = new ReportBook("Receiver", "reports@receiver.example", BEGIN, END, 9, 2, 3);
        book.add(verdict(signed(), CLIENT), CLIENT);
        book.add(verdict(mail("example.com"), STRANGER), STRANGER);
        book.add(verdict(mail("example.com"), CLIENT), CLIENT); // a third row of one domain
        book.add(verdict(mail("example.net"), STRANGER), STRANGER);
        assertThat(book.reports()).extracting(report -> report.rows().size()).containsExactly(2, 1);
        assertThat(book.leftOut(DOMAIN)).isEqualTo(1);
        assertThat(book.leftOut(DnsName.of("example.net"))).isZero();
        assertThat(book.leftOut()).isEqualTo(1);
    }

    @Test
    void theMailCarriesIt() {
        OutgoingReport report = reports().get(0);
        byte[] mail = report.mail("receiver.example", "reports@receiver.example", "dmarc@example.com", END);
        assertThat(new String(mail, StandardCharsets.UTF_8))
                .contains("Subject: Report Domain: example.com\r\n Submitter: receiver.example\r\n Report-ID: <")
                .contains("filename=\"receiver.example!example.com!1764547200!1764633599.xml.gz\"");
        long messages = 0;
        try (ReportReader reader = ReportReader.of(new ByteArrayInputStream(mail), "mail")) {
            for (ReportItem item : reader) {
                assertThat(item).isInstanceOf(AggregateReport.class);
                messages += item instanceof Row row ? row.messages() : 0;
            }
        }
        assertThat(messages).isEqualTo(4);
        assertThatThrownBy(() -> report.mail("a", "b\r\nBcc: c", "d", END))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The schema of RFC 9990 appendix A stands in the folder {@code reports.schemas}. */
    @Test
    void itIsValidByTheSchema() throws Exception {
        String folder = System.getProperty("reports.schemas");
        Assumptions.assumeTrue(folder != null, "no property reports.schemas");
        SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        Validator validator = factory.newSchema(Path.of(Objects.requireNonNull(folder), "rfc9990-dmarc-xml-0.2.xsd")
                        .toFile())
                .newValidator();
        for (OutgoingReport report : reports()) {
            validator.validate(new StreamSource(new StringReader(new String(xml(report), StandardCharsets.UTF_8))));
        }
    }

    private static byte[] xml(OutgoingReport report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        report.writeTo(out);
        return out.toByteArray();
    }
}
