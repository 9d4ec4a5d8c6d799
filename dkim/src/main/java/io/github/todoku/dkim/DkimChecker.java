package io.github.todoku.dkim;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.RecordType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks up the DKIM keys that a domain publishes (RFC 6376 §3.6.2).
 *
 * <pre>{@code
 * DkimReport r = DkimChecker.using(dns).check(DkimRequest.of(DnsName.of("example.com")).selector("s1"));
 * }</pre>
 *
 * <p>Whatever the DNS does, the result is a report. A check costs one TXT lookup per selector and two more, all sent at
 * once: one at a selector that nobody uses, which reveals a wildcard, and one at {@code _domainkey}, which shows whether
 * there can be any key. For a named selector that has none, four more show whether the key landed at another name. Immutable and safe for use by several threads.
 */
public final class DkimChecker {
    /** The time limit of a check, unless another is set. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(20);

    /** The most selectors without a key whose key is looked for at other names. */
    private static final int MOST_STRAYED = 5;

    private static final DnsName BASE = DnsName.of("_domainkey");

    private static final DnsName TWICE = DnsName.of("_domainkey._domainkey");

    private static final DnsName BARE = DnsName.of("domainkey");

    /** A selector that nobody uses: what answers here answers everywhere. */
    private static final DnsName NOBODY = DnsName.of("todoku-wildcard-probe._domainkey");

    private final DnsResolver dns;
    private final Duration timeLimit;

    private DkimChecker(DnsResolver dns, Duration timeLimit) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.timeLimit = Objects.requireNonNull(timeLimit, "timeLimit");
    }

    /**
     * {@return a checker that asks this DNS}
     *
     * @param dns whom to ask
     */
    public static DkimChecker using(DnsResolver dns) {
        return new DkimChecker(dns, DEFAULT_TIME_LIMIT);
    }

    /**
     * {@return the same checker with another time limit} When it ends, what has not been answered is "cannot tell".
     *
     * @param limit the longest a check may take
     */
    public DkimChecker withTimeLimit(Duration limit) {
        return new DkimChecker(dns, limit);
    }

    /**
     * Checks, and waits for the report. If the thread is interrupted, the report comes at once with what is known by then,
     * and the interrupt flag stays set.
     *
     * @param request whose keys to look up
     * @return what the domain publishes
     */
    public DkimReport check(DkimRequest request) {
        DnsRun run = DnsRun.using(dns, timeLimit);
        return run.await(start(run, request), () -> unanswered(request));
    }

    /**
     * Checks without waiting. Trouble with the DNS never fails the future; cancelling it stops the questions.
     *
     * @param request whose keys to look up
     * @return what the domain publishes; completed on the thread that brings the last answer
     */
    public CompletableFuture<DkimReport> checkAsync(DkimRequest request) {
        return start(DnsRun.using(dns, timeLimit), request);
    }

    private static CompletableFuture<DkimReport> start(DnsRun run, DkimRequest request) {
        CompletableFuture<@Nullable DnsAnswer> base = ask(run, name(BASE, request));
        CompletableFuture<@Nullable DnsAnswer> nobody = ask(run, name(NOBODY, request));
        List<CompletableFuture<@Nullable DnsAnswer>> keys = new ArrayList<>();
        request.selectors().forEach(each -> keys.add(ask(run, name(each, request))));
        List<CompletableFuture<?>> all = new ArrayList<>(keys);
        all.add(base);
        all.add(nobody);
        return run.endingWith(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .thenCompose(done -> strayed(run, request, keys))
                .thenApply(elsewhere -> {
                    SelectorReader reader = new SelectorReader(request.domain(), base.join(), nobody.join());
                    Iterator<CompletableFuture<@Nullable DnsAnswer>> answers = keys.iterator();
                    return reader.report(
                            request.selectors(),
                            selector -> answers.next().join(),
                            selector -> elsewhere.getOrDefault(selector, List.of()));
                }));
    }

    /** Where keys land by mistake: the domain or {@code _domainkey} twice in the name, no {@code _domainkey}, or no underscore. */
    private static CompletableFuture<Map<DkimSelector, List<DnsAnswer>>> strayed(
            DnsRun run, DkimRequest request, List<CompletableFuture<@Nullable DnsAnswer>> keys) {
        Map<DkimSelector, List<CompletableFuture<@Nullable DnsAnswer>>> asked = new LinkedHashMap<>();
        Iterator<CompletableFuture<@Nullable DnsAnswer>> answers = keys.iterator();
        for (DkimSelector selector : request.selectors()) {
            DnsAnswer answer = answers.next().join();
            boolean missing =
                    answer instanceof DnsAnswer.Empty none && none.aliases().isEmpty();
            if (missing && !selector.isGuess() && asked.size() < MOST_STRAYED) {
                Optional<DnsName> doubled = name(selector, request).flatMap(name -> name.below(request.domain()));
                Optional<DnsName> twice = selector.name().below(TWICE).flatMap(prefix -> name(prefix, request));
                Optional<DnsName> bare = selector.name().below(BARE).flatMap(prefix -> name(prefix, request));
                asked.put(
                        selector,
                        Stream.of(doubled, name(selector.name(), request), twice, bare)
                                .map(name -> ask(run, name))
                                .toList());
            }
        }
        List<CompletableFuture<@Nullable DnsAnswer>> all =
                asked.values().stream().flatMap(List::stream).toList();
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).thenApply(done -> {
            Map<DkimSelector, List<DnsAnswer>> elsewhere = new LinkedHashMap<>();
            asked.forEach((selector, stages) -> {
                List<DnsAnswer> found = new ArrayList<>();
                for (CompletableFuture<@Nullable DnsAnswer> stage : stages) {
                    DnsAnswer answer = stage.join();
                    if (answer != null) {
                        found.add(answer);
                    }
                }
                elsewhere.put(selector, found);
            });
            return elsewhere;
        });
    }

    /** A name that is too long to exist is not asked. */
    private static CompletableFuture<@Nullable DnsAnswer> ask(DnsRun run, Optional<DnsName> name) {
        CompletableFuture<@Nullable DnsAnswer> answer = new CompletableFuture<>();
        if (name.isEmpty()) {
            answer.complete(null);
        } else {
            var unused = run.resolve(question(name.get()), run.deadline()).thenAccept(answer::complete);
        }
        return answer;
    }

    private static Optional<DnsName> name(DkimSelector selector, DkimRequest request) {
        return selector.name().below(BASE).flatMap(prefix -> name(prefix, request));
    }

    private static Optional<DnsName> name(DnsName prefix, DkimRequest request) {
        return prefix.below(request.domain());
    }

    private static DnsQuestion question(DnsName name) {
        return new DnsQuestion(name, RecordType.TXT);
    }

    /** The report if not even the end of the time limit brings one. */
    private static DkimReport unanswered(DkimRequest request) {
        SelectorReader reader =
                new SelectorReader(request.domain(), late(name(BASE, request)), late(name(NOBODY, request)));
        return reader.report(request.selectors(), selector -> late(name(selector, request)), selector -> List.of());
    }

    private static @Nullable DnsAnswer late(Optional<DnsName> name) {
        return name.map(each ->
                        new DnsAnswer.TempFail(question(each), DnsAnswer.Reason.TIMEOUT, "the check took too long"))
                .orElse(null);
    }
}
