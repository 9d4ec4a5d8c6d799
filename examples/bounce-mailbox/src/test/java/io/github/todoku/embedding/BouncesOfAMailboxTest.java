package io.github.todoku.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.todoku.bounce.suppression.Suppressions;
import jakarta.mail.Folder;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class BouncesOfAMailboxTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private final Session session = Session.getInstance(new Properties());

    @Test
    void whatIsUnseenIsReadOnceAndTheTableKnowsWhoGetsNoMoreMail() throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
        server.start();
        try (Connection database = DriverManager.getConnection("jdbc:h2:mem:mailbox")) {
            database.setAutoCommit(false);
            Suppressions suppressions = Suppressions.using(new WhoGetsNoMoreMail.Table(database));
            GreenMailUser bounces = server.setUser("bounces@example.com", "bounces", "secret");
            deliver(bounces, report("<1@mx.example.org>", "bob@example.org", "550 5.1.1 User unknown"));
            deliver(bounces, "From: bob@example.org\r\nSubject: no bounce\r\n\r\nThank you!\r\n");

            assertThatThrownBy(() -> read(server, suppressions, () -> {
                        throw new IOException("the database is gone");
                    }))
                    .isInstanceOf(IOException.class);
            assertThat(read(server, suppressions, () -> commit(database)))
                    .as("what was not kept is not seen")
                    .isEqualTo(2);
            assertThat(read(server, suppressions, () -> commit(database))).isZero();
            deliver(bounces, report("<2@mx.example.org>", "carol@example.org", "552 5.2.2 Mailbox full"));
            assertThat(read(server, suppressions, () -> commit(database))).isEqualTo(1);

            assertThat(suppressions.isSuppressed("bob@example.org")).isTrue();
            assertThat(suppressions.isSuppressed("carol@example.org")).isFalse();
            assertThat(suppressions.find("carol@example.org")).isPresent();
        } finally {
            server.stop();
        }
    }

    private int read(GreenMail server, Suppressions suppressions, BouncesOfAMailbox.Keeping kept) throws Exception {
        try (Store store = session.getStore("imap")) {
            store.connect("127.0.0.1", server.getImap().getPort(), "bounces", "secret");
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_WRITE);
                return BouncesOfAMailbox.read(inbox, suppressions, kept, NOW);
            }
        }
    }

    private static void commit(Connection database) throws IOException {
        try {
            database.commit();
        } catch (SQLException failed) {
            throw new IOException(failed);
        }
    }

    private void deliver(GreenMailUser to, String mail) throws Exception {
        to.deliver(new MimeMessage(session, new ByteArrayInputStream(mail.getBytes(StandardCharsets.US_ASCII))));
    }

    private static String report(String id, String recipient, String reply) {
        return """
                From: MAILER-DAEMON@mx.example.org
                To: bounces@example.com
                Message-ID: %s
                Date: Mon, 23 Nov 2026 10:00:00 +0000
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.org

                Final-Recipient: rfc822; %s
                Action: failed
                Remote-MTA: dns; mx.example.org
                Diagnostic-Code: smtp; %s
                --b--
                """.formatted(id, recipient, reply).replace("\n", "\r\n");
    }
}
