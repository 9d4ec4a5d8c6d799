package io.github.todoku.dnsbl;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * Asks DNS lists about addresses and domains (RFC 5782), and believes only what can be believed: a refusal is not a
 * listing, a failure is not clean, and "not listed" counts only from a list that passes its own test.
 *
 * <pre>{@code
 * DnsblReport report = DnsblChecker.using(dns).check(ip, DnsblCatalog.shipped().defaults());
 * }</pre>
 *
 * <p>Make one for each resolver and keep it: it remembers which lists work, which refused and are to be left alone for five
 * minutes, and how much of a day's free questions is spent. Cost of a check: one A lookup a list, one TXT lookup for each
 * that lists the subject, and two A lookups a list every six hours. Holds no thread and nothing that must be closed.
 * Safe for use by many threads.
 */
public final class DnsblChecker {
    /** How long one list may take, unless set. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(5);

    /**
     * How many questions of a bulk run are under way at most, unless set: what the receive buffer of a server with the
     * system's default settings surely holds. More come through unharmed where the resolver sends no more than this at a time
     * ({@code DnsClient.Builder.maxInFlight}) or the server has a larger buffer.
     */
    public static final int DEFAULT_MAX_IN_FLIGHT = 100;

    private final CheckSettings settings;
    private final Selection selection;

    DnsblChecker(CheckSettings settings) {
        this.settings = settings;
        this.selection = new Selection(settings);
    }

    /**
     * {@return a checker without keys that asks through {@code dns}}
     *
     * @param dns whom to ask
     */
    public static DnsblChecker using(DnsResolver dns) {
        return builder(dns).build();
    }

    /**
     * {@return a checker to be set up}
     *
     * @param dns whom to ask
     */
    public static DnsblCheckerBuilder builder(DnsResolver dns) {
        return new DnsblCheckerBuilder(dns);
    }

    /**
     * Asks the lists about an address and waits, at most for the deadline and a little.
     *
     * @param address the address
     * @param lists the lists to ask
     * @return what they say
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    public DnsblReport check(InetAddress address, Collection<DnsblList> lists) throws InterruptedException {
        return check(DnsblSubject.of(address), lists);
    }

    /**
     * Asks the lists about a domain or host name and waits.
     *
     * @param name the name
     * @param lists the lists to ask
     * @return what they say
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    public DnsblReport check(DnsName name, Collection<DnsblList> lists) throws InterruptedException {
        return check(DnsblSubject.of(name), lists);
    }

    /**
     * Asks the lists about a subject and waits.
     *
     * @param subject the subject
     * @param lists the lists to ask
     * @return what they say
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    public DnsblReport check(DnsblSubject subject, Collection<DnsblList> lists) throws InterruptedException {
        return await(checkAsync(subject, lists));
    }

    /**
     * Asks the lists about an address, all at once.
     *
     * @param address the address
     * @param lists the lists to ask
     * @return what they say; see {@link #checkAsync(DnsblSubject, Collection)}
     */
    public CompletableFuture<DnsblReport> checkAsync(InetAddress address, Collection<DnsblList> lists) {
        return checkAsync(DnsblSubject.of(address), lists);
    }

    /**
     * Asks the lists about a domain or host name, all at once.
     *
     * @param name the name
     * @param lists the lists to ask
     * @return what they say; see {@link #checkAsync(DnsblSubject, Collection)}
     */
    public CompletableFuture<DnsblReport> checkAsync(DnsName name, Collection<DnsblList> lists) {
        return checkAsync(DnsblSubject.of(name), lists);
    }

    /**
     * Asks the lists about a subject, all at once. The future never fails of itself and completes by the deadline or a little
     * after, on a thread of the resolver's. A list that is named twice is asked once.
     *
     * @param subject the subject
     * @param lists the lists to ask
     * @return what they say
     */
    public CompletableFuture<DnsblReport> checkAsync(DnsblSubject subject, Collection<DnsblList> lists) {
        return new SubjectCheck(subject, selection.of(lists, false), settings).run();
    }

    /**
     * Asks the lists about many subjects: as many at a time as {@link DnsblCheckerBuilder#maxInFlight} allows, reports in the
     * order of the subjects, memory steady however long the stream. A subject that comes again soon is answered by the same report. Lists
     * whose operator states no allowance for that are skipped ({@link DnsblVerdict.SkipReason#BULK_USE}) unless the caller
     * has the operator's permission.
     *
     * <p>The stream is sequential and lazy, and blocks the thread that reads it; close it to stop early.
     *
     * @param subjects the subjects, in order
     * @param lists the lists to ask
     * @return what they say
     */
    public Stream<DnsblReport> checkAll(Stream<? extends DnsblSubject> subjects, Collection<DnsblList> lists) {
        return new BulkCheck(subjects, selection.of(lists, true), settings).stream();
    }

    /**
     * Asks the test points of lists now and waits; what is remembered is not used, and is renewed. One entry for each list and
     * kind that has test points, one for a list that has none; lists that need a key or a registration that was not given,
     * and dead ones, are left out.
     *
     * @param lists the lists to ask
     * @return how each stood its test
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    public List<ListHealth> testLists(Collection<DnsblList> lists) throws InterruptedException {
        Deadline deadline = Deadline.after(settings.perList());
        List<CompletableFuture<ListHealth>> tests = new ArrayList<>();
        for (Choice choice : selection.of(lists, false)) {
            if (choice.state() != null) {
                choice.state().health.testAll(deadline).forEach(test -> tests.add(test.toCompletableFuture()));
            }
        }
        List<ListHealth> outcomes = new ArrayList<>();
        for (CompletableFuture<ListHealth> test : tests) {
            outcomes.add(await(test));
        }
        return outcomes;
    }

    static <T> T await(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException broken) {
            throw new IllegalStateException("a check failed: " + broken.getCause(), broken.getCause());
        }
    }

    /** Keys stay out of logs. */
    @Override
    public String toString() {
        return "DnsblChecker[" + settings + "]";
    }
}
