package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.render.Terminal;
import io.github.todoku.spf.SpfVerifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many checks at once: the order of the lines, what is no line, and a window that stays small. */
class SpfBatchTest {
    private static final InMemoryDns WORLD = InMemoryDns.zone("""
            example.com. TXT "v=spf1 ip4:192.0.2.0/25 -all exp=why.example"
            why.example. TXT "not %{i}"
            """);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private int run(DnsResolver dns, Reader lines) throws IOException {
        Terminal terminal = Terminal.of(new PrintStream(printed, true, StandardCharsets.UTF_8), false);
        return new SpfBatch(SpfVerifier.using(dns), terminal, Locale.ENGLISH).run(lines);
    }

    @Test
    void eachLineGivesAnObjectInTheOrderOfTheLines() throws IOException {
        int exit = run(
                WORLD,
                new StringReader("192.0.2.1\th.example\ta@example.com\n\n192.0.2.200\th.example\ta@example.com\r\n"
                        + "192.0.2.3\th.example\t"));
        assertThat(exit).isZero();
        String[] lines = printed.toString(StandardCharsets.UTF_8).split("\n", -1);
        assertThat(lines).hasSize(4);
        assertThat(lines[0]).contains("\"ip\":\"192.0.2.1\"", "\"verdict\":\"PASS\"", "\"terms\":0", "\"voids\":0");
        assertThat(lines[1]).contains("\"verdict\":\"FAIL\"", "\"explanation\":\"not 192.0.2.200\"");
        assertThat(lines[2]).contains("\"mailFrom\":\"\"", "\"verdict\":\"NONE\"");
    }

    @Test
    void whatIsNoLineIsToldInItsPlace() throws IOException {
        int exit = run(WORLD, new StringReader("nonsense\n192.0.2.1\th.example\ta@example.com\n192.0.2.1\tonly\n"));
        assertThat(exit).isEqualTo(ExitCode.BAD_INPUT);
        String[] lines = printed.toString(StandardCharsets.UTF_8).split("\n", -1);
        assertThat(lines).hasSize(4);
        assertThat(lines[0]).contains("\"line\":1", "\"error\":\"not an IP address");
        assertThat(lines[1]).contains("\"verdict\":\"PASS\"");
        assertThat(lines[2]).contains("\"line\":3", "\"error\"");
    }

    @Test
    void aLineThatIsTooLongIsNotCheckedByItsBeginning() throws IOException {
        String padded = "a".repeat(1_900) + "@example.com" + ".other.example".repeat(20);
        assertThat(run(WORLD, new StringReader("192.0.2.1\th.example\t" + padded + "\n")))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("\"line\":1", "\"error\"");
    }

    @Test
    void endlessInputKeepsAWindow() throws IOException {
        int lines = 30_000;
        AtomicInteger out = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Executor later = CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS, Runnable::run);
        DnsResolver slow = (DnsQuestion question, Deadline deadline) -> {
            most.accumulateAndGet(out.incrementAndGet(), Math::max);
            CompletableFuture<DnsAnswer> answer = new CompletableFuture<>();
            later.execute(() -> {
                out.decrementAndGet();
                answer.complete(
                        WORLD.resolve(question, deadline).toCompletableFuture().join());
            });
            return answer;
        };
        assertThat(run(slow, new StringReader("192.0.2.1\th.example\ta@example.com\n".repeat(lines))))
                .isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8).split("\n", -1)).hasSize(lines + 1);
        assertThat(most.get()).isBetween(2, 4_000);
    }
}
