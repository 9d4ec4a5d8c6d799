package io.github.todoku.bounce.suppression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.Cause;
import io.github.todoku.bounce.VerpPattern;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuppressionsTest {
    private static final Instant DAY_0 = Instant.parse("2026-11-01T00:00:00Z");
    private static final String BOB = "bob@example.org";
    private static final String DEAD = "550 5.1.1 <bob@example.org>: Recipient address rejected: User unknown";
    private static final String FULL = "552 5.2.2 <bob@example.org>: Recipient address rejected: Mailbox full";

    private final SuppressionState state = SuppressionState.empty();
    private final Suppressions suppressions = Suppressions.using(state);
    private int mails;

    private static Instant day(int day) {
        return DAY_0.plus(Duration.ofDays(day));
    }

    /** A delivery report about {@code recipient}, written on that day. */
    private static String mail(String id, Instant at, String recipient, String action, String reply) {
        String status = reply.substring(4, 9);
        return """
                From: MAILER-DAEMON@example.net
                To: bounces+jane=alumni.example@example.com
                Message-ID: <%s@example.net>
                Date: %s
                Content-Type: multipart/report; report-type=delivery-status; boundary="b"

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.net

                Final-Recipient: rfc822; %s
                Action: %s
                Status: %s
                Remote-MTA: dns; mx.example.org
                Diagnostic-Code: smtp; %s

                --b--
                """.formatted(id, at, recipient, action, status, reply);
    }

    private BounceReport report(Instant at, String action, String reply) {
        mails++;
        return BounceParser.standard().parse(mail("m" + mails, at, BOB, action, reply));
    }

    private void bounced(int day, String reply) {
        suppressions.add(report(day(day), "failed", reply), day(1000));
    }

    private AddressHistory bob() {
        return suppressions.find(BOB).orElseThrow();
    }

    @Test
    void aDeadAddressIsSuppressedAtOnceAndWithItsReason() {
        bounced(1, DEAD);
        assertThat(suppressions.isSuppressed("Bob@Example.ORG")).isTrue();
        assertThat(bob().reason()).contains(SuppressionReason.DEAD);
        assertThat(bob().since()).contains(day(1));
        SuppressionEvent event = bob().events().get(0);
        assertThat(event.cause()).isEqualTo(Cause.ADDRESS_UNKNOWN);
        assertThat(event.words()).contains("User unknown");
        assertThat(event.messageId()).isEqualTo("<m1@example.net>");
        assertThat(bob().text(Locale.ENGLISH)).contains("no such mailbox");
        assertThat(bob().text(Locale.JAPANESE)).contains("メールボックス");
        assertThat(bob().toString()).doesNotContain("bob@");
    }

    @Test
    void softBouncesSuppressWhenTheyAreManyAndLongEnoughApart() {
        for (int day = 0; day < 5; day++) {
            bounced(day, FULL); // five within five days
        }
        assertThat(bob().isSuppressed()).isFalse();
        bounced(13, FULL);
        assertThat(bob().isSuppressed()).isFalse();
        bounced(14, FULL);
        assertThat(bob().reason()).contains(SuppressionReason.REPEATED);
        assertThat(bob().since()).contains(day(14));
    }

    @Test
    void fewSoftBouncesNeverSuppressHoweverLongApart() {
        for (int day = 0; day <= 80; day += 20) {
            bounced(day, FULL);
            assertThat(bob().isSuppressed()).isEqualTo(day == 80);
        }
    }

    @Test
    void softBouncesAreForgottenWhenNoneCameForLong() {
        for (int day : new int[] {0, 10, 20, 30, 121, 130, 140}) {
            bounced(day, FULL);
        }
        assertThat(bob().isSuppressed()).isFalse();
    }

    @Test
    void aDeliveryForgivesBouncesOfBeforeInWhateverOrderTheyAreRead() {
        suppressions.delivered(BOB, day(5));
        bounced(1, DEAD);
        assertThat(bob().isSuppressed()).isFalse();
        bounced(6, DEAD);
        assertThat(bob().since()).contains(day(6));
        suppressions.delivered(BOB, day(7));
        assertThat(bob().isSuppressed()).isFalse();
    }

    @Test
    void aReportOfSuccessIsADelivery() {
        bounced(1, DEAD);
        suppressions.add(report(day(2), "relayed", "250 2.6.0 passed on"), day(1000));
        assertThat(bob().isSuppressed()).isTrue(); // nobody knows what became of it
        suppressions.add(report(day(2), "delivered", "250 2.1.5 OK"), day(1000));
        assertThat(bob().isSuppressed()).isFalse();
    }

    @Test
    void aComplaintStandsUntilTheAddressIsConfirmedAnew() {
        suppressions.complained(BOB, day(1));
        suppressions.delivered(BOB, day(2));
        assertThat(bob().reason()).contains(SuppressionReason.COMPLAINT);
        suppressions.release(BOB, day(3));
        assertThat(bob().isSuppressed()).isFalse();
    }

    @Test
    void aReleaseIsNotForgottenBeforeTheComplaintItAnswers() {
        suppressions.complained(BOB, day(1));
        suppressions.release(BOB, day(2));
        for (int i = 0; i < 4 * AddressHistory.MAX_EVENTS; i++) {
            suppressions.delivered(BOB, day(3 + i));
            assertThat(bob().isSuppressed()).isFalse();
        }
    }

    @Test
    void aStateThatSaysWhyAndNotSinceWhenIsNone() {
        assertThatIOException()
                .isThrownBy(() -> AddressHistory.parse(
                        "{\"address\":\"bob@example.org\",\"reason\":\"COMPLAINT\",\"events\":[]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "IMCEAEX-_o=x@example.org", "/C=de/S=bob/"})
    void whatIsNoAddressOfTheSendersIsNoKey(String original) {
        suppressions.add(BounceParser.standard().parse("""
                From: MAILER-DAEMON@mx.example.org
                Content-Type: multipart/report; report-type=delivery-status; boundary="b"

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.org

                Original-Recipient: rfc822; %s
                Final-Recipient: rfc822; bob@example.org
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 User unknown

                --b--
                """.formatted(original)), day(1));
        assertThat(bob().isSuppressed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"abuse, true", "opt-out, true", "fraud, true", "not-spam, false", "auth-failure, false", "virus, false"
    })
    void aFeedbackReportIsAComplaintUnlessItsTypeSaysOtherwise(String type, boolean suppressed) {
        String mail = """
                From: feedback@mail.example
                Content-Type: multipart/report; report-type=feedback-report; boundary="b"

                --b
                Content-Type: message/feedback-report

                Feedback-Type: %s
                User-Agent: Feedback/1.0
                Version: 1
                Original-Rcpt-To: <bob@example.org>

                --b--
                """.formatted(type);
        suppressions.add(BounceParser.standard().parse(mail), day(1));
        assertThat(suppressions.isSuppressed(BOB)).isEqualTo(suppressed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "550 5.7.26 This mail has been blocked because the sender is unauthenticated",
                "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org",
                "550 5.0.0 Zork zork"
            })
    void whatSaysNothingOfTheAddressNeverCounts(String reply) {
        for (int day = 0; day < 100; day++) {
            bounced(day, reply);
        }
        assertThat(bob().isSuppressed()).isFalse();
        assertThat(bob().events()).hasSize(AddressHistory.MAX_EVENTS);
        assertThat(bob().leftOut()).isEqualTo(100 - AddressHistory.MAX_EVENTS);
    }

    @Test
    void aDelayCountsNothing() {
        for (int day = 0; day < 40; day++) {
            suppressions.add(report(day(day), "delayed", "452 4.2.2 Mailbox full"), day(1000));
        }
        assertThat(suppressions.find(BOB)).isEmpty();
    }

    @Test
    void aMailCountsOnce() {
        BounceReport report = report(day(1), "failed", FULL);
        assertThat(suppressions.add(report, day(2))).isTrue();
        assertThat(suppressions.add(report, day(3))).isFalse();
        BounceReport bare = BounceParser.standard().parse(DEAD);
        assertThat(suppressions.add(bare, day(4))).isTrue();
        assertThat(suppressions.add(BounceParser.standard().parse(DEAD), day(5)))
                .isFalse();
        assertThat(bob().events()).hasSize(2);
    }

    @Test
    void theSubscriberIsSuppressedAndNotTheAddressBehindHim() {
        BounceParser verp = BounceParser.standard().withVerp(VerpPattern.of("bounces+{local}={domain}@example.com"));
        for (int day = 0; day <= 20; day += 4) {
            suppressions.add(verp.parse(mail("v" + day, day(day), BOB, "failed", DEAD)), day(1000));
        }
        assertThat(suppressions.find(BOB)).isEmpty();
        assertThat(suppressions.find("jane@alumni.example").orElseThrow().reason())
                .contains(SuppressionReason.REPEATED);
    }

    @Test
    void aWrongClockMakesNoFuture() {
        suppressions.add(report(day(500), "failed", DEAD), day(3));
        assertThat(bob().since()).contains(day(3));
    }

    @Test
    void whatDecidedIsNeverPushedOutOfTheHistory() {
        for (int day = 0; day < 200; day++) {
            bounced(day, day == 3 ? DEAD : FULL);
        }
        assertThat(bob().reason()).contains(SuppressionReason.DEAD);
        assertThat(bob().since()).contains(day(3));
        assertThat(bob().events()).hasSize(AddressHistory.MAX_EVENTS);
    }

    @Test
    void manyBouncesADayEndInSuppressionToo() {
        bounced(-200, FULL); // long forgotten
        for (int hour = 0; hour < 20 * 24; hour += 4) {
            suppressions.add(report(DAY_0.plus(Duration.ofHours(hour)), "failed", FULL), day(1000));
        }
        assertThat(bob().reason()).contains(SuppressionReason.REPEATED);
        assertThat(bob().since()).contains(day(14));
    }

    @Test
    void theOrderOfReadingDoesNotMatter() {
        Random random = new Random(19);
        List<BounceReport> reports = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String action = i == 4 ? "delivered" : "failed";
            reports.add(report(day(i * 3), action, i == 4 ? "250 2.1.5 OK" : i == 1 ? DEAD : FULL));
        }
        AddressHistory first = null;
        for (int round = 0; round < 20; round++) {
            Collections.shuffle(reports, random);
            Suppressions fresh = Suppressions.using(SuppressionState.empty());
            reports.forEach(report -> fresh.add(report, day(1000)));
            AddressHistory now = fresh.find(BOB).orElseThrow();
            first = first == null ? now : first;
            assertThat(now).isEqualTo(first);
            assertThat(now.reason()).contains(SuppressionReason.REPEATED);
        }
    }

    @Test
    void aStateIsTheSameAfterItWasWritten() throws IOException {
        bounced(1, DEAD);
        suppressions.complained("carol\u2028\"@example.org", day(2));
        suppressions.add(BounceParser.standard().parse("Subject: no bounce\n\nHello\n"), day(2));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        state.write(out);
        SuppressionState again = SuppressionState.read(new ByteArrayInputStream(out.toByteArray()));
        assertThat(again.stream()).containsExactlyElementsOf(state.stream().toList());
        mails = 0;
        assertThat(Suppressions.using(again).add(report(day(1), "failed", DEAD), day(1000)))
                .isFalse();
        assertThat(Suppressions.using(again).add(report(day(1), "failed", DEAD), day(1000)))
                .isTrue();
        assertThat(AddressHistory.parse(bob().toJson())).isEqualTo(bob());
        ByteArrayOutputStream second = new ByteArrayOutputStream();
        SuppressionState.read(new ByteArrayInputStream(out.toByteArray())).write(second);
        assertThat(second.toString(StandardCharsets.UTF_8)).isEqualTo(out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void noPartOfAStateIsTakenForAWholeOne() throws IOException {
        bounced(1, DEAD);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        state.write(out);
        String whole = out.toString(StandardCharsets.UTF_8).strip();
        for (int end = 0; end < whole.length(); end++) {
            String torn = whole.substring(0, end);
            assertThatIOException().isThrownBy(() -> read(torn));
        }
        assertThatIOException().isThrownBy(() -> read("{\"version\":2}")).withMessageContaining("version 2");
        assertThatIOException().isThrownBy(() -> read("{}"));
        assertThatIOException().isThrownBy(() -> read(whole.replace("DEAD", "FOO")));
        assertThatIOException().isThrownBy(() -> read(whole.replace("\"todoku-suppressions\"", "\"other\"")));
    }

    private static void read(String text) throws IOException {
        SuppressionState.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void quietAddressesAreForgottenAndSuppressedOnesAreNot() {
        suppressions.complained("carol@example.org", day(0));
        bounced(0, FULL);
        state.forget(day(1));
        assertThat(suppressions.find(BOB)).isEmpty();
        assertThat(suppressions.isSuppressed("carol@example.org")).isTrue();
    }

    @Test
    void theLatestMailsAreRememberedForSure() {
        SeenMails seen = new SeenMails(1000);
        for (int i = 0; i < 10_000; i++) {
            assertThat(seen.add("mail " + i)).isTrue();
            assertThat(seen.add("mail " + Math.max(0, i - 999))).isFalse();
        }
        assertThat(seen.add("mail 1")).isTrue();
    }
}
