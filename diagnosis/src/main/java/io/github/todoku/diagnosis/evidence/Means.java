package io.github.todoku.diagnosis.evidence;

import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.client.AuthoritativeServers;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.mail.domain.InboundChecker;
import io.github.todoku.senders.ServiceCatalog;
import io.github.todoku.spf.publish.SpfSender;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What sources can ask with; the same for everything that a doctor examines.
 *
 * @param senders who sends for the domain, as far as the caller says
 * @param catalog the block lists
 * @param lists asks them
 * @param services the services that are known by name
 * @param servers asks each of a domain's own name servers; null if there is no way to
 * @param registrable from a name to the domain above it that somebody registered
 * @param inbound looks at how a domain takes mail, with all that the caller allows: fetching, connecting
 */
public record Means(
        List<SpfSender> senders,
        DnsblCatalog catalog,
        DnsblChecker lists,
        ServiceCatalog services,
        @Nullable AuthoritativeServers servers,
        Function<DnsName, Optional<DnsName>> registrable,
        Function<DnsResolver, InboundChecker> inbound) {
    /**
     * Copies the list.
     *
     * @param senders who sends for the domain
     * @param catalog the block lists
     * @param lists asks them
     * @param services the services that are known by name
     * @param servers asks each of a domain's own name servers
     * @param registrable from a name to its registered domain
     * @param inbound looks at how a domain takes mail
     */
    public Means {
        senders = List.copyOf(senders);
    }

    /** Whether two names are equal, or below the same registrable domain. */
    boolean isOfSameOwner(@Nullable DnsName one, DnsName other) {
        return CaseFacts.isOfSameOwner(one, other, registrable);
    }
}
