package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsName;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.SpfResult;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was looked at, each with how it stands, and what the record means. Immutable.
 *
 * @param domain whose record; null for a text that was given alone
 * @param record the record; null if there is none or more than one
 * @param tree all that it leads to; null for a text that was given alone
 * @param items every rule at least once, in the order of {@link SpfRule}; one for each place where it does not hold
 * @param services the included names that are known, with the name of the service
 * @param client the check of the client that was named; null if none was
 */
public record SpfReport(
        @Nullable DnsName domain,
        @Nullable SpfRecord record,
        @Nullable SpfTree tree,
        List<SpfCheckItem> items,
        Map<DnsName, String> services,
        @Nullable SpfResult client)
        implements Serializable {
    /**
     * Copies the collections.
     *
     * @param domain whose record
     * @param record the record
     * @param tree all that it leads to
     * @param items every rule at least once
     * @param services the included names that are known
     * @param client the check of the client that was named
     */
    public SpfReport {
        items = List.copyOf(items);
        services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
    }

    /** {@return whether every rule was looked at and holds} */
    public boolean allGreen() {
        return items.stream().allMatch(item -> item.status() == SpfCheckItem.Status.PASS);
    }

    /**
     * {@return the items that stand so}
     *
     * @param status how
     */
    public List<SpfCheckItem> items(SpfCheckItem.Status status) {
        return items.stream().filter(item -> item.status() == status).toList();
    }

    /**
     * {@return the items of one rule; none if it was not looked at: a text alone has no DNS}
     *
     * @param rule which
     */
    public List<SpfCheckItem> items(SpfRule rule) {
        return items.stream().filter(item -> item.rule() == rule).toList();
    }

    /**
     * {@return the record that an item's place is counted in; empty if it has no place}
     *
     * @param item one of this report's items
     */
    public Optional<SpfRecord> recordOf(SpfCheckItem item) {
        if (!item.hasSpan()) {
            return Optional.empty();
        }
        if (tree == null) {
            return Optional.ofNullable(record);
        }
        return DnsName.parse(item.domain()).flatMap(tree::node).map(SpfTree.Node::record);
    }

    /** {@return whether the DNS said anything of the domain; true for a text that was given alone} */
    public boolean isAnswered() {
        return tree == null || !tree.root().answer().isFailure();
    }
}
