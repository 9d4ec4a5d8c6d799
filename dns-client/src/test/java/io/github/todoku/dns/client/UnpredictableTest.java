package io.github.todoku.dns.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.RecordType;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a forger has to guess (RFC 5452 §4, §9.2), measured over ten thousand queries. Each bound is so far out that right numbers pass
 * it less than once in 10^10 runs.
 */
@Timeout(120)
class UnpredictableTest {
    private static final int QUERIES = 10_000;
    private static final int CELLS = 256;

    /** Of chi-square with 255 degrees of freedom: 255 is expected, and less than one in 10^10 is outside these. */
    private static final double LEAST_CHI_SQUARE = 131;

    private static final double MOST_CHI_SQUARE = 436;

    private final int[] ids = new int[QUERIES];
    private final int[] ports = new int[QUERIES];
    private int received;

    private void ask(int queriesPerSocket) throws Exception {
        try (QuickServer server = QuickServer.start((quick, query, client) -> {
                    if (received < QUERIES) {
                        ids[received] = (query[0] & 0xFF) << 8 | (query[1] & 0xFF);
                        ports[received++] = client.getPort();
                    }
                    quick.send(QuickServer.reply(query), client);
                });
                DnsClient dns = DnsClient.builder()
                        .withoutCache()
                        .servers(List.of(server.address()))
                        .queriesPerSocket(queriesPerSocket)
                        .build()) {
            DnsQuestion question = DnsQuestion.of("example.com", RecordType.A);
            for (int i = 0; i < QUERIES; i++) {
                assertThat(dns.lookup(question, Deadline.after(Duration.ofSeconds(20))))
                        .isInstanceOf(DnsAnswer.Found.class);
            }
        }
        assertThat(received).isEqualTo(QUERIES);
    }

    private static double chiSquare(int samples, IntUnaryOperator cellOf) {
        int[] counts = new int[CELLS];
        IntStream.range(0, samples).forEach(i -> counts[cellOf.applyAsInt(i)]++);
        double expected = (double) samples / CELLS;
        return Arrays.stream(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
    }

    private static double expectedDistinct(double possible) {
        return possible * (1 - Math.exp(-QUERIES / possible));
    }

    @Test
    void idsAreSixteenRandomBits() throws Exception {
        ask(4_096);
        double distinct = Arrays.stream(ids).distinct().count();
        assertThat(distinct)
                .as("distinct ids")
                .isBetween(expectedDistinct(1 << 16) - 170, expectedDistinct(1 << 16) + 170);
        assertThat(chiSquare(QUERIES, i -> ids[i] >> 8))
                .as("the high octet")
                .isBetween(LEAST_CHI_SQUARE, MOST_CHI_SQUARE);
        assertThat(chiSquare(QUERIES, i -> ids[i] & 0xFF))
                .as("the low octet")
                .isBetween(LEAST_CHI_SQUARE, MOST_CHI_SQUARE);
        assertThat(chiSquare(QUERIES - 1, i -> (ids[i] >> 12) << 4 | ids[i + 1] >> 12))
                .as("an id and the next")
                .isBetween(LEAST_CHI_SQUARE, MOST_CHI_SQUARE);
        assertThat(chiSquare(QUERIES - 1, i -> (ids[i + 1] - ids[i]) >> 8 & 0xFF))
                .as("the step to the next")
                .isBetween(LEAST_CHI_SQUARE, MOST_CHI_SQUARE);
    }

    @Test
    void withOneQueryASocketThePortIsAnyThatTheSystemGives() throws Exception {
        ask(1);
        int range = Arrays.stream(ports).max().orElseThrow()
                - Arrays.stream(ports).min().orElseThrow()
                + 1;
        double distinct = Arrays.stream(ports).distinct().count();
        assertThat(range).as("ports in use").isGreaterThan(4_000);
        assertThat(distinct).as("distinct ports of %s", range).isGreaterThan(0.9 * expectedDistinct(range));
        long neighbours = IntStream.range(1, QUERIES)
                .filter(i -> Math.abs(ports[i] - ports[i - 1]) <= 2)
                .count();
        assertThat(neighbours).as("ports next to the one before").isLessThan(QUERIES / 50);
    }
}
