package io.github.todoku.preflight;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.senders.internal.Envelopes;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.SpfVerifier;
import io.github.todoku.spf.publish.SpfTree;
import io.github.todoku.spf.publish.SpfWalker;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Whether a service's own addresses pass for a domain: the service's include is walked, and an IPv4 and an IPv6 address that
 * it allows are checked against the domain. What stands in the record, and by which way, does not matter: the verdict does.
 *
 * @param passed the addresses that pass
 * @param failed the checks that came to something else
 * @param unknown whether there was nothing to try, or the DNS did not answer
 */
record ServiceProbe(List<InetAddress> passed, List<SpfResult> failed, boolean unknown) {
    /**
     * Copies the lists.
     *
     * @param passed the addresses that pass
     * @param failed the checks that came to something else
     * @param unknown whether there was nothing to try, or the DNS did not answer
     */
    ServiceProbe {
        passed = List.copyOf(passed);
        failed = List.copyOf(failed);
    }

    /**
     * Asks without waiting.
     *
     * @param include the service's include
     * @param mailFrom the domain that the addresses are checked against
     * @param dns the resolver to ask
     * @param verifier checks the addresses
     * @param limit how long the walk may take
     * @return what came out
     */
    static CompletableFuture<ServiceProbe> start(
            DnsName include, DnsName mailFrom, DnsResolver dns, SpfVerifier verifier, Duration limit) {
        return SpfWalker.using(dns)
                .withTimeLimit(limit)
                .checkAsync(include)
                .thenCompose(tree -> probe(tree, mailFrom, verifier));
    }

    private static CompletableFuture<ServiceProbe> probe(SpfTree tree, DnsName mailFrom, SpfVerifier verifier) {
        List<InetAddress> addresses = addresses(tree);
        List<CompletableFuture<SpfResult>> checks = new ArrayList<>();
        for (InetAddress address : addresses) {
            checks.add(verifier.checkAsync(
                    SpfRequest.from(address).helo(mailFrom.toString()).mailFrom(Envelopes.postmaster(mailFrom))));
        }
        return CompletableFuture.allOf(checks.toArray(CompletableFuture[]::new)).thenApply(all -> {
            List<InetAddress> passed = new ArrayList<>();
            List<SpfResult> failed = new ArrayList<>();
            boolean unknown = addresses.isEmpty();
            for (int i = 0; i < addresses.size(); i++) {
                SpfResult result = checks.get(i).join();
                if (result.verdict() == SpfVerdict.PASS) {
                    passed.add(addresses.get(i));
                } else if (result.verdict() == SpfVerdict.TEMPERROR) {
                    unknown = true;
                } else {
                    failed.add(result);
                }
            }
            return new ServiceProbe(passed, failed, unknown);
        });
    }

    /** The first IPv4 and the first IPv6 network that pass. */
    private static List<InetAddress> addresses(SpfTree tree) {
        List<InetAddress> addresses = new ArrayList<>();
        for (boolean ipv4 : new boolean[] {true, false}) {
            tree.passing().stream()
                    .filter(network -> network.isIpv4() == ipv4)
                    .findFirst()
                    .map(ServiceProbe::first)
                    .ifPresent(addresses::add);
        }
        return addresses;
    }

    private static InetAddress first(IpNetwork network) {
        byte[] octets = network.octets();
        return Envelopes.address(IpNetwork.ofOctets(octets, 8 * octets.length));
    }
}
