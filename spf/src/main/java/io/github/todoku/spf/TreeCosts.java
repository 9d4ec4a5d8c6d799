package io.github.todoku.spf;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.RecordType;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What each record costs with all it leads to, and the ways that meet: loops and duplicates. Each record is looked at once,
 * in depth, on a stack of our own; a record that many lead to is counted as often as they do.
 */
final class TreeCosts implements Serializable {
    private static final long serialVersionUID = 1;

    private final HashMap<DnsName, SpfTree.Cost> costs = new HashMap<>();
    private final ArrayList<List<DnsName>> loops = new ArrayList<>();
    private final ArrayList<SpfTree.Duplicate> duplicates = new ArrayList<>();
    private final ArrayList<DnsName> childrenFirst = new ArrayList<>();

    private static final class Visit {
        final SpfTree.Node node;
        final Iterator<SpfTree.Branch> branches;
        SpfTree.Cost cost = SpfTree.Cost.NONE;

        Visit(SpfTree.Node node) {
            this.node = node;
            this.branches = node.branches().iterator();
        }
    }

    TreeCosts(SpfTree tree) {
        Map<DnsName, List<DnsName>> firstWay = new HashMap<>();
        Deque<Visit> stack = new ArrayDeque<>();
        Set<DnsName> onStack = new HashSet<>();
        SpfTree.Node root = tree.root();
        firstWay.put(root.domain(), List.of(root.domain()));
        stack.addLast(new Visit(root));
        onStack.add(root.domain());
        while (!stack.isEmpty()) {
            Visit visit = stack.getLast();
            if (!visit.branches.hasNext()) {
                stack.removeLast();
                onStack.remove(visit.node.domain());
                costs.put(visit.node.domain(), visit.cost);
                childrenFirst.add(visit.node.domain());
                if (!stack.isEmpty()) {
                    stack.getLast().cost = stack.getLast().cost.plus(visit.cost);
                }
                continue;
            }
            SpfTree.Branch branch = visit.branches.next();
            if (!branch.reached()) {
                continue;
            }
            visit.cost = visit.cost.plus(own(branch));
            SpfTree.Node next = next(tree, branch).orElse(null);
            if (next == null) {
                continue;
            }
            List<DnsName> first = firstWay.get(next.domain());
            if (first == null) {
                firstWay.put(next.domain(), way(stack, next.domain()));
                stack.addLast(new Visit(next));
                onStack.add(next.domain());
            } else if (onStack.contains(next.domain())) {
                addLoop(way(stack, next.domain()), next.domain());
            } else {
                addDuplicate(next.domain(), first, stack);
                visit.cost = visit.cost.plus(of(next.domain()));
            }
        }
    }

    private static Optional<SpfTree.Node> next(SpfTree tree, SpfTree.Branch branch) {
        return branch.leadsOn() && branch.target() != null ? tree.node(branch.target()) : Optional.empty();
    }

    private static List<DnsName> way(Deque<Visit> stack, DnsName last) {
        List<DnsName> way = new ArrayList<>();
        stack.forEach(visit -> way.add(visit.node.domain()));
        way.add(last);
        return way;
    }

    private void addLoop(List<DnsName> way, DnsName back) {
        if (loops.size() < SpfTree.MAX_LISTED) {
            loops.add(List.copyOf(way.subList(way.indexOf(back), way.size())));
        }
    }

    private void addDuplicate(DnsName domain, List<DnsName> first, Deque<Visit> stack) {
        if (duplicates.size() < SpfTree.MAX_LISTED) {
            duplicates.add(new SpfTree.Duplicate(domain, first, way(stack, domain)));
        }
    }

    SpfTree.Cost of(DnsName domain) {
        return costs.getOrDefault(domain, SpfTree.Cost.NONE);
    }

    SpfTree.Cost of(SpfTree.Branch branch) {
        if (!branch.reached()) {
            return SpfTree.Cost.NONE;
        }
        SpfTree.Cost own = own(branch);
        return branch.leadsOn() && branch.target() != null ? own.plus(of(branch.target())) : own;
    }

    List<List<DnsName>> loops() {
        return List.copyOf(loops);
    }

    List<SpfTree.Duplicate> duplicates() {
        return List.copyOf(duplicates);
    }

    List<DnsName> childrenFirst() {
        return childrenFirst;
    }

    /** The term itself, without the record it leads to. */
    private static SpfTree.Cost own(SpfTree.Branch branch) {
        int termVoid4 = 0;
        int termVoid6 = 0;
        int void4 = 0;
        int void6 = 0;
        boolean first = true;
        for (DnsAnswer answer : branch.answers()) {
            RecordType type = answer.question().type();
            boolean bothFamilies = !(branch.mechanism() instanceof Mechanism.A) && first;
            int for4 = answer.isVoid() && (bothFamilies || type == RecordType.A) ? 1 : 0;
            int for6 = answer.isVoid() && (bothFamilies || type == RecordType.AAAA) ? 1 : 0;
            if (first || branch.mechanism() instanceof Mechanism.A) {
                termVoid4 += for4;
                termVoid6 += for6;
            }
            void4 += for4;
            void6 += for6;
            first = false;
        }
        return new SpfTree.Cost(1, termVoid4, termVoid6, void4, void6);
    }
}
