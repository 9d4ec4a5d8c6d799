package io.github.todoku.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.suppression.SuppressionReason;
import io.github.todoku.bounce.suppression.Suppressions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhoGetsNoMoreMailTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @TempDir
    Path mailbox;

    @Test
    void theTableSaysWhoGetsNoMoreMailAndWhySoThatQueriesCanUseIt() throws Exception {
        Path mails = Files.createDirectories(mailbox.resolve("new"));
        Files.createDirectories(mailbox.resolve("cur"));
        Files.writeString(mails.resolve("1"), mail("<1@mx.example.net>", "bob@example.org", "550 5.1.1 User unknown"));
        Files.writeString(
                mails.resolve("2"), mail("<2@mx.example.net>", "carol@example.org", "552 5.2.2 Mailbox full"));
        Files.writeString(mails.resolve("3"), mail("<1@mx.example.net>", "bob@example.org", "550 5.1.1 User unknown"));
        try (Connection database = DriverManager.getConnection("jdbc:h2:mem:suppressions")) {
            WhoGetsNoMoreMail.read(mailbox, database, NOW);
            WhoGetsNoMoreMail.read(mailbox, database, NOW);
            try (Statement query = database.createStatement();
                    ResultSet row = query.executeQuery("SELECT id, reason FROM address WHERE reason IS NOT NULL")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).isEqualTo("bob@example.org");
                assertThat(row.getString(2)).isEqualTo("DEAD");
                assertThat(row.next()).isFalse();
            }
            Suppressions suppressions = Suppressions.using(new WhoGetsNoMoreMail.Table(database));
            var bob = suppressions.find("Bob@example.org").orElseThrow();
            assertThat(bob.reason()).contains(SuppressionReason.DEAD);
            assertThat(bob.events()).hasSize(1); // mail 3 is mail 1 again
            suppressions.delivered("bob@example.org", NOW);
            assertThat(suppressions.isSuppressed("bob@example.org")).isFalse();
            assertThat(suppressions.isSuppressed("carol@example.org")).isFalse();
        }
    }

    @Test
    void keysOfAnyLengthAreToldApart() throws Exception {
        try (Connection database = DriverManager.getConnection("jdbc:h2:mem:keys")) {
            WhoGetsNoMoreMail.Table table = new WhoGetsNoMoreMail.Table(database);
            String key = "x".repeat(5_000);
            assertThat(table.remember(key + "1")).isTrue();
            assertThat(table.remember(key + "2")).isTrue();
            assertThat(table.remember(key + "1")).isFalse();
        }
    }

    private static String mail(String id, String recipient, String reply) {
        return """
                From: MAILER-DAEMON@mx.example.net
                To: news@example.com
                Message-ID: %s
                Date: Mon, 23 Nov 2026 10:00:00 +0000
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.net

                Final-Recipient: rfc822; %s
                Action: failed
                Remote-MTA: dns; mx.example.org
                Diagnostic-Code: smtp; %s
                --b--
                """.formatted(id, recipient, reply);
    }
}
