package io.github.todoku.cli.ask;

import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.client.AuthoritativeServers;
import io.github.todoku.preflight.domain.DomainChecker;
import io.github.todoku.publicsuffix.PublicSuffixList;
import io.github.todoku.senders.ServiceCatalog;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Everything about a domain's mail. */
public final class DomainAsk {
    private DomainAsk() {}

    /**
     * {@return what finds it out, without block lists and connections}
     *
     * @param dns whom to ask
     * @param servers asks each of the domain's own servers; null where that cannot be
     * @param services the sending services that are known
     * @param limit how long it may take
     */
    public static DomainChecker checker(
            DnsResolver dns, @Nullable AuthoritativeServers servers, ServiceCatalog services, Duration limit) {
        DomainChecker checker = DomainChecker.using(dns)
                .withTimeLimit(limit)
                .withServices(services)
                .withRegistrableDomain(PublicSuffixList::registrableDomain);
        return servers == null ? checker : checker.withServers(servers);
    }
}
