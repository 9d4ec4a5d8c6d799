package io.github.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The octets of a mail are kept only where nothing of it is missing, and nothing was encoded anew. */
class ReturnedOctetsTest {
    private static final String HEADER =
            "DKIM-Signature: v=1; d=example.com; s=k1\r\nFrom: a@example.com\r\nSubject: private matters\r\n\r\n";
    private static final String MAIL = HEADER + "Hello,\r\n\r\nthis is it.\r\n";

    private static OriginalMessage original(String words, String part, String returned) {
        String report =
                """
                Return-Path: <>
                From: MAILER-DAEMON@mx.example.net
                Subject: Undelivered Mail Returned to Sender
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="b"

                --b
                Content-Type: text/plain

                WORDS

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.net

                Final-Recipient: rfc822; b@example.org
                Action: failed
                Diagnostic-Code: smtp; 550 5.7.1 no

                --b
                """.replace("\n", "\r\n").replace("WORDS", words) + part + "\r\n\r\n" + returned + "\r\n--b--\r\n";
        return java.util.Objects.requireNonNull(BounceParser.standard()
                .parse(report.getBytes(StandardCharsets.ISO_8859_1))
                .original());
    }

    private static Optional<String> octets(String part, String returned) {
        return original("no", part, returned).octets().map(octets -> new String(octets, StandardCharsets.ISO_8859_1));
    }

    @Test
    void aSignedMailThatCameBackWholeIsKeptOctetByOctet() {
        assertThat(octets("Content-Type: message/rfc822", MAIL)).contains(MAIL);
        assertThat(octets("Content-Type: message/global", MAIL)).contains(MAIL);
        assertThat(octets("Content-Type: message/rfc822", "\r\n" + MAIL)).contains(MAIL);
        assertThat(octets("Content-Type: message/rfc822", MAIL.replace("\r\n", "\n")))
                .contains(MAIL.replace("\r\n", "\n"));
        assertThat(octets("Content-Type: message/rfc822", MAIL + "\r\n\r\n")).contains(MAIL + "\r\n\r\n");
        String parts = HEADER.replace("Subject", "Content-Type: multipart/mixed; boundary=x\r\nSubject")
                + "--x\r\n\r\na\r\n--x--\r\n";
        assertThat(octets("Content-Type: message/rfc822", parts)).contains(parts);
    }

    @Test
    void whatIsNotWholeOrNotSignedIsNot() {
        String rfc822 = "Content-Type: message/rfc822";
        assertThat(octets("Content-Type: text/rfc822-headers", HEADER)).isEmpty();
        assertThat(octets(rfc822, HEADER)).isEmpty();
        assertThat(octets(rfc822, MAIL.replaceFirst("DKIM-Signature[^\n]*\n", "")))
                .isEmpty();
        assertThat(octets(
                        rfc822 + "\r\nContent-Transfer-Encoding: base64",
                        Base64.getMimeEncoder().encodeToString(MAIL.getBytes(StandardCharsets.US_ASCII))))
                .isEmpty();
        assertThat(octets("Content-Type: message/partial", MAIL)).isEmpty();
        assertThat(octets(rfc822, MAIL + "----- Message truncated -----\r\n")).isEmpty();
        assertThat(octets(
                        rfc822,
                        HEADER.replace("Subject", "Content-Type: multipart/mixed; boundary=x\r\nSubject")
                                + "--x\r\n\r\ncut off he"))
                .isEmpty();
        assertThat(octets(rfc822, MAIL + "x".repeat(OriginalMessage.MAX_OCTETS)))
                .isEmpty();
        assertThat(original(
                                "The body is 200000 characters long; only the first\r\n106496 or so are included here.",
                                rfc822,
                                MAIL)
                        .isWhole())
                .isFalse();
    }

    @Test
    void aReportThatWasCutTellsNothing() {
        String report =
                "From: MAILER-DAEMON@mx.example.net\r\nContent-Type: multipart/report; boundary=b\r\n\r\n--b\r\n"
                        + "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\n"
                        + "Final-Recipient: rfc822; b@example.org\r\nAction: failed\r\nStatus: 5.7.1\r\n\r\n--b\r\n"
                        + "Content-Type: message/rfc822\r\n\r\n" + MAIL;
        OriginalMessage original = BounceParser.standard().parse(report).original();
        assertThat(original).isNotNull();
        assertThat(java.util.Objects.requireNonNull(original).isWhole()).isFalse();
    }

    @Test
    void theOctetsTravelOnceAndAreNotPrinted() throws IOException, ClassNotFoundException {
        OriginalMessage original =
                original("no", "Content-Type: message/rfc822", MAIL + "secret line\r\n".repeat(1_000));
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(written)) {
            out.writeObject(original);
        }
        assertThat(written.size()).isLessThan(13_000 + 3_000);
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(written.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(original);
        }
        assertThat(original.toString()).doesNotContain("secret").doesNotContain("private");
        original.octets().orElseThrow()[0] = 'X';
        assertThat(original.octets().orElseThrow()[0]).isEqualTo((byte) 'D');
    }

    @Test
    void moreThanIsKeptIsTheCallersMistake() {
        OriginalMessage none = OriginalMessage.of(List.of());
        assertThatThrownBy(() -> none.withOctets(new byte[OriginalMessage.MAX_OCTETS + 1]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(none).isNotEqualTo(none.withOctets(new byte[1]));
    }
}
