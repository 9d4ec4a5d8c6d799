package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What each record costs with all it leads to, and the ways that meet: loops and duplicates. Each record is looked at once,
 * in depth, on a stack of our own; a record that many lead to is counted as often as they do.
 */
final class TreeCosts {
    private final Map<DnsName, SpfCost> costs = new HashMap<>();
    private final List<List<DnsName>> loops = new ArrayList<>();
    private final List<SpfTree.Duplicate> duplicates = new ArrayList<>();
    private final List<DnsName> childrenFirst = new ArrayList<>();

    private static final class Visit {
        final SpfTree.Node node;
        final Iterator<SpfTree.Branch> branches;
        SpfCost cost = SpfCost.NONE;

        Visit(SpfTree.Node node) {
            this.node = node;
            this.branches = node.branches().iterator();
        }
    }

    TreeCosts(DnsName domain, Map<DnsName, SpfTree.Node> nodes) {
        Map<DnsName, List<DnsName>> firstWay = new HashMap<>();
        Deque<Visit> stack = new ArrayDeque<>();
        Set<DnsName> onStack = new HashSet<>();
        SpfTree.Node root = Objects.requireNonNull(nodes.get(domain), "no root");
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
            visit.cost = visit.cost.plus(SpfCost.of(branch.mechanism(), branch.answers()));
            SpfTree.Node next = branch.leadsOn() && branch.target() != null ? nodes.get(branch.target()) : null;
            if (next == null) {
                continue;
            }
            List<DnsName> first = firstWay.get(next.domain());
            if (first == null) {
                firstWay.put(next.domain(), way(stack, next.domain()));
                stack.addLast(new Visit(next));
                onStack.add(next.domain());
            } else if (onStack.contains(next.domain())) {
                addLoop(stack, next.domain());
            } else {
                addDuplicate(next.domain(), first, stack);
                visit.cost = visit.cost.plus(costs.getOrDefault(next.domain(), SpfCost.NONE));
            }
        }
    }

    private static List<DnsName> way(Deque<Visit> stack, DnsName last) {
        List<DnsName> way = new ArrayList<>();
        stack.forEach(visit -> way.add(visit.node.domain()));
        way.add(last);
        return way;
    }

    private void addLoop(Deque<Visit> stack, DnsName back) {
        if (loops.size() < SpfTree.MAX_LISTED) {
            List<DnsName> way = way(stack, back);
            loops.add(List.copyOf(way.subList(way.indexOf(back), way.size())));
        }
    }

    private void addDuplicate(DnsName domain, List<DnsName> first, Deque<Visit> stack) {
        if (duplicates.size() < SpfTree.MAX_LISTED) {
            duplicates.add(new SpfTree.Duplicate(domain, first, way(stack, domain)));
        }
    }

    Map<DnsName, SpfCost> costs() {
        return costs;
    }

    List<List<DnsName>> loops() {
        return loops;
    }

    List<SpfTree.Duplicate> duplicates() {
        return duplicates;
    }

    List<DnsName> childrenFirst() {
        return childrenFirst;
    }
}
