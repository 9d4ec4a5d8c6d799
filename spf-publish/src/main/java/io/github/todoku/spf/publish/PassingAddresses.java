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
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.Term;
import io.github.todoku.spf.publish.addresses.AddressSet;
import io.github.todoku.spf.publish.addresses.AddressSets;
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
 * matches whom the included record passes. A fault of syntax makes a record a permerror for everybody (§4.6), an include or
 * redirect without a record for whoever comes to it (§5.2, §6.1); whom they would let pass once mended is worked out beside it.
 * The limits of a whole check are left out of account.
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
    private final AddressSets meant;
    private final boolean counted;

    /** A network and the host that has it, if it is not written itself. */
    private record Matched(IpNetwork network, @Nullable DnsName host) {}

    PassingAddresses(DnsName domain, Map<DnsName, SpfTree.Node> nodes, List<DnsName> childrenFirst) {
        list(domain, nodes);
        Work work = new Work();
        root = passing(domain, nodes, childrenFirst, work, true);
        meant = passing(domain, nodes, childrenFirst, work, false);
        counted = work.moved <= MAX_RANGES_MOVED && networks.size() < MAX_NETWORKS;
    }

    /** Counts the ranges moved. */
    private static final class Work {
        private int moved;

        boolean isTooMuch() {
            return moved > MAX_RANGES_MOVED;
        }
    }

    private static AddressSets passing(
            DnsName domain, Map<DnsName, SpfTree.Node> nodes, List<DnsName> childrenFirst, Work work, boolean faults) {
        Map<DnsName, Run> done = new HashMap<>();
        for (DnsName name : childrenFirst) {
            SpfTree.Node node = Objects.requireNonNull(nodes.get(name));
            if (!work.isTooMuch() && node.record() != null) {
                done.put(name, new Run(node, node.record(), done, work, faults));
            }
        }
        Run run = done.get(domain);
        return run == null || work.isTooMuch() ? AddressSets.none() : run.passed;
    }

    List<AuthorizedNetwork> networks() {
        return networks;
    }

    boolean isCounted() {
        return counted;
    }

    AddressSets addresses() {
        return counted ? root : AddressSets.none();
    }

    /** Whom the records would let pass if their faults were mended. */
    AddressSets meant() {
        return counted ? meant : AddressSets.none();
    }

    /** One record, its terms in order, over all the addresses that are still undecided. */
    private static final class Run {
        private final AddressSets open = AddressSets.all();
        private final AddressSets passed = AddressSets.none();

        /** Whoever gets a permerror. */
        private final AddressSets failed = AddressSets.none();

        private final Work work;

        Run(SpfTree.Node node, SpfRecord record, Map<DnsName, Run> done, Work work, boolean faults) {
            this.work = work;
            if (faults && !record.isValid()) {
                failAll();
                return;
            }
            Map<Term, SpfTree.Branch> branches = byTerm(node);
            Set<DnsName> included = new HashSet<>();
            SpfTree.Branch redirect = null;
            for (Term term : record.terms()) {
                if (work.isTooMuch()) {
                    return;
                }
                SpfTree.Branch branch = branches.get(term);
                if (term instanceof Modifier.Redirect) {
                    redirect = branch == null ? redirect : branch;
                } else if (term instanceof Directive directive) {
                    boolean pass = directive.qualifier() == Qualifier.PASS;
                    if (branch != null && branch.leadsOn()) {
                        if (branch.target() != null && included.add(branch.target())) {
                            follow(branch, done, pass, faults);
                        }
                    } else if (faults && hasTooManyHosts(branch)) {
                        failAll();
                    } else {
                        matched(directive, branch).forEach(each -> decide(each.network(), pass));
                    }
                    if (term.isAll()) {
                        return;
                    }
                }
            }
            if (redirect != null && redirect.reached() && redirect.target() != null) {
                follow(redirect, done, true, faults);
            }
        }

        private void follow(SpfTree.Branch branch, Map<DnsName, Run> done, boolean pass, boolean faults) {
            Run next = done.get(branch.target());
            if (next != null) {
                if (faults) {
                    next.failed.ip4().ranges().forEach(range -> fail(true, range));
                    next.failed.ip6().ranges().forEach(range -> fail(false, range));
                }
                decide(next.passed, pass);
            } else if (faults && branch.answers().stream().noneMatch(DnsAnswer::isFailure)) {
                failAll(); // no record, several, or the way leads back: a permerror for whoever comes here
            }
        }

        private void failAll() {
            open.ip4().ranges().forEach(range -> fail(true, range));
            open.ip6().ranges().forEach(range -> fail(false, range));
        }

        private void fail(boolean ip4, AddressSet.Range range) {
            work.moved++;
            open.of(ip4).take(range).forEach(failed.of(ip4)::add);
        }

        private void decide(AddressSets set, boolean pass) {
            work.moved += set.rangeCount();
            if (!work.isTooMuch()) {
                set.ip4().ranges().forEach(range -> decide(true, range, pass));
                set.ip6().ranges().forEach(range -> decide(false, range, pass));
            }
        }

        private void decide(IpNetwork network, boolean pass) {
            work.moved++;
            if (!work.isTooMuch()) {
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

    /** More than ten mail hosts are a permerror for whoever comes to the term (§4.6.4). */
    private static boolean hasTooManyHosts(SpfTree.@Nullable Branch branch) {
        return branch != null
                && branch.mechanism() instanceof Mechanism.Mx
                && !branch.answers().isEmpty()
                && branch.answers().get(0) instanceof DnsAnswer.Found hosts
                && hosts.records(DnsRecord.Mx.class).size() > SpfOptions.MAX_MX_HOSTS;
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
