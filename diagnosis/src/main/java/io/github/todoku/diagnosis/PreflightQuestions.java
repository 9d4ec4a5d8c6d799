package io.github.todoku.diagnosis;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfTree;
import io.github.todoku.spf.SpfVerifier;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** All that one preflight asks, on its way at once. */
final class PreflightQuestions {
    final Deadline deadline;
    final CompletableFuture<SpfTree> tree;
    final CompletableFuture<MailDomainCheck> mailDomain;
    final Map<DnsName, CompletableFuture<SpfTree>> mailFromTrees = new LinkedHashMap<>();
    final Map<InetAddress, CompletableFuture<SpfResult>> spf = new LinkedHashMap<>();
    final Map<InetAddress, CompletableFuture<ReverseCheck>> reverse = new LinkedHashMap<>();
    final Map<InetAddress, CompletableFuture<DnsblReport>> lists = new LinkedHashMap<>();

    PreflightQuestions(Preflight preflight, PreflightRequest request) {
        Duration limit = preflight.timeLimit();
        this.deadline = Deadline.after(limit);
        DnsResolver dns = new AskedOnce(preflight.dns(), deadline);
        this.tree = SpfTree.walkAsync(dns, request.domain(), limit);
        this.mailDomain = MailDomainCheck.start(request.domain(), dns, deadline);
        for (PreflightRequest.Through through : request.services()) {
            DnsName mailFrom = through.mailFrom();
            if (mailFrom != null) {
                mailFromTrees.computeIfAbsent(mailFrom, name -> SpfTree.walkAsync(dns, name, limit));
            }
        }
        SpfVerifier verifier = SpfVerifier.using(dns);
        for (InetAddress address : request.addresses()) {
            SpfRequest mail = SpfRequest.from(address)
                    .helo(request.domain().toString())
                    .mailFrom(Examination.postmaster(request.domain()));
            spf.put(address, verifier.checkAsync(mail));
            reverse.put(address, ReverseCheck.start(address, dns, deadline));
            lists.put(
                    address,
                    preflight.lists().checkAsync(address, preflight.catalog().defaults()));
        }
    }
}
