package io.github.todoku.mail.domain.net;

import io.github.todoku.dns.Deadline;
import io.github.todoku.mail.domain.PolicyFetch;
import io.github.todoku.mail.domain.PolicyFetcher;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import javax.net.ssl.X509TrustManager;

/**
 * Fetches over the network as RFC 8461 §3.3 wants it: the certificate must be valid for the host by the JDK's trust store, no
 * redirect is followed, and size and time have limits.
 *
 * <p>It connects to the addresses it is given and to no other, so that the address that was looked at is the one that is
 * connected to: the JDK's own HTTP client would ask the DNS a second time, and a stranger's DNS may answer that with an
 * address inside one's own network. Special addresses are not connected to unless allowed.
 *
 * <p>Each fetch occupies a thread of the executor until it ends, by its deadline at the latest. Immutable.
 */
public final class HttpsPolicyFetcher implements PolicyFetcher {
    /** The longest that one fetch takes, as RFC 8461 §3.3 suggests. */
    public static final Duration MAX_TIME = Duration.ofMinutes(1);

    private static final int HTTPS = 443;

    private final Executor executor;
    private final X509TrustManager trust;
    private final boolean specialAddresses;
    private final int port;

    private HttpsPolicyFetcher(Executor executor, X509TrustManager trust, boolean specialAddresses, int port) {
        this.executor = Objects.requireNonNull(executor, "executor");
        this.trust = Objects.requireNonNull(trust, "trust");
        this.specialAddresses = specialAddresses;
        this.port = port;
    }

    /**
     * {@return a fetcher that trusts whom the JDK trusts}
     *
     * @param executor whose threads wait for the servers
     */
    public static HttpsPolicyFetcher using(Executor executor) {
        return new HttpsPolicyFetcher(executor, Trust.standard(), false, HTTPS);
    }

    /**
     * {@return the same that trusts others}
     *
     * @param authorities judges the chains of certificates
     */
    public HttpsPolicyFetcher withTrust(X509TrustManager authorities) {
        return new HttpsPolicyFetcher(executor, authorities, specialAddresses, port);
    }

    /** {@return the same that connects to addresses of one's own network, too} */
    public HttpsPolicyFetcher withSpecialAddresses() {
        return new HttpsPolicyFetcher(executor, trust, true, port);
    }

    /**
     * {@return the same at another port, as a test needs}
     *
     * @param number the port
     */
    public HttpsPolicyFetcher withPort(int number) {
        return new HttpsPolicyFetcher(executor, trust, specialAddresses, number);
    }

    @Override
    public CompletionStage<PolicyFetch> fetch(Request request, Deadline deadline) {
        Deadline until = Deadline.after(MAX_TIME, deadline.clock()).earlier(deadline);
        return CompletableFuture.supplyAsync(
                () -> new HttpsExchange(request, trust, specialAddresses, port, until).run(), executor);
    }

    /** {@code HttpsPolicyFetcher[443]}, for logs. */
    @Override
    public String toString() {
        return "HttpsPolicyFetcher[" + port + "]";
    }
}
