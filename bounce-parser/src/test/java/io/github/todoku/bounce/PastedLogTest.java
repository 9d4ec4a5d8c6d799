package io.github.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of a message trace or of a server's log, as people paste them: what arrived stands among what failed. */
class PastedLogTest {
    @Test
    void aTraceOfManyLinesNamesEachRecipientAndLeavesOutWhatArrived() {
        String head = "date_time_utc,source,event_id,message_id,recipient_address,recipient_status,sender_address\n";
        String line = "2026-11-24T09:14:00Z,SMTP,%s,<7.a@example.com>,%s@example.org,%s,alice@example.com\n";
        BounceReport report = BounceParser.standard()
                .parse(head
                        + line.formatted("FAIL", "bob", "550 5.1.1 User unknown")
                        + line.formatted("SEND", "carol", "250 2.1.5 OK")
                        + line.formatted("DEFER", "dave", "451 4.4.0 Try later"));
        assertThat(report.form()).isEqualTo("message-trace");
        assertThat(report.bounces())
                .extracting(Bounce::recipient)
                .containsExactly("bob@example.org", "dave@example.org");
        assertThat(report.bounces())
                .extracting(Bounce::action)
                .containsExactly(DeliveryAction.FAILED, DeliveryAction.DELAYED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-24T09:13:00Z,SMTP,RECEIVE,<7.a@example.com>,carol@example.org,,alice@example.com",
                "2026-11-24T09:13:00Z,SMTP,SEND,<7.a@example.com>,carol@example.org,250 2.1.5 OK,alice@example.com",
                "2026-11-24T09:13:00Z\talice@example.com\tcarol@example.org\tHello\tDelivered",
                "\"2026-11-24 09:13\",x,\"carol@example.org##Receive, Deliver\",alice@example.com",
                "date,source,event_id,recipient_address,x\n2026-11-24,EX1,DELIVER,carol@example.org,alice@example.com"
            })
    void aTraceMayBeginWithWhatWentWell(String success) {
        BounceReport report = BounceParser.standard()
                .parse(
                        success + "\n" + success + "\n"
                                + "2026-11-24T09:14:00Z,SMTP,FAIL,<7.a@example.com>,bob@example.org,550 5.1.1 User unknown,alice@example.com");
        assertThat(report.form()).isEqualTo("message-trace");
        assertThat(report.bounces())
                .extracting(Bounce::recipient, Bounce::advice)
                .containsExactly(tuple("bob@example.org", Advice.REMOVE_ADDRESS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                Nov 24 09:00:00 mx postfix/smtpd[1]: connect from mail.example.com[192.0.2.1]
                Nov 24 09:00:00 mx postfix/qmgr[1]: 4X: from=<alice@example.com>, size=100, nrcpt=1 (queue active)
                Nov 24 09:00:00 mx postfix/smtp[1]: 4X: to=<bob@example.org>, relay=mx.example.org[192.0.2.7]:25, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.7] said: 550 5.1.1 User unknown (in reply to RCPT TO command))
                """, """
                Nov 24 09:00:00 mx sendmail[7]: A1: from=<alice@example.com>, size=100, nrcpts=1, relay=mail.example.com [192.0.2.1]
                Nov 24 09:00:00 mx sendmail[7]: A1: to=<bob@example.org>, delay=1, mailer=esmtp, relay=mx.example.org. [192.0.2.7], dsn=5.1.1, stat=550 5.1.1 User unknown
                """, """
                2026-11-24 09:00:00 1abcde-000001-AA <= alice@example.com H=mail.example.com [192.0.2.1] P=esmtp S=100
                2026-11-24 09:00:01 1abcde-000001-AA => carol@example.net R=dnslookup T=remote_smtp H=mx.example.net [192.0.2.8] C="250 OK"
                2026-11-24 09:00:01 1abcde-000001-AA ** bob@example.org R=dnslookup T=remote_smtp H=mx.example.org [192.0.2.7]: SMTP error from remote mail server after RCPT TO:<bob@example.org>: 550 5.1.1 User unknown
                """, """
                type,timeLogged,timeQueued,orig,rcpt,orcpt,dsnAction,dsnStatus,dsnDiag,dsnMta,bounceCat
                d,2026-11-24 09:00:00+0000,2026-11-24 09:00:00+0000,news@example.com,carol@example.org,,relayed,2.0.0 (success),smtp;250 OK,mx.example.org (192.0.2.7),
                b,2026-11-24 09:00:00+0000,2026-11-24 09:00:00+0000,news@example.com,bob@example.org,,failed,5.1.1 (bad destination mailbox address),smtp;550 5.1.1 User unknown,mx.example.org (192.0.2.7),bad-mailbox
                """})
    void aLogMayBeginWithWhatWentWell(String log) {
        assertThat(BounceParser.standard().parse(log).bounces())
                .extracting(Bounce::recipient, Bounce::cause)
                .containsExactly(tuple("bob@example.org", Cause.ADDRESS_UNKNOWN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Nov 24 09:00:00 mx systemd[1]: Started thing.",
                "Nov  2 09:00:00 mx kernel: [1.0] device eth0",
                "<22>Nov 24 09:00:00 mx CRON[12]: (root) CMD (true)",
                "2026-11-24T09:00:00.123456+00:00 mx dovecot: imap-login: Login",
                "Nov 24 09:00:00 mx opendkim[9]: host said: 550 5.1.1 no such user"
            })
    void aLogMayBeginWithAnotherProgramsLine(String line) {
        String failure =
                "Nov 24 09:00:00 mx postfix/smtp[1]: 4X: to=<bob@example.org>, relay=mx.example.org[192.0.2.7]:25,"
                        + " dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.7] said: 550 5.1.1 User unknown"
                        + " (in reply to RCPT TO command))";
        assertThat(BounceParser.standard().parse(line + "\n" + failure).bounces())
                .extracting(Bounce::recipient, Bounce::advice)
                .containsExactly(tuple("bob@example.org", Advice.REMOVE_ADDRESS));
        assertThat(BounceParser.standard().parse(line).bounces())
                .extracting(Bounce::advice)
                .doesNotContain(Advice.REMOVE_ADDRESS);
        assertThat(BounceParser.standard()
                        .parse("In the log:\n" + failure.replace("to=<bob@example.org>, ", ""))
                        .bounces())
                .extracting(Bounce::recipient, Bounce::advice)
                .containsExactly(tuple(null, Advice.VERIFY_THEN_REMOVE));
    }

    @Test
    void aTraceOfWhatWentWellIsNoBounce() {
        String success =
                "2026-11-24T09:13:00Z,SMTP,SEND,<7.a@example.com>,carol@example.org,250 2.1.5 OK,a@example.com\n";
        for (String text : List.of(success, success.repeat(1_500), success + "Hello,\nno FAIL in here, thanks")) {
            assertThat(BounceParser.standard().parse(text).bounces()).isEmpty();
        }
    }

    @Test
    void aTraceOfSeveralRecipientsPairsThemWithWhatWasSaidOfEach() {
        BounceReport report = BounceParser.standard()
                .parse(
                        "2026-11-24T09:14:00Z,EX1,FAIL,<7.a@example.com>,bob@example.org;eve@example.org,"
                                + "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found;452 4.2.2 mailbox full,alice@example.com");
        assertThat(report.bounces())
                .extracting(Bounce::recipient, Bounce::cause)
                .containsExactly(
                        tuple("bob@example.org", Cause.ADDRESS_UNKNOWN), tuple("eve@example.org", Cause.MAILBOX_FULL));
        BounceReport one = BounceParser.standard()
                .parse(
                        "2026-11-24T09:14:00Z,EX1,FAIL,<7.a@example.com>,bob@example.org;eve@example.org,550 5.1.1 Unknown users,x");
        assertThat(one.bounces()).extracting(Bounce::recipient).containsExactly("bob@example.org", "eve@example.org");
    }

    private static List<Bounce> traced(String recipients, String replies) {
        return BounceParser.standard()
                .parse("2026-11-24T09:14:00Z,EX1,FAIL,<7.a@example.com>," + recipients + "," + replies
                        + ",alice@example.com")
                .bounces();
    }

    @Test
    void whoeverWasServedIsNoFailureOfATrace() {
        for (String replies : List.of(
                "550 5.1.1 User unknown;250 2.1.5 OK",
                "550 5.1.1 User unknown;250",
                "[{LED=550 5.1.1 User unknown};{MSG=}];[{LED=250 2.1.5 OK};{MSG=}]")) {
            assertThat(traced("bob@a.example;carol@b.example", replies))
                    .as(replies)
                    .extracting(Bounce::recipient, Bounce::advice)
                    .containsExactly(tuple("bob@a.example", Advice.REMOVE_ADDRESS));
            assertThat(traced("eve@c.example;bob@a.example", "250 2.1.5 OK;550 5.1.1 User unknown"))
                    .extracting(Bounce::recipient, Bounce::advice)
                    .containsExactly(tuple("bob@a.example", Advice.REMOVE_ADDRESS));
        }
        assertThat(traced(
                        "\"bob@a.example##Receive, Fail;carol@b.example##Receive, Deliver\"", "550 5.1.1 User unknown"))
                .extracting(Bounce::recipient)
                .containsExactly("bob@a.example");
        assertThat(traced(
                        "\"carol@b.example##Receive, Deliver;dave@c.example##Receive, Defer\"", "451 4.4.0 Try later"))
                .extracting(Bounce::recipient, Bounce::action)
                .containsExactly(tuple("dave@c.example", DeliveryAction.DELAYED));
    }

    @Test
    void repliesThatAreNotAsManyAsRecipientsAreNobodys() {
        for (String replies :
                List.of("451 4.7.0 try later;550 5.1.1 User unknown", "550 5.1.1 User unknown;250 2.1.5 OK")) {
            assertThat(traced("bob@a.example;carol@b.example;dave@c.example", replies))
                    .as(replies)
                    .extracting(Bounce::recipient, Bounce::cause, Bounce::advice)
                    .containsExactly(
                            tuple("bob@a.example", Cause.UNKNOWN, Advice.REVIEW),
                            tuple("carol@b.example", Cause.UNKNOWN, Advice.REVIEW),
                            tuple("dave@c.example", Cause.UNKNOWN, Advice.REVIEW));
        }
    }

    @Test
    void aSubjectIsNoOutcomeOfATrace() {
        String line =
                "2026-11-24T09:14:00Z,EX1,%s,<7.a@example.com>,bob@a.example,451 4.4.0 Try later,Your payment has failed";
        assertThat(BounceParser.standard().parse(line.formatted("DEFER")).bounces())
                .extracting(Bounce::action)
                .containsExactly(DeliveryAction.DELAYED);
        assertThat(BounceParser.standard().parse(line.formatted("SEND")).form()).isNotEqualTo("message-trace");
    }

    @Test
    void aTraceThatNamesNobodyTellsWhatFailed() {
        BounceReport report = BounceParser.standard()
                .parse("2026-11-24T09:14:00Z,EX1,FAIL,250 2.1.5 OK;550 5.1.1 <bob@a.example>: User unknown,x");
        assertThat(report.bounces())
                .extracting(Bounce::recipient, Bounce::cause)
                .containsExactly(tuple("bob@a.example", Cause.ADDRESS_UNKNOWN));
    }
}
