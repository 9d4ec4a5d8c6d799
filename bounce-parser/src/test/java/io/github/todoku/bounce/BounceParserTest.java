package io.github.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BounceParserTest {
    private static final BounceParser PARSER = BounceParser.standard();

    private static Bounce only(String mail) {
        BounceReport report = PARSER.parse(mail);
        assertThat(report.bounces()).hasSize(1);
        return report.bounces().get(0);
    }

    @Test
    void aDeliveryStatusTellsWhoWhyAndWhatToDo() {
        BounceReport report = PARSER.parse(Mails.dsn("""
                Final-Recipient: rfc822; bob@example.org
                Original-Recipient: rfc822;robert+3Dx@example.org
                Action: failed
                Status: 5.1.1
                Remote-MTA: dns; mx.example.org
                Diagnostic-Code: smtp; 550 5.1.1 <bob@example.org>: Recipient address rejected:
                    User unknown in local recipient table"""));

        assertThat(report.kind()).isEqualTo(ReportKind.FAILURE);
        assertThat(report.reportingHost()).isEqualTo("mx.example.net");
        Bounce bounce = report.bounces().get(0);
        assertThat(bounce.recipient()).isEqualTo("bob@example.org");
        assertThat(bounce.originalRecipient()).isEqualTo("robert=x@example.org");
        assertThat(bounce.action()).isEqualTo(DeliveryAction.FAILED);
        assertThat(bounce.status()).hasToString("5.1.1");
        assertThat(bounce.replyCode()).isEqualTo(550);
        assertThat(bounce.remoteHost()).isEqualTo("mx.example.org");
        assertThat(bounce.cause()).isEqualTo(Cause.ADDRESS_UNKNOWN);
        assertThat(bounce.advice()).isEqualTo(Advice.CONTACT_RECIPIENT); // robert=x leads to bob: 0036
        assertThat(bounce.permanence().overall()).isEqualTo(Permanence.Said.PERMANENT);
    }

    @Test
    void theOriginalComesBackDecodedWithWhatASenderLooksFor() {
        OriginalMessage original = PARSER.parse(Mails.dsn("Final-Recipient: rfc822; b@example.org\nAction: failed"))
                .original();
        Objects.requireNonNull(original);
        assertThat(original.messageId()).isEqualTo("<1@example.com>");
        assertThat(original.subject()).isEqualTo("こんにちは");
        assertThat(original.listId()).isEqualTo("<news.example.com>");
        assertThat(original.first("x-campaign")).contains("42");
    }

    @Test
    void gmailsRefusalGivesDomainAddressAndVerdicts() {
        Bounce bounce = only(Mails.dsn("""
                Final-Recipient: rfc822; bob@gmail.com
                Action: failed
                Status: 5.7.26
                Remote-MTA: dns; gmail-smtp-in.l.google.com
                Diagnostic-Code: smtp; 550-5.7.26 Your email has been blocked because the sender is unauthenticated.
                 550-5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM. 550-5.7.26
                 550-5.7.26 Authentication results: 550-5.7.26 DKIM = did not pass
                 550-5.7.26 SPF [example.com] with ip: [192.0.2.1] = did not pass
                 550 5.7.26 https://support.google.com/mail/answer/81126#authentication a1 - gsmtp"""));
        ReplyFacts facts = bounce.classification().facts();

        assertThat(bounce.cause()).isEqualTo(Cause.AUTHENTICATION);
        assertThat(bounce.advice()).isEqualTo(Advice.FIX_AUTHENTICATION);
        assertThat(bounce.classification().details())
                .containsExactly(AuthenticationMethod.SPF, AuthenticationMethod.DKIM);
        assertThat(facts.domain()).hasToString("example.com");
        assertThat(facts.clientAddress()).hasToString("/192.0.2.1");
        assertThat(facts.spf()).isEqualTo(ReportedVerdict.DID_NOT_PASS);
        assertThat(facts.dkim()).isEqualTo(ReportedVerdict.DID_NOT_PASS);
        assertThat(bounce.classification().evidence().get(0).rule()).isEqualTo("gmail.unauthenticated");
    }

    @Test
    void oneReportMayMixWhatHappened() {
        BounceReport report = PARSER.parse(Mails.dsn("""
                Final-Recipient: rfc822; a@example.org
                Action: delivered
                Status: 2.0.0

                Final-Recipient: rfc822; b@example.org
                Action: delayed
                Status: 4.4.1

                Final-Recipient: rfc822; c@example.org
                Action: failed
                Status: 5.2.2"""));
        assertThat(report.kind()).isEqualTo(ReportKind.FAILURE);
        assertThat(report.deliveries()).extracting(Delivery::recipient).containsExactly("a@example.org");
        assertThat(report.bounces()).extracting(Bounce::recipient).containsExactly("b@example.org", "c@example.org");
        assertThat(report.bounces()).extracting(Bounce::cause).containsExactly(Cause.NETWORK, Cause.MAILBOX_FULL);
    }

    static Stream<Arguments> actions() {
        return Stream.of(
                arguments("delayed", "4.4.1", ReportKind.DELAY),
                arguments("delivered", "2.1.5", ReportKind.DELIVERED),
                arguments("relayed", "2.1.9", ReportKind.RELAYED),
                arguments("expanded", "2.1.5", ReportKind.EXPANDED),
                arguments("failed", "5.0.0", ReportKind.FAILURE));
    }

    @ParameterizedTest
    @MethodSource("actions")
    void theActionTellsTheKind(String action, String status, ReportKind kind) {
        String fields = "Final-Recipient: rfc822; a@example.org\nAction: " + action + "\nStatus: " + status;
        assertThat(PARSER.parse(Mails.dsn(fields)).kind()).isEqualTo(kind);
    }

    @Test
    void aStatusThatNobodyWroteIsNotInvented() {
        assertThat(only("550 Go away, please").status()).isNull();
        assertThat(only(Mails.dsn("Final-Recipient: rfc822; a@example.org\nAction: failed"))
                        .status())
                .isNull();
    }

    @Test
    void aTemporaryRefusalNeverAdvisesRemoval() {
        Bounce bounce = only(Mails.dsn("""
                Final-Recipient: rfc822; a@example.org
                Action: failed
                Status: 4.1.1
                Diagnostic-Code: smtp; 450 4.1.1 <a@example.org>: Recipient address rejected: User unknown"""));
        assertThat(bounce.advice()).isNotIn(Advice.REMOVE_ADDRESS, Advice.VERIFY_THEN_REMOVE);
    }

    @Test
    void theSpecificStatusOfTheReplyBeatsTheGeneralOneOfTheField() {
        Bounce bounce = only(Mails.dsn("""
                Final-Recipient: rfc822; a@example.org
                Action: failed
                Status: 5.0.0
                Diagnostic-Code: smtp; 550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain"""));
        assertThat(bounce.status()).hasToString("5.7.54");
        assertThat(bounce.cause()).isEqualTo(Cause.RELAY_DENIED);
    }

    @Test
    void internationalAddressesAreDecoded() { // RFC 6533 §3
        String mail = Mails.dsn("""
                        Final-Recipient: utf-8; \\x{8349}\\x{82F1}@example.org
                        Action: failed
                        Status: 5.1.1""").replace("message/delivery-status", "message/global-delivery-status");
        assertThat(only(mail).recipient()).isEqualTo("草英@example.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\r\r\n"})
    void lineEndsDoNotMatter(String lineEnd) {
        String mail = Mails.dsn("""
                Final-Recipient: rfc822; bob@example.org
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 User unknown""");
        BounceReport expected = PARSER.parse(mail);
        assertThat(PARSER.parse(mail.replace("\n", lineEnd))).isEqualTo(expected);
    }

    @Test
    void streamsAndOctetsGiveTheSameReport() throws IOException {
        byte[] mail = Mails.dsn("Final-Recipient: rfc822; bob@example.org\nAction: failed\nStatus: 5.2.2")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(PARSER.parse(new ByteArrayInputStream(mail))).isEqualTo(PARSER.parse(mail));
    }

    static Stream<Arguments> notBounces() {
        return Stream.of(
                arguments("Subject: Out of office: Hi\nFrom: bob@example.org\n\nI am away.", ReportKind.AUTO_REPLY),
                arguments(
                        "Auto-Submitted: auto-replied\nFrom: bob@example.org\n\nThe user unknown to you is away. "
                                + "Your mail was not delivered to carol@example.org.",
                        ReportKind.AUTO_REPLY),
                arguments(
                        "Subject: Please confirm your message\nFrom: bob@example.org\n\nClick here",
                        ReportKind.CHALLENGE),
                arguments("""
                        From: bob@example.org
                        Content-Type: multipart/report; report-type=disposition-notification; boundary=b

                        --b
                        Content-Type: message/disposition-notification

                        Final-Recipient: rfc822;bob@example.org
                        Disposition: manual-action/MDN-sent-manually; displayed
                        --b--
                        """, ReportKind.DISPOSITION),
                arguments(
                        "Subject: About bounces\nFrom: bob@example.org\n\nA 550 5.1.1 user unknown for carol@example.org "
                                + "means that mail could not be delivered.",
                        ReportKind.NONE),
                arguments("", ReportKind.NONE),
                arguments("\u0000\u0001\u0002", ReportKind.NONE));
    }

    @ParameterizedTest
    @MethodSource("notBounces")
    void whatIsNoBounceIsToldApart(String mail, ReportKind kind) {
        BounceReport report = PARSER.parse(mail);
        assertThat(report.kind()).isEqualTo(kind);
        assertThat(report.bounces()).isEmpty();
    }

    @Test
    void aComplaintSaysWhatItComplainsOf() { // RFC 5965
        BounceReport report = PARSER.parse("""
                From: fbl@example.net
                Content-Type: multipart/report; report-type=feedback-report; boundary=b

                --b
                Content-Type: message/feedback-report

                Feedback-Type: abuse
                User-Agent: Example/1.0
                Source-IP: 192.0.2.1
                Original-Mail-From: <alice@example.com>
                Original-Rcpt-To: <bob@example.org>
                --b
                Content-Type: message/rfc822

                Message-ID: <1@example.com>

                --b--
                """);
        assertThat(report.kind()).isEqualTo(ReportKind.COMPLAINT);
        Complaint complaint = report.complaint();
        Objects.requireNonNull(complaint);
        assertThat(complaint.feedbackType()).isEqualTo("abuse");
        assertThat(complaint.sourceAddress()).hasToString("/192.0.2.1");
        assertThat(complaint.originalRecipient()).isEqualTo("bob@example.org");
        assertThat(complaint.toString()).doesNotContain("bob@").doesNotContain("alice@");
    }

    @Test
    void aBareReplyIsAFailureThatNamesNobody() {
        BounceReport report = PARSER.parse("550-5.7.1 a\n550 5.7.1 Client host [192.0.2.1] blocked using bl.example\n");
        assertThat(report.kind()).isEqualTo(ReportKind.FAILURE);
        assertThat(report.form()).isEqualTo("reply");
        assertThat(report.bounces().get(0).recipient()).isNull();
        assertThat(report.bounces().get(0).classification().facts().listName()).isEqualTo("bl.example");
        assertThat(report.notes()).containsExactly(ReportNote.NO_RECIPIENT);
    }

    @Test
    void aLineOfALogIsRead() {
        Bounce postfix = only("Nov 24 09:00:00 mx postfix/smtp[7]: A1: to=<bob@example.org>, orig_to=<r@example.com>, "
                + "relay=mx.example.org[192.0.2.7]:25, delay=1, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.7] "
                + "said: 550 5.1.1 User unknown (in reply to RCPT TO command))");
        assertThat(postfix.recipient()).isEqualTo("bob@example.org");
        assertThat(postfix.originalRecipient()).isEqualTo("r@example.com");
        assertThat(postfix.remoteHost()).isEqualTo("mx.example.org");
        assertThat(postfix.command()).isEqualTo("RCPT");
        assertThat(postfix.cause()).isEqualTo(Cause.ADDRESS_UNKNOWN);

        Bounce exim = only("2026-11-24 09:00:00 1abcde-000001-AA ** bob@example.org R=dnslookup T=remote_smtp "
                + "H=mx.example.org [192.0.2.7]: SMTP error from remote mail server after RCPT TO:<bob@example.org>: "
                + "552 5.2.2 Mailbox full");
        assertThat(exim.recipient()).isEqualTo("bob@example.org");
        assertThat(exim.replyCode()).isEqualTo(552);
        assertThat(exim.cause()).isEqualTo(Cause.MAILBOX_FULL);
    }

    @Test
    void aRecipientThatIsNotNamedComesFromTheVerpPatternIfTheCallerGivesOne() {
        String mail = """
                From: MAILER-DAEMON@example.net
                Delivered-To: bounces+bob=example.org@example.com
                Subject: Undeliverable mail

                Your mail could not be delivered.
                """;
        assertThat(only(mail).recipient()).isNull();
        BounceReport report = BounceParser.standard()
                .withVerp(VerpPattern.of("bounces+{local}={domain}@example.com"))
                .parse(mail);
        assertThat(report.bounces().get(0).recipient()).isEqualTo("bob@example.org");
        assertThat(report.notes()).contains(ReportNote.RECIPIENT_FROM_VERP);
    }

    @Test
    void theUsersOwnRulesComeFirst() {
        String rules = """
                Rule: mine.jail
                Contains: ip in prison
                Cause: BLOCKED
                Source: seen once
                """;
        BounceParser parser = BounceParser.standard().withRules(rules);
        assertThat(parser.parse("550 5.7.1 ip in prison").bounces().get(0).cause())
                .isEqualTo(Cause.BLOCKED);
        assertThat(only("550 5.7.1 ip in prison").classification().evidence())
                .extracting(Evidence::rule)
                .doesNotContain("mine.jail");
    }

    @Test
    void japaneseTextWithoutItsNameIsRead() {
        byte[] mail = Mails.plain("postmaster@example.jp", "Undeliverable mail", "宛先不明です bob@example.org\n")
                .getBytes(Charset.forName("ISO-2022-JP"));
        assertThat(PARSER.parse(mail).bounces().get(0).recipient()).isEqualTo("bob@example.org");
    }

    @Test
    void whatIsPrintedHidesWhoPeopleAre() {
        BounceReport report = PARSER.parse(Mails.dsn("""
                Final-Recipient: rfc822; bob.secret@example.org
                Action: failed
                Diagnostic-Code: smtp; 550 5.1.1 <bob.secret@example.org> Unknown user bob.secret"""));
        assertThat(report.toString())
                .doesNotContain("secret")
                .doesNotContain("alice")
                .doesNotContain("こんにちは");
        assertThat(report.bounces().get(0).recipient()).isEqualTo("bob.secret@example.org");
    }

    @Test
    void limitsAreNotesNotExceptions() {
        String many = "Final-Recipient: rfc822; a%d@example.org\nAction: failed\n\n";
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            fields.append(many.formatted(i));
        }
        BounceReport report =
                BounceParser.standard().withLimits(ParseLimits.STRICT).parse(Mails.dsn(fields.toString()));
        assertThat(report.bounces()).hasSize(ParseLimits.STRICT.maxRecipients());
        assertThat(report.notes()).contains(ReportNote.RECIPIENTS_LIMIT);
    }

    private static BounceReport sns(String message) {
        String inner = message.replace("\n", "").replace("\"", "\\\"");
        return PARSER.parse(
                "From: no-reply@sns.example.com\nSubject: AWS Notification Message\n\n{\"Type\":\"Notification\","
                        + "\"Message\":\"" + inner + "\"}\n");
    }

    @Test
    void aComplaintThatComesBySnsIsAComplaint() {
        BounceReport report = sns("""
                {"notificationType":"Complaint","complaint":{"userAgent":"Example/1.0","complaintFeedbackType":"abuse",
                "complainedRecipients":[{"emailAddress":"bob@example.org"}]},
                "mail":{"source":"alice@example.com","sourceIp":"192.0.2.1"}}""");
        assertThat(report.kind()).isEqualTo(ReportKind.COMPLAINT);
        assertThat(report.bounces()).isEmpty();
        Complaint complaint = Objects.requireNonNull(report.complaint());
        assertThat(complaint.feedbackType()).isEqualTo("abuse");
        assertThat(complaint.originalRecipient()).isEqualTo("bob@example.org");
        assertThat(complaint.sourceAddress()).hasToString("/192.0.2.1");
    }

    @Test
    void ofSeveralWhoMayHaveComplainedNoneIsNamed() { // complainedRecipients: all who read at that provider
        BounceReport report = sns("""
                {"notificationType":"Complaint","complaint":{"complaintFeedbackType":"abuse",
                "complainedRecipients":[{"emailAddress":"bob@example.org"},{"emailAddress":"amy@example.org"}]},
                "mail":{"source":"alice@example.com","sourceIp":"192.0.2.1"}}""");
        assertThat(report.kind()).isEqualTo(ReportKind.COMPLAINT);
        assertThat(Objects.requireNonNull(report.complaint()).recipient()).isNull();
    }

    @Test
    void aDelayThatComesBySnsIsADelay() {
        BounceReport report = sns("""
                {"eventType":"DeliveryDelay","deliveryDelay":{"delayType":"MailboxFull",
                "delayedRecipients":[{"emailAddress":"bob@example.org","status":"4.2.2"}]},
                "mail":{"headers":[{"name":"Message-ID","value":"<1@example.com>"}]}}""");
        assertThat(report.kind()).isEqualTo(ReportKind.DELAY);
        assertThat(report.bounces()).extracting(Bounce::recipient).containsExactly("bob@example.org");
        assertThat(report.bounces()).extracting(Bounce::cause).containsExactly(Cause.MAILBOX_FULL);
        assertThat(Objects.requireNonNull(report.original()).messageId()).isEqualTo("<1@example.com>");
    }

    @Test
    void aBounceAnswersWhatCallersAsk() {
        Bounce bounce = only("550 5.1.1 <bob@example.org>: No such user here");
        assertThat(bounce.isPermanent()).isTrue();
        assertThat(bounce.cannotTell()).isFalse();
        assertThat(bounce.diagnosticText()).contains("No such user here");
        assertThat(only("451 4.7.1 Try again later").isPermanent()).isFalse();
    }

    @Test
    void aReplyIsClassifiedFromItsText() {
        ReplyClassifier classifier = ReplyClassifier.standard();
        assertThat(classifier.classify("552 5.2.2 Mailbox full").cause()).isEqualTo(Cause.MAILBOX_FULL);
        assertThat(classifier.classify("").cause()).isEqualTo(Cause.UNKNOWN);
        assertThat(VerpPattern.parse("no pattern")).isEmpty();
    }
}
