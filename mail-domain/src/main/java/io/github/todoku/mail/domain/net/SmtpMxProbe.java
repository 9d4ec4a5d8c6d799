package io.github.todoku.mail.domain.net;

import io.github.todoku.dns.Deadline;
import io.github.todoku.mail.domain.MxProbe;
import io.github.todoku.mail.domain.MxProbeResult;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import javax.net.ssl.X509TrustManager;

/**
 * Looks at a mail server over the network: greeting, EHLO, STARTTLS (RFC 3207), the certificate, QUIT. No mail is begun. One
 * connection a look; addresses that are not public are not connected to unless allowed, since a stranger's DNS says where.
 *
 * <p>Each look occupies a thread of the executor until it ends, by its deadline at the latest. Immutable.
 */
public final class SmtpMxProbe implements MxProbe {
    private static final int SMTP = 25;

    private final Executor executor;
    private final X509TrustManager trust;
    private final boolean specialAddresses;
    private final int port;

    private SmtpMxProbe(Executor executor, X509TrustManager trust, boolean specialAddresses, int port) {
        this.executor = Objects.requireNonNull(executor, "executor");
        this.trust = Objects.requireNonNull(trust, "trust");
        this.specialAddresses = specialAddresses;
        this.port = port;
    }

    /**
     * {@return a probe that trusts whom the JDK trusts}
     *
     * @param executor whose threads wait for the servers
     */
    public static SmtpMxProbe using(Executor executor) {
        return new SmtpMxProbe(executor, Trust.standard(), false, SMTP);
    }

    /**
     * {@return the same that trusts others}
     *
     * @param authorities judges the chains of certificates
     */
    public SmtpMxProbe withTrust(X509TrustManager authorities) {
        return new SmtpMxProbe(executor, authorities, specialAddresses, port);
    }

    /** {@return the same that connects to addresses of one's own network, too} */
    public SmtpMxProbe withSpecialAddresses() {
        return new SmtpMxProbe(executor, trust, true, port);
    }

    /**
     * {@return the same at another port, as a test needs}
     *
     * @param number the port
     */
    public SmtpMxProbe withPort(int number) {
        return new SmtpMxProbe(executor, trust, specialAddresses, number);
    }

    @Override
    public CompletionStage<MxProbeResult> probe(Target target, Deadline deadline) {
        return CompletableFuture.supplyAsync(
                () -> new SmtpExchange(target, trust, specialAddresses, port, deadline).run(), executor);
    }

    /** {@code SmtpMxProbe[25]}, for logs. */
    @Override
    public String toString() {
        return "SmtpMxProbe[" + port + "]";
    }
}
