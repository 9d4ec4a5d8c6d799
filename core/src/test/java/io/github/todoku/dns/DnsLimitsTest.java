package io.github.todoku.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits of this module at the number and one past it (docs/limits.md). */
@Timeout(60)
class DnsLimitsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private static DnsQuestion question(int number) {
        return DnsQuestion.of("n" + number + ".example", RecordType.A);
    }

    private static DnsAnswer ask(DnsRun run, int number) {
        return run.resolve(question(number), run.deadline())
                .toCompletableFuture()
                .join();
    }

    @Test
    void furtherFailuresAreNotListedAndAreFailuresAllTheSame() {
        DnsResolver failing = (question, deadline) ->
                CompletableFuture.completedFuture(new DnsAnswer.TempFail(question, DnsAnswer.Reason.SERVFAIL, "test"));
        DnsRun run = DnsRun.using(failing, LONG);
        for (int i = 0; i < DnsRun.MAX_GAPS; i++) {
            ask(run, i);
        }
        assertThat(run.gaps()).hasSize(DnsRun.MAX_GAPS);
        assertThat(ask(run, DnsRun.MAX_GAPS).isFailure()).isTrue();
        assertThat(run.gaps()).hasSize(DnsRun.MAX_GAPS);
        assertThat(run.gaps().get(0).question()).isEqualTo(question(0));
    }

    @Test
    void furtherAnswersAreAskedForAgain() {
        AtomicInteger asked = new AtomicInteger();
        DnsResolver dns = (question, deadline) -> {
            asked.incrementAndGet();
            return CompletableFuture.completedFuture(
                    new DnsAnswer.NxDomain(question, List.of(), Duration.ZERO, DnsAnswer.Origin.UNKNOWN));
        };
        DnsRun run = DnsRun.using(dns, LONG);
        for (int i = 0; i <= DnsRun.MAX_REMEMBERED; i++) {
            ask(run, i);
        }
        assertThat(asked).hasValue(DnsRun.MAX_REMEMBERED + 1);
        ask(run, 0);
        ask(run, DnsRun.MAX_REMEMBERED - 1);
        assertThat(asked).hasValue(DnsRun.MAX_REMEMBERED + 1);
        ask(run, DnsRun.MAX_REMEMBERED);
        assertThat(asked).hasValue(DnsRun.MAX_REMEMBERED + 2);
    }

    @Test
    void aLongerZoneIsNotRead() {
        String blank = " ".repeat(Zone.MAX_TEXT_LENGTH);
        assertThat(Zone.of(blank).entries()).isEmpty();
        assertThatThrownBy(() -> Zone.of(blank + " "))
                .isInstanceOf(ZoneSyntaxException.class)
                .hasMessageContaining("" + Zone.MAX_TEXT_LENGTH);
    }

    @Test
    void aLongerTimeToLiveIsNone() {
        String record = " IN A 192.0.2.1\n";
        assertThat(Zone.of("example.com. " + Zone.MAX_TTL_SECONDS + record).entries())
                .extracting(Zone.Entry::ttlSeconds)
                .containsExactly((long) Zone.MAX_TTL_SECONDS);
        String beyond = "" + (Zone.MAX_TTL_SECONDS + 1L);
        assertThatThrownBy(() -> Zone.of("example.com. " + beyond + record))
                .isInstanceOf(ZoneSyntaxException.class)
                .hasMessageContaining(beyond);
        assertThatThrownBy(() -> Zone.of("$TTL " + beyond + "\n")).isInstanceOf(ZoneSyntaxException.class);
    }
}
