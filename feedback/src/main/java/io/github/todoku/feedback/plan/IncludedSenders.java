package io.github.todoku.feedback.plan;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.dns.RegistrableDomain;
import io.github.todoku.feedback.summary.AlignmentOutcome;
import io.github.todoku.feedback.summary.DomainSummary;
import io.github.todoku.feedback.summary.Traffic;
import io.github.todoku.senders.SendingService;
import io.github.todoku.senders.ServiceCatalog;
import io.github.todoku.spf.publish.AuthorizedNetwork;
import io.github.todoku.spf.publish.SpfTree;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whom a domain's own SPF records name by an include. Immutable. */
final class IncludedSenders {
    /** Of how many domains the records are walked: the one with the policy, and others that passed for it. */
    static final int MAX_TREES = 3;

    private final DnsName domain;
    private final List<SpfTree> trees;

    /** Who stands behind an include: a service, or only a domain. */
    record Include(String name, @Nullable SendingService service) {}

    IncludedSenders(DnsName domain, List<SpfTree> trees) {
        this.domain = RegistrableDomain.of(domain).orElse(domain);
        this.trees = List.copyOf(trees);
    }

    /** Whose records to walk: those below the domain whose SPF passes for it, the heaviest. */
    static List<DnsName> domains(DnsName domain, DomainSummary summary) {
        Set<DnsName> domains = new LinkedHashSet<>(List.of(domain));
        for (Traffic each : summary.traffic()) {
            String checked = each.spf() == AlignmentOutcome.ALIGNED ? each.spfDomain() : null;
            Optional<DnsName> name = checked == null ? Optional.empty() : DnsName.parse(checked);
            if (domains.size() < MAX_TREES
                    && name.filter(found -> found.isWithin(domain)).isPresent()) {
                domains.add(name.orElseThrow());
            }
        }
        return new ArrayList<>(domains);
    }

    /** The include that covers an address; empty if none does, or only a term of the domain's own records. */
    Optional<Include> covering(InetAddress address) {
        for (SpfTree tree : trees) {
            for (AuthorizedNetwork each : tree.networks()) {
                IpNetwork network = each.network();
                if (network.prefixLength() > 0 && network.contains(address)) {
                    Optional<Include> found = outside(each.path());
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The first record on the way that is another's: whom the domain deals with, whoever sends for that one. */
    private Optional<Include> outside(List<DnsName> path) {
        return path.stream()
                .filter(name -> !name.isWithin(domain))
                .findFirst()
                .map(name -> ServiceCatalog.shipped()
                        .ofInclude(name)
                        .map(service -> new Include(service.name(), service))
                        .orElseGet(() -> new Include(
                                RegistrableDomain.of(name).orElse(name).toString(), null)));
    }
}
