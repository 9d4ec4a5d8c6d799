package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsName;
import io.github.todoku.words.Printable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A tree on one line, for logs and debuggers. Its length is bounded; a record that was named before is not repeated. */
final class TreePrinter {
    private static final int MAX_BRANCHES = 100;

    private TreePrinter() {}

    /** What is still to print: a branch below {@code depth} others. */
    private record Line(SpfTree.Branch branch, int depth) {}

    static String line(SpfTree tree) {
        StringBuilder text = new StringBuilder();
        Set<DnsName> printed = new HashSet<>();
        Deque<Line> lines = new ArrayDeque<>();
        printed.add(tree.domain());
        text.append(tree.domain()).append(' ').append(tree.cost().lookups()).append(" lookups");
        push(tree.root().branches(), 1, lines);
        for (int i = 0; !lines.isEmpty(); i++) {
            if (i == MAX_BRANCHES) {
                return text.append(" ...").toString();
            }
            Line line = lines.pop();
            SpfTree.Branch branch = line.branch();
            text.append(" | ")
                    .append(line.depth())
                    .append(' ')
                    .append(Printable.octets(branch.text()))
                    .append(' ')
                    .append(tree.cost(branch).lookups());
            if (branch.leadsOn() && branch.target() != null) {
                SpfTree.Node node = tree.node(branch.target()).orElse(null);
                boolean again = node != null && !printed.add(node.domain());
                text.append(again ? " (again)" : node != null && node.record() == null ? " (no record)" : "");
                if (node != null && !again) {
                    push(node.branches(), line.depth() + 1, lines);
                }
            }
        }
        return text.toString();
    }

    private static void push(List<SpfTree.Branch> branches, int depth, Deque<Line> lines) {
        for (int i = branches.size() - 1; i >= 0; i--) {
            lines.push(new Line(branches.get(i), depth));
        }
    }
}
