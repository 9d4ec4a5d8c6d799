package io.github.todoku.dmarc;

import io.github.todoku.dns.DnsName;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose policy to find, and which domains to compare with it:
 *
 * <pre>{@code
 * DmarcRequest.of(DnsName.of("example.com")).mailFromDomain(DnsName.of("bounce.example.com"))
 * }</pre>
 *
 * <p>Immutable.
 */
public final class DmarcRequest implements Serializable {
    private static final long serialVersionUID = 1;

    /** The most signing domains of one request. */
    public static final int MAX_SIGNERS = 20;

    private final DnsName from;
    private final @Nullable DnsName mailFromDomain;
    private final List<DnsName> signers;
    private final boolean destinations;

    private DmarcRequest(DnsName from, @Nullable DnsName mailFromDomain, List<DnsName> signers, boolean destinations) {
        this.from = from;
        this.mailFromDomain = mailFromDomain;
        this.signers = List.copyOf(signers);
        this.destinations = destinations;
    }

    /**
     * {@return a request for the policy alone}
     *
     * @param from the domain of the From field
     */
    public static DmarcRequest of(DnsName from) {
        return new DmarcRequest(Objects.requireNonNull(from, "from"), null, List.of(), true);
    }

    /**
     * {@return the request with the domain that SPF authenticates, to be compared with From}
     *
     * @param domain the domain of MAIL FROM
     */
    public DmarcRequest mailFromDomain(DnsName domain) {
        return new DmarcRequest(from, Objects.requireNonNull(domain, "domain"), signers, destinations);
    }

    /**
     * {@return the request with one more signing domain to compare with From; one that is already in it is not added again}
     *
     * @param domain {@code d=} of a signature
     * @throws IllegalArgumentException if there are already {@value #MAX_SIGNERS}
     */
    public DmarcRequest signedBy(DnsName domain) {
        if (signers.contains(Objects.requireNonNull(domain, "domain"))) {
            return this;
        }
        if (signers.size() == MAX_SIGNERS) {
            throw new IllegalArgumentException("more than " + MAX_SIGNERS + " signing domains");
        }
        List<DnsName> more = new ArrayList<>(signers);
        more.add(domain);
        return new DmarcRequest(from, mailFromDomain, more, destinations);
    }

    /** {@return the request without asking foreign report addresses for their consent: up to ten lookups fewer} */
    public DmarcRequest withoutDestinations() {
        return new DmarcRequest(from, mailFromDomain, signers, false);
    }

    /** {@return the domain of the From field} */
    public DnsName from() {
        return from;
    }

    /** {@return the domain of MAIL FROM; empty if it was not given} */
    public Optional<DnsName> mailFromDomain() {
        return Optional.ofNullable(mailFromDomain);
    }

    /** {@return the signing domains, in the order given} */
    public List<DnsName> signers() {
        return signers;
    }

    /** {@return whether foreign report addresses are asked for their consent} */
    public boolean asksDestinations() {
        return destinations;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DmarcRequest that
                && from.equals(that.from)
                && Objects.equals(mailFromDomain, that.mailFromDomain)
                && signers.equals(that.signers)
                && destinations == that.destinations;
    }

    @Override
    public int hashCode() {
        return Objects.hash(from, mailFromDomain, signers, destinations);
    }

    /** {@code From=example.com MAIL FROM=bounce.example.com signers=[example.com]}, for logs. */
    @Override
    public String toString() {
        return "From=" + from + (mailFromDomain == null ? "" : " MAIL FROM=" + mailFromDomain) + " signers=" + signers;
    }
}
