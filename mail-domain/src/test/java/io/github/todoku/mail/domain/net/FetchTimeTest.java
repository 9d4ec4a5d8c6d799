package io.github.todoku.mail.domain.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.HandClock;
import io.github.todoku.mail.domain.PolicyFetch;
import io.github.todoku.mail.domain.PolicyFetcher;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However much time a caller gives, one fetch takes no more than the most (docs/limits.md). */
@Timeout(30)
class FetchTimeTest {
    @Test
    void aSilentServerIsLeftAfterTheLongestTime() throws Exception {
        HandClock clock = new HandClock();
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            PolicyFetcher.Request request = new PolicyFetcher.Request(
                    DnsName.of("mta-sts.example.com"), "/", List.of(InetAddress.getLoopbackAddress()), 100);
            CompletableFuture<PolicyFetch> fetch = HttpsPolicyFetcher.using(threads)
                    .withSpecialAddresses()
                    .withPort(silent.getLocalPort())
                    .fetch(request, Deadline.after(Duration.ofDays(1), clock))
                    .toCompletableFuture();
            try (Socket connection = silent.accept()) {
                assertThat(connection.getInputStream().read())
                        .as("it has begun")
                        .isNotNegative();
                clock.advance(HttpsPolicyFetcher.MAX_TIME.minusSeconds(1));
                assertThat(connection.getInputStream().read())
                        .as("it is still there")
                        .isNotNegative();
                assertThat(fetch).isNotDone();
                clock.advance(Duration.ofSeconds(1));
                assertThat(fetch.get(10, TimeUnit.SECONDS).outcome()).isEqualTo(PolicyFetch.Outcome.TIMEOUT);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
