package io.github.todoku.testing;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import java.util.Objects;

/**
 * The subject of a test: the SPF of a domain, as seen in a DNS. Immutable.
 *
 * <pre>{@code
 * assertThat(DomainSpf.of("example.com", dns)).authorizes("192.0.2.7").needsLookupsAtMost(8);
 * }</pre>
 *
 * @param domain whose SPF
 * @param dns who answers
 */
public record DomainSpf(DnsName domain, DnsResolver dns) {

    /**
     * Refuses null.
     *
     * @param domain whose SPF
     * @param dns who answers
     */
    public DomainSpf {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(dns, "dns");
    }

    /**
     * {@return the SPF of a domain}
     *
     * @param domain its name
     * @param dns who answers: an {@code InMemoryDns}, a recording, or the real DNS
     * @throws IllegalArgumentException if it is not a domain name
     */
    public static DomainSpf of(String domain, DnsResolver dns) {
        return new DomainSpf(DnsName.of(domain), dns);
    }

    @Override
    public String toString() {
        return "the SPF of " + domain;
    }
}
