package io.github.todoku.preflight;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.finding.Finding;
import io.github.todoku.preflight.PreflightReport.IdleInclude;
import io.github.todoku.senders.SendingService;
import io.github.todoku.senders.ServiceCatalog;
import io.github.todoku.spf.Directive;
import io.github.todoku.spf.Mechanism;
import io.github.todoku.spf.Qualifier;
import io.github.todoku.spf.publish.AuthorizedNetwork;
import io.github.todoku.spf.publish.SpfSender.Service.Placement;
import io.github.todoku.spf.publish.SpfTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The includes of a domain's own record that buy nothing, and the lookups they would free. */
final class IdleIncludes {
    private final PreflightRequest request;
    private final SpfTree tree;
    private final ServiceCatalog catalog;
    private final List<IpNetwork> senders;

    /** The names by way of which an address passes. */
    private final Set<DnsName> authorizing = new HashSet<>();

    /** Those by way of which an address passes that is to send. */
    private final Set<DnsName> needed = new HashSet<>();

    /** Only what was walked to its end, once, can be said to authorise nobody. */
    private final boolean isWhole;

    IdleIncludes(PreflightRequest request, SpfTree tree, ServiceCatalog catalog) {
        this.catalog = catalog;
        this.request = request;
        this.tree = tree;
        this.senders = request.addresses().stream()
                .map(address -> IpNetwork.of(address, 8 * address.getAddress().length))
                .toList();
        for (AuthorizedNetwork network : tree.networks()) {
            authorizing.addAll(network.path());
            if (senders.stream().anyMatch(network.network()::contains)) {
                needed.addAll(network.path());
            }
        }
        this.isWhole = !tree.cannotTell()
                && tree.unresolved().isEmpty()
                && tree.duplicates().isEmpty(); // what is reached twice is listed by its first way only
    }

    List<IdleInclude> find() {
        List<IdleInclude> idle = new ArrayList<>();
        Set<DnsName> seen = new HashSet<>();
        for (SpfTree.Branch branch : tree.root().branches()) {
            DnsName target = branch.target();
            boolean lets = branch.term() instanceof Directive directive && directive.qualifier() == Qualifier.PASS;
            if (!(branch.mechanism() instanceof Mechanism.Include)
                    || target == null
                    || !lets
                    || needed.contains(target)) {
                continue;
            }
            SendingService service = catalog.ofInclude(target).orElse(null);
            Finding why = seen.add(target) ? why(target, service) : PreflightFinding.IDLE_TWICE.of(target);
            if (why != null) {
                String name = service == null ? null : service.name();
                idle.add(new IdleInclude(target, name, why, tree.cost(branch).lookups()));
            }
        }
        return idle;
    }

    private @Nullable Finding why(DnsName target, @Nullable SendingService service) {
        if (authorisesNothing(target)) {
            return PreflightFinding.IDLE_EMPTY.of(target);
        }
        if (service == null) {
            return null;
        }
        Placement placement = service.spf().placement();
        if (placement == Placement.NONE || placement == Placement.BOUNCE_DOMAIN) {
            return (placement == Placement.NONE ? PreflightFinding.IDLE_NONE : PreflightFinding.IDLE_BOUNCE_DOMAIN)
                    .of(service.name());
        }
        boolean used = request.services().isEmpty()
                || request.services().stream().anyMatch(through -> isBehind(through.service(), service));
        return used ? null : PreflightFinding.IDLE_NOT_NAMED.of(service.name());
    }

    private static boolean isBehind(SendingService wanted, SendingService found) {
        return wanted.id().equals(found.id()) || found.id().equals(wanted.via());
    }

    private boolean authorisesNothing(DnsName target) {
        return isWhole && tree.node(target).isPresent() && !authorizing.contains(target);
    }
}
