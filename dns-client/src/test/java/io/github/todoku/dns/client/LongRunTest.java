package io.github.todoku.dns.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.RecordType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Flags;

/** After very many queries a client holds no more than after the first thousands; {@code -Dqueries=1000000} asks more. */
@Timeout(600)
class LongRunTest {
    private static final int QUERIES = Integer.getInteger("queries", 100_000);
    private static final int WARM = 20_000;
    private static final int AT_ONCE = 500;
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final long MOST_GROWTH = 4 << 20;

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Zero where the system does not tell. */
    private static long descriptors() throws IOException {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(DESCRIPTORS)) {
            return all.count();
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("todoku-dns-"))
                .count();
    }

    private static long ask(DnsClient dns, int from, int to) throws Exception {
        long found = 0;
        for (int at = from; at < to; at += AT_ONCE) {
            List<CompletableFuture<DnsAnswer>> open = new ArrayList<>();
            for (int i = at; i < Math.min(to, at + AT_ONCE); i++) {
                open.add(dns.resolve(
                                DnsQuestion.of("n" + i + ".example.com", RecordType.A),
                                Deadline.after(Duration.ofSeconds(30)))
                        .toCompletableFuture());
            }
            for (CompletableFuture<DnsAnswer> each : open) {
                found += each.get(40, TimeUnit.SECONDS) instanceof DnsAnswer.Found ? 1 : 0;
            }
        }
        return found;
    }

    @Test
    void neitherHeapNorThreadsNorDescriptorsGrow() throws Exception {
        try (QuickServer server = QuickServer.start()) {
            DnsClient.Builder settings = DnsClient.builder()
                    .cache(CachingResolver.builder().maxEntries(1_000))
                    .servers(List.of(server.address()))
                    .queriesPerSocket(64);
            long threadsBefore = threads();
            try (DnsClient first = settings.build()) {
                assertThat(ask(first, 0, WARM)).isEqualTo(WARM);
            }
            long descriptorsBefore = descriptors();
            try (DnsClient dns = settings.build()) {
                assertThat(ask(dns, 0, WARM)).isEqualTo(WARM);
                long heap = used();
                long sockets = dns.openSockets();
                assertThat(ask(dns, WARM, WARM + QUERIES)).isEqualTo(QUERIES);
                assertThat(used() - heap).as("octets of growth").isLessThan(MOST_GROWTH);
                assertThat((long) dns.openSockets()).isLessThanOrEqualTo(Math.max(sockets, 24));
                assertThat(threads() - threadsBefore).isLessThanOrEqualTo(4);
                assertThat(descriptors() - descriptorsBefore).isLessThanOrEqualTo(32);
            }
            assertGivenBack(threadsBefore, descriptorsBefore);
        }
    }

    @Test
    void whatFailsLeavesNothingEither() throws Exception {
        int each = QUERIES / 200;
        InetSocketAddress nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        try (LoopbackServer truncating =
                LoopbackServer.of(e -> e.send(Replies.to(e.query).flag(Flags.TC).bytes()), (query, out) -> {
                    if ((query[0] & 1) == 0) { // the other half is hung up on
                        LoopbackServer.frame(out, Replies.yes(query));
                    }
                })) {
            long threadsBefore = threads();
            assertThat(failing(nobody, truncating.address(), 100)).isPositive(); // what the JVM opens once and keeps
            long descriptorsBefore = descriptors();
            assertThat(failing(nobody, truncating.address(), each)).isBetween(each / 4L, 3L * each / 4);
            assertGivenBack(threadsBefore, descriptorsBefore);
        }
    }

    private static long failing(InetSocketAddress nobody, InetSocketAddress truncating, int each) throws Exception {
        DnsClient.Builder settings = DnsClient.builder().withoutCache().tries(1);
        try (DnsClient refused = settings.servers(List.of(nobody)).build();
                DnsClient torn = settings.servers(List.of(truncating)).build()) {
            assertThat(ask(refused, 0, each)).isZero();
            long found = ask(torn, 0, each);
            assertThat(torn.openSockets()).isLessThanOrEqualTo(24);
            return found;
        }
    }

    /** A channel is given back by the selector it was registered with, a moment after it is closed. */
    private static void assertGivenBack(long threadsBefore, long descriptorsBefore) throws Exception {
        for (int i = 0; i < 100 && (threads() > threadsBefore || descriptors() > descriptorsBefore); i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(threads()).as("threads").isLessThanOrEqualTo(threadsBefore);
        assertThat(descriptors()).as("descriptors").isLessThanOrEqualTo(descriptorsBefore);
    }
}
