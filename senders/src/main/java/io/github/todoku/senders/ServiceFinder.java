package io.github.todoku.senders;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.senders.internal.Envelopes;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.SpfVerifier;
import java.io.Serializable;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Finds the service an address belongs to: from its confirmed reverse name to a domain above it, and there to an SPF
 * record that allows the address. It does what a person does who looks at {@code mta25.mailing.example} and tries
 * {@code include:_spf.mailing.example}; the include is believed only if its record passes for this very address.
 *
 * <pre>{@code
 * ReverseCheck reverse = ReverseChecker.using(dns).check(ip);
 * ServiceFinder.Outcome owner = ServiceFinder.using(dns).check(ip, reverse, mailFromDomain);
 * }</pre>
 */
public final class ServiceFinder {
    /** How long one search may take, unless set otherwise. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(8);

    /** How many domains above the reverse name are tried, the widest first. */
    public static final int MAX_DOMAINS = 3;

    /** The names services use for the record that customers include; the domain's own record comes last. */
    private static final List<String> LABELS = List.of("_spf", "spf");

    /**
     * The result of the search.
     *
     * @param found the service; null if there is none, or none that can be seen today
     * @param unanswered names that gave no answer; if there are some, "none" is not known
     */
    public record Outcome(@Nullable ServiceFound found, List<String> unanswered) implements Serializable {
        /**
         * Copies the list.
         *
         * @param found the service
         * @param unanswered names that gave no answer
         */
        public Outcome {
            unanswered = List.copyOf(unanswered);
        }

        /** {@return whether none was found, and some name gave no answer} */
        public boolean cannotTell() {
            return found == null && !unanswered.isEmpty();
        }

        /** {@return names that gave no answer, one line each} */
        public List<String> gaps() {
            return unanswered;
        }
    }

    private final DnsResolver dns;
    private final Duration timeLimit;
    private final ServiceCatalog services;

    private ServiceFinder(DnsResolver dns, Duration timeLimit, ServiceCatalog services) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.timeLimit = Objects.requireNonNull(timeLimit, "timeLimit");
        this.services = Objects.requireNonNull(services, "services");
    }

    /**
     * {@return a finder that asks {@code dns} and knows the shipped services by name}
     *
     * @param dns whom to ask
     */
    public static ServiceFinder using(DnsResolver dns) {
        return new ServiceFinder(dns, DEFAULT_TIME_LIMIT, ServiceCatalog.shipped());
    }

    /**
     * {@return the same with another time limit}
     *
     * @param limit how long one search may take
     */
    public ServiceFinder withTimeLimit(Duration limit) {
        return new ServiceFinder(dns, limit, services);
    }

    /**
     * {@return the same with these services known by name}
     *
     * @param known the catalogue
     */
    public ServiceFinder withServices(ServiceCatalog known) {
        return new ServiceFinder(dns, timeLimit, known);
    }

    /**
     * {@return who owns the address, waited for} An interrupted thread stops waiting and keeps its interrupt flag.
     *
     * @param client the address
     * @param reverse its reverse name
     * @param mailFrom the sender's own domain, which is nobody's service
     */
    public Outcome check(InetAddress client, ReverseCheck reverse, DnsName mailFrom) {
        DnsRun run = DnsRun.using(dns, timeLimit);
        return run.await(find(client, reverse, mailFrom, run), () -> new Outcome(null, List.of("time limit")));
    }

    /**
     * {@return whose the address is} Asks at most {@value #MAX_DOMAINS} domains by three SPF checks each, all at once. No
     * network trouble fails the future; cancelling it stops the questions.
     *
     * @param client the address
     * @param reverse its reverse name
     * @param mailFrom the sender's own domain, which is nobody's service
     */
    public CompletableFuture<Outcome> checkAsync(InetAddress client, ReverseCheck reverse, DnsName mailFrom) {
        DnsRun run = DnsRun.using(dns, timeLimit);
        return run.endingWith(find(client, reverse, mailFrom, run));
    }

    private CompletableFuture<Outcome> find(InetAddress client, ReverseCheck reverse, DnsName mailFrom, DnsRun run) {
        List<ServiceFound> candidates = candidates(reverse, mailFrom);
        SpfVerifier verifier = SpfVerifier.using(run);
        List<CompletableFuture<SpfResult>> checks = new ArrayList<>();
        for (ServiceFound candidate : candidates) {
            SpfRequest request = SpfRequest.from(client)
                    .helo(candidate.by().toString())
                    .mailFrom(Envelopes.postmaster(candidate.include()));
            checks.add(verifier.checkAsync(request));
        }
        return CompletableFuture.allOf(checks.toArray(CompletableFuture[]::new))
                .thenApply(all -> outcome(candidates, checks));
    }

    private static Outcome outcome(List<ServiceFound> candidates, List<CompletableFuture<SpfResult>> checks) {
        List<String> unanswered = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            SpfVerdict verdict = checks.get(i).join().verdict();
            if (verdict == SpfVerdict.PASS) {
                return new Outcome(candidates.get(i), List.of());
            }
            if (verdict == SpfVerdict.TEMPERROR) {
                unanswered.add(candidates.get(i).include().toString());
            }
        }
        return new Outcome(null, unanswered);
    }

    /** Every domain above a confirmed name, but none that the sender's own domain shares: that host is the sender's. */
    private List<ServiceFound> candidates(ReverseCheck reverse, DnsName mailFrom) {
        List<ServiceFound> candidates = new ArrayList<>();
        for (DnsName host : reverse.confirmed()) {
            services.ofHost(host).ifPresent(service -> addKnown(candidates, service, host, mailFrom));
            int labels = host.labelCount();
            for (int length = 2; length < labels && length < 2 + MAX_DOMAINS; length++) {
                DnsName domain = host.suffix(length);
                if (!domain.isWithin(mailFrom) && !mailFrom.isWithin(domain)) {
                    addCandidates(candidates, domain, host);
                }
            }
            if (!candidates.isEmpty()) {
                break; // one host is enough; more names would be more questions to strangers
            }
        }
        return candidates;
    }

    private static void addKnown(
            List<ServiceFound> candidates, SendingService service, DnsName host, DnsName mailFrom) {
        DnsName include = service.spf().include();
        if (include != null && !include.isWithin(mailFrom) && !mailFrom.isWithin(include)) {
            candidates.add(new ServiceFound(include, include, host));
        }
    }

    private static void addCandidates(List<ServiceFound> candidates, DnsName domain, DnsName host) {
        for (String label : LABELS) {
            DnsName.of(label).below(domain).ifPresent(name -> candidates.add(new ServiceFound(domain, name, host)));
        }
        candidates.add(new ServiceFound(domain, domain, host));
    }
}
