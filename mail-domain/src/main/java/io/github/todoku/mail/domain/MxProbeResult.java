package io.github.todoku.mail.domain;

import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was seen of one mail server. Immutable. */
public final class MxProbeResult implements Serializable {
    private static final long serialVersionUID = 1;

    /** How far it went. */
    public enum Outcome {
        /** STARTTLS was offered, and TLS came about. */
        TLS,
        /** The server does not offer STARTTLS. */
        NO_STARTTLS,
        /** STARTTLS was offered, and TLS did not come about. */
        TLS_FAILED,
        /** STARTTLS was offered, and the server speaks only versions of TLS that are no longer allowed. */
        TLS_OLD,
        /** No connection came about, which may be due to this place: many networks let nobody out to port 25. */
        UNREACHABLE,
        /** The server put us off, refused us, or hung up. */
        PUT_OFF,
        /** The address lies in a range that is not public; nothing was connected to. */
        SPECIAL_ADDRESS
    }

    private final Outcome outcome;
    private final String protocol;
    private final List<X509Certificate> chain;
    private final @Nullable String distrust;
    private final String detail;

    private MxProbeResult(
            Outcome outcome, String protocol, List<X509Certificate> chain, @Nullable String distrust, String detail) {
        this.outcome = Objects.requireNonNull(outcome, "outcome");
        this.protocol = protocol;
        this.chain = List.copyOf(chain);
        this.distrust = distrust;
        this.detail = detail;
    }

    /**
     * {@return a server with which TLS came about}
     *
     * @param protocol its version: {@code TLSv1.3}
     * @param chain the certificates it sent, its own first
     * @param distrust why the chain leads to no authority that is trusted; null if it does. Names are not looked at here
     */
    public static MxProbeResult tls(String protocol, List<X509Certificate> chain, @Nullable String distrust) {
        return new MxProbeResult(Outcome.TLS, protocol, chain, distrust, "");
    }

    /**
     * {@return a server with which TLS did not come about}
     *
     * @param outcome why
     * @param detail more of why: a reply, an error
     * @throws IllegalArgumentException for {@link Outcome#TLS}
     */
    public static MxProbeResult without(Outcome outcome, String detail) {
        if (outcome == Outcome.TLS) {
            throw new IllegalArgumentException("TLS has a certificate");
        }
        return new MxProbeResult(outcome, "", List.of(), null, detail);
    }

    /** {@return how far it went} */
    public Outcome outcome() {
        return outcome;
    }

    /** {@return the version of TLS; empty without TLS} */
    public String protocol() {
        return protocol;
    }

    /** {@return the certificates that the server sent, its own first; empty without TLS} */
    public List<X509Certificate> chain() {
        return chain;
    }

    /** {@return whether the chain leads to an authority that is trusted} */
    public boolean isTrusted() {
        return outcome == Outcome.TLS && distrust == null;
    }

    /** {@return why the chain is not trusted, or why there is no TLS; empty where there is nothing to say} */
    public String detail() {
        return distrust == null ? detail : distrust;
    }

    /** {@code TLS TLSv1.3, 2 certificates}, for logs. */
    @Override
    public String toString() {
        String text = outcome == Outcome.TLS ? outcome + " " + protocol + ", " + chain.size() : outcome.toString();
        return Printable.line(detail().isEmpty() ? text : text + ": " + detail());
    }
}
