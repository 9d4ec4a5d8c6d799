package io.github.todoku.preflight;

import io.github.todoku.dkim.DkimChecker;
import io.github.todoku.dkim.DkimReport;
import io.github.todoku.dkim.DkimRequest;
import io.github.todoku.dkim.DkimSelector;
import io.github.todoku.dmarc.DmarcChecker;
import io.github.todoku.dmarc.DmarcRequest;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.dnsbl.DnsblList;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.senders.ReverseCheck;
import io.github.todoku.senders.ServiceProbe;
import io.github.todoku.senders.internal.AskedOnce;
import io.github.todoku.senders.internal.Envelopes;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerifier;
import io.github.todoku.spf.publish.SpfTree;
import io.github.todoku.spf.publish.SpfWalker;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** All that one preflight asks, on its way at once. */
final class PreflightQuestions {
    final Deadline deadline;
    final DnsResolver dns;
    final CompletableFuture<SpfTree> tree;
    final CompletableFuture<DkimReport> dkim;
    final CompletableFuture<DmarcResult> dmarc;
    final Map<DnsName, CompletableFuture<DomainExistence>> existence = new LinkedHashMap<>();

    /** Which of those are MAIL FROM domains. */
    final Set<DnsName> mailFrom = new LinkedHashSet<>();

    final Map<DnsName, CompletableFuture<DmarcResult>> alignments = new LinkedHashMap<>();
    final Map<DnsName, CompletableFuture<SpfTree>> mailFromTrees = new LinkedHashMap<>();
    final Map<PreflightRequest.Through, CompletableFuture<ServiceProbe>> services = new LinkedHashMap<>();
    final Map<InetAddress, CompletableFuture<SpfResult>> spf = new LinkedHashMap<>();
    final Map<InetAddress, CompletableFuture<ReverseCheck>> reverse = new LinkedHashMap<>();
    final Map<InetAddress, CompletableFuture<DnsblReport>> lists = new LinkedHashMap<>();

    PreflightQuestions(
            PreflightRequest request,
            DnsResolver resolver,
            Duration limit,
            DnsblChecker checker,
            List<DnsblList> blockLists) {
        this.deadline = Deadline.after(limit);
        this.dns = new AskedOnce(resolver, deadline);
        this.tree = SpfWalker.using(dns).withTimeLimit(limit).checkAsync(request.domain());
        request.mailFromDomains().forEach(mailFrom::add);
        Stream.concat(Stream.of(request.domain()), mailFrom.stream())
                .distinct()
                .forEach(name -> existence.put(name, DomainExistence.start(name, dns, deadline)));
        DmarcChecker dmarcChecker = DmarcChecker.using(dns).withTimeLimit(limit);
        this.dmarc = dmarcChecker.checkAsync(DmarcRequest.of(request.domain()));
        this.dkim = DkimChecker.using(dns).withTimeLimit(limit).checkAsync(keys(request));
        for (PreflightRequest.Through through : request.services()) {
            DnsName mailFrom = through.mailFrom();
            if (mailFrom != null) {
                mailFromTrees.computeIfAbsent(
                        mailFrom,
                        name -> SpfWalker.using(dns).withTimeLimit(limit).checkAsync(name));
                alignments.computeIfAbsent(
                        mailFrom,
                        name -> dmarcChecker.checkAsync(
                                DmarcRequest.of(request.domain()).mailFromDomain(name)));
            }
        }
        SpfVerifier verifier = SpfVerifier.using(dns);
        for (PreflightRequest.Through through : request.services()) {
            DnsName include = through.service().spf().include();
            DnsName mailFrom = through.mailFrom() == null ? request.domain() : through.mailFrom();
            if (include != null) {
                services.computeIfAbsent(through, t -> ServiceProbe.start(include, mailFrom, dns, verifier, limit));
            }
        }
        for (InetAddress address : request.addresses()) {
            SpfRequest mail = SpfRequest.from(address)
                    .helo(request.domain().toString())
                    .mailFrom(Envelopes.postmaster(request.domain()));
            spf.put(address, verifier.checkAsync(mail));
            reverse.put(address, ReverseCheck.start(address, dns, deadline));
            lists.put(address, checker.checkAsync(address, blockLists));
        }
    }

    /** Whether there is nothing left to wait for. */
    boolean areAnswered() {
        return Stream.of(existence, alignments, mailFromTrees, services, spf, reverse, lists)
                        .flatMap(questions -> questions.values().stream())
                        .allMatch(CompletableFuture::isDone)
                && Stream.of(tree, dkim, dmarc).allMatch(CompletableFuture::isDone);
    }

    /** The selectors in use, and as guesses those that the services commonly have. */
    private static DkimRequest keys(PreflightRequest request) {
        DkimRequest keys = DkimRequest.of(request.domain());
        for (DnsName selector : request.selectors()) {
            keys = keys.selector(selector, DkimSelector.Source.CALLER);
        }
        for (PreflightRequest.Through through : request.services()) {
            keys = SelectorGuesses.of(through.service(), keys);
        }
        return keys;
    }
}
