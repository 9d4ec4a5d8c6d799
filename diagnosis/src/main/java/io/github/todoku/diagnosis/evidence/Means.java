package io.github.todoku.diagnosis.evidence;

import io.github.todoku.dns.client.AuthoritativeServers;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.senders.ServiceCatalog;
import io.github.todoku.spf.publish.SpfSender;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What sources can ask with; the same for everything that a doctor examines.
 *
 * @param senders who sends for the domain, as far as the caller says
 * @param catalog the block lists
 * @param lists asks them
 * @param services the services that are known by name
 * @param servers asks each of a domain's own name servers; null if there is no way to
 */
public record Means(
        List<SpfSender> senders,
        DnsblCatalog catalog,
        DnsblChecker lists,
        ServiceCatalog services,
        @Nullable AuthoritativeServers servers) {
    /**
     * Copies the list.
     *
     * @param senders who sends for the domain
     * @param catalog the block lists
     * @param lists asks them
     * @param services the services that are known by name
     * @param servers asks each of a domain's own name servers
     */
    public Means {
        senders = List.copyOf(senders);
    }
}
