package io.github.todoku.diagnosis;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.client.AuthoritativeServers;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.dnsbl.DnsblList;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.preflight.MailDomainCheck;
import io.github.todoku.senders.KnownService;
import io.github.todoku.senders.ReverseCheck;
import io.github.todoku.senders.ServiceCatalog;
import io.github.todoku.senders.ServiceFinder;
import io.github.todoku.senders.Sibling;
import io.github.todoku.senders.internal.Envelopes;
import io.github.todoku.senders.internal.Waiting;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.SpfVerifier;
import io.github.todoku.spf.publish.SpfSender;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Asks the DNS for what the rows need: all sources at once, each with a time budget of its own. */
final class EvidenceRound {
    /** How long SPF may take: RFC 7208 §4.6.4 wants at least twenty seconds allowed. */
    static final Duration SPF_BUDGET = Duration.ofSeconds(20);

    /** How long the lists may take. */
    static final Duration LISTS_BUDGET = Duration.ofSeconds(12);

    /** How long reverse names and MX may take. */
    static final Duration NAMES_BUDGET = Duration.ofSeconds(8);

    private static final Set<SpfVerdict> NOT_LISTED_THERE =
            Set.of(SpfVerdict.NONE, SpfVerdict.FAIL, SpfVerdict.SOFTFAIL, SpfVerdict.NEUTRAL);

    private final DnsResolver dns;
    private final SpfVerifier verifier;
    private final Deadline deadline;
    private final Findings findings;

    EvidenceRound(DnsResolver dns, SpfVerifier verifier, Deadline deadline, Findings findings) {
        this.dns = dns;
        this.verifier = verifier;
        this.deadline = deadline;
        this.findings = findings;
    }

    /** The client's address where the reply names none: the only one the caller sends from, or the reporting host's. */
    CaseFacts knowClient(CaseFacts facts, SendingProfile profile, Set<Condition.Source> sources)
            throws InterruptedException {
        boolean needed = sources.contains(Condition.Source.SPF)
                || sources.contains(Condition.Source.REVERSE)
                || sources.contains(Condition.Source.LISTS);
        if (facts.clientAddress() != null || !needed) {
            return facts;
        }
        Optional<InetAddress> given = onlySender(profile);
        if (given.isPresent()) {
            return facts.withClient(given.get(), CaseFacts.Origin.GIVEN);
        }
        return reportingHost(facts)
                .map(a -> facts.withClient(a, CaseFacts.Origin.REPORTING_HOST))
                .orElse(facts);
    }

    /** Of several senders nobody knows which one it was. */
    private static Optional<InetAddress> onlySender(SendingProfile profile) {
        return profile.senders().size() == 1
                        && profile.senders().get(0) instanceof SpfSender.Network only
                        && only.network().prefixLength() == 8 * only.network().octets().length
                ? Optional.of(Envelopes.address(only.network()))
                : Optional.empty();
    }

    private Optional<InetAddress> reportingHost(CaseFacts facts) throws InterruptedException {
        Optional<DnsName> name = facts.sendersHost().filter(host -> host.labelCount() > 2);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Deadline limit = deadline.earlier(Deadline.after(NAMES_BUDGET));
        DnsAnswer answer = dns.lookup(new DnsQuestion(name.get(), RecordType.A), limit);
        return answer.isFailure()
                ? Optional.empty()
                : answer.records(DnsRecord.A.class).stream().findFirst().map(DnsRecord.A::address);
    }

    /** Asks all sources, waits, and then asks what rests on their answers. */
    void ask(CaseFacts facts, Set<Condition.Source> sources, Instruments instruments) throws InterruptedException {
        List<Asked<?>> asked = new ArrayList<>();
        InetAddress client = facts.clientAddress();
        DnsName domain = facts.domain();
        DnsName recipient = facts.recipientDomain();
        if (sources.contains(Condition.Source.SPF) && client != null && domain != null) {
            asked.add(start(
                    Condition.Source.SPF,
                    SPF_BUDGET,
                    (asking, limit) -> spf(client, domain, facts, asking),
                    r -> findings.spf = r));
        }
        ServiceCatalog services = instruments.services();
        if (sources.contains(Condition.Source.DKIM) || sources.contains(Condition.Source.DMARC)) {
            findings.signaturesLeftOut =
                    facts.signatures() != null && facts.signatures().size() > MailAuthQuestions.MAX_SIGNATURES;
            findings.known = KnownService.find(facts.mailsNames(), services).orElse(null);
        }
        DnsName from = facts.fromDomain();
        if (sources.contains(Condition.Source.DMARC) && from != null) {
            asked.add(start(
                    Condition.Source.DMARC,
                    NAMES_BUDGET,
                    (asking, limit) -> new MailAuthQuestions(asking, facts, services, NAMES_BUDGET).dmarc(from),
                    r -> findings.dmarc = r));
        }
        if (sources.contains(Condition.Source.DKIM)) {
            asked.add(start(
                    Condition.Source.DKIM,
                    NAMES_BUDGET,
                    (asking, limit) -> new MailAuthQuestions(asking, facts, services, NAMES_BUDGET).dkim(),
                    r -> findings.dkim = r));
        }
        if (sources.contains(Condition.Source.MAIL_FROM_DOMAIN) && domain != null) {
            asked.add(start(
                    Condition.Source.MAIL_FROM_DOMAIN,
                    NAMES_BUDGET,
                    (asking, limit) -> MailDomainCheck.start(domain, asking, limit),
                    r -> findings.mailFrom = r));
        }
        if (sources.contains(Condition.Source.RECIPIENT_DOMAIN) && recipient != null) {
            asked.add(start(
                    Condition.Source.RECIPIENT_DOMAIN,
                    NAMES_BUDGET,
                    (asking, limit) -> MailDomainCheck.start(recipient, asking, limit),
                    r -> findings.recipient = r));
        }
        if (sources.contains(Condition.Source.REVERSE) && client != null) {
            asked.add(start(
                    Condition.Source.REVERSE,
                    NAMES_BUDGET,
                    (asking, limit) -> ReverseCheck.start(client, asking, limit),
                    r -> findings.reverse = r));
        }
        if (sources.contains(Condition.Source.LISTS) && client != null) {
            asked.add(start(
                    Condition.Source.LISTS,
                    LISTS_BUDGET,
                    (asking, limit) -> lists(client, instruments, asking),
                    r -> findings.lists = r));
        }
        List<DnsName> domains = sendersDomains(facts);
        if (sources.contains(Condition.Source.DOMAIN_LISTS) && !domains.isEmpty()) {
            asked.add(start(
                    Condition.Source.DOMAIN_LISTS,
                    LISTS_BUDGET,
                    (asking, limit) -> domainLists(domains, instruments, asking),
                    r -> findings.domainLists = r));
        }
        findings.serversCanBeAsked = instruments.servers() != null;
        awaitFirst(asked, Condition.Source.SPF);
        asked.addAll(askEachServer(facts, sources, instruments));
        awaitFirst(asked, Condition.Source.REVERSE);
        asked.addAll(askWhatRestsOnThese(facts, sources, services));
        for (Asked<?> each : asked) {
            each.await(findings);
        }
    }

    /** What rests on a source is asked as soon as that one is in; the others go on, each for its own time. */
    private void awaitFirst(List<Asked<?>> asked, Condition.Source source) throws InterruptedException {
        for (Asked<?> each : List.copyOf(asked)) {
            if (each.source() == source) {
                each.await(findings);
                asked.remove(each);
            }
        }
    }

    /** Only where SPF passes for us: then one of the servers may have said something else to the receiver. */
    private List<Asked<?>> askEachServer(CaseFacts facts, Set<Condition.Source> sources, Instruments instruments) {
        SpfResult spf = findings.spf;
        AuthoritativeServers servers = instruments.servers();
        DnsName domain = facts.domain();
        if (!sources.contains(Condition.Source.SERVERS)
                || servers == null
                || domain == null
                || spf == null
                || spf.verdict() != SpfVerdict.PASS) {
            return List.of();
        }
        return List.of(start(
                Condition.Source.SERVERS,
                NAMES_BUDGET,
                (asking, limit) -> servers.ask(new DnsQuestion(domain, RecordType.TXT), limit)
                        .toCompletableFuture(),
                report -> findings.servers = report));
    }

    private List<Asked<?>> askWhatRestsOnThese(CaseFacts facts, Set<Condition.Source> sources, ServiceCatalog known) {
        InetAddress client = facts.clientAddress();
        DnsName domain = facts.domain();
        ReverseCheck reverse = findings.reverse;
        SpfResult spf = findings.spf;
        if (client == null || domain == null || reverse == null || spf == null) {
            return List.of();
        }
        List<Asked<?>> asked = new ArrayList<>();
        boolean open = NOT_LISTED_THERE.contains(spf.verdict()) && reverse.state() != ReverseCheck.State.UNKNOWN;
        if (sources.contains(Condition.Source.SERVICE) && open) {
            asked.add(start(
                    Condition.Source.SERVICE,
                    NAMES_BUDGET,
                    (asking, limit) -> new ServiceFinder(verifier, known).find(client, reverse, domain),
                    this::knowService));
        }
        if (sources.contains(Condition.Source.SIBLING) && open && client instanceof Inet6Address) {
            asked.add(start(
                    Condition.Source.SIBLING,
                    NAMES_BUDGET,
                    (asking, limit) -> new Sibling(dns, verifier, limit).passes(reverse, domain),
                    passes -> findings.siblingPasses = passes.orElse(null)));
        }
        return asked;
    }

    private void knowService(ServiceFinder.Outcome outcome) {
        findings.service = outcome.found();
        findings.serviceLookedFor = outcome.unanswered().isEmpty();
        outcome.unanswered().forEach(name -> findings.gap("service: " + name));
    }

    private CompletableFuture<SpfResult> spf(InetAddress client, DnsName domain, CaseFacts facts, DnsResolver asking) {
        String helo = facts.sendingHost() == null ? domain.toString() : facts.sendingHost();
        return SpfVerifier.using(asking)
                .checkAsync(SpfRequest.from(client).helo(helo).mailFrom(Envelopes.postmaster(domain)));
    }

    /** The default lists, and those that the reply may mean. */
    private CompletableFuture<DnsblReport> lists(InetAddress client, Instruments instruments, DnsResolver asking) {
        Set<DnsblList> lists = new LinkedHashSet<>(findings.namedLists);
        lists.addAll(instruments.catalog().defaults());
        return instruments.checker(asking).checkAsync(client, List.copyOf(lists));
    }

    /** The same of each domain, by the lists that hold domains. */
    private CompletableFuture<List<DnsblReport>> domainLists(
            List<DnsName> domains, Instruments instruments, DnsResolver asking) {
        Set<DnsblList> lists = new LinkedHashSet<>(findings.namedLists);
        lists.addAll(instruments.catalog().defaults());
        lists.removeIf(list -> !NamedLists.servesDomains(list));
        DnsblChecker checker = instruments.checker(asking);
        List<CompletableFuture<DnsblReport>> asked = domains.stream()
                .map(domain -> checker.checkAsync(domain, List.copyOf(lists)))
                .toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(all -> asked.stream().map(CompletableFuture::join).toList());
    }

    /** The domains that a receiver may hold against the mail: of MAIL FROM, of From, and of the host that says HELO. */
    static List<DnsName> sendersDomains(CaseFacts facts) {
        Set<DnsName> domains = new LinkedHashSet<>();
        if (facts.domain() != null) {
            domains.add(facts.domain());
        }
        if (facts.fromDomain() != null) {
            domains.add(facts.fromDomain());
        }
        facts.sendersHost().ifPresent(domains::add);
        return List.copyOf(domains);
    }

    private <T> Asked<T> start(
            Condition.Source source,
            Duration budget,
            BiFunction<DnsResolver, Deadline, CompletableFuture<T>> question,
            Consumer<T> into) {
        Deadline limit = deadline.earlier(Deadline.after(budget));
        CompletableFuture<T> stage;
        try {
            stage = question.apply(findings.asking(source, dns), limit);
        } catch (RuntimeException broken) { // whatever a checker of the caller's own may throw
            stage = CompletableFuture.failedFuture(broken);
        }
        return new Asked<>(source, stage, limit, into);
    }

    /** A question under way. */
    private record Asked<T>(Condition.Source source, CompletableFuture<T> stage, Deadline limit, Consumer<T> into) {
        void await(Findings findings) throws InterruptedException {
            List<String> broken = new ArrayList<>();
            Optional<T> result = Waiting.forResult(stage, limit, broken::add);
            if (result.isPresent()) {
                into.accept(result.get());
                findings.came(source);
            } else if (broken.isEmpty()) {
                findings.late(source);
            } else {
                broken.forEach(line -> findings.gap(source.kind() + ": " + line));
            }
        }
    }
}
