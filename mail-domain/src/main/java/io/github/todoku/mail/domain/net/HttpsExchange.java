package io.github.todoku.mail.domain.net;

import io.github.todoku.dns.Deadline;
import io.github.todoku.mail.domain.CertificateNames;
import io.github.todoku.mail.domain.PolicyFetch;
import io.github.todoku.mail.domain.PolicyFetcher;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** One GET over TLS, from the connection to the end of the body (RFC 8461 §3.3). On the thread that runs it. */
final class HttpsExchange {
    private final PolicyFetcher.Request request;
    private final X509TrustManager trust;
    private final boolean specialAddresses;
    private final int port;
    private final Deadline deadline;

    HttpsExchange(
            PolicyFetcher.Request request,
            X509TrustManager trust,
            boolean specialAddresses,
            int port,
            Deadline deadline) {
        this.request = request;
        this.trust = trust;
        this.specialAddresses = specialAddresses;
        this.port = port;
        this.deadline = deadline;
    }

    PolicyFetch run() {
        try (Dial dial = Dial.to(request.addresses(), port, specialAddresses, deadline)) {
            try {
                return over(dial);
            } catch (SSLException broken) {
                return dial.isLate() ? late() : tls(broken);
            } catch (SocketTimeoutException silence) {
                return late();
            } catch (HttpReply.TooLargeException large) {
                return PolicyFetch.failed(PolicyFetch.Outcome.TOO_LARGE, String.valueOf(request.maxOctets()));
            } catch (IOException broken) {
                return dial.isLate()
                        ? late()
                        : PolicyFetch.failed(PolicyFetch.Outcome.MALFORMED, String.valueOf(broken.getMessage()));
            }
        } catch (Dial.NoConnectionException none) {
            PolicyFetch.Outcome outcome = none.special
                    ? PolicyFetch.Outcome.SPECIAL_ADDRESS
                    : none.refused ? PolicyFetch.Outcome.REFUSED : PolicyFetch.Outcome.UNREACHABLE;
            return PolicyFetch.failed(outcome, String.valueOf(none.getMessage()));
        }
    }

    private PolicyFetch over(Dial dial) throws IOException {
        String host = request.host().toString();
        try (SSLSocket tls = (SSLSocket) Trust.sockets(trust).createSocket(dial.socket(), host, port, true)) {
            tls.startHandshake();
            X509Certificate leaf = (X509Certificate) tls.getSession().getPeerCertificates()[0];
            if (!CertificateNames.match(leaf, request.host())) {
                return PolicyFetch.failed(
                        PolicyFetch.Outcome.CERTIFICATE, String.join(", ", CertificateNames.of(leaf)));
            }
            tls.getOutputStream().write(head(host).getBytes(StandardCharsets.US_ASCII));
            tls.getOutputStream().flush();
            InputStream in = new BufferedInputStream(tls.getInputStream());
            return HttpReply.read(in, request.maxOctets());
        }
    }

    private String head(String host) {
        return "GET " + request.path() + " HTTP/1.1\r\nHost: " + host
                + "\r\nUser-Agent: todoku\r\nAccept: */*\r\nConnection: close\r\n\r\n";
    }

    private static PolicyFetch late() {
        return PolicyFetch.failed(PolicyFetch.Outcome.TIMEOUT, "no answer in time");
    }

    private static PolicyFetch tls(SSLException broken) {
        CertificateException certificate = cause(broken);
        return certificate == null
                ? PolicyFetch.failed(PolicyFetch.Outcome.TLS, String.valueOf(broken.getMessage()))
                : PolicyFetch.failed(PolicyFetch.Outcome.CERTIFICATE, innermost(certificate));
    }

    private static @Nullable CertificateException cause(Throwable broken) {
        for (Throwable at = broken; at != null; at = at.getCause()) {
            if (at instanceof CertificateException found) {
                return found;
            }
        }
        return null;
    }

    /** What the validator says last is the reason: "NotAfter: …", "unable to find valid certification path …". */
    static String innermost(Throwable broken) {
        Throwable at = broken;
        while (at.getCause() != null && at.getCause() != at) {
            at = at.getCause();
        }
        return String.valueOf(at.getMessage());
    }
}
