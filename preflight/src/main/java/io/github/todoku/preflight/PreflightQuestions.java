package io.github.todoku.preflight;

import io.github.todoku.dkim.DkimChecker;
import io.github.todoku.dkim.DkimReport;
import io.github.todoku.dkim.DkimRequest;
import io.github.todoku.dkim.DkimSelector;
import io.github.todoku.dmarc.DmarcChecker;
import io.github.todoku.dmarc.DmarcRequest;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.dnsbl.DnsblList;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.senders.ReverseCheck;
import io.github.todoku.senders.ReverseChecker;
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

/**
 * All that one preflight asks, on its way at once. What the caller names (services, addresses, lists) is asked through
 * {@code run}; what the domain's records lead to, through {@code strangers}, which has a budget.
 */
final class PreflightQuestions {
    final DnsRun run;
    final DnsRun strangers;
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

    /** What a record can lead to any number of is asked last: it leaves room for the rest. */
    PreflightQuestions(PreflightRequest request, DnsRun run, DnsblChecker checker, List<DnsblList> blockLists) {
        this.run = run;
        this.strangers = DnsRun.using(run, run.deadline()).withMaxQuestions(Preflight.MAX_QUESTIONS);
        Duration limit = run.deadline().remaining();
        request.mailFromDomains().forEach(mailFrom::add);
        Stream.concat(Stream.of(request.domain()), mailFrom.stream())
                .distinct()
                .forEach(name -> existence.put(name, DomainExistence.start(name, strangers)));
        DmarcChecker dmarcChecker = DmarcChecker.using(strangers).withTimeLimit(limit);
        this.dmarc = dmarcChecker.checkAsync(DmarcRequest.of(request.domain()));
        this.dkim = DkimChecker.using(strangers).withTimeLimit(limit).checkAsync(keys(request));
        for (PreflightRequest.Through through : request.services()) {
            DnsName name = through.mailFromDomain();
            if (name != null) {
                alignments.computeIfAbsent(
                        name,
                        aligned -> dmarcChecker.checkAsync(
                                DmarcRequest.of(request.domain()).mailFromDomain(aligned)));
            }
        }
        SpfVerifier verifier = SpfVerifier.using(strangers).withTimeLimit(limit);
        for (InetAddress address : request.addresses()) {
            SpfRequest mail = SpfRequest.from(address)
                    .helo(request.domain().toString())
                    .mailFrom(Envelopes.postmaster(request.domain()));
            spf.put(address, verifier.checkAsync(mail));
            reverse.put(address, ReverseChecker.using(run).withTimeLimit(limit).checkAsync(address));
            lists.put(address, checker.withResolver(run).checkAsync(address, blockLists));
        }
        SpfWalker walker = SpfWalker.using(strangers).withTimeLimit(limit);
        this.tree = walker.checkAsync(request.domain());
        for (PreflightRequest.Through through : request.services()) {
            DnsName name = through.mailFromDomain();
            if (name != null) {
                mailFromTrees.computeIfAbsent(name, walker::checkAsync);
            }
        }
        for (PreflightRequest.Through through : request.services()) {
            DnsName include = through.service().spf().include();
            DnsName name = through.mailFromDomain() == null ? request.domain() : through.mailFromDomain();
            if (include != null) {
                services.computeIfAbsent(through, t -> ServiceProbe.start(include, name, run, verifier, limit));
            }
        }
    }

    /** Whether all came, when there is nothing left to wait for; it never fails. */
    CompletableFuture<Boolean> all() {
        CompletableFuture<?>[] all = Stream.concat(
                        Stream.of(tree, dkim, dmarc),
                        Stream.of(existence, alignments, mailFromTrees, services, spf, reverse, lists)
                                .flatMap(questions -> questions.values().stream()))
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(all).handle((done, broken) -> broken == null);
    }

    /** The selectors in use, those of the message's signatures, and as guesses those that the services commonly have. */
    private static DkimRequest keys(PreflightRequest request) {
        DkimRequest keys = DkimRequest.of(request.domain());
        for (DnsName selector : request.selectors()) {
            keys = keys.selector(selector, DkimSelector.Source.CALLER);
        }
        List<DnsName> signedWith = request.message().stream()
                .flatMap(message -> message.selectors(request.domain()))
                .toList();
        for (DnsName selector : signedWith) {
            keys = keys.selectors().size() < DkimRequest.MAX_SELECTORS
                    ? keys.selector(selector, DkimSelector.Source.SIGNATURE)
                    : keys;
        }
        for (PreflightRequest.Through through : request.services()) {
            keys = SelectorGuesses.of(through.service(), keys);
        }
        return keys;
    }
}
