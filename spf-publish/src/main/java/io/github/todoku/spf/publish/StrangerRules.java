package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.RegistrableDomain;
import io.github.todoku.finding.Severity;
import io.github.todoku.spf.Directive;
import io.github.todoku.spf.Mechanism;
import io.github.todoku.spf.Qualifier;
import io.github.todoku.spf.internal.AnswerText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whom a record lets in beside those who send: whoever registers a domain that is free, everybody on a web server, the hosts of a
 * service that only forwards.
 */
final class StrangerRules {
    /** The most domains that are asked whether they are still registered. */
    static final int MAX_DOMAINS = 10;

    /** What a web server is called by custom. */
    private static final Set<String> WEB_LABELS = Set.of("www", "web");

    private final SpfTree tree;
    private final Function<DnsName, Optional<String>> forwarders;
    private final ReportDraft draft;

    StrangerRules(SpfTree tree, Function<DnsName, Optional<String>> forwarders, ReportDraft draft) {
        this.tree = tree;
        this.forwarders = forwarders;
        this.draft = draft;
    }

    /** Asks for the registrable domains of the names that do not exist, and for what they stand below; the domain's own is there. */
    static CompletableFuture<Map<DnsName, DnsAnswer>> registered(DnsRun run, SpfTree tree) {
        Set<DnsName> names = passing(tree).stream()
                .flatMap(branch -> strangers(tree, branch).stream())
                .distinct()
                .limit(MAX_DOMAINS)
                .flatMap(domain -> Stream.concat(Stream.of(domain), domain.parent().stream()))
                .collect(Collectors.toCollection(TreeSet::new));
        Map<DnsName, CompletableFuture<DnsAnswer>> asked = new LinkedHashMap<>();
        names.forEach(name -> asked.put(
                name,
                run.resolve(new DnsQuestion(name, RecordType.NS), run.deadline())
                        .toCompletableFuture()));
        return CompletableFuture.allOf(asked.values().toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> {
                    Map<DnsName, DnsAnswer> answers = new LinkedHashMap<>();
                    asked.forEach((name, answer) -> answers.put(name, answer.join()));
                    return answers;
                });
    }

    private static List<SpfTree.Branch> branches(SpfTree tree) {
        return tree.nodes().stream()
                .flatMap(node -> node.branches().stream())
                .filter(SpfTree.Branch::reached)
                .toList();
    }

    /** The terms whose match lets a client pass: on the way to them, too, nothing but pass is said. */
    private static List<SpfTree.Branch> passing(SpfTree tree) {
        List<SpfTree.Branch> found = new ArrayList<>();
        Set<DnsName> seen = new HashSet<>(Set.of(tree.domain()));
        Deque<DnsName> ahead = new ArrayDeque<>(seen);
        while (!ahead.isEmpty()) {
            List<SpfTree.Branch> terms =
                    tree.node(ahead.remove()).map(SpfTree.Node::branches).orElse(List.of());
            for (SpfTree.Branch branch : terms) {
                boolean pass = !(branch.term() instanceof Directive term) || term.qualifier() == Qualifier.PASS;
                DnsName target = branch.target();
                if (!branch.reached() || !pass) {
                    continue;
                }
                found.add(branch);
                if (branch.leadsOn() && target != null && seen.add(target)) {
                    ahead.add(target);
                }
            }
        }
        return found;
    }

    /** The registrable domains, but for the domain's own, of the names that a term asks for and that do not exist. */
    private static Set<DnsName> strangers(SpfTree tree, SpfTree.Branch branch) {
        Optional<DnsName> own = RegistrableDomain.of(tree.domain());
        return branch.answers().stream()
                .filter(DnsAnswer.NxDomain.class::isInstance)
                .flatMap(none -> RegistrableDomain.of(missing(none)).stream())
                .filter(domain -> !own.equals(Optional.of(domain)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** At the end of an alias it is that which the alias names. */
    private static DnsName missing(DnsAnswer none) {
        List<DnsName> aliases = none.aliases();
        return aliases.isEmpty() ? none.question().name() : aliases.get(aliases.size() - 1);
    }

    /** {@code registered} are the answers of {@link #registered}. */
    void all(Map<DnsName, DnsAnswer> registered) {
        List<Runnable> open = new ArrayList<>();
        for (SpfTree.Branch branch : passing(tree)) {
            strangers(tree, branch).forEach(domain -> free(branch, domain, registered, open));
        }
        if (!draft.has(SpfRule.FREE_DOMAIN)) {
            open.stream().limit(1).forEach(Runnable::run);
        }
        for (SpfTree.Branch branch : branches(tree)) {
            if (branch.mechanism() instanceof Mechanism.A) {
                webHost(branch);
            } else if (branch.mechanism() instanceof Mechanism.Mx) {
                forwarder(branch);
            }
        }
    }

    /**
     * Only answers that say so make a domain free, that of its registry among them: nobody can register below {@code local},
     * which the DNS does not know. A failing answer is no reason to alarm.
     */
    private void free(SpfTree.Branch branch, DnsName domain, Map<DnsName, DnsAnswer> registered, List<Runnable> open) {
        DnsAnswer answer = registered.get(domain);
        DnsAnswer registry = domain.parent().map(registered::get).orElse(null);
        String owner = branch.owner().toString();
        if (answer == null || registry == null) {
            open.add(() -> draft.add(
                    SpfRule.FREE_DOMAIN,
                    Severity.CANNOT_TELL,
                    owner,
                    Integer.toString(MAX_DOMAINS),
                    domain.toString()));
        } else if (answer.isFailure() || (answer instanceof DnsAnswer.NxDomain && registry.isFailure())) {
            String why = AnswerText.of(answer.isFailure() ? answer : registry);
            open.add(() -> draft.cannotTell(SpfRule.FREE_DOMAIN, owner, why));
        } else if (answer instanceof DnsAnswer.NxDomain && !(registry instanceof DnsAnswer.NxDomain)) {
            boolean own = RegistrableDomain.of(branch.owner()).equals(RegistrableDomain.of(tree.domain()));
            String[] said = own
                    ? new String[] {branch.text(), domain.toString()}
                    : new String[] {branch.text(), domain.toString(), owner};
            draft.at(SpfRule.FREE_DOMAIN, Severity.FAIL, owner, branch.term(), said);
        }
    }

    /** A name that by custom is that of a web server; of an alias into somebody else's domain it is only said that it is one. */
    private void webHost(SpfTree.Branch branch) {
        DnsAnswer found = branch.answers().stream()
                .filter(DnsAnswer.Found.class::isInstance)
                .findFirst()
                .orElse(null);
        if (found == null || !branch.owner().equals(tree.domain())) {
            return;
        }
        DnsName host = found.question().name();
        List<DnsName> aliases = found.aliases();
        DnsName end = aliases.isEmpty() ? host : aliases.get(aliases.size() - 1);
        if (isWeb(host) || isWeb(end)) {
            at(SpfRule.WEB_HOST, Severity.WARN, branch, end.toString());
        } else if (!RegistrableDomain.of(end).equals(RegistrableDomain.of(host))) {
            at(SpfRule.WEB_HOST, Severity.INFO, branch, end.toString());
        }
    }

    private static boolean isWeb(DnsName name) {
        return !name.isRoot() && WEB_LABELS.contains(name.labels().get(0).toLowerCase(Locale.ROOT));
    }

    private void forwarder(SpfTree.Branch branch) {
        if (branch.answers().isEmpty() || branch.answers().get(0).isFailure()) {
            return;
        }
        List<Optional<String>> services = new ArrayList<>();
        branch.answers().get(0).records(DnsRecord.Mx.class).stream()
                .filter(mx -> !mx.isNullMx())
                .forEach(mx -> services.add(forwarders.apply(mx.exchange())));
        if (!services.isEmpty() && services.stream().allMatch(Optional::isPresent)) {
            at(SpfRule.MX_FORWARDER, Severity.WARN, branch, services.get(0).orElseThrow());
        }
    }

    private void at(SpfRule rule, Severity severity, SpfTree.Branch branch, String detail) {
        draft.at(rule, severity, branch.owner().toString(), branch.term(), branch.text(), detail);
    }
}
