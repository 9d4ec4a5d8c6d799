package io.github.todoku.dns.client;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.Transport;
import java.io.Serializable;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * How good the resolvers in use are for the checks of this library: whether they answer, invent answers for names that do
 * not exist, or answer over TCP, and what an unanswered question costs. Immutable.
 *
 * @param servers what was found, in the order the servers are asked
 * @param unanswered how long an unanswered question may take: every try at every server
 */
public record ResolverCheck(List<Server> servers, Duration unanswered) implements Serializable {
    private static final int PROBE_LENGTH = 20;

    /**
     * Copies the list.
     *
     * @param servers what was found
     * @param unanswered how long an unanswered question may take
     */
    public ResolverCheck {
        servers = List.copyOf(servers);
    }

    /** What was seen of one thing. */
    public enum Finding {
        /** It is so. */
        YES,
        /** It is not so. */
        NO,
        /** It could not be determined. */
        UNKNOWN
    }

    /**
     * One server.
     *
     * @param address where it is asked
     * @param answer its answer for the name that exists, over UDP (over TLS, if it is asked so)
     * @param took how long that took
     * @param rewritesNxDomain whether it gave records for a name that does not exist; a DNS list asked through such a
     *     resolver lists everybody
     * @param answersTcp whether it answers over TCP (over TLS, if it is asked so); long TXT records need it
     */
    public record Server(
            InetSocketAddress address, DnsAnswer answer, Duration took, Finding rewritesNxDomain, Finding answersTcp)
            implements Serializable {}

    /**
     * Examines every server of a client: three questions each, all at once.
     *
     * @param client whose servers
     * @param existing a question about a name that exists and is known to have such records
     * @param deadline by when the result must be there
     * @return what was found; never fails
     */
    public static CompletionStage<ResolverCheck> of(DnsClient client, DnsQuestion existing, Deadline deadline) {
        List<CompletableFuture<Server>> checks = new ArrayList<>();
        for (int server = 0; server < client.servers().size(); server++) {
            checks.add(check(client, server, existing, deadline).toCompletableFuture());
        }
        return CompletableFuture.allOf(checks.toArray(CompletableFuture[]::new))
                .thenApply(done -> new ResolverCheck(
                        checks.stream().map(CompletableFuture::join).toList(), client.unanswered()));
    }

    private static CompletionStage<Server> check(
            DnsClient client, int server, DnsQuestion existing, Deadline deadline) {
        long start = System.nanoTime();
        InetSocketAddress address = client.servers().get(server);
        DnsResolver udp = client.asking(server, Transport.UDP);
        CompletionStage<Timed> known = udp.resolve(existing, deadline)
                .thenApply(answer -> new Timed(answer, Duration.ofNanos(System.nanoTime() - start)));
        CompletionStage<DnsAnswer> tcp = client.asking(server, Transport.TCP).resolve(existing, deadline);
        CompletionStage<DnsAnswer> missing =
                udp.resolve(new DnsQuestion(improbable(existing.name()), RecordType.A), deadline);
        return known.thenCompose(first -> tcp.thenCompose(byTcp -> missing.thenApply(
                invented -> new Server(address, first.answer(), first.took(), rewrites(invented), works(byTcp)))));
    }

    private record Timed(DnsAnswer answer, Duration took) {}

    /** A name beside {@code existing} that nobody has registered: a long random label under its last label. */
    private static DnsName improbable(DnsName existing) {
        StringBuilder label = new StringBuilder();
        new Random().ints(PROBE_LENGTH, 'a', 'z' + 1).forEach(letter -> label.append((char) letter));
        DnsName top = existing.isRoot() ? existing : existing.suffix(1);
        return DnsName.of(label.toString()).below(top).orElseThrow();
    }

    private static Finding rewrites(DnsAnswer invented) {
        return invented.fold(found -> Finding.YES, empty -> Finding.NO, failed -> Finding.UNKNOWN);
    }

    private static Finding works(DnsAnswer byTcp) {
        return byTcp.fold(
                found -> Finding.YES,
                empty -> Finding.YES,
                failed -> failed.reason() == DnsAnswer.Reason.NETWORK || failed.reason() == DnsAnswer.Reason.TIMEOUT
                        ? Finding.NO
                        : Finding.UNKNOWN);
    }
}
