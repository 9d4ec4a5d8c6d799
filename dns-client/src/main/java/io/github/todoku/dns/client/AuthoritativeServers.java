package io.github.todoku.dns.client;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.IpScope;
import io.github.todoku.dns.RecordType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Goes past the caches: finds the zone a name belongs to and asks each of the zone's own servers, to see whether they agree,
 * how old the resolver's answer is, and where a record is to be published.
 *
 * <p>The zone is found by asking the resolver for NS records at the name and then at each name above it. Addresses of the
 * servers that are not {@linkplain IpScope#isPublic public} are not asked unless allowed: whoever runs a zone chooses those.
 * Cost: one lookup for each label up to the zone's top, two for each server's name without glue, at most {@value #MAX_NAMES}
 * of them, and two questions to each server address, at most {@value #MAX_SERVERS} of them. If a zone lists more servers,
 * only the first are asked ({@link AuthoritativeReport#unasked}). Safe for use by several threads.
 *
 * <pre>{@code
 * AuthoritativeReport report = AuthoritativeServers.using(client).check(new DnsQuestion(domain, RecordType.TXT));
 * out.println(report.agree() + " " + report.isStale());
 * }</pre>
 */
public final class AuthoritativeServers {
    /** The time limit of one question to all servers, unless another is set. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(10);

    /** How many addresses of a zone's servers are asked. */
    public static final int MAX_SERVERS = 26;

    /**
     * How many of a zone's servers' names are resolved: as many as once fitted into a datagram, and more than a real zone
     * needs.
     */
    public static final int MAX_NAMES = 13;

    /** How many names above the one asked about are tried as the zone's top. */
    public static final int MAX_STEPS = 20;

    /** The port name servers answer at. */
    private static final int DNS_PORT = 53;

    private final DnsResolver resolver;
    private final Function<InetAddress, DnsResolver> servers;
    private final boolean anyAddress;
    private final Duration timeLimit;

    private AuthoritativeServers(
            DnsResolver resolver, Function<InetAddress, DnsResolver> servers, boolean anyAddress, Duration timeLimit) {
        this.resolver = resolver;
        this.servers = servers;
        this.anyAddress = anyAddress;
        this.timeLimit = Objects.requireNonNull(timeLimit, "timeLimit");
    }

    /**
     * {@return one that asks real servers, at port 53, and past the client's cache}
     *
     * @param client finds the servers, and asks them
     */
    public static AuthoritativeServers using(DnsClient client) {
        return using(client.uncached(), address -> client.authoritative(new InetSocketAddress(address, DNS_PORT)));
    }

    /**
     * {@return one that asks through given resolvers}
     *
     * @param resolver finds the zone and its servers' addresses
     * @param servers the resolver that asks the server at an address, without recursion
     */
    public static AuthoritativeServers using(DnsResolver resolver, Function<InetAddress, DnsResolver> servers) {
        return new AuthoritativeServers(resolver, servers, false, DEFAULT_TIME_LIMIT);
    }

    /** {@return one that also asks servers at addresses that are not public: loopback, private, link-local} */
    public AuthoritativeServers allowingAnyAddress() {
        return new AuthoritativeServers(resolver, servers, true, timeLimit);
    }

    /**
     * {@return the same with another time limit for one question to all servers}
     *
     * @param limit the longest that it may take; what has not answered by then is a failure in the report
     */
    public AuthoritativeServers withTimeLimit(Duration limit) {
        return new AuthoritativeServers(resolver, servers, anyAddress, limit);
    }

    /**
     * Asks every server of the zone the same question, and waits. An interrupted thread stops waiting: the report names
     * no server, and the thread keeps its interrupt flag.
     *
     * @param question what to ask
     * @return what each said
     */
    public AuthoritativeReport check(DnsQuestion question) {
        DnsRun run = DnsRun.using(resolver, timeLimit);
        return run.await(run.endingWith(begin(run, question)), () -> {
            DnsAnswer unknown = new DnsAnswer.TempFail(question, DnsAnswer.Reason.INTERRUPTED, "not waited for");
            return new AuthoritativeReport(question, null, List.of(), unknown, List.of());
        });
    }

    /**
     * The same without waiting. No network trouble fails the future; cancelling it stops the questions.
     *
     * @param question what to ask
     * @return what each said, now or later
     */
    public CompletableFuture<AuthoritativeReport> checkAsync(DnsQuestion question) {
        DnsRun run = DnsRun.using(resolver, timeLimit);
        return run.endingWith(begin(run, question));
    }

    private CompletableFuture<AuthoritativeReport> begin(DnsRun run, DnsQuestion question) {
        CompletionStage<DnsAnswer> cached = run.resolve(question, run.deadline());
        return cut(run, question.name(), 0)
                .thenCompose(cut -> cached.thenCompose(answer -> askAll(run, question, cut, answer)))
                .toCompletableFuture();
    }

    /** The zone's NS records, or why they are not known. */
    private record Cut(DnsName zone, DnsAnswer answer) {}

    private CompletionStage<Cut> cut(DnsRun run, DnsName name, int step) {
        return run.resolve(new DnsQuestion(name, RecordType.NS), run.deadline()).thenCompose(answer -> {
            boolean top = answer instanceof DnsAnswer.Found && answer.aliases().isEmpty();
            if (top || answer.isFailure() || name.isRoot() || step == MAX_STEPS) {
                return CompletableFuture.completedFuture(new Cut(name, answer));
            }
            return cut(run, name.parent().orElseThrow(), step + 1);
        });
    }

    private CompletionStage<AuthoritativeReport> askAll(DnsRun run, DnsQuestion question, Cut cut, DnsAnswer cached) {
        if (!(cut.answer() instanceof DnsAnswer.Found found)) {
            return CompletableFuture.completedFuture(
                    new AuthoritativeReport(question, null, List.of(), cached, List.of()));
        }
        List<DnsName> hosts = found.records(DnsRecord.Ns.class).stream()
                .map(DnsRecord.Ns::host)
                .toList();
        List<CompletableFuture<List<InetAddress>>> addresses = new ArrayList<>();
        for (DnsName host : hosts.subList(0, Math.min(hosts.size(), MAX_NAMES))) {
            addresses.add(addresses(run, host, found.origin()).toCompletableFuture());
        }
        return all(addresses).thenCompose(known -> {
            List<CompletableFuture<AuthoritativeReport.ServerAnswer>> asked = new ArrayList<>();
            for (Map.Entry<InetAddress, DnsName> server :
                    byAddress(hosts, known).entrySet()) {
                asked.add(askOne(question, cut.zone(), server.getValue(), server.getKey(), run.deadline())
                        .toCompletableFuture());
            }
            return all(asked)
                    .thenApply(answers -> new AuthoritativeReport(question, cut.zone(), hosts, cached, answers));
        });
    }

    private static Map<InetAddress, DnsName> byAddress(List<DnsName> hosts, List<List<InetAddress>> known) {
        Map<InetAddress, DnsName> byAddress = new LinkedHashMap<>();
        for (int i = 0; i < known.size(); i++) {
            for (InetAddress address : known.get(i)) {
                if (byAddress.size() < MAX_SERVERS) {
                    byAddress.putIfAbsent(address, hosts.get(i));
                }
            }
        }
        return byAddress;
    }

    private CompletionStage<List<InetAddress>> addresses(DnsRun run, DnsName host, DnsAnswer.Origin origin) {
        for (DnsAnswer.NameServer server : origin.nameServers()) {
            if (server.host().equals(host) && !server.addresses().isEmpty()) {
                return CompletableFuture.completedFuture(server.addresses());
            }
        }
        CompletionStage<DnsAnswer> four = run.resolve(new DnsQuestion(host, RecordType.A), run.deadline());
        CompletionStage<DnsAnswer> six = run.resolve(new DnsQuestion(host, RecordType.AAAA), run.deadline());
        return four.thenCombine(six, (a, aaaa) -> {
            List<InetAddress> addresses = new ArrayList<>();
            if (!a.isFailure()) {
                a.records(DnsRecord.A.class).forEach(each -> addresses.add(each.address()));
            }
            if (!aaaa.isFailure()) {
                aaaa.records(DnsRecord.Aaaa.class).forEach(each -> addresses.add(each.address()));
            }
            return addresses;
        });
    }

    private CompletionStage<AuthoritativeReport.ServerAnswer> askOne(
            DnsQuestion question, DnsName zone, DnsName host, InetAddress address, Deadline deadline) {
        if (!anyAddress && !IpScope.isPublic(address)) {
            DnsAnswer refused =
                    new DnsAnswer.TempFail(question, DnsAnswer.Reason.NETWORK, "not asked: no public address");
            return CompletableFuture.completedFuture(
                    new AuthoritativeReport.ServerAnswer(host, address, refused, null, Duration.ZERO));
        }
        DnsRun server = DnsRun.using(servers.apply(address), deadline);
        long sentAt = System.nanoTime();
        CompletionStage<DnsAnswer> soa = server.resolve(new DnsQuestion(zone, RecordType.SOA), deadline);
        return server.resolve(question, deadline).thenCompose(answer -> {
            Duration took = Duration.ofNanos(System.nanoTime() - sentAt);
            return soa.thenApply(
                    start -> new AuthoritativeReport.ServerAnswer(host, address, answer, serial(start), took));
        });
    }

    private static @Nullable Long serial(DnsAnswer soa) {
        if (soa instanceof DnsAnswer.Found found && found.records().get(0) instanceof DnsRecord.Soa data) {
            return data.serial();
        }
        return null;
    }

    private static <T> CompletionStage<List<T>> all(List<CompletableFuture<T>> stages) {
        return CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new))
                .thenApply(done -> stages.stream().map(CompletableFuture::join).toList());
    }
}
