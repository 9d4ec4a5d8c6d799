package io.github.todoku.preflight;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.DomainInput;
import io.github.todoku.dns.client.CachingResolver;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.senders.ServiceCatalog;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Before the first mail: may this domain send through these services and addresses, and what do each receiver's rules say?
 *
 * <pre>{@code
 * PreflightReport report = Preflight.using(dns).check(PreflightRequest.of(domain).from(address));
 * if (!report.isReady()) log.warn("{}", report.findings());
 * }</pre>
 *
 * <p>What the records of the domain lead to costs at most {@value #MAX_QUESTIONS} questions, whatever is in them: the walk
 * of the SPF tree, SPF checks of each address, DMARC, a lookup for each DKIM selector, and the plan of the record that lets
 * left-out senders pass. Beyond that the answer is "cannot tell". What the caller names costs more: a walk of each service's
 * own record, and for each address its reverse name and the default block lists.
 *
 * <p>Make one for each resolver and keep it, for it remembers which lists refused to answer. Immutable apart from that, and
 * safe for use by several threads if the resolver is.
 */
public final class Preflight {
    /** How long one check may take, unless set otherwise. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(25);

    /** The most questions that the records of a domain can cause, beyond the services, addresses and lists of the caller. */
    public static final int MAX_QUESTIONS = 200;

    /** How many requests of a stream are under way at once. */
    public static final int WINDOW = 64;

    /** How many octets the answers may take that a stream remembers for its other requests. */
    static final long MAX_ANSWER_OCTETS = 64L << 20;

    private final DnsResolver dns;
    private final Duration timeLimit;
    private final DnsblCatalog catalog;
    private final DnsblChecker lists;
    private final ServiceCatalog services;
    private final boolean plans;

    private Preflight(
            DnsResolver dns,
            Duration timeLimit,
            DnsblCatalog catalog,
            DnsblChecker lists,
            ServiceCatalog services,
            boolean plans) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.timeLimit = Objects.requireNonNull(timeLimit, "timeLimit");
        this.catalog = Objects.requireNonNull(catalog, "catalog");
        this.lists = Objects.requireNonNull(lists, "lists");
        this.services = Objects.requireNonNull(services, "services");
        this.plans = plans;
    }

    /**
     * {@return a preflight that asks {@code dns}, and the default block lists}
     *
     * @param dns whom to ask
     */
    public static Preflight using(DnsResolver dns) {
        return new Preflight(
                dns,
                DEFAULT_TIME_LIMIT,
                DnsblCatalog.shipped(),
                DnsblChecker.using(dns),
                ServiceCatalog.shipped(),
                true);
    }

    /**
     * {@return the same with another time limit} What has not arrived when it ends stays unknown.
     *
     * @param limit how long one check may take, waiting and computation
     */
    public Preflight withTimeLimit(Duration limit) {
        return new Preflight(dns, limit, catalog, lists, services, plans);
    }

    /**
     * {@return the same with other block lists, and another way to ask them: with keys, registrations, permissions}
     *
     * @param known the catalogue, of which the default lists are asked
     * @param checker asks them; made for the same resolver
     */
    public Preflight withLists(DnsblCatalog known, DnsblChecker checker) {
        return new Preflight(dns, timeLimit, known, checker, services, plans);
    }

    /**
     * {@return the same that knows these services by name}
     *
     * @param known the catalogue, with a user's own entries
     */
    public Preflight withServices(ServiceCatalog known) {
        return new Preflight(dns, timeLimit, catalog, lists, known, plans);
    }

    /** {@return the same that plans no records, for someone who asks about many domains} */
    public Preflight withoutPlans() {
        return new Preflight(dns, timeLimit, catalog, lists, services, false);
    }

    /**
     * {@return whether a domain may send, by each receiver's rules, waited for} As {@link #check(PreflightRequest)} of a
     * request that names no sender.
     *
     * @param domain the From domain
     */
    public PreflightReport check(DnsName domain) {
        return check(PreflightRequest.of(domain));
    }

    /**
     * {@return whether a domain may send, by each receiver's rules, waited for}
     *
     * @param domain the From domain, as a person types it
     * @throws IllegalArgumentException if it cannot mean a domain; the message says why ({@link DomainInput} says so
     *     beforehand)
     */
    public PreflightReport check(String domain) {
        return check(PreflightRequest.of(domain));
    }

    /**
     * {@return whether the senders of a request may send, waited for} An interrupted thread stops waiting: the report
     * says what is known, the rest stays unknown, and the thread keeps its interrupt flag.
     *
     * @param request who is to send, and who judges
     */
    public PreflightReport check(PreflightRequest request) {
        DnsRun run = DnsRun.using(dns, timeLimit);
        PreflightRun begun = start(request, run, lists);
        run.await(begun.answered(), () -> false); // so that this thread thinks, not one that brings answers
        return run.await(begun.report(plans), begun::soFar);
    }

    /**
     * {@return whether the senders of a request may send} No network trouble fails the future; cancelling it stops the
     * questions.
     *
     * @param request who is to send, and who judges
     */
    public CompletableFuture<PreflightReport> checkAsync(PreflightRequest request) {
        DnsRun run = DnsRun.using(dns, timeLimit);
        PreflightRun begun = start(request, run, lists);
        return run.endingWith(begun.answered().thenCompose(all -> begun.report(plans)));
    }

    /**
     * {@return whether a domain may send, by each receiver's rules} As {@link #checkAsync(PreflightRequest)}.
     *
     * @param domain the From domain
     */
    public CompletableFuture<PreflightReport> checkAsync(DnsName domain) {
        return checkAsync(PreflightRequest.of(domain));
    }

    /**
     * {@return whether a domain may send, by each receiver's rules} As {@link #checkAsync(PreflightRequest)}.
     *
     * @param domain the From domain, as a person types it
     * @throws IllegalArgumentException if it cannot mean a domain; the message says why ({@link DomainInput} says so
     *     beforehand)
     */
    public CompletableFuture<PreflightReport> checkAsync(String domain) {
        return checkAsync(PreflightRequest.of(domain));
    }

    /**
     * Checks many, in their order, and plans no records. Each report comes as soon as it is ready and those before it are
     * out; meanwhile further requests are started, {@value #WINDOW} at most, and only those are in memory. The stream is
     * lazy and belongs to one thread: requests that are slow to arrive hold up the reports too. Answers are remembered for
     * their TTL, since the domains share includes and addresses; a block list whose operator does not say that bulk queries
     * are allowed is not asked, unless the checker given by {@link #withLists} has permission; the report says so.
     *
     * @param requests who is to send, and who judges
     * @return the reports
     */
    public Stream<PreflightReport> checkAll(Stream<PreflightRequest> requests) {
        DnsResolver remembering =
                CachingResolver.builder().maxOctets(MAX_ANSWER_OCTETS).over(dns);
        return Window.over(requests, WINDOW, request -> {
            DnsRun run = DnsRun.using(remembering, timeLimit);
            PreflightRun begun = start(request, run, lists.withBulkTerms());
            return new UnderWay(run, begun, begun.answered());
        });
    }

    private record UnderWay(DnsRun run, PreflightRun begun, CompletableFuture<Boolean> answered)
            implements Window.Task<PreflightReport> {
        @Override
        public boolean isReady() {
            return answered.isDone();
        }

        @Override
        public PreflightReport result() {
            run.await(answered, () -> false);
            return run.await(begun.report(false), begun::soFar);
        }
    }

    private PreflightRun start(PreflightRequest request, DnsRun run, DnsblChecker checker) {
        return new PreflightRun(request, new PreflightQuestions(request, run, checker, catalog.defaults()), services);
    }

    /** {@code Preflight[PT25S]}, for logs. */
    @Override
    public String toString() {
        return "Preflight[" + timeLimit + "]";
    }
}
