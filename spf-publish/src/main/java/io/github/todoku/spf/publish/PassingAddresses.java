package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.spf.Directive;
import io.github.todoku.spf.DualCidr;
import io.github.todoku.spf.Mechanism;
import io.github.todoku.spf.Modifier;
import io.github.todoku.spf.Qualifier;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.Term;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom a tree of records lets pass (RFC 7208 §4.6.2, §5.2): terms in order, the first that matches decides, an include
 * matches whom the included record passes. Limits and faults of the records are left out of account.
 */
final class PassingAddresses {
    /** The most ranges that are moved to work out the set: records can be made to need any number. */
    private static final int MAX_RANGES_MOVED = 200_000;

    /** The most networks that are listed: a term may name a host of thousands of addresses, and stand there often. */
    private static final int MAX_NETWORKS = 100_000;

    private static final IpNetwork ALL_IP4 = IpNetwork.of("0.0.0.0/0");
    private static final IpNetwork ALL_IP6 = IpNetwork.of("::/0");

    private final List<AuthorizedNetwork> networks = new ArrayList<>();
    private final AddressSets root;
    private final boolean counted;

    /** A network and the host that has it, if it is not written itself. */
    private record Matched(IpNetwork network, @Nullable DnsName host) {}

    PassingAddresses(DnsName domain, Map<DnsName, SpfTree.Node> nodes, List<DnsName> childrenFirst) {
        list(domain, nodes);
        Map<DnsName, AddressSets> passing = new HashMap<>();
        int moved = 0;
        for (DnsName name : childrenFirst) {
            SpfTree.Node node = Objects.requireNonNull(nodes.get(name));
            if (moved <= MAX_RANGES_MOVED && node.record() != null) {
                Run run = new Run(node, node.record(), passing, MAX_RANGES_MOVED - moved);
                passing.put(name, run.passed);
                moved += run.moved;
            }
        }
        counted = moved <= MAX_RANGES_MOVED && networks.size() < MAX_NETWORKS;
        root = counted ? passing.getOrDefault(domain, AddressSets.none()) : AddressSets.none();
    }

    List<AuthorizedNetwork> networks() {
        return networks;
    }

    boolean isCounted() {
        return counted;
    }

    AddressSets addresses() {
        return root;
    }

    /** One record, its terms in order, over all the addresses that are still undecided. */
    private static final class Run {
        private final AddressSets open = AddressSets.all();
        private final AddressSets passed = AddressSets.none();
        private final int most;
        private int moved;

        Run(SpfTree.Node node, SpfRecord record, Map<DnsName, AddressSets> passing, int most) {
            this.most = most;
            Map<Term, SpfTree.Branch> branches = byTerm(node);
            Set<DnsName> included = new HashSet<>();
            SpfTree.Branch redirect = null;
            for (Term term : record.terms()) {
                if (moved > most) {
                    return;
                }
                SpfTree.Branch branch = branches.get(term);
                if (term instanceof Modifier.Redirect) {
                    redirect = branch;
                } else if (term instanceof Directive directive) {
                    boolean pass = directive.qualifier() == Qualifier.PASS;
                    if (branch != null && branch.leadsOn()) {
                        if (branch.target() != null && included.add(branch.target())) {
                            decide(passing.get(branch.target()), pass);
                        }
                    } else {
                        matched(directive, branch).forEach(each -> decide(each.network(), pass));
                    }
                    if (term.isAll()) {
                        return;
                    }
                }
            }
            if (redirect != null && redirect.reached() && redirect.target() != null) {
                decide(passing.get(redirect.target()), true);
            }
        }

        private void decide(@Nullable AddressSets set, boolean pass) {
            if (set == null) {
                return;
            }
            moved += set.rangeCount();
            if (moved <= most) {
                set.ip4().ranges().forEach(range -> decide(true, range, pass));
                set.ip6().ranges().forEach(range -> decide(false, range, pass));
            }
        }

        private void decide(IpNetwork network, boolean pass) {
            moved++;
            if (moved <= most) {
                decide(network.isIpv4(), AddressSet.Range.of(network), pass);
            }
        }

        private void decide(boolean ip4, AddressSet.Range range, boolean pass) {
            List<AddressSet.Range> taken = open.of(ip4).take(range);
            if (pass) {
                taken.forEach(passed.of(ip4)::add);
            }
        }
    }

    private static Map<Term, SpfTree.Branch> byTerm(SpfTree.Node node) {
        Map<Term, SpfTree.Branch> branches = new HashMap<>();
        node.branches().forEach(branch -> branches.put(branch.term(), branch));
        return branches;
    }

    /** The networks that a mechanism other than include matches, as far as they can be named. */
    private static List<Matched> matched(Directive directive, SpfTree.@Nullable Branch branch) {
        Mechanism mechanism = directive.mechanism();
        if (mechanism instanceof Mechanism.All || isExisting(branch)) {
            return List.of(new Matched(ALL_IP4, null), new Matched(ALL_IP6, null));
        }
        IpNetwork network = mechanism.network();
        if (network != null) {
            return List.of(new Matched(network, null));
        } else if (branch != null && mechanism instanceof Mechanism.A a) {
            return addresses(branch, a.cidr());
        } else if (branch != null && mechanism instanceof Mechanism.Mx mx) {
            return addresses(branch, mx.cidr());
        }
        return List.of();
    }

    /** {@code exists} of a fixed name that is there matches everybody. */
    private static boolean isExisting(SpfTree.@Nullable Branch branch) {
        return branch != null
                && branch.mechanism() instanceof Mechanism.Exists
                && branch.answers().stream().anyMatch(answer -> answer instanceof DnsAnswer.Found);
    }

    private static List<Matched> addresses(SpfTree.Branch branch, DualCidr cidr) {
        List<Matched> networks = new ArrayList<>();
        for (DnsAnswer answer : branch.answers()) {
            if (answer instanceof DnsAnswer.Found found) {
                DnsName host = found.question().name();
                for (DnsRecord each : found.records()) {
                    if (each instanceof DnsRecord.A a) {
                        networks.add(new Matched(IpNetwork.of(a.address(), cidr.ip4()), host));
                    } else if (each instanceof DnsRecord.Aaaa aaaa) {
                        networks.add(new Matched(IpNetwork.of(aaaa.address(), cidr.ip6()), host));
                    }
                }
            }
        }
        return networks;
    }

    /** Fills the list: in depth, the way a check goes, on a stack of our own. */
    private void list(DnsName domain, Map<DnsName, SpfTree.Node> nodes) {
        Set<DnsName> seen = new HashSet<>();
        Deque<List<DnsName>> ways = new ArrayDeque<>();
        ways.push(List.of(domain));
        while (!ways.isEmpty() && networks.size() < MAX_NETWORKS) {
            List<DnsName> way = ways.pop();
            SpfTree.Node node = nodes.get(way.get(way.size() - 1));
            if (node == null || node.record() == null || !seen.add(node.domain())) {
                continue;
            }
            List<List<DnsName>> further = new ArrayList<>();
            Map<Term, SpfTree.Branch> branches = byTerm(node);
            for (Term term : node.record().terms()) {
                SpfTree.Branch branch = branches.get(term);
                if (branch != null && branch.leadsOn()) {
                    boolean passes = !(term instanceof Directive directive) || directive.qualifier() == Qualifier.PASS;
                    if (passes && branch.reached() && branch.target() != null && !seen.contains(branch.target())) {
                        further.add(and(way, branch.target()));
                    }
                } else if (term instanceof Directive directive && directive.qualifier() == Qualifier.PASS) {
                    String text = node.record().textOf(term);
                    matched(directive, branch)
                            .forEach(each -> networks.add(new AuthorizedNetwork(
                                    each.network(), way, text, term.start(), term.end(), each.host())));
                }
                if (term.isAll() || networks.size() >= MAX_NETWORKS) {
                    break;
                }
            }
            for (int i = further.size() - 1; i >= 0; i--) {
                ways.push(further.get(i));
            }
        }
    }

    private static List<DnsName> and(List<DnsName> way, DnsName next) {
        List<DnsName> longer = new ArrayList<>(way);
        longer.add(next);
        return longer;
    }
}
