package io.github.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Replies that speak of users, mailboxes and domains and mean the sender, a policy, a quota, a list: none may cost an address,
 * whoever says them and whatever a report writes around them. Beside them replies that do mean a dead address.
 */
class NoDeadAdviceTest {
    /** Hosts whose receivers have rules of their own, and one that has none. */
    private static final List<String> HOSTS = List.of(
            "mx.example.org",
            "gmail-smtp-in.l.google.com",
            "example-org.mail.protection.outlook.com",
            "mx.olc.protection.outlook.com",
            "mta5.am0.yahoodns.net",
            "mx01.mail.icloud.com",
            "mx00.gmx.net",
            "smtp-in.orange.fr",
            "mx.yandex.ru",
            "mx1.qq.com",
            "mfsmax.docomo.ne.jp",
            "lsean.ezweb.ne.jp",
            "mx.softbank.ne.jp");

    static Stream<String> alive() throws IOException {
        return lines("alive-replies.txt");
    }

    static Stream<String> doubtful() throws IOException {
        return lines("doubtful-replies.txt");
    }

    static Stream<String> dead() throws IOException {
        return lines("dead-replies.txt");
    }

    /** A line a reply; {@code #} begins a comment. */
    private static Stream<String> lines(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(NoDeadAdviceTest.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("alive")
    void aReplyAboutSomethingElseNeverCostsAnAddress(String reply) {
        Set<String> dead = new TreeSet<>(); // one line a rule, not one a surrounding
        for (BounceReport report : reports(reply)) {
            for (Bounce bounce : report.bounces()) {
                if (bounce.advice() == Advice.REMOVE_ADDRESS || bounce.advice() == Advice.VERIFY_THEN_REMOVE) {
                    dead.add(bounce.classification().evidence().toString());
                }
            }
        }
        SmtpReply bare = SmtpReply.parse(reply).orElseThrow();
        for (String host : HOSTS) {
            Classification found = ReplyClassifier.standard().classify(bare, host);
            if (found.advice() == Advice.REMOVE_ADDRESS || found.advice() == Advice.VERIFY_THEN_REMOVE) {
                dead.add(found.evidence().toString());
            }
        }
        assertThat(dead).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("doubtful")
    void aDoubtfulReplyNeverGivesUpAnAddressUnasked(String reply) {
        SmtpReply bare = SmtpReply.parse(reply).orElseThrow();
        assertThat(HOSTS.stream().map(host -> ReplyClassifier.standard().classify(bare, host)))
                .extracting(Classification::advice)
                .doesNotContain(Advice.REMOVE_ADDRESS);
        assertThat(reports(reply).stream().flatMap(report -> report.bounces().stream()))
                .extracting(Bounce::advice)
                .doesNotContain(Advice.REMOVE_ADDRESS);
    }

    @ParameterizedTest
    @MethodSource("dead")
    void aDeadAddressIsStillFound(String reply) {
        BounceReport report = BounceParser.standard()
                .parse(Mails.dsn(atRcpt("mx.example.org", reply), fields("mx.example.org", "5.0.0", reply)));
        assertThat(report.bounces()).hasSize(1);
        assertThat(report.bounces().get(0).advice())
                .as(report.bounces().get(0).classification().toString())
                .isIn(Advice.REMOVE_ADDRESS, Advice.VERIFY_THEN_REMOVE);
    }

    @Test
    void aStatusThatTheServersWordsDoNotBearOutIsReviewed() { // sendmail writes 5.1.1 for every 550 to RCPT
        BounceReport report =
                BounceParser.standard().parse(Mails.dsn(fields("mx.example.org", "5.1.1", "550 Go away")));
        assertThat(report.bounces()).extracting(Bounce::cause).containsExactly(Cause.RECIPIENT_REFUSED);
        assertThat(report.bounces()).extracting(Bounce::advice).containsExactly(Advice.REVIEW);
    }

    @Test
    void whatIsAnsweredBeforeARecipientIsNamedIsAboutNone() {
        BounceReport report = BounceParser.standard()
                .parse(
                        "Nov 24 09:00:00 mx postfix/smtp[1]: 4X: to=<bob@example.org>, relay=mx.example.org[192.0.2.7]:25,"
                                + " dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.7] said: 550 5.1.1 No such user"
                                + " (in reply to MAIL FROM command))");
        assertThat(report.bounces()).extracting(Bounce::advice).containsExactly(Advice.FIX_SENDER);
    }

    @Test
    void theCommandMayStandInTheDiagnosticCode() {
        String said = "550 5.1.1 user unknown (in reply to MAIL FROM command)";
        BounceReport report = BounceParser.standard().parse(Mails.dsn(fields("mx.example.org", "5.1.1", said)));
        assertThat(report.bounces()).extracting(Bounce::command).containsExactly("MAIL");
        assertThat(report.bounces()).extracting(Bounce::advice).containsExactly(Advice.FIX_SENDER);
    }

    @Test
    void aTextThatListsReasonsTellsNone() {
        BounceReport report = BounceParser.standard()
                .parse(Mails.dsn("""
                Your message could not be delivered. Common reasons for this are that the mailbox is full,
                that the account has been disabled, or that there is no such user.
                """, "Final-Recipient: rfc822; bob@example.org\nAction: failed\nStatus: 5.0.0"));
        assertThat(report.bounces()).extracting(Bounce::cause).containsExactly(Cause.UNKNOWN);
    }

    @Test
    void yourMailAdministratorIsNoCommand() {
        BounceReport report = BounceParser.standard()
                .parse(Mails.dsn(
                        """
                <bob@example.org>: please contact your mail administrator
                """, fields("mx.example.org", "5.1.1", "550 5.1.1 <bob@example.org>... User unknown")));
        assertThat(report.bounces()).extracting(Bounce::command).containsOnlyNulls();
    }

    @Test
    void thereAreEnoughOfThem() throws IOException {
        assertThat(alive().distinct().count()).isGreaterThanOrEqualTo(120);
        assertThat(dead().distinct().count()).isGreaterThanOrEqualTo(20);
    }

    /** The reply in every surrounding that makes an address look dead. */
    private static List<BounceReport> reports(String reply) {
        List<BounceReport> reports = new ArrayList<>();
        BounceParser parser = BounceParser.standard();
        reports.add(parser.parse(reply));
        reports.add(parser.parse(
                "Nov 24 09:00:00 mx postfix/smtp[1]: 4X: to=<bob@example.org>, relay=mx.example.org[192.0.2.7]:25,"
                        + " delay=1, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.7] said: " + reply
                        + " (in reply to RCPT TO command))"));
        for (String host : HOSTS) {
            for (String status : List.of("5.0.0", "5.1.1", "5.1.2", "5.1.6", "5.4.4")) {
                reports.add(parser.parse(Mails.dsn(fields(host, status, reply))));
                reports.add(parser.parse(Mails.dsn(atRcpt(host, reply), fields(host, status, reply))));
            }
        }
        return reports;
    }

    private static String atRcpt(String host, String reply) {
        return "This is the mail system at host mx.example.net.\n\n<bob@example.org>: host " + host
                + "[192.0.2.7] said: " + reply + " (in reply to RCPT TO command)\n";
    }

    private static String fields(String host, String status, String reply) {
        return "Final-Recipient: rfc822; bob@example.org\nAction: failed\nStatus: " + status + "\nRemote-MTA: dns; "
                + host + "\nDiagnostic-Code: smtp; " + reply;
    }
}
