package io.github.todoku.preflight.domain;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.RegistrableDomain;
import io.github.todoku.dns.client.AuthoritativeServers;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.mail.domain.EarlierPolicy;
import io.github.todoku.mail.domain.MxProbe;
import io.github.todoku.mail.domain.PolicyFetcher;
import io.github.todoku.senders.ServiceCatalog;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks at everything about a domain's mail: SPF, DKIM at the selectors of known services, DMARC, BIMI and block lists for mail
 * from it; MX, MTA-STS, TLS-RPT, DANE and, with a probe, STARTTLS for mail to it. It names what to do first, each with the
 * record to publish, tried out.
 *
 * <pre>{@code
 * DomainReport report = DomainChecker.using(dns).check(domain);
 * report.todo().forEach(each -> log.info("{}", each.finding().text(Locale.ENGLISH)));
 * }</pre>
 *
 * <p>At most {@value #MAX_QUESTIONS} questions, beside those to block lists. Immutable, and safe for use by several threads if
 * the resolver is.
 */
public final class DomainChecker {
    /** How long one check may take, unless set. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(30);

    /** The most questions of one check, beside those to block lists. */
    public static final int MAX_QUESTIONS = 700;

    private final DnsResolver dns;
    private final Settings settings;

    private DomainChecker(DnsResolver dns, Settings settings) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.settings = settings;
    }

    /** What a check works with, beside the DNS. */
    static final class Settings implements Cloneable {
        Duration timeLimit = DEFAULT_TIME_LIMIT;
        boolean trusted;

        @Nullable
        PolicyFetcher fetcher;

        @Nullable
        MxProbe probe;

        @Nullable
        EarlierPolicy earlier;

        @Nullable
        DnsblChecker lists;

        @Nullable
        AuthoritativeServers servers;

        DnsblCatalog catalog = DnsblCatalog.shipped();
        ServiceCatalog services = ServiceCatalog.shipped();
        Function<DnsName, Optional<DnsName>> registrable = RegistrableDomain::of;

        @Nullable
        Instant at;

        Settings copy() {
            try {
                return (Settings) clone();
            } catch (CloneNotSupportedException impossible) {
                throw new AssertionError(impossible);
            }
        }

        Instant time() {
            return at == null ? Instant.now() : at;
        }
    }

    /**
     * {@return a checker that asks {@code dns}, no block lists, and nobody else}
     *
     * @param dns whom to ask
     */
    public static DomainChecker using(DnsResolver dns) {
        return new DomainChecker(dns, new Settings());
    }

    /**
     * {@return the same with another time limit}
     *
     * @param limit how long one check may take
     */
    public DomainChecker withTimeLimit(Duration limit) {
        Settings changed = settings.copy();
        changed.timeLimit = Objects.requireNonNull(limit, "limit");
        return new DomainChecker(dns, changed);
    }

    /** {@return the same whose resolver validates, and is trusted to: its AD bit counts (RFC 7672 §2.1.3)} */
    public DomainChecker withValidatingResolver() {
        Settings changed = settings.copy();
        changed.trusted = true;
        return new DomainChecker(dns, changed);
    }

    /**
     * {@return the same that fetches the MTA-STS policy and what BIMI points to}
     *
     * @param fetcher fetches by HTTPS
     */
    public DomainChecker withFetcher(PolicyFetcher fetcher) {
        Settings changed = settings.copy();
        changed.fetcher = Objects.requireNonNull(fetcher, "fetcher");
        return new DomainChecker(dns, changed);
    }

    /**
     * {@return the same that looks at the mail servers}
     *
     * @param probe looks at one server
     */
    public DomainChecker withProbe(MxProbe probe) {
        Settings changed = settings.copy();
        changed.probe = Objects.requireNonNull(probe, "probe");
        return new DomainChecker(dns, changed);
    }

    /**
     * {@return the same that knows what was seen of MTA-STS before}
     *
     * @param seen the id and the policy of then
     */
    public DomainChecker withEarlier(EarlierPolicy seen) {
        Settings changed = settings.copy();
        changed.earlier = Objects.requireNonNull(seen, "seen");
        return new DomainChecker(dns, changed);
    }

    /**
     * {@return the same that asks each of the domain's own name servers, past the resolver and its caches} They are told apart
     * where they differ in MX, SPF or the version of the zone.
     *
     * @param each asks them
     */
    public DomainChecker withServers(AuthoritativeServers each) {
        Settings changed = settings.copy();
        changed.servers = Objects.requireNonNull(each, "each");
        return new DomainChecker(dns, changed);
    }

    /**
     * {@return the same that asks block lists}
     *
     * @param known the catalogue, of which the default lists are asked
     * @param checker asks them; made for the same resolver
     */
    public DomainChecker withLists(DnsblCatalog known, DnsblChecker checker) {
        Settings changed = settings.copy();
        changed.catalog = Objects.requireNonNull(known, "known");
        changed.lists = Objects.requireNonNull(checker, "checker");
        return new DomainChecker(dns, changed);
    }

    /**
     * {@return the same that tries the selectors of these services}
     *
     * @param known the catalogue, with a user's own entries
     */
    public DomainChecker withServices(ServiceCatalog known) {
        Settings changed = settings.copy();
        changed.services = Objects.requireNonNull(known, "known");
        return new DomainChecker(dns, changed);
    }

    /**
     * {@return the same that finds the organizational domain another way, as by the public suffix list}
     *
     * @param of the organizational domain of a name
     */
    public DomainChecker withRegistrableDomain(Function<DnsName, Optional<DnsName>> of) {
        Settings changed = settings.copy();
        changed.registrable = Objects.requireNonNull(of, "of");
        return new DomainChecker(dns, changed);
    }

    /**
     * {@return the same at another time}
     *
     * @param at when; the clock's time unless set
     */
    public DomainChecker withTime(Instant at) {
        Settings changed = settings.copy();
        changed.at = Objects.requireNonNull(at, "at");
        return new DomainChecker(dns, changed);
    }

    /**
     * {@return everything about a domain's mail, waited for} A thread that is interrupted waits no longer: the report says what
     * is known, the rest cannot be told, and the thread keeps its interrupt flag.
     *
     * @param domain the domain
     */
    public DomainReport check(DnsName domain) {
        DnsRun run = run();
        DomainRun begun = new DomainRun(domain, run, settings);
        return run.await(begun.start(), begun::late);
    }

    /**
     * {@return everything about a domain's mail} No network trouble fails the future; cancelling it stops the questions.
     *
     * @param domain the domain
     */
    public CompletableFuture<DomainReport> checkAsync(DnsName domain) {
        DnsRun run = run();
        return run.endingWith(new DomainRun(domain, run, settings).start());
    }

    private DnsRun run() {
        return DnsRun.using(dns, settings.timeLimit).withMaxQuestions(MAX_QUESTIONS);
    }

    /** {@code DomainChecker[PT30S]}, for logs. */
    @Override
    public String toString() {
        return "DomainChecker[" + settings.timeLimit + "]";
    }
}
