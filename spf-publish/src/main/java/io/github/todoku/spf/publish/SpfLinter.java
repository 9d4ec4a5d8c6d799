package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.RecordType;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.spf.Modifier;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerifier;
import io.github.todoku.spf.internal.AnswerText;
import io.github.todoku.spf.publish.SpfRule.Needs;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Checks a domain's SPF: everything that is wrong with it at once, and what it means.
 *
 * <pre>{@code
 * SpfReport report = SpfLinter.using(dns).check(DnsName.of("example.com"));
 * }</pre>
 *
 * <p>A check that the DNS does not settle is {@link Severity#CANNOT_TELL}, never a pass. Immutable; each method gives a
 * changed copy.
 */
public final class SpfLinter {
    /** The most questions of one report; those of a named client are among them. */
    public static final int MAX_QUESTIONS = SpfWalker.MAX_QUESTIONS;

    /** How long a report may take. */
    public static final Duration DEFAULT_TIME_LIMIT = SpfOptions.DEFAULT_TIME_LIMIT;

    private final DnsResolver dns;
    private final Duration timeLimit;
    private final Function<DnsName, Optional<String>> naming;
    private final @Nullable Function<DnsName, Optional<String>> forwarders;
    private final @Nullable InetAddress client;

    private SpfLinter(
            DnsResolver dns,
            Duration timeLimit,
            Function<DnsName, Optional<String>> naming,
            @Nullable Function<DnsName, Optional<String>> forwarders,
            @Nullable InetAddress client) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.timeLimit = timeLimit;
        this.naming = Objects.requireNonNull(naming, "naming");
        this.forwarders = forwarders;
        this.client = client;
    }

    /**
     * {@return a linter that asks {@code dns}}
     *
     * @param dns whom to ask
     */
    public static SpfLinter using(DnsResolver dns) {
        return new SpfLinter(dns, DEFAULT_TIME_LIMIT, SpfLinter::unnamed, null, null);
    }

    /**
     * {@return a copy with another time limit for the whole report; what has no answer by then stays unknown}
     *
     * @param limit the limit
     * @throws IllegalArgumentException if it is not positive
     */
    public SpfLinter withTimeLimit(Duration limit) {
        return new SpfLinter(dns, SpfWalker.positive(limit), naming, forwarders, client);
    }

    /**
     * {@return a copy that knows which service an included name belongs to}
     *
     * @param services the service's name for an included name; empty if it is not known. Called from any thread
     */
    public SpfLinter withNaming(Function<DnsName, Optional<String>> services) {
        return new SpfLinter(dns, timeLimit, services, forwarders, client);
    }

    /**
     * {@return a copy that knows which mail hosts belong to services that only forward: an {@code mx} of theirs lets in nobody who sends}
     *
     * @param services the service's name for a mail host; empty if it is no such host. Called from any thread
     */
    public SpfLinter withForwarders(Function<DnsName, Optional<String>> services) {
        return new SpfLinter(dns, timeLimit, naming, Objects.requireNonNull(services, "services"), client);
    }

    /**
     * {@return a copy that also checks one client: the report then has its verdict and its count of lookups}
     *
     * @param address the client's address
     */
    public SpfLinter withClient(InetAddress address) {
        return new SpfLinter(dns, timeLimit, naming, forwarders, Objects.requireNonNull(address, "address"));
    }

    /**
     * Checks a text alone, as somebody typed it; nothing is asked. A text that is not a record but was meant as one is read
     * the way it was meant.
     *
     * @param text the record
     * @return the checks that need no DNS; places are counted in the octets of the report's record, as UTF-8
     */
    public static SpfReport lint(String text) {
        String octets = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        ReportDraft draft = new ReportDraft();
        if (!SpfRecord.isSpf(octets)) {
            MeantRecord meant = MeantRecord.of(octets).orElse(null);
            if (meant != null && !meant.isCurrent()) {
                draft.add(SpfRule.PASTED_TEXT, Severity.FAIL, "", text, "", meant.foreword());
            } else if (meant != null) {
                draft.at(SpfRule.PASTED_TEXT, Severity.FAIL, "", -1, -1, meant.text(), text);
            }
            if (meant != null) {
                octets = new String(meant.unmended().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            }
        }
        SpfRecord record = SpfRecord.parse(octets);
        new RecordRules(record, "", draft).all();
        if (octets.length() > PublishedRules.MAX_STRING) {
            draft.add(SpfRule.STRING_LENGTH, Severity.WARN, "", Integer.toString(octets.length()));
        }
        return SpfReport.ofText(record, draft.finish(rules(Needs.TEXT), ""));
    }

    private static Optional<String> unnamed(DnsName name) {
        return Optional.empty();
    }

    private static Set<SpfRule> rules(Needs... needs) {
        Set<SpfRule> rules = EnumSet.noneOf(SpfRule.class);
        Arrays.stream(SpfRule.values())
                .filter(rule -> Arrays.asList(needs).contains(rule.needs()))
                .forEach(rules::add);
        return rules;
    }

    /**
     * Walks, asks and waits. Costs the questions of {@link SpfWalker#check} three or four more about the domain, and one for each
     * registrable domain of a name that does not exist, at most {@value #MAX_QUESTIONS} in all. An interrupted thread stops waiting: what has no answer by then stays
     * unknown, and the thread keeps its interrupt flag.
     *
     * @param domain whose record
     * @return the report, whatever the DNS says
     */
    public SpfReport check(DnsName domain) {
        DnsRun run = run();
        return run.await(start(run, domain), () -> unknown(run, domain));
    }

    /**
     * The same without waiting. Cancelling the future stops the questions.
     *
     * @param domain whose record
     * @return the report, now or later, on the thread that brings the last answer
     */
    public CompletableFuture<SpfReport> checkAsync(DnsName domain) {
        DnsRun run = run();
        return run.endingWith(start(run, domain));
    }

    private DnsRun run() {
        return DnsRun.using(dns, timeLimit).withMaxQuestions(MAX_QUESTIONS);
    }

    private CompletableFuture<SpfReport> start(DnsRun run, DnsName domain) {
        CompletableFuture<DnsAnswer> type99 = ask(run, new DnsQuestion(domain, RecordType.SPF));
        CompletableFuture<DnsAnswer> mx = ask(run, new DnsQuestion(domain, RecordType.MX));
        DnsName dmarcName = DnsName.of("_dmarc").below(domain).orElse(domain);
        CompletableFuture<DnsAnswer> dmarc = ask(run, new DnsQuestion(dmarcName, RecordType.TXT));
        CompletableFuture<@Nullable SpfResult> check = check(run, domain);
        return new WalkRun(run, domain).start().thenCompose(tree -> {
            CompletableFuture<Optional<DnsAnswer>> explanation = explanation(run, tree);
            CompletableFuture<Map<DnsName, DnsAnswer>> registered = StrangerRules.registered(run, tree);
            return CompletableFuture.allOf(type99, mx, dmarc, explanation, check, registered)
                    .thenApply(all -> report(
                            run,
                            tree,
                            new PublishedRules.Answers(
                                    type99.join(),
                                    mx.join(),
                                    dmarc.join(),
                                    explanation.join().orElse(null)),
                            registered.join(),
                            check.join()));
        });
    }

    private SpfReport unknown(DnsRun run, DnsName domain) {
        DnsAnswer none = new DnsAnswer.TempFail(
                new DnsQuestion(domain, RecordType.MX), DnsAnswer.Reason.TIMEOUT, "no answer in time");
        return report(
                run, WalkRun.unwalked(domain), new PublishedRules.Answers(none, none, none, null), Map.of(), null);
    }

    private CompletableFuture<@Nullable SpfResult> check(DnsRun run, DnsName domain) {
        if (client == null) {
            return CompletableFuture.completedFuture(null);
        }
        SpfRequest request = SpfRequest.from(client).helo(domain.toString()).mailFrom("postmaster@" + domain);
        return SpfVerifier.using(run)
                .withTimeLimit(timeLimit)
                .checkAsync(request)
                .thenApply(result -> result);
    }

    private static CompletableFuture<Optional<DnsAnswer>> explanation(DnsRun run, SpfTree tree) {
        Modifier.Explanation explanation =
                PublishedRules.explanationOf(tree.root().record());
        DnsName target =
                explanation == null ? null : explanation.value().asName().orElse(null);
        return target == null
                ? CompletableFuture.completedFuture(Optional.empty())
                : ask(run, new DnsQuestion(target, RecordType.TXT)).thenApply(Optional::of);
    }

    private static CompletableFuture<DnsAnswer> ask(DnsRun run, DnsQuestion question) {
        return run.resolve(question, run.deadline()).toCompletableFuture();
    }

    private SpfReport report(
            DnsRun run,
            SpfTree tree,
            PublishedRules.Answers answers,
            Map<DnsName, DnsAnswer> registered,
            @Nullable SpfResult result) {
        ReportDraft draft = new ReportDraft();
        String domain = tree.domain().toString();
        SpfRecord record = tree.root().record();
        new PublishedRules(tree, answers, draft).all();
        if (!tree.root().answer().isFailure()) {
            if (record != null) {
                new RecordRules(record, domain, draft).all();
            }
            new TreeRules(tree, draft).all();
            new StrangerRules(tree, forwarders == null ? SpfLinter::unnamed : forwarders, draft).all(registered);
            leftOpen(tree, record, draft);
        }
        if (result != null) {
            client(result, draft);
        }
        Set<SpfRule> ran = rules(Needs.TEXT, Needs.DNS, Needs.TREE);
        if (forwarders == null) {
            ran.remove(SpfRule.MX_FORWARDER);
        }
        return SpfReport.of(tree, draft.finish(ran, domain), services(tree), result, gaps(run, tree));
    }

    /** What the tree misses, and the other questions. */
    private static List<DnsAnswer.TempFail> gaps(DnsRun run, SpfTree tree) {
        Set<DnsAnswer.TempFail> gaps = new LinkedHashSet<>(tree.gaps());
        gaps.addAll(run.gaps());
        return gaps.stream().limit(SpfTree.MAX_LISTED).toList();
    }

    private static void leftOpen(SpfTree tree, @Nullable SpfRecord record, ReportDraft draft) {
        String domain = tree.domain().toString();
        boolean complete = !tree.cannotTell();
        String missing = complete ? "" : AnswerText.of(tree.gaps().get(0));
        for (SpfRule rule : rules(Needs.TEXT, Needs.DNS, Needs.TREE)) {
            boolean known = draft.found(rule) || (rule == SpfRule.SINGLE_RECORD && complete);
            if (record == null && !rule.standsWithoutRecord()) {
                draft.nothingFor(rule, domain);
            } else if (!known && !complete && rule.needsWholeTree()) {
                if (tree.isTooLarge()) {
                    draft.tooLarge(rule, domain, missing);
                } else {
                    draft.cannotTell(rule, domain, missing);
                }
            } else if (!known && rule.needsEveryTarget() && !tree.leadsOpen().isEmpty()) {
                draft.open(
                        rule,
                        domain,
                        tree.leadsOpen().get(0).text(),
                        tree.cost().lookups());
            }
        }
    }

    private static void client(SpfResult result, ReportDraft draft) {
        String domain = String.valueOf(result.domain());
        Finding problem = result.finding();
        if (result.cannotTell() && problem != null) {
            draft.cannotTell(SpfRule.CLIENT, domain, problem.detail());
            return;
        }
        draft.add(
                SpfRule.CLIENT,
                result.isPass() ? Severity.PASS : Severity.FAIL,
                domain,
                result.verdict().token(),
                Integer.toString(result.terms()),
                problem == null ? "" : problem.id());
    }

    private Map<DnsName, String> services(SpfTree tree) {
        Map<DnsName, String> services = new LinkedHashMap<>();
        for (SpfTree.Node node : tree.nodes()) {
            if (!node.domain().equals(tree.domain())) {
                naming.apply(node.domain()).ifPresent(name -> services.put(node.domain(), name));
            }
        }
        return services;
    }
}
