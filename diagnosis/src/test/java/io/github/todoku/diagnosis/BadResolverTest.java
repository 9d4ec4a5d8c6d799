package io.github.todoku.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.RecordType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A resolver that breaks its contract is a gap: every call ends within its limit, and says that it cannot tell. */
class BadResolverTest {
    private static final Duration LIMIT = Duration.ofMillis(400);

    /** The limit, a second, and what a busy machine adds. */
    private static final long AT_MOST_SECONDS = 6;

    private static final SmtpReply REFUSED = SmtpReply.parse(
                    "550-5.7.26 This mail has been blocked because the sender is unauthenticated. Authentication"
                            + " results: DKIM = did not pass SPF [hanamaru.example] with ip: [203.0.113.25] ="
                            + " did not pass - gsmtp")
            .orElseThrow();

    private static final BounceReport REPORT =
            BounceParser.standard().parse(("550 5.7.26 " + REFUSED.text()).getBytes(StandardCharsets.UTF_8));

    static final Map<String, DnsResolver> BAD = Map.of(
            "throws at once",
            (question, deadline) -> {
                throw new IllegalStateException("closed");
            },
            "fails the stage",
            (question, deadline) -> CompletableFuture.failedFuture(new IllegalStateException("closed")),
            "returns null",
            (question, deadline) -> nothing(),
            "never completes",
            (question, deadline) -> new CompletableFuture<>(),
            "completes with null",
            (question, deadline) -> CompletableFuture.completedFuture(null));

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }

    static Stream<String> bad() {
        return BAD.keySet().stream().sorted();
    }

    private static DnsResolver resolver(String name) {
        return Objects.requireNonNull(BAD.get(name));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void aCheckEndsAndCannotTell(String name) {
        long start = System.nanoTime();

        Case examined = Doctor.using(resolver(name)).withTimeLimit(LIMIT).check(REFUSED);

        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(AT_MOST_SECONDS);
        assertThat(examined.cannotTell()).isTrue();
        assertThat(examined.gaps()).isNotEmpty();
        assertThat(examined.dnsWasSilent()).isTrue();
        assertThat(examined.recipients()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void aCheckThatIsNotWaitedForEndsToo(String name)
            throws ExecutionException, InterruptedException, TimeoutException {
        Case examined = Doctor.using(resolver(name))
                .withTimeLimit(LIMIT)
                .checkAsync(REFUSED)
                .get(AT_MOST_SECONDS, TimeUnit.SECONDS);

        assertThat(examined.cannotTell()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void aSeriesEnds(String name) {
        long start = System.nanoTime();

        CaseSeries series = Doctor.using(resolver(name)).withTimeLimit(LIMIT).check(List.of(REPORT));

        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(2 * AT_MOST_SECONDS);
        assertThat(series.bounces()).isEqualTo(1);
        assertThat(series.reading()).isEqualTo(CaseSeries.Reading.UNKNOWN);
    }

    /** Completing twice, or on another thread, changes nothing. */
    @Test
    void aResolverThatCompletesTwiceIsHeardOnce() {
        InMemoryDns zone = InMemoryDns.zone("hanamaru.example. TXT \"v=spf1 ip4:203.0.113.25 -all\"");
        DnsResolver twice = (question, deadline) -> {
            CompletableFuture<DnsAnswer> answer = new CompletableFuture<>();
            CompletionStage<DnsAnswer> right = zone.resolve(question, deadline);
            new Thread(() -> {
                        LockSupport.parkNanos(30_000_000); // who asked is listening by then
                        var unused = right.thenAccept(said -> {
                            answer.complete(said);
                            answer.obtrudeValue(new DnsAnswer.TempFail(question, DnsAnswer.Reason.NETWORK, "twice"));
                        });
                    })
                    .start();
            return answer;
        };

        assertThat(Doctor.using(twice).check(REFUSED).cause()).isEqualTo("spf-passes-now");
    }

    @Test
    void anInterruptedThreadGetsWhatIsKnownAndKeepsItsFlag() {
        Thread.currentThread().interrupt();

        Case examined = Doctor.using(resolver("never completes")).check(REFUSED);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(examined.cannotTell()).isTrue();
        assertThat(examined.facts().domain()).hasToString("hanamaru.example");
    }

    @Test
    void whoCancelsStopsTheQuestions() {
        AtomicInteger asked = new AtomicInteger();
        List<CompletableFuture<DnsAnswer>> open = new CopyOnWriteArrayList<>();
        InMemoryDns zone = InMemoryDns.zone("hanamaru.example. TXT \"v=spf1 include:more.example -all\"");
        DnsResolver held = (question, deadline) -> {
            asked.incrementAndGet();
            CompletableFuture<DnsAnswer> answer = new CompletableFuture<>();
            open.add(answer);
            return answer;
        };
        CompletableFuture<Case> examined = Doctor.using(held).checkAsync(REFUSED);
        int before = asked.get();

        examined.cancel(true);
        open.forEach(answer -> answer.complete(
                zone.resolve(new DnsQuestion(DnsName.of("hanamaru.example"), RecordType.TXT), Deadline.NEVER)
                        .toCompletableFuture()
                        .join()));

        assertThat(before).isPositive();
        assertThat(asked.get()).isEqualTo(before);
    }

    @Test
    void aMailThatIsNoBounceIsACaseThatSaysSo() {
        BounceReport letter = BounceParser.standard().parse("""
                From: taro@hanamaru.example
                To: hanako@customer.example
                Subject: lunch

                At noon?
                """.getBytes(StandardCharsets.UTF_8));

        Case examined = Doctor.using(resolver("throws at once")).check(letter);

        assertThat(examined.isBounce()).isFalse();
        assertThat(examined.isDecided()).isFalse();
        assertThat(examined.cannotTell()).isFalse();
        assertThat(examined.cause()).isEqualTo(Case.NO_BOUNCE);
        assertThat(examined.text(Locale.ENGLISH)).startsWith("This message is not a bounce");
        assertThat(examined.advice(Locale.ENGLISH)).isEqualTo("Nothing to do.");
        assertThat(examined.gaps()).isEmpty();
    }
}
