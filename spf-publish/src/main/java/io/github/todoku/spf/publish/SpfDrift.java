package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsAnswer;
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
 * {@link Change.Kind#UNKNOWN}, never added or removed, and then no network counts as gained or lost.
 * Immutable.
 */
public final class SpfDrift implements Serializable {
    private static final long serialVersionUID = 1;

    private final SpfCost before;
    private final SpfCost after;
    private final List<Change> changes;
    private final List<IpNetwork> gained;
    private final List<IpNetwork> lost;
    private final List<DnsAnswer.TempFail> gaps;
    private final boolean comparable;

    private SpfDrift(SpfTree before, SpfTree after, List<Change> changes, boolean comparable) {
        this.before = before.cost();
        this.after = after.cost();
        this.changes = List.copyOf(changes);
        this.gained = comparable ? after.beyond(before) : List.of();
        this.lost = comparable ? before.beyond(after) : List.of();
        List<DnsAnswer.TempFail> both = new ArrayList<>(before.gaps());
        both.addAll(after.gaps());
        this.gaps = List.copyOf(both);
        this.comparable = comparable;
    }

    /** {@return the earlier costs} */
    public SpfCost before() {
        return before;
    }

    /** {@return the later costs} */
    public SpfCost after() {
        return after;
    }

    /** {@return the names whose records differ, in the order of the names} */
    public List<Change> changes() {
        return changes;
    }

    /** {@return the networks that pass now and did not before, exactly and as few as possible} */
    public List<IpNetwork> gained() {
        return gained;
    }

    /** {@return the networks that passed before and do not now} */
    public List<IpNetwork> lost() {
        return lost;
    }

    /** {@return whether the networks could not be compared, since one of the walks is incomplete} */
    public boolean cannotTell() {
        return !comparable;
    }

    /** {@return the questions of both walks that have no answer} */
    public List<DnsAnswer.TempFail> gaps() {
        return gaps;
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
        boolean comparable = !before.cannotTell() && !after.cannotTell() && before.isCounted() && after.isCounted();
        return new SpfDrift(before, after, changes, comparable);
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
     * @param before the earlier record; empty if there was none; several are separated by line feeds
     * @param after the later record
     */
    public record Change(Kind kind, DnsName domain, String before, String after) implements Serializable {
        /** How a record differs. */
        public enum Kind {
            /** It belongs to the tree now and did not before. */
            ADDED,
            /** It no longer belongs to the tree. */
            REMOVED,
            /** Its text has changed. */
            CHANGED,
            /** One of the walks got no answer. */
            UNKNOWN
        }
    }
}
