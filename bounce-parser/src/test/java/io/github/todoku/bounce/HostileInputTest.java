package io.github.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No input throws, overflows a small stack or hangs. What each costs is measured by {@code benchmarks/bounce.sh}. */
class HostileInputTest {
    private static final long HANGS_MILLIS = 30_000;
    private static final int SMALL_STACK = 256 * 1024;

    static Stream<Arguments> inputs() {
        return HostileInputs.all().entrySet().stream().map(input -> arguments(input.getKey(), input.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    void isReadOnASmallStack(String name, Supplier<String> input) throws InterruptedException {
        onSmallStack(input.get().getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void anyOctetsAreRead() throws InterruptedException {
        Random random = new Random(20261124);
        for (int i = 0; i < 300; i++) {
            byte[] octets = new byte[random.nextInt(4_000)];
            random.nextBytes(octets);
            onSmallStack(octets);
        }
    }

    @Test
    void aReportCutAnywhereIsRead() {
        byte[] whole = Mails.dsn("""
                Final-Recipient: rfc822; bob@example.org
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 User unknown""").getBytes(StandardCharsets.UTF_8);
        IntStream.range(0, whole.length).forEach(length -> {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThat(BounceParser.standard().parse(cut)).isNotNull();
        });
    }

    @Test
    void aReportWithOctetsChangedIsRead() {
        Random random = new Random(7);
        byte[] whole = Mails.dsn("Final-Recipient: rfc822; bob@example.org\nAction: failed\nStatus: 5.1.1")
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 2_000; i++) {
            byte[] changed = whole.clone();
            for (int k = 0; k < 5; k++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            assertThat(BounceParser.standard().parse(changed)).isNotNull();
        }
    }

    /** Parses on a thread with little stack; fails with what the parser threw, a stack overflow too. */
    private static void onSmallStack(byte[] octets) throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        assertThat(BounceParser.standard().parse(octets).toString())
                                .isNotEmpty();
                    } catch (Throwable any) { // whatever it is, it is the finding
                        thrown.set(any);
                    }
                },
                "small-stack",
                SMALL_STACK);
        thread.setDaemon(true);
        thread.start();
        thread.join(HANGS_MILLIS);
        assertThat(thread.isAlive()).as("hangs").isFalse();
        assertThat(thrown.get()).isNull();
    }
}
