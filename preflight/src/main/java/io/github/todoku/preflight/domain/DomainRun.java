package io.github.todoku.preflight.domain;

import io.github.todoku.dkim.DkimChecker;
import io.github.todoku.dkim.DkimReport;
import io.github.todoku.dkim.DkimRequest;
import io.github.todoku.dmarc.DmarcChecker;
import io.github.todoku.dmarc.DmarcRequest;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.client.AuthoritativeReport;
import io.github.todoku.dns.client.AuthoritativeServers;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.finding.Finding;
import io.github.todoku.mail.domain.BimiChecker;
import io.github.todoku.mail.domain.BimiReport;
import io.github.todoku.mail.domain.InboundChecker;
import io.github.todoku.mail.domain.InboundReport;
import io.github.todoku.mail.domain.MxReport;
import io.github.todoku.preflight.SelectorGuesses;
import io.github.todoku.senders.SendingService;
import io.github.todoku.spf.publish.SpfLinter;
import io.github.todoku.spf.publish.SpfReport;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** One look at a domain: every check at once, what they find sorted by part, and what to do first tried out. */
final class DomainRun {
    /** How many addresses of mail servers the block lists are asked for. */
    private static final int MAX_LISTED_ADDRESSES = 8;

    /** How long the domain's own name servers may take: one that is dead is waited for until then. */
    private static final Duration NAME_SERVERS_LIMIT = Duration.ofSeconds(6);

    private final DnsName domain;
    private final DnsRun run;
    private final DomainChecker.Settings settings;

    DomainRun(DnsName domain, DnsRun run, DomainChecker.Settings settings) {
        this.domain = domain;
        this.run = run;
        this.settings = settings;
    }

    private Duration left() {
        Duration left = run.deadline().remaining();
        return left.isNegative() || left.isZero() ? Duration.ofMillis(1) : left;
    }

    CompletableFuture<DomainReport> start() {
        CompletableFuture<InboundReport> inbound = inboundChecker().checkAsync(domain);
        CompletableFuture<SpfReport> spf = linter(run).checkAsync(domain);
        CompletableFuture<Mend> spfMend =
                spf.thenCompose(report -> SpfMend.of(report, run, settings.services.senders(), this::linter));
        CompletableFuture<DkimReport> dkim = spf.thenCompose(this::dkim);
        CompletableFuture<DmarcResult> dmarc =
                DmarcChecker.using(run).withTimeLimit(left()).checkAsync(DmarcRequest.of(domain));
        CompletableFuture<Mend> dmarcMend = dmarc.thenCompose(result -> DmarcMend.of(result, run));
        CompletableFuture<BimiReport> bimi = bimiChecker().checkAsync(domain);
        CompletableFuture<List<DnsblReport>> lists = inbound.thenCompose(known -> lists(known.mx()));
        CompletableFuture<List<Finding>> servers = nameServers();
        return CompletableFuture.allOf(servers, inbound, spf, spfMend, dkim, dmarc, dmarcMend, bimi, lists)
                .thenCompose(done -> report(
                        new DomainReport.Checks(
                                inbound.join(),
                                spf.join(),
                                dkim.join(),
                                dmarc.join(),
                                PartFindings.withDmarc(bimi.join(), dmarc.join()),
                                lists.join()),
                        spfMend.join(),
                        dmarcMend.join(),
                        servers.join()));
    }

    private SpfLinter linter(DnsResolver dns) {
        return SpfLinter.using(dns)
                .withTimeLimit(left())
                .withNaming(name -> settings.services.ofInclude(name).map(SendingService::name))
                .withForwarders(host -> forwarder(host).map(SendingService::name));
    }

    private Optional<SendingService> forwarder(DnsName host) {
        return settings.services.ofHost(host).filter(SendingService::isForwarding);
    }

    /**
     * The term by which a host that takes mail may send it: {@code mx} for the domain's own, the include of a service that sends;
     * empty for one that only forwards, and for a stranger's, which need not send anything.
     */
    private Optional<String> sending(DnsName host) {
        Optional<SendingService> service = settings.services.ofHost(host);
        if (service.isPresent()) {
            return service.filter(known -> !known.isForwarding())
                    .map(known -> known.spf().include())
                    .map(include -> "include:" + include);
        }
        Optional<DnsName> owner = settings.registrable.apply(host);
        boolean own = host.isWithin(domain) || (owner.isPresent() && owner.equals(settings.registrable.apply(domain)));
        return own ? Optional.of("mx") : Optional.empty();
    }

    /** What can be said when even the end of the time limit brought no result: the checks that ask nobody any more. */
    DomainReport late() {
        DnsRun ended = DnsRun.using(run, Duration.ofMillis(1));
        DomainChecker.Settings bare = settings.copy();
        bare.fetcher = null;
        bare.probe = null;
        bare.lists = null;
        bare.servers = null;
        return new DomainRun(domain, ended, bare).start().join();
    }

    /** Both questions to each of the zone's servers; nothing where there is no way to ask them. */
    private CompletableFuture<List<Finding>> nameServers() {
        AuthoritativeServers each = settings.servers;
        if (each == null) {
            return CompletableFuture.completedFuture(List.of());
        }
        Duration limit = left().compareTo(NAME_SERVERS_LIMIT) < 0 ? left() : NAME_SERVERS_LIMIT;
        AuthoritativeServers servers = each.withTimeLimit(limit);
        CompletableFuture<AuthoritativeReport> mx = servers.checkAsync(new DnsQuestion(domain, RecordType.MX));
        CompletableFuture<AuthoritativeReport> txt = servers.checkAsync(new DnsQuestion(domain, RecordType.TXT));
        return mx.thenCombine(txt, (first, second) -> new NameServerFindings(domain, first, second).judge());
    }

    private InboundChecker inboundChecker() {
        InboundChecker checker = InboundChecker.using(run).withTimeLimit(left()).withTime(settings.time());
        checker = settings.trusted ? checker.withValidatingResolver() : checker;
        checker = settings.fetcher == null ? checker : checker.withFetcher(settings.fetcher);
        checker = settings.earlier == null ? checker : checker.withEarlier(settings.earlier);
        return settings.probe == null ? checker : checker.withProbe(settings.probe);
    }

    private BimiChecker bimiChecker() {
        BimiChecker checker = BimiChecker.using(run)
                .withTimeLimit(left())
                .withTime(settings.time())
                .withRegistrableDomain(settings.registrable);
        return settings.fetcher == null ? checker : checker.withFetcher(settings.fetcher);
    }

    /** The selectors of the services that the SPF record names first, then those of all the others. */
    private CompletableFuture<DkimReport> dkim(SpfReport spf) {
        Set<SendingService> services = new LinkedHashSet<>();
        spf.services()
                .keySet()
                .forEach(name -> settings.services.ofInclude(name).ifPresent(services::add));
        services.addAll(settings.services.services());
        DkimRequest request = DkimRequest.of(domain);
        for (SendingService each : services) {
            request = SelectorGuesses.of(each, request);
        }
        return DkimChecker.using(run).withTimeLimit(left()).checkAsync(request);
    }

    private CompletableFuture<List<DnsblReport>> lists(MxReport mx) {
        DnsblChecker checker = settings.lists;
        if (checker == null) {
            return CompletableFuture.completedFuture(List.of());
        }
        List<CompletableFuture<DnsblReport>> asked = new ArrayList<>();
        asked.add(checker.checkAsync(domain, settings.catalog.defaults()));
        List<InetAddress> addresses = mx.hosts().stream()
                .flatMap(host -> host.addresses().stream())
                .distinct()
                .limit(MAX_LISTED_ADDRESSES)
                .toList();
        addresses.forEach(address -> asked.add(checker.checkAsync(address, settings.catalog.defaults())));
        return CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> asked.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<DomainReport> report(
            DomainReport.Checks checks, Mend spf, Mend dmarc, List<Finding> servers) {
        Map<DomainPart, List<Finding>> parts = new EnumMap<>(DomainPart.class);
        parts.putAll(PartFindings.of(checks, spf, dmarc, servers, this::sending));
        return new DomainProofs(domain, run, settings, left())
                .of(parts)
                .thenApply(todo -> new DomainReport(settings.time(), checks, parts, todo));
    }
}
