package io.github.todoku.spf.publish;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.RecordType;
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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks a domain's SPF over: everything that is wrong with it at once, and what it means.
 *
 * <pre>{@code
 * SpfReport report = SpfLinter.using(dns).report(DnsName.of("example.com"));
 * }</pre>
 *
 * <p>What the DNS does not answer is {@link SpfCheckItem.Status#NOT_RUN}, never a pass. Immutable; each method gives a
 * changed copy.
 */
public final class SpfLinter {
    private final DnsResolver dns;
    private final Duration timeLimit;
    private final Function<DnsName, Optional<String>> naming;
    private final @Nullable InetAddress client;

    private SpfLinter(
            DnsResolver dns,
            Duration timeLimit,
            Function<DnsName, Optional<String>> naming,
            @Nullable InetAddress client) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.timeLimit = timeLimit;
        this.naming = Objects.requireNonNull(naming, "naming");
        this.client = client;
    }

    /**
     * {@return a linter that asks {@code dns}}
     *
     * @param dns whom to ask
     */
    public static SpfLinter using(DnsResolver dns) {
        return new SpfLinter(dns, SpfOptions.TIME_LIMIT, SpfLinter::unnamed, null);
    }

    /**
     * {@return a copy with another time for the whole report; what is not there by then was not run}
     *
     * @param limit the limit
     * @throws IllegalArgumentException if it is not positive
     */
    public SpfLinter timeLimit(Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("time limit " + limit + " is not positive");
        }
        return new SpfLinter(dns, limit, naming, client);
    }

    /**
     * {@return a copy that knows which service an included name belongs to}
     *
     * @param naming the service's name for an included name; empty if it is not known. Called from any thread
     */
    public SpfLinter naming(Function<DnsName, Optional<String>> naming) {
        return new SpfLinter(dns, timeLimit, naming, client);
    }

    /**
     * {@return a copy that also checks one client, so that the report tells its verdict and its count of lookups}
     *
     * @param address the client's address
     */
    public SpfLinter forClient(InetAddress address) {
        return new SpfLinter(dns, timeLimit, naming, Objects.requireNonNull(address, "address"));
    }

    /**
     * Looks at a text alone, as somebody typed it; nothing is asked. A text that is no record but was meant as one is
     * looked at as what it was meant to be.
     *
     * @param text the record
     * @return the items that need no DNS; the places are counted in the octets of the report's record, as UTF-8
     */
    public static SpfReport lint(String text) {
        String octets = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        ReportDraft draft = new ReportDraft();
        if (!SpfRecord.isSpf(octets)) {
            String meant = PastedText.meant(octets, SpfRecord.VERSION);
            if (meant != null) {
                draft.at(SpfRule.PASTED_TEXT, SpfCheckItem.Status.FAIL, "", -1, -1, meant, octets);
                octets = new String(meant.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            }
        }
        SpfRecord record = SpfRecord.parse(octets);
        new RecordRules(record, "", draft).all();
        if (octets.length() > PublishedRules.MAX_STRING) {
            draft.add(SpfRule.STRING_LENGTH, SpfCheckItem.Status.WARN, "", Integer.toString(octets.length()));
        }
        return new SpfReport(null, record, null, draft.finish(rules(Needs.TEXT), ""), Map.of(), null);
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
     * Walks, asks and waits. Costs the questions of {@link SpfWalker#walk}, and three or four more about the domain.
     *
     * @param domain whose record
     * @return the report, whatever the DNS says; an interrupted thread gets one where nothing was run, its flag set
     */
    public SpfReport report(DnsName domain) {
        CompletableFuture<SpfReport> report = reportAsync(domain);
        try {
            return report.get();
        } catch (InterruptedException interrupted) {
            report.cancel(false);
            Thread.currentThread().interrupt();
            DnsAnswer none = unanswered(new DnsQuestion(domain, RecordType.MX), "interrupted");
            return report(WalkRun.unwalked(domain, "interrupted"), new LintAnswers(none, none, none, null), null);
        } catch (ExecutionException broken) {
            throw new IllegalStateException("the report could not go on: " + broken.getCause(), broken.getCause());
        }
    }

    /**
     * The same without waiting.
     *
     * @param domain whose record
     * @return the report, now or later, on the thread that brings the last answer
     */
    public CompletableFuture<SpfReport> reportAsync(DnsName domain) {
        Deadline deadline = Deadline.after(timeLimit);
        CompletableFuture<DnsAnswer> type99 = ask(new DnsQuestion(domain, RecordType.SPF), deadline);
        CompletableFuture<DnsAnswer> mx = ask(new DnsQuestion(domain, RecordType.MX), deadline);
        DnsName dmarcName = DnsName.of("_dmarc").below(domain).orElse(domain);
        CompletableFuture<DnsAnswer> dmarc = ask(new DnsQuestion(dmarcName, RecordType.TXT), deadline);
        CompletableFuture<@Nullable SpfResult> check = check(domain);
        return SpfWalker.using(dns).withTimeLimit(timeLimit).walkAsync(domain).thenCompose(tree -> {
            CompletableFuture<Optional<DnsAnswer>> explanation = explanation(tree, deadline);
            return CompletableFuture.allOf(type99, mx, dmarc, explanation, check)
                    .thenApply(all -> report(
                            tree,
                            new LintAnswers(
                                    type99.join(),
                                    mx.join(),
                                    dmarc.join(),
                                    explanation.join().orElse(null)),
                            check.join()));
        });
    }

    private CompletableFuture<@Nullable SpfResult> check(DnsName domain) {
        if (client == null) {
            return CompletableFuture.completedFuture(null);
        }
        SpfRequest request = SpfRequest.from(client).helo(domain.toString()).mailFrom("postmaster@" + domain);
        return SpfVerifier.using(dns).withOptions(SpfOptions.standard().timeLimit(timeLimit))
                .checkAsync(request)
                .thenApply(result -> result);
    }

    private CompletableFuture<Optional<DnsAnswer>> explanation(SpfTree tree, Deadline deadline) {
        Modifier.Explanation explanation =
                PublishedRules.explanationOf(tree.root().record());
        DnsName target =
                explanation == null ? null : explanation.value().asName().orElse(null);
        return target == null
                ? CompletableFuture.completedFuture(Optional.empty())
                : ask(new DnsQuestion(target, RecordType.TXT), deadline).thenApply(Optional::of);
    }

    private CompletableFuture<DnsAnswer> ask(DnsQuestion question, Deadline deadline) {
        try {
            CompletableFuture<DnsAnswer> answer =
                    dns.resolve(question, deadline).toCompletableFuture();
            CompletableFuture<DnsAnswer> inTime = answer.isDone()
                    ? answer
                    : answer.copy()
                            .completeOnTimeout(
                                    unanswered(question, "the time for the report is over"),
                                    deadline.remaining().toNanos(),
                                    TimeUnit.NANOSECONDS);
            return inTime.handle(
                    (found, broken) -> found == null ? unanswered(question, "the resolver broke: " + broken) : found);
        } catch (RuntimeException broken) {
            // A resolver that throws or gives null: its contract makes that a failed question.
            return CompletableFuture.completedFuture(unanswered(question, "the resolver broke: " + broken));
        }
    }

    private static DnsAnswer unanswered(DnsQuestion question, String why) {
        return new DnsAnswer.TempFail(question, DnsAnswer.Reason.TIMEOUT, why);
    }

    private SpfReport report(SpfTree tree, LintAnswers answers, @Nullable SpfResult result) {
        ReportDraft draft = new ReportDraft();
        String domain = tree.domain().toString();
        SpfRecord record = tree.root().record();
        new PublishedRules(tree, answers, draft).all();
        if (!tree.root().answer().isFailure()) {
            if (record != null) {
                new RecordRules(record, domain, draft).all();
            }
            new TreeRules(tree, draft).all();
            notRun(tree, record, draft);
        }
        if (result != null) {
            client(result, draft);
        }
        Set<SpfRule> ran = rules(Needs.TEXT, Needs.DNS, Needs.TREE);
        return new SpfReport(tree.domain(), record, tree, draft.finish(ran, domain), services(tree), result);
    }

    private static void notRun(SpfTree tree, @Nullable SpfRecord record, ReportDraft draft) {
        String domain = tree.domain().toString();
        String missing =
                tree.isComplete() ? "" : AnswerText.of(tree.unanswered().get(0));
        for (SpfRule rule : rules(Needs.TEXT, Needs.DNS, Needs.TREE)) {
            boolean known = draft.found(rule) || (rule == SpfRule.SINGLE_RECORD && tree.isComplete());
            if (record == null && !rule.standsWithoutRecord()) {
                draft.nothingFor(rule, domain);
            } else if (!known && rule.needsWholeTree() && !missing.isEmpty()) {
                draft.notRun(rule, domain, missing);
            }
        }
    }

    private static void client(SpfResult result, ReportDraft draft) {
        SpfCheckItem.Status status = switch (result.verdict()) {
            case PASS -> SpfCheckItem.Status.PASS;
            case TEMPERROR -> SpfCheckItem.Status.NOT_RUN;
            default -> SpfCheckItem.Status.FAIL;
        };
        draft.add(
                SpfRule.CLIENT,
                status,
                String.valueOf(result.domain()),
                result.verdict().token(),
                Integer.toString(result.terms()),
                result.problem() == null ? "" : result.problem().kind().id());
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
