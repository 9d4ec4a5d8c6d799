package io.github.todoku.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Which of a report's recipients may be sent to again, and when. */
class RecipientsTest {
    private static final String ZONE = """
            hanamaru.example.           3600 TXT  "v=spf1 ip4:192.0.2.7 -all"
            hanamaru.example.           MX   10 mail.hanamaru.example.
            mail.hanamaru.example.      A    192.0.2.9
            9.2.0.192.in-addr.arpa.     PTR  mail.hanamaru.example.
            """;

    private static final String UNAUTHENTICATED =
            "550-5.7.26 This mail has been blocked because the sender is unauthenticated.\n"
                    + " Authentication results: DKIM = did not pass SPF [hanamaru.example] with ip: [192.0.2.9] = did not"
                    + " pass - gsmtp";

    private static String recipient(String address, String status, String reply) {
        return """

                Final-Recipient: rfc822; %s
                Action: failed
                Status: %s
                Remote-MTA: dns; mx.customer.example
                Diagnostic-Code: smtp; %s
                """.formatted(address, status, reply);
    }

    private static BounceReport report(String... recipients) {
        String mail = """
                From: MAILER-DAEMON@mail.hanamaru.example
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mail.hanamaru.example
                %s
                --b
                Content-Type: text/rfc822-headers

                From: info@hanamaru.example

                --b--
                """.formatted(String.join("", recipients));
        return BounceParser.standard().parse(mail.getBytes(StandardCharsets.UTF_8));
    }

    private static BounceReport four() {
        return report(
                recipient("hanako@customer.example", "5.1.1", "550 5.1.1 no such user"),
                recipient("taro@customer.example", "5.7.26", UNAUTHENTICATED),
                recipient("jiro@customer.example", "5.2.2", "552 5.2.2 mailbox full"),
                recipient("saburo@customer.example", "5.7.26", UNAUTHENTICATED));
    }

    @Test
    void whoWasToldToWaitIsNotSentToBefore() {
        Instant now = Instant.parse("2026-01-02T03:04:05Z");
        BounceReport report = report(
                recipient("taro@customer.example", "4.2.0", "450 4.2.0 Greylisted, please try again in 300 seconds"),
                recipient("jiro@customer.example", "4.2.2", "452 4.2.2 mailbox full"));
        Case c = Doctor.using(InMemoryDns.zone(ZONE))
                .withClock(Clock.fixed(now, ZoneOffset.UTC))
                .check(report);
        assertThat(c.recipients())
                .extracting(Recipient::address, Recipient::again, Recipient::notBefore)
                .containsExactly(
                        tuple("taro@customer.example", Again.QUEUE, now.plusSeconds(300)),
                        tuple("jiro@customer.example", Again.LATER, null));
    }

    @Test
    void everyRecipientHasItsOwnCauseAndItsOwnAnswer() {
        Case c = Doctor.using(InMemoryDns.zone(ZONE)).check(four());
        assertThat(c.cause()).isEqualTo("spf-missing-address");
        assertThat(c.recipients())
                .extracting(Recipient::address, Recipient::cause, Recipient::again)
                .containsExactly(
                        tuple("hanako@customer.example", "address-unknown", Again.NEVER),
                        tuple("taro@customer.example", "spf-missing-address", Again.AFTER_FIX),
                        tuple("jiro@customer.example", "mailbox-full", Again.LATER),
                        tuple("saburo@customer.example", "spf-missing-address", Again.AFTER_FIX));
    }

    @Test
    void whoWaitsForTheRecordWaitsForTheOldAnswersTtl() {
        Case c = Doctor.using(InMemoryDns.zone(ZONE)).check(four());
        Instant end = c.oldAnswerUntil().orElseThrow();
        assertThat(end).isBetween(Instant.now().plusSeconds(3500), Instant.now().plusSeconds(3601));
        assertThat(c.recipients()).extracting(Recipient::notBefore).containsExactly(null, end, null, end);
        assertThat(c.recipients().get(1).text(Locale.ENGLISH))
                .startsWith("once that is done")
                .contains("not before " + Messages.time(end));
    }

    @Test
    void furtherRecipientsThatNeedTheSameEvidenceAskNothing() {
        InMemoryDns one = InMemoryDns.zone(ZONE);
        Doctor.using(one).check(report(recipient("taro@customer.example", "5.7.26", UNAUTHENTICATED)));
        InMemoryDns many = InMemoryDns.zone(ZONE);
        Case c = Doctor.using(many).check(four());
        assertThat(many.queries().size()).isEqualTo(one.queries().size());
        assertThat(c.facts().otherRecipients()).isEqualTo(3);
    }

    /** Each recipient of a hostile report wants evidence of its own: so much, and no more. */
    @Test
    void evidenceForFurtherRecipientsIsBounded() {
        String[] recipients = new String[300];
        for (int i = 0; i < recipients.length; i++) {
            recipients[i] = recipient(
                    "a@customer.example", "5.7.26", UNAUTHENTICATED.replace("hanamaru.example", "d" + i + ".example"));
        }
        InMemoryDns dns = InMemoryDns.zone(ZONE);
        Case c = Doctor.using(dns).check(report(recipients));
        assertThat(c.recipients()).hasSize(300);
        assertThat(dns.queries().stream()
                        .map(query -> query.name().toString())
                        .filter(name -> name.matches("d[0-9]+\\.example"))
                        .distinct())
                .hasSize(Recipients.MAX_ROUNDS + 1);
        assertThat(c.recipients().get(299).cause()).isEqualTo(Case.CANNOT_TELL);
        assertThat(c.recipients().get(299).again()).isNull();
    }

    @Test
    void aSilentDnsLeavesOpenOnlyWhatNeedsIt() {
        DnsResolver silent = (question, deadline) ->
                CompletableFuture.completedFuture(new DnsAnswer.TempFail(question, DnsAnswer.Reason.TIMEOUT, "nobody"));
        Case c = Doctor.using(silent).check(four());
        assertThat(c.recipients()).extracting(Recipient::again).containsExactly(Again.NEVER, null, Again.LATER, null);
        assertThat(c.recipients().get(1).text(Locale.JAPANESE)).isEqualTo("原因が分かるまで判定できません");
    }

    @Test
    void aReplyInHandHasOneRecipientWithoutAnAddress() {
        Case c = Doctor.using(InMemoryDns.zone(""))
                .check(SmtpReply.parse("550 5.1.1 no such user").orElseThrow());
        assertThat(c.recipients())
                .extracting(Recipient::address, Recipient::again)
                .containsExactly(tuple(null, Again.NEVER));
    }

    @Test
    void addressesAreMaskedInALog() {
        Case c = Doctor.using(InMemoryDns.zone(ZONE)).check(four());
        assertThat(c.recipients().toString()).contains("s***@customer.example").doesNotContain("saburo", "hanako@");
    }
}
