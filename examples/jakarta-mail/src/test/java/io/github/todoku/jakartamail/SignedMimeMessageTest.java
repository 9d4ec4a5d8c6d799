package io.github.todoku.jakartamail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dkim.DkimKeyPair;
import io.github.todoku.dkim.DkimSignatureResult;
import io.github.todoku.dkim.DkimSigner;
import io.github.todoku.dkim.DkimVerification;
import io.github.todoku.dkim.DkimVerifier;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedMimeMessageTest {
    private static final DnsName DOMAIN = DnsName.of("example.com");
    private static final DkimKeyPair RSA = DkimKeyPair.rsa(2048);
    private static final DkimKeyPair ED25519 = DkimKeyPair.ed25519();
    private static final DnsResolver DNS = InMemoryDns.of(RSA.publish(DOMAIN, DnsName.of("s1"))
            .overlay()
            .and(ED25519.publish(DOMAIN, DnsName.of("s2")).overlay()));
    private static final DkimSigner SIGNER =
            DkimSigner.using(RSA.signingKey(DOMAIN, DnsName.of("s1")), ED25519.signingKey(DOMAIN, DnsName.of("s2")));

    private static Session session(int port) {
        Properties settings = new Properties();
        settings.setProperty("mail.smtp.host", "127.0.0.1");
        settings.setProperty("mail.smtp.port", Integer.toString(port));
        settings.setProperty("mail.smtp.localhost", "client.example.com");
        settings.setProperty("mail.smtp.timeout", "20000");
        return Session.getInstance(settings);
    }

    private static <M extends MimeMessage> M written(M message, String kind) throws Exception {
        message.setFrom("Author <author@example.com>");
        message.setRecipients(Message.RecipientType.TO, "reader@example.net");
        message.setRecipients(Message.RecipientType.BCC, "secret@example.net");
        message.setSubject(
                "Eine sehr lange Betreffzeile mit Umlauten: \u00e4\u00f6\u00fc, und noch viel mehr", "UTF-8");
        switch (kind) {
            case "text" -> message.setText("Hello,\n\n.dots \nand lines\n\n", "us-ascii");
            case "accents" -> message.setText("Gr\u00fc\u00dfe aus K\u00f6ln\r\n", "utf-8");
            case "no-last-line-end" -> message.setText("Hello");
            default -> {
                MimeBodyPart text = new MimeBodyPart();
                text.setText("See the file.\n");
                MimeBodyPart file = new MimeBodyPart();
                file.setContent(new byte[5_000], "application/octet-stream");
                file.setFileName("zeros.bin");
                message.setContent(new MimeMultipart(text, file));
            }
        }
        return message;
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "accents", "no-last-line-end", "attachment"})
    void whatTheTransportSendsVerifies(String kind) throws Exception {
        try (LoopbackSmtp server = new LoopbackSmtp()) {
            Session session = session(server.port());
            Transport.send(written(new SignedMimeMessage(session, SIGNER), kind));
            passes(server.received());
        }
    }

    /** What JavaMailSenderImpl does: it keeps the Message-ID that there is. */
    @Test
    void aMessageThatSpringSendsVerifies() throws Exception {
        try (LoopbackSmtp server = new LoopbackSmtp()) {
            Session session = session(server.port());
            MimeMessage prepared = written(new MimeMessage(session), "attachment");
            MimeMessage message = new SignedMimeMessage(prepared, SIGNER);
            if (message.getSentDate() == null) {
                message.setSentDate(Date.from(Instant.now()));
            }
            String id = message.getMessageID();
            message.saveChanges();
            if (id != null) {
                message.setHeader("Message-ID", id);
            }
            try (Transport transport = session.getTransport("smtp")) {
                transport.connect();
                transport.sendMessage(message, message.getAllRecipients());
            }
            passes(server.received());
        }
    }

    private static void passes(byte[] received) throws Exception {
        String text = new String(received, StandardCharsets.ISO_8859_1);
        assertThat(text).startsWith("DKIM-Signature: ").doesNotContain("secret@example.net");
        DkimVerification octets = DkimVerifier.using(DNS).check(received);
        assertThat(octets.signatures()).as(text).hasSize(2).allMatch(DkimSignatureResult::isPass);
        MimeMessage parsed = new MimeMessage(session(25), new ByteArrayInputStream(received));
        assertThat(IsItReallyFromThem.check(parsed, DNS).passing()).containsExactly(DOMAIN);
        parsed.setSubject("another");
        parsed.saveChanges();
        assertThat(IsItReallyFromThem.check(parsed, DNS).isPass()).isFalse();
    }
}
