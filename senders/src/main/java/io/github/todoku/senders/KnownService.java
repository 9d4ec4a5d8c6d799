package io.github.todoku.senders;

import io.github.todoku.dns.DnsName;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * A service of the catalogue that a name in the bounce belongs to.
 *
 * @param service the service
 * @param by the name that shows it: a MAIL FROM domain, a signer, or the sending host
 */
public record KnownService(SendingService service, DnsName by) implements Serializable {

    /**
     * {@return the service of the first name that belongs to one} Asks the DNS nothing.
     *
     * @param names a mail's own names, the most telling one first
     * @param services the catalogue
     */
    public static Optional<KnownService> find(List<DnsName> names, ServiceCatalog services) {
        for (DnsName name : names) {
            Optional<SendingService> service = services.ofHost(name);
            if (service.isPresent()) {
                return Optional.of(new KnownService(service.get(), name));
            }
        }
        return Optional.empty();
    }
}
