package io.github.todoku.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.Permanence;
import io.github.todoku.bounce.ReplyClassifier;
import io.github.todoku.bounce.ReportKind;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.HandClock;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.RecordType;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a series keeps is bounded by octets, whoever writes the bounces; and a failed answer is asked again. */
class SeriesMemoryTest {
    private static final int HOSTILE_WORDS = 20_000;

    /** Beside the examples: a thousand keys, five thousand recipients, the paths and the splits. */
    private static final long MAX_REST = 4L << 20;

    private static final DnsResolver NOTHING = (question, deadline) -> CompletableFuture.completedFuture(
            new DnsAnswer.NxDomain(question, List.of(), Duration.ZERO, DnsAnswer.Origin.UNKNOWN));

    private static BounceReport bounce(String recipient, String words) {
        SmtpReply reply = SmtpReply.parse(words).orElseThrow();
        Bounce bounce = Bounce.of(
                recipient,
                null,
                null,
                reply.status(),
                reply,
                null,
                null,
                Permanence.UNKNOWN,
                ReplyClassifier.standard().classify(reply));
        return BounceReport.of(ReportKind.FAILURE, List.of(bounce), List.of(), null, null, null, "test", Set.of());
    }

    private static BounceReport hostile(int i) {
        String domain = "d" + i + ".example";
        String words =
                "550-5.7.26 This mail has been blocked because the sender is unauthenticated. DKIM = did not pass SPF ["
                        + domain + "] with ip: [192.0.2." + i % 250 + "] = did not pass ";
        return bounce("a" + i + "@" + domain, words + "x".repeat(HOSTILE_WORDS) + i);
    }

    @Test
    void twentyThousandHostileBouncesKeepABoundedNumberOfOctets() {
        SeriesExamination series = Doctor.using(NOTHING).series();
        for (int i = 0; i < 20_000; i++) {
            series.check(hostile(i));
        }
        CaseSeries result = series.result();
        assertThat(result.bounces()).isEqualTo(20_000);
        assertThat(result.groups()).hasSize(SeriesExamination.MAX_GROUPS);
        assertThat(result.leftOut()).isEqualTo(20_000 - SeriesExamination.MAX_GROUPS);
        assertThat(result.resend().latest()).hasSize(SeriesExamination.MAX_RECIPIENTS);
        assertThat(result.resend().leftOut()).isEqualTo(20_000 - SeriesExamination.MAX_RECIPIENTS);
        assertThat(result.groups().stream()
                        .filter(group -> group.first() != null)
                        .count())
                .as("the bound was reached")
                .isBetween(50L, SeriesExamination.MAX_GROUPS - 1L);
        assertThat(ExampleCases.octets(result)).isLessThan(SeriesExamination.MAX_EXAMPLE_OCTETS + MAX_REST);
    }

    @Test
    void theMostFrequentCaseIsKeptWholeThoughItCameLast() {
        SeriesExamination series = Doctor.using(NOTHING).series();
        for (int i = 0; i < 900; i++) {
            series.check(hostile(i));
        }
        for (int i = 0; i < 40; i++) {
            series.check(hostile(950));
        }
        CaseSeries.Group most = series.result().groups().get(0);
        assertThat(most.count()).isEqualTo(40);
        assertThat(most.first()).extracting(Case::cause).isEqualTo(most.cause());
    }

    /** The answers, too, are somebody else's: 64 KB each. */
    @Test
    void whatTheDnsSaysIsForgottenInTime() {
        Set<DnsQuestion> asked = new HashSet<>();
        AtomicInteger again = new AtomicInteger();
        HandClock clock = new HandClock();
        DnsResolver counting = (question, deadline) -> {
            if (!asked.add(question)) {
                again.incrementAndGet();
            }
            return NOTHING.resolve(question, deadline);
        };
        SeriesExamination series = Doctor.using(counting.withClock(clock)).series();
        series.check(hostile(1));
        series.check(hostile(1));
        assertThat(again).hasValue(0);
        clock.advance(SeriesExamination.ANSWER_STANDS.plusNanos(1));
        series.check(hostile(1));
        assertThat(again.get()).isPositive();
    }

    @Test
    void aFailedAnswerIsAskedAgainForALaterBounceAndNotForEach() {
        String zone = """
                d1.example.                 TXT  "v=spf1 ip4:192.0.2.200 -all"
                d1.example.                 MX   10 mail.d1.example.
                mail.d1.example.            A    192.0.2.1
                1.2.0.192.in-addr.arpa.     PTR  mail.d1.example.
                """;
        InMemoryDns failing = InMemoryDns.zone(zone).fault("d1.example", RecordType.TXT, Fault.timeout());
        InMemoryDns mended = InMemoryDns.zone(zone);
        HandClock clock = new HandClock();
        AtomicInteger questions = new AtomicInteger();
        DnsResolver[] dns = {failing};
        DnsResolver counting = (question, deadline) -> {
            questions.incrementAndGet();
            return dns[0].resolve(question, deadline);
        };
        SeriesExamination series = Doctor.using(counting.withClock(clock)).series();
        assertThat(series.check(hostile(1)).orElseThrow().cause()).isNotEqualTo("spf-missing-address");
        int first = questions.get();
        dns[0] = mended;
        series.check(hostile(1));
        assertThat(questions.get()).as("within the minute").isEqualTo(first);
        clock.advance(SeriesExamination.ANSWER_STANDS.plusNanos(1));
        assertThat(series.check(hostile(1)).orElseThrow().cause()).isEqualTo("spf-missing-address");
    }

    @Test
    void anAddressOfAnyLengthIsCountedAndNotKept() {
        SeriesExamination series = Doctor.using(NOTHING).series();
        series.check(bounce("x".repeat(100_000) + "@example.com", "550 5.1.1 no such user"));
        series.check(bounce("taro@example.com", "550 5.1.1 no such user"));
        series.check(bounce("Taro@example.com", "552 5.2.2 mailbox full"));
        CaseSeries.Resend resend = series.result().resend();
        assertThat(resend.latest()).singleElement().satisfies(one -> {
            assertThat(one.address()).isEqualTo("Taro@example.com");
            assertThat(one.again()).isEqualTo(Again.LATER);
        });
        assertThat(resend.leftOut()).isEqualTo(1);
        assertThat(resend.counts())
                .as("by name each counts once, by its last bounce; the one too long to keep is counted, too")
                .containsExactlyInAnyOrder(
                        new CaseSeries.AgainCount(Again.NEVER, 1), new CaseSeries.AgainCount(Again.LATER, 1));
    }
}
