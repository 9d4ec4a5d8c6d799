package io.github.todoku.dmarc;

import io.github.todoku.dns.DnsName;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whose policy to find, and what shall be aligned with it.
 *
 * @param from the domain of the From field
 * @param mailFrom the domain that SPF speaks of: that of MAIL FROM; null if it is not known
 * @param signers the domains of signatures, {@code d=}; at most {@value #MAX_SIGNERS}
 * @param destinations whether the domains that reports go to are asked whether they want them
 */
public record DmarcRequest(DnsName from, @Nullable DnsName mailFrom, List<DnsName> signers, boolean destinations)
        implements Serializable {
    /** The most signing domains of one request. */
    public static final int MAX_SIGNERS = 20;

    /**
     * Copies the list.
     *
     * @param from the domain of the From field
     * @param mailFrom the domain of MAIL FROM
     * @param signers the domains of signatures
     * @param destinations whether the domains that reports go to are asked
     * @throws IllegalArgumentException if there are too many
     */
    public DmarcRequest {
        Objects.requireNonNull(from, "from");
        signers = List.copyOf(signers);
        if (signers.size() > MAX_SIGNERS) {
            throw new IllegalArgumentException(signers.size() + " signers are more than " + MAX_SIGNERS);
        }
    }

    /**
     * {@return a request for the policy alone}
     *
     * @param from the domain of the From field
     */
    public static DmarcRequest of(DnsName from) {
        return new DmarcRequest(from, null, List.of(), true);
    }

    /**
     * {@return the same with the domain of MAIL FROM}
     *
     * @param domain that domain
     */
    public DmarcRequest mailFrom(DnsName domain) {
        return new DmarcRequest(from, domain, signers, destinations);
    }

    /**
     * {@return the same with one signing domain more; one that is there already stays once}
     *
     * @param domain {@code d=}
     */
    public DmarcRequest signedBy(DnsName domain) {
        if (signers.contains(domain)) {
            return this;
        }
        List<DnsName> more = new ArrayList<>(signers);
        more.add(domain);
        return new DmarcRequest(from, mailFrom, more, destinations);
    }

    /** {@return the same without asking strangers whether they want the reports: up to ten questions less} */
    public DmarcRequest withoutDestinations() {
        return new DmarcRequest(from, mailFrom, signers, false);
    }
}
