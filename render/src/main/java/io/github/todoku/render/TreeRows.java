package io.github.todoku.render;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.publish.SpfCost;
import io.github.todoku.spf.publish.SpfTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A tree as rows to draw, from top to bottom. A record that is drawn further up is not drawn again. */
public final class TreeRows {
    /** More rows make no picture. */
    public static final int MAX_ROWS = 500;

    private static final int MAX_DEPTH = 30;

    private final SpfTree tree;
    private final Function<DnsName, Optional<String>> services;
    private final ReportWords words;
    private final List<Row> rows = new ArrayList<>();
    private final Set<DnsName> drawn = new HashSet<>();

    /**
     * One row.
     *
     * @param depth how many records lie above
     * @param last whether no more rows of the same record follow
     * @param more for every level above whether its record continues below
     * @param text the term
     * @param lookups what it costs
     * @param note what to say about it; may be empty
     * @param bad whether the note is about a fault
     */
    public record Row(int depth, boolean last, List<Boolean> more, String text, int lookups, String note, boolean bad) {
        /**
         * Copies the list.
         *
         * @param depth how many records lie above
         * @param last whether no more rows of the same record follow
         * @param more for every level above whether its record continues below
         * @param text the term
         * @param lookups what it costs
         * @param note what to say about it; may be empty
         * @param bad whether the note is about a fault
         */
        public Row {
            more = List.copyOf(more);
        }
    }

    private record Open(SpfTree.Branch branch, boolean last, List<Boolean> more) {}

    private TreeRows(SpfTree tree, Function<DnsName, Optional<String>> services, ReportWords words) {
        this.tree = tree;
        this.services = services;
        this.words = words;
    }

    /**
     * {@return the rows, at most {@value #MAX_ROWS} and one that says so}
     *
     * @param tree the tree
     * @param services the name of the service behind a record, where it is known
     * @param locale the language: English or Japanese
     */
    public static List<Row> of(SpfTree tree, Function<DnsName, Optional<String>> services, Locale locale) {
        TreeRows drawing = new TreeRows(tree, services, ReportWords.of(locale));
        drawing.draw();
        return drawing.rows;
    }

    /**
     * {@return what a tree costs of what SPF allows, or why that cannot be told}
     *
     * @param tree the tree
     * @param locale the language: English or Japanese
     */
    public static String cost(SpfTree tree, Locale locale) {
        return cost(tree, ReportWords.of(locale));
    }

    static String cost(SpfTree tree, ReportWords words) {
        SpfCost cost = tree.cost();
        if (tree.root().answer().isFailure()) {
            return words.text("tree.unanswered");
        }
        return tree.root().texts().size() == 1
                ? words.text(
                        tree.leadsOpen().isEmpty() ? "tree.cost" : "tree.costOpen",
                        cost.lookups(),
                        SpfOptions.MAX_TERMS,
                        Math.max(cost.ip4VoidTerms(), cost.ip6VoidTerms()),
                        SpfOptions.MAX_VOID_LOOKUPS)
                : words.text("tree.records", tree.root().texts().size());
    }

    private void draw() {
        Deque<Open> open = new ArrayDeque<>();
        drawn.add(tree.domain());
        push(tree.root(), List.of(), open);
        while (!open.isEmpty()) {
            if (rows.size() == MAX_ROWS) {
                rows.add(new Row(0, true, List.of(), "…", 0, words.text("tree.cut", MAX_ROWS), false));
                return;
            }
            Open next = open.pop();
            SpfTree.Branch branch = next.branch();
            Optional<SpfTree.Node> node =
                    branch.leadsOn() && branch.target() != null ? tree.node(branch.target()) : Optional.empty();
            boolean again = node.isPresent() && !drawn.add(node.get().domain());
            rows.add(row(next, node, again));
            if (node.isPresent() && !again && next.more().size() < MAX_DEPTH) {
                List<Boolean> more = new ArrayList<>(next.more());
                more.add(!next.last());
                push(node.get(), more, open);
            }
        }
    }

    private static void push(SpfTree.Node node, List<Boolean> more, Deque<Open> open) {
        List<SpfTree.Branch> branches = node.branches();
        for (int i = branches.size() - 1; i >= 0; i--) {
            open.push(new Open(branches.get(i), i == branches.size() - 1, more));
        }
    }

    private Row row(Open open, Optional<SpfTree.Node> node, boolean again) {
        SpfTree.Branch branch = open.branch();
        boolean bad = false;
        String note = node.flatMap(each -> services.apply(each.domain())).orElse("");
        if (!branch.reached()) {
            note = words.text("tree.unreached");
        } else if (branch.answers().stream().anyMatch(DnsAnswer::isFailure)) {
            note = words.text("tree.unanswered");
            bad = true;
        } else if (node.isPresent() && node.get().texts().size() != 1) {
            note = words.text("tree.records", node.get().texts().size());
            bad = true;
        } else if (branch.isUnresolved()) {
            note = words.text("tree.unresolved");
        } else if (!branch.answers().isEmpty() && branch.answers().stream().allMatch(DnsAnswer::isVoid)) {
            note = words.text("tree.void");
            bad = true;
        } else if (again) {
            note = note.isEmpty() ? words.text("tree.again") : note + ", " + words.text("tree.again");
        }
        int lookups = tree.cost(branch).lookups();
        return new Row(open.more().size(), open.last(), open.more(), branch.text(), lookups, note, bad);
    }
}
