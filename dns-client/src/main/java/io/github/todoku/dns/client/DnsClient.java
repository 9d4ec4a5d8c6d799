package io.github.todoku.dns.client;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsListener;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.Transport;
import io.github.todoku.dns.client.internal.Network;
import io.github.todoku.dns.client.internal.Server;
import io.github.todoku.dns.client.internal.Settings;
import io.github.todoku.dns.client.internal.SystemServers;
import io.github.todoku.dns.client.internal.TlsIdentity;
import java.net.InetSocketAddress;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Asks real name servers: recursive resolvers, over UDP and TCP, or over TLS.
 *
 * <pre>{@code
 * try (DnsClient dns = DnsClient.system()) {
 *     DnsAnswer answer = dns.lookup("example.com", RecordType.TXT);
 * }
 * }</pre>
 *
 * <p>Make one and share it: any number of threads may use it. It has one reader thread, two threads that complete answers,
 * and a few sockets that it opens when needed. A try that ends without a usable answer (time-out, SERVFAIL, REFUSED,
 * unreadable) is followed by the next server, for as many rounds as are set; the last failure is the answer. Datagrams that
 * answer nothing we asked are counted and ignored (RFC 5452 §9.1). Aliases are followed inside the answer only, at most
 * {@value InMemoryDns#MAX_ALIASES}. The AD bit is reported raw: it is worth what the path to the server is worth, so use a
 * validating resolver on this machine where that matters.
 *
 * <p>Answers are cached for their TTL, bounded by number and size ({@link Builder#cache}, {@link Builder#withoutCache});
 * {@link #uncached} asks past it.
 *
 * <p>Answers are completed on the client's own threads or the executor given, those from the cache at once on the caller's.
 * A callback that blocks there holds up other answers; one that {@linkplain #lookup looks up} more costs a thread while it
 * waits. {@link #close} gives back every thread and descriptor; what still waits is answered with CLOSED.
 */
public final class DnsClient implements DnsResolver, AutoCloseable {
    private final List<InetSocketAddress> addresses;
    private final Network network;
    private final Duration unanswered;
    private final DnsResolver wire;
    private final DnsResolver front;
    private volatile boolean closed;

    private DnsClient(Builder builder, List<Network.Place> servers) {
        this.addresses = servers.stream().map(Network.Place::address).toList();
        this.unanswered = builder.timeout.multipliedBy((long) builder.tries * addresses.size());
        this.network = new Network(builder.settings(), servers, builder.executor);
        Transport transport = network.servers().get(0).transport(builder.transport); // one for all
        this.wire = (question, deadline) -> network.ask(question, deadline, network.servers(), transport, true);
        CachingResolver.Builder cache = builder.cache;
        this.front = cache == null ? wire : cache.over(wire, true);
    }

    /**
     * {@return a client of the servers that this machine is configured to use, with the standard settings} Search lists,
     * {@code ndots} and the hosts file are not used.
     */
    public static DnsClient system() {
        return builder().build();
    }

    /**
     * Settings for a client, standard until changed.
     *
     * @return the settings
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
        Objects.requireNonNull(question, "question");
        Objects.requireNonNull(deadline, "deadline");
        return closed
                ? CompletableFuture.completedFuture(
                        new DnsAnswer.TempFail(question, DnsAnswer.Reason.CLOSED, "the client is closed"))
                : front.resolve(question, deadline);
    }

    /** {@return a resolver that asks this client's servers past its cache, and remembers nothing} Valid until it is closed. */
    public DnsResolver uncached() {
        return wire;
    }

    /**
     * {@return a resolver that asks this one server, through this client's threads, for what the server knows itself (no recursion):
     * the way to ask an authoritative server} A referral comes back as {@link DnsAnswer.NoData} that is not
     * {@linkplain DnsAnswer.Origin#authoritative() authoritative} and names the servers to ask instead. Valid until this
     * client is closed. The question travels in the open, over UDP and TCP, even if this client asks its own servers over TLS.
     *
     * @param server the address to ask
     */
    public DnsResolver authoritative(InetSocketAddress server) {
        List<Server> one = List.of(network.server(checked(server)));
        return (question, deadline) -> network.ask(question, deadline, one, Transport.UDP, false);
    }

    /** A resolver that asks this one of its servers in this way; over TLS where that is how it is asked. */
    DnsResolver asking(int server, Transport by) {
        Server one = network.servers().get(server);
        return (question, deadline) -> network.ask(question, deadline, List.of(one), one.transport(by), true);
    }

    private static InetSocketAddress checked(InetSocketAddress server) {
        if (server.isUnresolved()) {
            throw new IllegalArgumentException(server + " has no address");
        }
        return server;
    }

    /** {@return the servers it asks, in order} */
    public List<InetSocketAddress> servers() {
        return addresses;
    }

    /** {@return how long an unanswered question takes at most, regardless of its deadline: every try at every server} */
    public Duration unanswered() {
        return unanswered;
    }

    /** {@return how many replies answered nothing we had asked: late, forged or broken ones} */
    public long strays() {
        return network.strays().sum();
    }

    /** {@return how many sockets are open now} */
    public int openSockets() {
        return network.openSockets().intValue();
    }

    /** Gives back threads and descriptors; what still waits is answered with CLOSED. A second call does nothing. */
    @Override
    public void close() {
        closed = true;
        network.close();
    }

    /** Settings for a {@link DnsClient}. Not thread-safe. */
    public static final class Builder {
        private List<ServerAddress> servers = List.of();
        private @Nullable SSLContext tls;
        private Transport transport = Transport.UDP;
        private Duration timeout = Duration.ofSeconds(2);
        private int tries = 2;
        private int socketsPerServer = 8;
        private int maxInFlight = 4096;
        private int maxQueued = 1 << 17;
        private int queriesPerSocket = Settings.BY_DISTANCE;
        private Duration socketLifetime = Duration.ofSeconds(60);
        private boolean mixCase;
        private DnsListener listener = DnsListener.NONE;
        private @Nullable Executor executor;
        private CachingResolver.@Nullable Builder cache = CachingResolver.builder();

        private Builder() {}

        /**
         * Adds a recursive server to ask, after those named before.
         *
         * <p>With {@code tls://} before its address it is asked over TLS (RFC 7858), on port 853 where none is given, and in no other
         * way: a server whose certificate is not for its address, or for the name that stands behind {@code #}, is sent nothing.
         * Either all servers are asked over TLS, or none.
         *
         * @param address its IP address, with a port where that is not 53: {@code "192.0.2.53"}, {@code
         *     "127.0.0.1:5300"}, {@code "[2001:db8::53]:5353"}, {@code "tls://192.0.2.53"}, {@code "tls://192.0.2.53#dns.example"}
         * @return this
         * @throws IllegalArgumentException if it is no IP address; names are not looked up
         */
        public Builder server(String address) {
            List<ServerAddress> more = new ArrayList<>(servers);
            more.add(ServerAddress.of(address));
            this.servers = List.copyOf(more);
            return this;
        }

        /**
         * Which certificates to trust, of servers that are asked over TLS; by default those that this JDK trusts, as {@link
         * SSLContext#getDefault} says.
         *
         * @param context whose trust managers are asked; they may be asked on threads that complete answers
         * @return this
         */
        public Builder tls(SSLContext context) {
            this.tls = Objects.requireNonNull(context, "context");
            return this;
        }

        /**
         * How answers are cached; by default as {@link CachingResolver#builder()} says.
         *
         * @param settings of the cache
         * @return this
         */
        public Builder cache(CachingResolver.Builder settings) {
            this.cache = Objects.requireNonNull(settings, "settings");
            return this;
        }

        /**
         * Switches the cache off: each question goes to a server.
         *
         * @return this
         */
        public Builder withoutCache() {
            this.cache = null;
            return this;
        }

        /**
         * The recursive servers to ask, in order; the system's if never set or empty.
         *
         * @param servers their addresses, in order
         * @return this
         */
        public Builder servers(List<InetSocketAddress> servers) {
            this.servers = servers.stream()
                    .map(each -> new ServerAddress(checked(each), false, null))
                    .toList();
            return this;
        }

        /**
         * How long one try waits for an answer; 2 s by default.
         *
         * @param timeout of one try
         * @return this
         */
        public Builder timeout(Duration timeout) {
            this.timeout = Bounds.positive(timeout, "timeout");
            return this;
        }

        /**
         * How many times each server is tried; 2 by default.
         *
         * @param tries 1 to 10
         * @return this
         */
        public Builder tries(int tries) {
            this.tries = Bounds.within(tries, 1, 10, "tries");
            return this;
        }

        /**
         * How questions travel to servers that are asked in the open; {@link Transport#UDP} by default.
         *
         * @param transport how
         * @return this
         * @throws IllegalArgumentException for TLS, which takes servers named so: {@code server("tls://192.0.2.53")}
         */
        public Builder transport(Transport transport) {
            if (transport == Transport.TLS) {
                throw new IllegalArgumentException("servers that are asked over TLS are named so: tls://192.0.2.53");
            }
            this.transport = Objects.requireNonNull(transport, "transport");
            return this;
        }

        /**
         * How many UDP sockets share the queries to one server; 8 by default.
         *
         * @param sockets 1 to 256
         * @return this
         */
        public Builder socketsPerServer(int sockets) {
            this.socketsPerServer = Bounds.within(sockets, 1, 256, "sockets per server");
            return this;
        }

        /**
         * The most queries that may wait for one server's answers at once; 4096 by default. How many do is measured: the client
         * starts with few, sends more while the server keeps up, and fewer when answers stay out, so that any number may be asked
         * at once. To a server within 10 ms, a resolver nearby included, it sends 1,024 at most: more would only wait in its buffer.
         *
         * @param queries the number
         * @return this
         */
        public Builder maxInFlight(int queries) {
            this.maxInFlight = Bounds.within(queries, 1, 1 << 16, "queries in flight");
            return this;
        }

        /**
         * How many more may queue for one server; 131,072 by default, at about half a kilobyte each. Callers are told apart
         * by their deadlines, and mostly the one goes first who has the least time left; one time in four they take turns, so that
         * who asks thousands holds up nobody who asks one. Beyond that number the next server is asked, and after the last the answer
         * is OVERLOAD.
         *
         * @param queries the number
         * @return this
         */
        public Builder maxQueued(int queries) {
            this.maxQueued = Bounds.within(queries, 0, 1 << 20, "queued queries");
            return this;
        }

        /**
         * After how many queries a socket and its port are replaced (RFC 5452 §9.2); by default 4096 for a server at a loopback,
         * private or link-local address and 16 for any other, whose replies could be forged on their way. With 1, every query has
         * its own port.
         *
         * @param queries the number
         * @return this
         */
        public Builder queriesPerSocket(int queries) {
            this.queriesPerSocket = Bounds.within(queries, 1, 1 << 20, "queries per socket");
            return this;
        }

        /**
         * After how long a socket and its port are replaced; 60 s by default.
         *
         * @param lifetime of one socket
         * @return this
         */
        public Builder socketLifetime(Duration lifetime) {
            this.socketLifetime = Bounds.positive(lifetime, "socket lifetime");
            return this;
        }

        /**
         * Whether the letters of a question are sent in random case, and the reply must repeat them: harder to forge,
         * but some servers do not repeat them and so never answer. Off by default.
         *
         * @param mixCase whether to
         * @return this
         */
        public Builder mixCase(boolean mixCase) {
            this.mixCase = mixCase;
            return this;
        }

        /**
         * Whom to notify of each try; nobody by default.
         *
         * @param listener whom to notify
         * @return this
         */
        public Builder listener(DnsListener listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * What completes answers, instead of two threads of the client's own. It is not shut down by {@link
         * DnsClient#close}.
         *
         * @param executor runs the callbacks
         * @return this
         */
        public Builder executor(Executor executor) {
            this.executor = Objects.requireNonNull(executor, "executor");
            return this;
        }

        /**
         * Makes the client; its threads start.
         *
         * @return the client
         * @throws IllegalArgumentException if some servers are to be asked over TLS and others in the open: what one does not
         *     answer would go to the other
         */
        public DnsClient build() {
            if (servers.isEmpty()) {
                return new DnsClient(
                        this,
                        SystemServers.find().stream()
                                .map(each -> new Network.Place(each, null))
                                .toList());
            }
            if (servers.stream().map(ServerAddress::isTls).distinct().count() > 1) {
                throw new IllegalArgumentException("a client asks all its servers over TLS, or none");
            }
            return new DnsClient(this, servers.stream().map(this::place).toList());
        }

        private Network.Place place(ServerAddress server) {
            return new Network.Place(
                    server.address(), server.isTls() ? new TlsIdentity(trusted(), server.name()) : null);
        }

        private SSLContext trusted() {
            try {
                return tls != null ? tls : SSLContext.getDefault();
            } catch (NoSuchAlgorithmException broken) {
                throw new IllegalStateException("this JDK has no TLS", broken);
            }
        }

        private Settings settings() {
            return new Settings(
                    timeout,
                    tries,
                    socketsPerServer,
                    maxInFlight,
                    maxQueued,
                    queriesPerSocket,
                    socketLifetime,
                    mixCase,
                    listener);
        }
    }
}
