package io.github.todoku.preflight;

import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.client.CachingResolver;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.senders.ServiceCatalog;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Before the first mail: may this domain send through these services and addresses, and what would each receiver's rules
 * say?
 *
 * <pre>{@code
 * PreflightReport report = Preflight.using(dns).check(PreflightRequest.of(domain).from(address));
 * }</pre>
 *
 * <p>Costs one walk of the SPF tree of the domain, of each MAIL FROM domain and of each service, two SPF checks a service,
 * one DMARC lookup of at most eight questions, one lookup a DKIM selector, one MX question for the domain and for each MAIL
 * FROM domain (three more where there is no mail host), and for each address one SPF check, one reverse name, and the default
 * block lists. A check that finds senders left out plans the record that lets them pass, which walks that tree once more from
 * what is known. Immutable, and safe for use by several threads if the resolver is.
 */
public final class Preflight {
    /** The time limit of one check, if none is set. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(25);

    /** How many requests of a stream are under way at once. */
    public static final int WINDOW = 64;

    /** How many octets the answers may take that a stream remembers for its other requests. */
    static final long MAX_ANSWER_OCTETS = 64L << 20;

    private final DnsResolver dns;
    private final Duration timeLimit;
    private final DnsblCatalog catalog;
    private final Function<DnsResolver, DnsblChecker> checker;
    private final ServiceCatalog services;

    /** One for all checks, since it counts what each list may be asked. */
    private final DnsblChecker lists;

    private Preflight(
            DnsResolver dns,
            Duration timeLimit,
            DnsblCatalog catalog,
            Function<DnsResolver, DnsblChecker> checker,
            ServiceCatalog services) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.timeLimit = Objects.requireNonNull(timeLimit, "timeLimit");
        this.catalog = Objects.requireNonNull(catalog, "catalog");
        this.checker = Objects.requireNonNull(checker, "checker");
        this.services = Objects.requireNonNull(services, "services");
        this.lists = checker.apply(dns);
    }

    /**
     * {@return a preflight that asks {@code dns}, and the default block lists}
     *
     * @param dns the resolver to ask
     */
    public static Preflight using(DnsResolver dns) {
        return new Preflight(
                dns, DEFAULT_TIME_LIMIT, DnsblCatalog.shipped(), DnsblChecker::using, ServiceCatalog.shipped());
    }

    /**
     * {@return the same with another time limit for one check}
     *
     * @param limit the longest a check may take
     */
    public Preflight within(Duration limit) {
        return new Preflight(dns, limit, catalog, checker, services);
    }

    /**
     * {@return the same with other block lists, and another way to ask them}
     *
     * @param lists the catalogue, of which the default lists are asked
     * @param how makes the checker that asks through a resolver
     */
    public Preflight asking(DnsblCatalog lists, Function<DnsResolver, DnsblChecker> how) {
        return new Preflight(dns, timeLimit, lists, how, services);
    }

    /**
     * {@return the same that knows these services by name}
     *
     * @param known the catalogue, with a user's own entries
     */
    public Preflight knowing(ServiceCatalog known) {
        return new Preflight(dns, timeLimit, catalog, checker, known);
    }

    /**
     * Checks and waits. When this thread is interrupted, what is known by then is told, the rest is not run, and the
     * thread's interrupt flag is set.
     *
     * @param request who is to send, and who judges
     * @return the report, whatever the DNS says
     */
    public PreflightReport check(PreflightRequest request) {
        PreflightQuestions asked = start(request);
        return new PreflightRun(request, asked, services).report(new PreflightPlans(request, asked));
    }

    /**
     * Checks many, in their order. Each report comes as soon as it is ready and those before it are out; while the next one
     * is not, further requests are started, {@value #WINDOW} at most, and only those are in memory. The stream is lazy and
     * belongs to one thread: requests that are slow to come hold up the reports, too. Answers are remembered for their TTL, since the domains share includes and addresses;
     * block lists have terms on bulk use, which the checker given by {@link #asking} obeys.
     *
     * @param requests who is to send, and who judges
     * @return the reports
     */
    public Stream<PreflightReport> checkAll(Stream<PreflightRequest> requests) {
        Preflight remembering = new Preflight(
                CachingResolver.builder().maxOctets(MAX_ANSWER_OCTETS).over(dns),
                timeLimit,
                catalog,
                checker,
                services);
        return Window.over(requests, WINDOW, request -> new UnderWay(request, remembering.start(request), services));
    }

    private record UnderWay(PreflightRequest request, PreflightQuestions asked, ServiceCatalog services)
            implements Window.Task<PreflightReport> {
        @Override
        public boolean isReady() {
            return asked.areAnswered();
        }

        @Override
        public PreflightReport result() {
            return new PreflightRun(request, asked, services).report(null);
        }
    }

    private PreflightQuestions start(PreflightRequest request) {
        return new PreflightQuestions(request, dns, timeLimit, lists, catalog.defaults());
    }
}
