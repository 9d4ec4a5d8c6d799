package io.github.todoku.spf;

import io.github.todoku.dns.IpLiteral;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.net.InetAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The question to check_host() (RFC 7208 §4.1), built by name so that arguments cannot be swapped:
 *
 * <pre>{@code
 * SpfRequest.from(ip).helo("mx.example.com").mailFrom("bob@example.com")
 * }</pre>
 *
 * <p>Both names are what the client said and may be anything; U-labels become A-labels before they are used (RFC 8616 §4). Immutable.
 */
public final class SpfRequest implements Serializable {
    private static final long serialVersionUID = 1;

    private final InetAddress ip;

    /** The address as octets: the address would give a copy at each call. */
    private final transient byte[] octets;

    private final String helo;
    private final @Nullable String mailFrom;

    private SpfRequest(InetAddress ip, byte[] octets, String helo, @Nullable String mailFrom) {
        this.ip = ip;
        this.octets = octets;
        this.helo = helo;
        this.mailFrom = mailFrom;
    }

    /**
     * {@return a request for the client at this address; an IPv4-mapped address counts as the IPv4 address in it (§5)}
     *
     * @param ip the client
     */
    public static SpfRequest from(InetAddress ip) {
        byte[] octets = Objects.requireNonNull(ip, "ip").getAddress();
        boolean mayBeMapped = octets.length == 16 && octets[0] == 0 && octets[10] == -1;
        if (!mayBeMapped) {
            return new SpfRequest(ip, octets, "", null);
        }
        InetAddress unmapped = IpLiteral.parse(IpLiteral.format(ip)).orElse(ip);
        return new SpfRequest(unmapped, unmapped.getAddress(), "", null);
    }

    /**
     * {@return the request with the name the client gave in HELO or EHLO; empty if it is not known}
     *
     * @param name the name
     */
    public SpfRequest helo(String name) {
        return new SpfRequest(ip, octets, Objects.requireNonNull(name, "helo"), mailFrom);
    }

    /**
     * {@return the request with the reverse-path of the MAIL command} The empty text and {@code <>} are the null sender, which
     * stands for {@code postmaster@} and the HELO name (§2.4). Without a reverse-path the HELO identity is checked.
     *
     * @param reversePath what the client said in MAIL FROM
     */
    public SpfRequest mailFrom(String reversePath) {
        return new SpfRequest(ip, octets, helo, Objects.requireNonNull(reversePath, "mailFrom"));
    }

    /** {@return the client's address} */
    public InetAddress ip() {
        return ip;
    }

    /** The client's address as 4 or 16 octets, not to be changed. */
    byte[] octets() {
        return octets;
    }

    /** {@return the name from HELO or EHLO; empty if none was given} */
    public String helo() {
        return helo;
    }

    /** {@return the reverse-path; null if none was given, empty for the null sender} */
    public @Nullable String mailFrom() {
        return mailFrom;
    }

    /** This request without a reverse-path: it asks for the HELO identity. */
    SpfRequest heloOnly() {
        return new SpfRequest(ip, octets, helo, null);
    }

    /** The octets are made from the address again. */
    private Object readResolve() {
        return new SpfRequest(ip, ip.getAddress(), helo, mailFrom);
    }

    /** {@return {@code 192.0.2.1 helo=mx.example.com}: without the reverse-path, which may be a person's address} */
    @Override
    public String toString() {
        return IpLiteral.format(ip) + " helo=" + Printable.octets(helo);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SpfRequest that
                && ip.equals(that.ip)
                && helo.equals(that.helo)
                && Objects.equals(mailFrom, that.mailFrom);
    }

    @Override
    public int hashCode() {
        return Objects.hash(ip, helo, mailFrom);
    }
}
