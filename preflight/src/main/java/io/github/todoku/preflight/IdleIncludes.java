package io.github.todoku.preflight;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.preflight.PreflightReport.Cell;
import io.github.todoku.preflight.PreflightReport.IdleInclude;
import io.github.todoku.preflight.PreflightReport.Status;
import io.github.todoku.senders.SendingService;
import io.github.todoku.senders.ServiceCatalog;
import io.github.todoku.spf.Directive;
import io.github.todoku.spf.Mechanism;
import io.github.todoku.spf.Qualifier;
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

    IdleIncludes(PreflightRequest request, SpfTree tree, ServiceCatalog catalog) {
        this.catalog = catalog;
        this.request = request;
        this.tree = tree;
    }

    List<IdleInclude> find() {
        List<IdleInclude> idle = new ArrayList<>();
        Set<DnsName> seen = new HashSet<>();
        for (SpfTree.Branch branch : tree.root().branches()) {
            DnsName target = branch.target();
            boolean lets = branch.term() instanceof Directive directive && directive.qualifier() == Qualifier.PASS;
            if (!(branch.mechanism() instanceof Mechanism.Include) || target == null || !lets || isNeeded(target)) {
                continue;
            }
            SendingService service = catalog.ofInclude(target).orElse(null);
            Cell why = seen.add(target) ? why(target, service) : Cell.of(Status.WARN, "idle-twice", target);
            if (why != null) {
                String name = service == null ? null : service.name();
                idle.add(new IdleInclude(
                        target.toString(), name, why, tree.cost(branch).lookups()));
            }
        }
        return idle;
    }

    /** Whether an address that is to send passes by way of it. */
    private boolean isNeeded(DnsName target) {
        return request.addresses().stream()
                .map(address -> IpNetwork.of(address, 8 * address.getAddress().length))
                .anyMatch(address -> tree.networks().stream()
                        .anyMatch(network -> network.path().contains(target)
                                && network.network().contains(address)));
    }

    private @Nullable Cell why(DnsName target, @Nullable SendingService service) {
        if (authorisesNothing(target)) {
            return Cell.of(Status.WARN, "idle-empty", target);
        }
        if (service == null) {
            return null;
        }
        Placement placement = service.spf().placement();
        if (placement == Placement.NONE || placement == Placement.BOUNCE_DOMAIN) {
            String reason = placement == Placement.NONE ? "idle-none" : "idle-bounce-domain";
            return Cell.of(Status.WARN, reason, service.name());
        }
        boolean used = request.services().isEmpty()
                || request.services().stream().anyMatch(through -> isBehind(through.service(), service));
        return used ? null : Cell.of(Status.WARN, "idle-not-named", service.name());
    }

    private static boolean isBehind(SendingService wanted, SendingService found) {
        return wanted.id().equals(found.id()) || found.id().equals(wanted.via());
    }

    /** Only what was walked to its end can be said to authorise nobody. */
    private boolean authorisesNothing(DnsName target) {
        return !tree.cannotTell()
                && tree.unresolved().isEmpty()
                && tree.node(target).isPresent()
                && tree.duplicates().isEmpty() // what is reached twice is listed by its first way only
                && tree.networks().stream().noneMatch(network -> network.path().contains(target));
    }
}
