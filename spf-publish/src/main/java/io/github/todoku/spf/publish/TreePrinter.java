package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsName;
import io.github.todoku.spf.internal.Sentences;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A tree as text, for logs and debuggers. Lines are bounded; a record that stood above is named and not repeated. */
final class TreePrinter {
    private static final int MAX_INDENT = 40;

    private TreePrinter() {}

    /** What is still to print: a branch below {@code depth} others. */
    private record Line(SpfTree.Branch branch, int depth) {}

    static String text(SpfTree tree) {
        StringBuilder text = new StringBuilder();
        Set<DnsName> printed = new HashSet<>();
        Deque<Line> lines = new ArrayDeque<>();
        printed.add(tree.domain());
        text.append(tree.domain()).append("  ").append(tree.cost().lookups()).append(" lookups\n");
        push(tree.root().branches(), 1, lines);
        while (!lines.isEmpty()) {
            Line line = lines.pop();
            SpfTree.Branch branch = line.branch();
            text.append("  ".repeat(Math.min(line.depth(), MAX_INDENT)))
                    .append(Sentences.printable(branch.text()))
                    .append("  ")
                    .append(tree.cost(branch).lookups());
            if (branch.leadsOn() && branch.target() != null) {
                SpfTree.Node node = tree.node(branch.target()).orElse(null);
                boolean again = node != null && !printed.add(node.domain());
                text.append(again ? " (as above)" : node != null && node.record() == null ? " (no record)" : "");
                if (node != null && !again) {
                    push(node.branches(), line.depth() + 1, lines);
                }
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static void push(List<SpfTree.Branch> branches, int depth, Deque<Line> lines) {
        for (int i = branches.size() - 1; i >= 0; i--) {
            lines.push(new Line(branches.get(i), depth));
        }
    }
}
