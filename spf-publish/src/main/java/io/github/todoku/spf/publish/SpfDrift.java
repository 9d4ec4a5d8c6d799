package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpNetwork;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What changed between two walks of the same domain. A name that one of the walks could not read is
 * {@link Change.Kind#UNKNOWN}, never added or removed, and then no network is called gained or lost.
 *
 * @param before the earlier costs
 * @param after the later costs
 * @param changes the names whose records differ, in the order of the names
 * @param gained the networks that pass now and did not, exactly and as few as possible
 * @param lost the networks that passed and do not now
 * @param comparable whether both walks were complete, so that the networks could be compared
 */
public record SpfDrift(
        SpfCost before,
        SpfCost after,
        List<Change> changes,
        List<IpNetwork> gained,
        List<IpNetwork> lost,
        boolean comparable)
        implements Serializable {
    /**
     * Copies the lists.
     *
     * @param before the earlier costs
     * @param after the later costs
     * @param changes the names whose records differ
     * @param gained the networks that pass now and did not
     * @param lost the networks that passed and do not now
     * @param comparable whether the networks could be compared
     */
    public SpfDrift {
        changes = List.copyOf(changes);
        gained = List.copyOf(gained);
        lost = List.copyOf(lost);
    }

    /**
     * {@return what changed from one walk to another}
     *
     * @param before the earlier walk
     * @param after the later walk
     */
    public static SpfDrift between(SpfTree before, SpfTree after) {
        Set<DnsName> names = new TreeSet<>();
        before.nodes().forEach(node -> names.add(node.domain()));
        after.nodes().forEach(node -> names.add(node.domain()));
        List<Change> changes = new ArrayList<>();
        for (DnsName name : names) {
            Change change = change(name, before.node(name), after.node(name));
            if (change != null) {
                changes.add(change);
            }
        }
        boolean comparable = before.isComplete() && after.isComplete() && before.isCounted() && after.isCounted();
        return new SpfDrift(
                before.cost(),
                after.cost(),
                changes,
                comparable ? after.beyond(before) : List.of(),
                comparable ? before.beyond(after) : List.of(),
                comparable);
    }

    private static @Nullable Change change(DnsName name, Optional<SpfTree.Node> before, Optional<SpfTree.Node> after) {
        String old = text(before);
        String now = text(after);
        boolean unknown = isUnknown(before) || isUnknown(after);
        if (unknown || old.equals(now)) {
            return unknown ? new Change(Change.Kind.UNKNOWN, name, old, now) : null;
        }
        Change.Kind kind =
                old.isEmpty() ? Change.Kind.ADDED : now.isEmpty() ? Change.Kind.REMOVED : Change.Kind.CHANGED;
        return new Change(kind, name, old, now);
    }

    private static boolean isUnknown(Optional<SpfTree.Node> node) {
        return node.isPresent() && node.get().answer().isFailure();
    }

    private static String text(Optional<SpfTree.Node> node) {
        return node.map(each -> String.join("\n", each.texts())).orElse("");
    }

    /** {@return whether the two walks read the same records and let the same addresses pass} */
    public boolean isEmpty() {
        return changes.isEmpty() && gained.isEmpty() && lost.isEmpty() && before.equals(after) && comparable;
    }

    /**
     * A name whose record differs.
     *
     * @param kind how
     * @param domain the name
     * @param before the earlier record; empty if there was none; several are divided by line feeds
     * @param after the later record
     */
    public record Change(Kind kind, DnsName domain, String before, String after) implements Serializable {
        /** How a record differs. */
        public enum Kind {
            /** It belongs to the tree now and did not. */
            ADDED,
            /** It belongs to the tree no more. */
            REMOVED,
            /** Its text is another. */
            CHANGED,
            /** One of the walks got no answer. */
            UNKNOWN
        }
    }
}
