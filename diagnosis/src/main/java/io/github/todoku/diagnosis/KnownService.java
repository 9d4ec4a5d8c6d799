package io.github.todoku.diagnosis;

import io.github.todoku.dkim.DkimSignature;
import io.github.todoku.dns.DnsName;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A service of the catalogue that a name in the bounce belongs to.
 *
 * @param service the service
 * @param by the name that tells: a MAIL FROM domain, a signer, or the sending host
 */
public record KnownService(SendingService service, DnsName by) implements Serializable {

    /** The service by the mail's own names, without a question: MAIL FROM first, then the signers, then the sending host. */
    static Optional<KnownService> find(CaseFacts facts, ServiceCatalog services) {
        List<DnsName> names = new ArrayList<>();
        if (facts.mailFromDomain() != null) {
            names.add(facts.mailFromDomain());
        }
        if (facts.signatures() != null) {
            for (DkimSignature signature : facts.signatures()) {
                if (signature.domain() != null) {
                    names.add(signature.domain());
                }
            }
        }
        if (facts.sendingHost() != null) {
            DnsName.parse(facts.sendingHost()).ifPresent(names::add);
        }
        for (DnsName name : names) {
            Optional<SendingService> service = services.ofHost(name);
            if (service.isPresent()) {
                return Optional.of(new KnownService(service.get(), name));
            }
        }
        return Optional.empty();
    }
}
