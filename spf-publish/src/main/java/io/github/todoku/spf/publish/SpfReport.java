package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.spf.SpfFinding;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.SpfResult;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything that was checked, with its status, and what the record means. Immutable. */
public final class SpfReport implements Serializable {
    private static final long serialVersionUID = 1;

    private final @Nullable DnsName domain;
    private final @Nullable SpfRecord record;
    private final @Nullable SpfTree tree;
    private final List<Finding> checks;
    private final LinkedHashMap<DnsName, String> services;
    private final @Nullable SpfResult client;
    private final List<DnsAnswer.TempFail> gaps;

    private SpfReport(
            @Nullable DnsName domain,
            @Nullable SpfRecord record,
            @Nullable SpfTree tree,
            List<Finding> checks,
            Map<DnsName, String> services,
            @Nullable SpfResult client,
            List<DnsAnswer.TempFail> gaps) {
        this.domain = domain;
        this.record = record;
        this.tree = tree;
        this.checks = List.copyOf(checks);
        this.services = new LinkedHashMap<>(services);
        this.client = client;
        this.gaps = List.copyOf(gaps);
    }

    /** Of a text that was given alone. */
    static SpfReport ofText(SpfRecord record, List<Finding> checks) {
        return new SpfReport(null, record, null, checks, Map.of(), null, List.of());
    }

    static SpfReport of(
            SpfTree tree,
            List<Finding> checks,
            Map<DnsName, String> services,
            @Nullable SpfResult client,
            List<DnsAnswer.TempFail> gaps) {
        return new SpfReport(tree.domain(), tree.root().record(), tree, checks, services, client, gaps);
    }

    /** {@return the domain whose record was checked; null for a text that was given alone} */
    public @Nullable DnsName domain() {
        return domain;
    }

    /** {@return the record; null if there is none, or more than one} */
    public @Nullable SpfRecord record() {
        return record;
    }

    /** {@return everything that the record leads to; null for a text that was given alone} */
    public @Nullable SpfTree tree() {
        return tree;
    }

    /** {@return what is wrong: the checks that warn or fail, in the order of {@link SpfRule}} */
    public List<Finding> findings() {
        return checks.stream()
                .filter(each -> each.severity() == Severity.WARN || each.severity() == Severity.FAIL)
                .toList();
    }

    /**
     * {@return every check, in the order of {@link SpfRule}: one for each place where a rule does not hold, else one that
     * passes or cannot tell}
     */
    public List<Finding> checks() {
        return checks;
    }

    /**
     * {@return the checks with this severity}
     *
     * @param severity PASS, WARN, FAIL or CANNOT_TELL
     */
    public List<Finding> checks(Severity severity) {
        return checks.stream().filter(each -> each.severity() == severity).toList();
    }

    /**
     * {@return the checks of one rule; none if it was not checked: a text alone has no DNS}
     *
     * @param rule the rule
     */
    public List<Finding> checks(SpfRule rule) {
        return checks.stream().filter(each -> rule(each) == rule).toList();
    }

    /**
     * {@return the rule that a check belongs to}
     *
     * @param check one of this report's checks
     */
    public static SpfRule rule(Finding check) {
        return check.kind() instanceof SpfRule rule ? rule : SpfRule.SYNTAX;
    }

    /**
     * {@return what to write in place of what a check found wrong, if that is known}
     *
     * @param check one of this report's checks
     */
    public static Optional<String> suggestion(Finding check) {
        boolean suggests =
                check.kind() instanceof SpfFinding || (check.kind() instanceof SpfRule rule && rule.suggests());
        boolean wrong = check.severity() == Severity.WARN || check.severity() == Severity.FAIL;
        return suggests
                        && wrong
                        && check.details().size() > 1
                        && !check.details().get(1).isEmpty()
                ? Optional.of(check.details().get(1))
                : Optional.empty();
    }

    /** {@return the services behind the included names, where they are known} */
    public Map<DnsName, String> services() {
        return new LinkedHashMap<>(services);
    }

    /** {@return the check of the client that was named; null if none was} */
    public @Nullable SpfResult client() {
        return client;
    }

    /** {@return whether every rule was checked and holds} */
    public boolean allGreen() {
        return checks.stream().allMatch(each -> each.severity() == Severity.PASS);
    }

    /** {@return whether a rule could not be checked, for want of an answer or since the records are too large} */
    public boolean cannotTell() {
        return !gaps.isEmpty()
                || !checks(Severity.CANNOT_TELL).stream()
                        .allMatch(each -> each.details().isEmpty());
    }

    /** {@return the questions that got no answer, with the reason} */
    public List<DnsAnswer.TempFail> gaps() {
        return gaps;
    }

    /** {@return whether the DNS said anything about the domain; true for a text that was given alone} */
    public boolean isAnswered() {
        return tree == null || !tree.root().answer().isFailure();
    }

    /**
     * {@return the record that the place of a check is counted in; empty if it has no place}
     *
     * @param check one of this report's checks
     */
    public Optional<SpfRecord> recordOf(Finding check) {
        if (!check.hasSpan()) {
            return Optional.empty();
        }
        if (tree == null) {
            return Optional.ofNullable(record);
        }
        return DnsName.parse(check.owner()).flatMap(tree::node).map(SpfTree.Node::record);
    }

    /** {@code example.com [FAIL spf.lookups example.com [11, 10]]}, for logs. */
    @Override
    public String toString() {
        return (domain == null ? "-" : domain.toString()) + " " + new ArrayList<>(findings());
    }
}
