package io.github.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.todoku.message.Masking;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpReplyTest {
    static Stream<Arguments> replies() {
        return Stream.of(
                arguments("550 5.1.1 No such user", 550, "5.1.1", "No such user"),
                arguments("550-5.7.26 one\r\n550-5.7.26 two\r\n550 5.7.26 three", 550, "5.7.26", "one two three"),
                arguments("550-5.7.26 one 550-5.7.26 two 550 5.7.26 three", 550, "5.7.26", "one two three"),
                arguments("550 550 5.1.1 twice", 550, "5.1.1", "twice"),
                arguments(
                        "host mx[192.0.2.1] said: 452 4.2.2 full (in reply to RCPT TO command)", 452, "4.2.2", "full"),
                arguments("550 sorry, no mailbox (#5.1.1)", 550, "5.1.1", "sorry, no mailbox (#5.1.1)"),
                arguments("550: 5.2.2 full", 550, "5.2.2", "full"),
                arguments(
                        "5.1.0 - Unknown address error 550-'5.2.2 <a@b.example>... Full'",
                        550,
                        "5.2.2",
                        "<a@b.example>... Full'"),
                arguments(
                        "554 4.4.7 Message expired.<421 4.4.2 Connection timed out>",
                        421,
                        "4.4.2",
                        "Connection timed out>"),
                arguments(
                        "421 4.7.0 [TSS04] deferred - 4.16.55.1; see",
                        421,
                        "4.7.0",
                        "[TSS04] deferred - 4.16.55.1; see"),
                arguments(
                        "451 Resources temporarily unavailable [#4.16.1]",
                        451,
                        null,
                        "Resources temporarily unavailable [#4.16.1]"),
                arguments("5.7.1 no code at all", null, "5.7.1", "no code at all"),
                arguments("Host not found", null, null, "Host not found"),
                arguments("550", 550, null, ""),
                arguments("command died with status 255", null, null, "command died with status 255"));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void codesAndWordsAreTakenApart(String text, Integer code, String status, String words) {
        SmtpReply reply = SmtpReply.parse(text).orElseThrow();
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.status() == null ? null : reply.status().toString()).isEqualTo(status);
        assertThat(reply.text()).isEqualTo(words);
    }

    @Test
    void nothingIsNoReply() {
        assertThat(SmtpReply.parse(" \n ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[4.16.55.1]", "5.0.0.1", "v5.1.1-2", "#4.16.1.2", "192.5.1.1", "http://x/5.1.1/y"})
    void addressesAndVersionsAreNoStatus(String text) {
        assertThat(EnhancedStatus.find(text)).isEmpty();
    }

    @Test
    void theProviderDecidesWhatACodeMeans() { // Google's 5.7.27 is SPF, IANA's a null MX
        SmtpReply reply = SmtpReply.parse("550 5.7.27 SPF authentication didn't pass for this message")
                .orElseThrow();
        ReplyClassifier classifier = ReplyClassifier.standard();
        assertThat(classifier.classify(reply, "gmail-smtp-in.l.google.com").cause())
                .isEqualTo(Cause.AUTHENTICATION);
        SmtpReply bare = SmtpReply.parse("550 5.7.27 No").orElseThrow();
        assertThat(classifier.classify(bare, "mx.example.org").cause()).isEqualTo(Cause.SENDER_REJECTED);
    }

    static Stream<Arguments> masked() {
        return Stream.of(
                arguments("to bob@example.com now", "to b***@example.com now"),
                arguments("<bob@example.com>,<\"a b\"@example.com>", "<b***@example.com>,<\"a***@example.com>"),
                arguments("bounces+bob=example.org@example.com", "b***@example.com"),
                arguments("@example.com", "@example.com"),
                arguments("no address", "no address"));
    }

    @ParameterizedTest
    @MethodSource("masked")
    void localPartsAreCut(String text, String masked) {
        assertThat(Masking.mask(text)).isEqualTo(masked);
    }

    @Test
    void theRecipientIsHiddenWhereItStandsWithoutItsDomain() {
        assertThat(Masking.mask("Unknown user bob.smith!", "bob.smith@example.com"))
                .isEqualTo("Unknown user b***!");
    }

    private static final String POSTFIX = "Nov 24 09:00:00 mx postfix/smtp[7]: A1: to=<bob@example.org>, "
            + "relay=mx.example.org[192.0.2.7]:25, delay=1, dsn=5.0.0, status=%s (host mx.example.org[192.0.2.7] said: %s)";
    private static final String EXIM =
            "2026-11-24 09:00:00 1abcde-000001-AA ** bob@example.org R=dnslookup T=remote_smtp "
                    + "H=mx.example.org [192.0.2.7]: SMTP error from remote mail server after RCPT TO:<bob@example.org>: ";

    static Stream<Arguments> asked() {
        return Stream.of(
                arguments("550 User unknown", "RCPT", Cause.ADDRESS_UNKNOWN, Advice.REMOVE_ADDRESS),
                arguments(
                        "550 User unknown", "rcpt to:<bob@example.org>", Cause.ADDRESS_UNKNOWN, Advice.REMOVE_ADDRESS),
                arguments("550 User unknown", "end of DATA", Cause.RECIPIENT_REFUSED, Advice.REVIEW),
                arguments("550 User unknown", "MAIL FROM", Cause.SENDER_REJECTED, Advice.FIX_SENDER),
                arguments("550 User unknown", null, Cause.ADDRESS_UNKNOWN, Advice.VERIFY_THEN_REMOVE));
    }

    @ParameterizedTest
    @MethodSource("asked")
    void whatWasAskedTellsWhatAReplyMeans(String text, String command, Cause cause, Advice advice) {
        SmtpReply reply = SmtpReply.parse(text).orElseThrow();
        Classification found = ReplyClassifier.standard().classify(reply, "mx.example.org", command, "bob@example.org");
        assertThat(found.cause()).isEqualTo(cause);
        assertThat(found.advice()).isEqualTo(advice);
    }

    /** Before a recipient was named nobody's address can be dead; a greeting has many names. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONNECT",
                "connect",
                "CONN",
                "initial connection",
                "EHLO",
                "STARTTLS",
                "AUTH",
                "MAIL FROM:<a@example.com>"
            })
    void whatIsAnsweredBeforeARecipientGivesUpNobody(String command) {
        SmtpReply reply =
                SmtpReply.parse("550 5.1.1 <bob@example.org>: User unknown").orElseThrow();
        Advice advice = ReplyClassifier.standard()
                .classify(reply, "mx.example.org", command, "bob@example.org")
                .advice();
        assertThat(advice).isNotIn(Advice.REMOVE_ADDRESS, Advice.VERIFY_THEN_REMOVE);
    }

    @Test
    void theRecipientsDomainTellsWhoAnswers() {
        SmtpReply reply = SmtpReply.parse("550 <bob@ezweb.ne.jp>: User unknown").orElseThrow();
        assertThat(ReplyClassifier.standard()
                        .classify(reply, null, null, "bob@ezweb.ne.jp")
                        .cause())
                .isEqualTo(Cause.ADDRESS_UNKNOWN);
    }

    static Stream<String> lines() {
        return Stream.of(
                POSTFIX.formatted("bounced", "550 User unknown (in reply to RCPT TO command)"),
                EXIM + "550 User unknown",
                "Nov 24 09:00:00 mail.example.net exim[12345]: " + EXIM + "550 User unknown",
                "2026-11-24 09:00:00 1abcde-000000abcde-1abc" + EXIM.substring(36) + "550 User unknown",
                "host mx.example.org[192.0.2.7] said: 550 <bob@example.org>: User unknown (in reply to RCPT TO command)");
    }

    @ParameterizedTest
    @MethodSource("lines")
    void aLineOfALogGivesWhatTheParserGives(String line) {
        Bounce bounce = ReplyClassifier.standard().readLine(line).orElseThrow();
        assertThat(bounce.recipient()).isEqualTo("bob@example.org");
        assertThat(bounce.remoteHost()).isEqualTo("mx.example.org");
        assertThat(bounce.command()).isEqualTo("RCPT");
        assertThat(bounce.replyCode()).isEqualTo(550);
        assertThat(bounce.cause()).isEqualTo(Cause.ADDRESS_UNKNOWN);
        assertThat(bounce.advice()).isEqualTo(Advice.REMOVE_ADDRESS);
        SmtpReply reply = java.util.Objects.requireNonNull(bounce.reply());
        assertThat(ReplyClassifier.standard()
                        .classify(reply, bounce.remoteHost(), bounce.command(), bounce.recipient())
                        .cause())
                .isEqualTo(bounce.cause());
        if (!line.startsWith("host")) { // those are no message; lines of a log are
            assertThat(BounceParser.standard().parse(line).bounces()).containsExactly(bounce);
        }
    }

    @Test
    void theHostInTheLineTellsWhoAnswers() { // 5.1.10 is a null MX in RFC 7505, a missing recipient at Exchange Online
        String line = "Nov 24 09:00:00 mx postfix/smtp[7]: A1: to=<bob@example.org>, relay=%s[192.0.2.7]:25,"
                + " dsn=5.1.10, status=bounced (host %<s[192.0.2.7] said: 550 5.1.10 No (in reply to RCPT TO command))";
        ReplyClassifier classifier = ReplyClassifier.standard();
        String exchange = line.formatted("example-org.mail.protection.outlook.com");
        assertThat(classifier.readLine(exchange).orElseThrow().cause()).isEqualTo(Cause.ADDRESS_UNKNOWN);
        String other = line.formatted("mx.example.org");
        assertThat(classifier.readLine(other).orElseThrow().cause()).isEqualTo(Cause.DOMAIN_NO_MAIL);
    }

    static Stream<Arguments> outcomes() {
        return Stream.of(
                arguments("bounced", ReportKind.FAILURE),
                arguments("undeliverable", ReportKind.FAILURE),
                arguments("expired", ReportKind.FAILURE),
                arguments("deferred", ReportKind.DELAY),
                arguments("SOFTBOUNCE", ReportKind.DELAY));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void postfixSaysWhatBecameOfIt(String status, ReportKind kind) {
        String line = POSTFIX.formatted(status, "450 4.2.0 Try later");
        assertThat(BounceParser.standard().parse(line).kind()).isEqualTo(kind);
    }

    @Test
    void whatArrivedIsNoBounce() {
        for (String status : new String[] {"sent", "deliverable"}) {
            String line = POSTFIX.formatted(status, "250 2.1.5 Ok").replace("dsn=5.0.0", "dsn=2.1.5");
            assertThat(BounceParser.standard().parse(line).kind()).isEqualTo(ReportKind.DELIVERED);
            assertThat(ReplyClassifier.standard().readLine(line)).isEmpty();
        }
        assertThat(ReplyClassifier.standard().readLine("Nov 24 09:00:00 mx postfix/qmgr[1]: A1: removed"))
                .isEmpty();
    }

    @Test
    void everyLineOfALogIsRead() {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            log.append(POSTFIX.formatted("bounced", "550 User unknown (in reply to RCPT TO command)")
                            .replace("bob@", "bob" + i + "@"))
                    .append("\nNov 24 09:00:00 mx postfix/qmgr[1]: A1: removed\n");
        }
        BounceReport report = BounceParser.standard().parse(log.toString());
        assertThat(report.bounces()).hasSize(100);
        assertThat(report.notes()).isEmpty();
        BounceReport cut = BounceParser.standard()
                .withLimits(ParseLimits.DEFAULT.withMaxTextBytes(8_000))
                .parse(log.toString());
        assertThat(cut.bounces()).hasSizeBetween(20, 60);
        assertThat(cut.notes()).containsExactly(ReportNote.TEXT_LIMIT);
    }

    @Test
    void theLastLineOfALogAboutARecipientCounts() {
        String late = POSTFIX.formatted("deferred", "450 4.2.0 Try later");
        String lost = POSTFIX.formatted("bounced", "550 User unknown (in reply to RCPT TO command)");
        BounceReport report = BounceParser.standard().parse(late + "\n" + lost + "\n");
        assertThat(report.kind()).isEqualTo(ReportKind.FAILURE);
        assertThat(report.bounces()).extracting(Bounce::cause).containsExactly(Cause.ADDRESS_UNKNOWN);
    }

    @Test
    void aMailWhoseSubjectQuotesALogIsNone() {
        String mail = "Subject: " + POSTFIX.formatted("bounced", "550 User unknown")
                + "\nFrom: bob@example.org\n\nWhat is this?\n";
        assertThat(BounceParser.standard().parse(mail).kind()).isEqualTo(ReportKind.NONE);
    }
}
