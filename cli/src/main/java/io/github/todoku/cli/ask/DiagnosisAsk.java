package io.github.todoku.cli.ask;

import io.github.todoku.diagnosis.Doctor;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.client.AuthoritativeServers;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.publicsuffix.PublicSuffixList;
import io.github.todoku.senders.ServiceCatalog;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a mail came back. */
public final class DiagnosisAsk {
    private DiagnosisAsk() {}

    /**
     * {@return who finds it out, without connections}
     *
     * @param dns whom to ask
     * @param servers asks each of a domain's own servers; null where that cannot be
     * @param catalog the block lists that are known
     * @param lists asks them
     * @param services the sending services that are known
     * @param limit how long it may take
     */
    public static Doctor doctor(
            DnsResolver dns,
            @Nullable AuthoritativeServers servers,
            DnsblCatalog catalog,
            DnsblChecker lists,
            ServiceCatalog services,
            Duration limit) {
        Doctor doctor = Doctor.using(dns)
                .withLists(catalog, lists)
                .withServices(services)
                .withRegistrableDomain(PublicSuffixList::registrableDomain)
                .withTimeLimit(limit);
        return servers == null ? doctor : doctor.withServers(servers);
    }
}
