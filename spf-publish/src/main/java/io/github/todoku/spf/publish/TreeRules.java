package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.RecordType;
import io.github.todoku.finding.Severity;
import io.github.todoku.spf.Mechanism;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.internal.AnswerText;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the records together tell. */
final class TreeRules {
    /** How many terms are named as the costliest. */
    private static final int MOST_NAMED = 5;

    private final SpfTree tree;
    private final ReportDraft draft;
    private final String domain;
    private final Set<DnsName> addressless = new HashSet<>();
    private final Set<DnsName> aliases = new HashSet<>();

    TreeRules(SpfTree tree, ReportDraft draft) {
        this.tree = tree;
        this.draft = draft;
        this.domain = tree.domain().toString();
    }

    void all() {
        for (SpfTree.Node node : tree.nodes()) {
            if (node.texts().size() > 1) {
                draft.add(
                        SpfRule.SINGLE_RECORD,
                        Severity.FAIL,
                        node.domain().toString(),
                        Integer.toString(node.texts().size()));
            }
            if (node.record() != null && !node.domain().equals(tree.domain())) {
                new RecordRules(node.record(), node.domain().toString(), draft).syntax();
            }
            for (SpfTree.Branch branch : node.branches()) {
                if (branch.reached()) {
                    branch(branch);
                }
            }
        }
        everybody();
        ways();
        counts();
        SpfRecord record = tree.root().record();
        if (record != null) {
            new NetworkOverlap(record, domain, draft).findIncluded(tree);
        }
    }

    private void branch(SpfTree.Branch branch) {
        List<DnsAnswer> answers = branch.answers();
        if (answers.isEmpty()) {
            return;
        }
        DnsAnswer first = answers.get(0);
        if (branch.leadsOn()) {
            if (!first.isFailure() && SpfRecord.textsIn(first).isEmpty()) {
                boolean missing = first instanceof DnsAnswer.NxDomain none
                        && none.aliases().isEmpty(); // RFC 8020 §1.1: at an alias, its target is
                String[] said = missing
                        ? new String[] {branch.text(), AnswerText.of(first), "NXDOMAIN"}
                        : new String[] {branch.text(), AnswerText.of(first)};
                at(SpfRule.TARGET_RECORD, Severity.FAIL, branch, said);
            }
        } else if (branch.mechanism() instanceof Mechanism.Mx) {
            mx(branch, first);
            addresses(branch, answers.subList(1, answers.size()));
        } else if (branch.mechanism() instanceof Mechanism.A) {
            addresses(branch, answers);
        }
    }

    private void mx(SpfTree.Branch branch, DnsAnswer mx) {
        if (mx.isFailure()) {
            return;
        }
        List<DnsRecord.Mx> hosts = mx.records(DnsRecord.Mx.class);
        if (hosts.stream().allMatch(DnsRecord.Mx::isNullMx)) {
            at(SpfRule.MX_HOSTS, Severity.WARN, branch, branch.text(), AnswerText.of(mx));
        } else if (hosts.size() > SpfOptions.MAX_MX_HOSTS) {
            at(SpfRule.MX_COUNT, Severity.FAIL, branch, branch.text(), Integer.toString(hosts.size()));
        }
    }

    /** The answers come in pairs, A and AAAA of one host. */
    private void addresses(SpfTree.Branch branch, List<DnsAnswer> pairs) {
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            DnsAnswer ip4 = pairs.get(i);
            DnsAnswer ip6 = pairs.get(i + 1);
            DnsName host = ip4.question().name();
            if (ip4.isVoid() && ip6.isVoid() && addressless.add(host)) {
                at(SpfRule.HOST_ADDRESS, Severity.WARN, branch, branch.text(), AnswerText.of(ip4));
            }
            boolean alias =
                    ip4.isFailure() ? !ip6.aliases().isEmpty() : !ip4.aliases().isEmpty();
            if (alias && branch.mechanism() instanceof Mechanism.Mx && aliases.add(host)) {
                at(SpfRule.MX_ALIAS, Severity.WARN, branch, host.toString());
            }
        }
    }

    private void at(SpfRule rule, Severity status, SpfTree.Branch branch, String... details) {
        draft.at(rule, status, branch.owner().toString(), branch.term(), details);
    }

    /** An included record that lets everybody pass, or an {@code exists} of a fixed name that is there. */
    private void everybody() {
        for (AuthorizedNetwork each : tree.networks()) {
            boolean hidden = each.path().size() > 1
                    || each.term().toLowerCase(Locale.ROOT).contains("exists:");
            if (hidden && each.network().prefixLength() == 0 && each.network().isIpv4()) {
                String owner = each.path().get(each.path().size() - 1).toString();
                draft.at(SpfRule.PASS_ALL, Severity.FAIL, owner, each.start(), each.end(), null, each.term());
            }
        }
    }

    private void ways() {
        for (List<DnsName> loop : tree.loops()) {
            draft.add(
                    SpfRule.INCLUDE_LOOP,
                    Severity.FAIL,
                    loop.get(loop.size() - 2).toString(),
                    way(loop));
        }
        for (SpfTree.Duplicate each : tree.duplicates()) {
            draft.add(
                    SpfRule.REPEATED_INCLUDE,
                    Severity.WARN,
                    each.again().get(each.again().size() - 2).toString(),
                    each.domain().toString(),
                    way(each.first()),
                    way(each.again()));
        }
    }

    static String way(List<DnsName> names) {
        return names.stream().map(DnsName::toString).collect(Collectors.joining(" > "));
    }

    private void counts() {
        SpfCost cost = tree.cost();
        boolean tooMany = cost.lookups() > SpfOptions.MAX_TERMS;
        if (tooMany || !isOpen()) {
            String[] found = cost.lookups() == 0
                    ? new String[0]
                    : new String[] {
                        Integer.toString(cost.lookups()), Integer.toString(SpfOptions.MAX_TERMS), costliest()
                    };
            draft.add(SpfRule.LOOKUPS, tooMany ? Severity.FAIL : Severity.PASS, domain, found);
        }
        int terms = Math.max(cost.ip4VoidTerms(), cost.ip6VoidTerms());
        int queries = Math.max(cost.ip4VoidQueries(), cost.ip6VoidQueries());
        // Hosts without AAAA are void for IPv6 clients alone: that loses mail only where IPv6 clients may send.
        boolean loses = isOver(cost.ip4VoidTerms())
                || (isOver(cost.ip6VoidTerms()) && tree.ip6Addresses().signum() > 0);
        Severity status = loses ? Severity.FAIL : isOver(queries) ? Severity.WARN : Severity.PASS;
        if (status == Severity.PASS && !isOpen() && mayBeOver(cost)) {
            draft.open(SpfRule.VOID_LOOKUPS, domain, asking().get(0).text(), cost.lookups());
        } else if (status != Severity.PASS || !isOpen()) {
            draft.add(SpfRule.VOID_LOOKUPS, status, domain, voidDetails(terms, queries));
        }
    }

    private String[] voidDetails(int terms, int queries) {
        if (queries == 0) {
            return new String[0];
        }
        String family = oneFamily();
        String[] found = {Integer.toString(terms), Integer.toString(queries), voids(), family};
        boolean there = family.isEmpty() && voidAnswers().anyMatch(each -> !(each instanceof DnsAnswer.NxDomain));
        return there ? new String[] {found[0], found[1], found[2], family, "NODATA"} : found;
    }

    /** Terms whose name depends on the mail, and which may find nothing: {@code exists:%{i}.…} does for all but those it lists. */
    private List<SpfTree.Branch> asking() {
        return tree.unresolved().stream()
                .filter(branch -> !branch.leadsOn() && !(branch.mechanism() instanceof Mechanism.Ptr))
                .toList();
    }

    private boolean mayBeOver(SpfCost cost) {
        int more = asking().size();
        return more > 0
                && (isOver(cost.ip4VoidTerms() + more)
                        || (isOver(cost.ip6VoidTerms() + more)
                                && tree.ip6Addresses().signum() > 0));
    }

    /** Whether the records lead where nobody has looked: an answer is missing, or a name depends on the mail. */
    private boolean isOpen() {
        return tree.cannotTell() || !tree.leadsOpen().isEmpty();
    }

    private static boolean isOver(int voids) {
        return voids > SpfOptions.MAX_VOID_LOOKUPS;
    }

    private String costliest() {
        return tree.root().branches().stream()
                .filter(SpfTree.Branch::reached)
                .map(branch -> Map.entry(branch, tree.cost(branch).lookups()))
                .sorted(Comparator.comparing((Map.Entry<SpfTree.Branch, Integer> each) -> -each.getValue()))
                .limit(MOST_NAMED)
                .map(each -> each.getKey().text() + " " + each.getValue())
                .collect(Collectors.joining(", "));
    }

    /** The networks of hosts that have an address, but none of the other family, if that is all that is void; else empty. */
    private String oneFamily() {
        Set<String> networks = new LinkedHashSet<>();
        for (SpfTree.Node node : tree.nodes()) {
            for (SpfTree.Branch branch : node.branches()) {
                for (DnsAnswer answer : branch.answers()) {
                    DnsAnswer other = answer.isVoid() ? otherFamily(branch, answer.question()) : null;
                    if (answer.isVoid() && !(other instanceof DnsAnswer.Found)) {
                        return "";
                    } else if (other instanceof DnsAnswer.Found found) {
                        found.records().stream()
                                .map(record -> (record instanceof DnsRecord.A ? "ip4:" : "ip6:") + record.toText())
                                .forEach(networks::add);
                    }
                }
            }
        }
        return networks.stream().limit(MOST_NAMED).collect(Collectors.joining(" "));
    }

    private static @Nullable DnsAnswer otherFamily(SpfTree.Branch branch, DnsQuestion question) {
        RecordType other = question.type() == RecordType.AAAA
                ? RecordType.A
                : question.type() == RecordType.A ? RecordType.AAAA : null;
        return branch.answers().stream()
                .filter(answer -> answer.question().type() == other
                        && answer.question().name().equals(question.name()))
                .findFirst()
                .orElse(null);
    }

    private Stream<DnsAnswer> voidAnswers() {
        return tree.nodes().stream()
                .flatMap(node -> node.branches().stream())
                .flatMap(branch -> branch.answers().stream())
                .filter(DnsAnswer::isVoid);
    }

    private String voids() {
        return voidAnswers()
                .map(answer -> answer.question().toString())
                .distinct()
                .limit(MOST_NAMED)
                .collect(Collectors.joining(", "));
    }
}
