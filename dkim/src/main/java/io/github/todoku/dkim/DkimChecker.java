package io.github.todoku.dkim;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.RecordType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Looks at the keys that a domain publishes (RFC 6376 §3.6.2).
 *
 * <pre>{@code
 * DkimReport r = DkimChecker.using(dns).check(DkimRequest.of(DnsName.of("example.com")).selector("s1"));
 * }</pre>
 *
 * <p>Whatever the DNS says, the answer is a value. Costs one TXT lookup for each selector and two more: one at a selector
 * that nobody uses, which shows a wildcard, and one at {@code _domainkey}, which shows whether anything can be there at
 * all. They go out together. Immutable; any thread may check.
 */
public final class DkimChecker {
    /** The time limit of one check, if none is set. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(20);

    private static final DnsName BASE = DnsName.of("_domainkey");

    /** A selector that nobody uses: what answers here answers everywhere. */
    private static final DnsName NOBODY = DnsName.of("todoku-wildcard-probe._domainkey");

    private final DnsResolver dns;
    private final Duration timeLimit;

    private DkimChecker(DnsResolver dns, Duration timeLimit) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.timeLimit = Objects.requireNonNull(timeLimit, "timeLimit");
    }

    /**
     * {@return a checker that asks {@code dns}}
     *
     * @param dns whom to ask
     */
    public static DkimChecker using(DnsResolver dns) {
        return new DkimChecker(dns, DEFAULT_TIME_LIMIT);
    }

    /**
     * {@return the same with another time limit for one check}
     *
     * @param limit the longest a check may take
     */
    public DkimChecker within(Duration limit) {
        return new DkimChecker(dns, limit);
    }

    /**
     * Looks and waits for the answers. A thread that is interrupted while it waits gets a report in which nothing is
     * known, and its interrupt flag is set.
     *
     * @param request whose keys
     * @return what stands there
     */
    public DkimReport check(DkimRequest request) {
        CompletableFuture<DkimReport> report = checkAsync(request);
        try {
            return report.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return nothingKnown(request);
        } catch (ExecutionException broken) {
            throw new IllegalStateException("the check could not go on: " + broken.getCause(), broken.getCause());
        }
    }

    /**
     * The same without waiting; the future completes once, on the thread that brought the last answer.
     *
     * @param request whose keys
     * @return what stands there, now or later
     */
    public CompletableFuture<DkimReport> checkAsync(DkimRequest request) {
        Deadline deadline = Deadline.after(timeLimit);
        Optional<CompletableFuture<DnsAnswer>> base = ask(BASE, request.domain(), deadline);
        Optional<CompletableFuture<DnsAnswer>> nobody = ask(NOBODY, request.domain(), deadline);
        Map<DkimSelector, Optional<CompletableFuture<DnsAnswer>>> selectors = new LinkedHashMap<>();
        List<CompletableFuture<DnsAnswer>> all = new ArrayList<>();
        for (DkimSelector selector : request.selectors()) {
            Optional<CompletableFuture<DnsAnswer>> answer =
                    owner(selector).flatMap(prefix -> ask(prefix, request.domain(), deadline));
            selectors.put(selector, answer);
            answer.ifPresent(all::add);
        }
        base.ifPresent(all::add);
        nobody.ifPresent(all::add);
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).thenApply(done -> {
            AnswerReader reader = new AnswerReader(
                    request.domain(),
                    base.map(CompletableFuture::join).orElse(null),
                    nobody.map(CompletableFuture::join).orElse(null));
            List<DkimKey> keys = new ArrayList<>();
            selectors.forEach((selector, answer) -> keys.add(
                    reader.key(selector, answer.map(CompletableFuture::join).orElse(null))));
            return new DkimReport(request.domain(), keys, reader.anywhere());
        });
    }

    private static Optional<DnsName> owner(DkimSelector selector) {
        return selector.name().below(BASE);
    }

    private Optional<CompletableFuture<DnsAnswer>> ask(DnsName prefix, DnsName domain, Deadline deadline) {
        return prefix.below(domain)
                .map(name -> dns.resolve(new DnsQuestion(name, RecordType.TXT), deadline)
                        .toCompletableFuture());
    }

    private static DkimReport nothingKnown(DkimRequest request) {
        AnswerReader reader = new AnswerReader(request.domain(), null, null);
        List<DkimKey> keys = new ArrayList<>();
        for (DkimSelector selector : request.selectors()) {
            keys.add(reader.unknown(selector, "interrupted"));
        }
        return new DkimReport(request.domain(), keys, DkimReport.Anywhere.UNKNOWN);
    }
}
