package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.RegistrableDomain;
import io.github.todoku.finding.Severity;
import io.github.todoku.spf.Mechanism;
import io.github.todoku.spf.internal.AnswerText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

    /** Asks for the registrable domains of all names that do not exist; the domain's own is there. */
    static CompletableFuture<Map<DnsName, DnsAnswer>> registered(DnsRun run, SpfTree tree) {
        Optional<DnsName> own = RegistrableDomain.of(tree.domain());
        Set<DnsName> domains = branches(tree).stream()
                .flatMap(branch -> missing(branch).stream())
                .flatMap(name -> RegistrableDomain.of(name).stream())
                .filter(domain -> !own.equals(Optional.of(domain)))
                .limit(MAX_DOMAINS)
                .collect(Collectors.toCollection(TreeSet::new));
        Map<DnsName, CompletableFuture<DnsAnswer>> asked = new LinkedHashMap<>();
        domains.forEach(domain -> asked.put(
                domain,
                run.resolve(new DnsQuestion(domain, RecordType.NS), run.deadline())
                        .toCompletableFuture()));
        return CompletableFuture.allOf(asked.values().toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> {
                    Map<DnsName, DnsAnswer> answers = new LinkedHashMap<>();
                    asked.forEach((domain, answer) -> answers.put(domain, answer.join()));
                    return answers;
                });
    }

    private static List<SpfTree.Branch> branches(SpfTree tree) {
        return tree.nodes().stream()
                .flatMap(node -> node.branches().stream())
                .filter(SpfTree.Branch::reached)
                .toList();
    }

    /** The name that a term asks for and that does not exist; at the end of an alias, that which the alias names. */
    private static Optional<DnsName> missing(SpfTree.Branch branch) {
        if (branch.answers().isEmpty() || !(branch.answers().get(0) instanceof DnsAnswer.NxDomain none)) {
            return Optional.empty();
        }
        List<DnsName> aliases = none.aliases();
        return Optional.of(aliases.isEmpty() ? none.question().name() : aliases.get(aliases.size() - 1));
    }

    /** {@code registered} are the answers of {@link #registered}. */
    void all(Map<DnsName, DnsAnswer> registered) {
        for (SpfTree.Branch branch : branches(tree)) {
            missing(branch)
                    .flatMap(RegistrableDomain::of)
                    .ifPresent(domain -> free(branch, domain, registered.get(domain)));
            if (branch.mechanism() instanceof Mechanism.A) {
                webHost(branch);
            } else if (branch.mechanism() instanceof Mechanism.Mx) {
                forwarder(branch);
            }
        }
    }

    /** Only an answer that says so makes a domain free; a failing one is no reason to alarm. */
    private void free(SpfTree.Branch branch, DnsName domain, @Nullable DnsAnswer answer) {
        if (answer instanceof DnsAnswer.NxDomain) {
            at(SpfRule.FREE_DOMAIN, Severity.FAIL, branch, domain.toString());
        } else if (answer != null && answer.isFailure() && !draft.has(SpfRule.FREE_DOMAIN)) {
            draft.cannotTell(SpfRule.FREE_DOMAIN, branch.owner().toString(), AnswerText.of(answer));
        }
    }

    /** An alias into somebody else's domain, or a name that by custom is that of a web server. */
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
        boolean elsewhere = !RegistrableDomain.of(end).equals(RegistrableDomain.of(host));
        boolean web = !host.isRoot() && WEB_LABELS.contains(host.labels().get(0).toLowerCase(Locale.ROOT));
        if (elsewhere || web) {
            at(SpfRule.WEB_HOST, Severity.WARN, branch, end.toString());
        }
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
