package io.github.todoku.dns.client.internal;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.Transport;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The servers of a client and the engine that asks them. */
public final class Network implements AutoCloseable {
    private final Engine engine;
    private final List<Server> servers;

    /**
     * Where a server is asked.
     *
     * @param address its address
     * @param identity what it must prove to be asked over TLS; null where it is asked in the open
     */
    public record Place(InetSocketAddress address, @Nullable TlsIdentity identity) {}

    /**
     * Starts the threads.
     *
     * @param executor completes answers; null for threads of its own
     */
    public Network(Settings settings, List<Place> servers, @Nullable Executor executor) {
        engine = new Engine(settings, executor, this::retireUnused);
        this.servers = servers.stream()
                .map(each -> new Server(each.address(), each.identity(), engine))
                .toList();
        engine.start();
    }

    /** The servers it was given. */
    public List<Server> servers() {
        return servers;
    }

    /** One more server, not among those that are asked by default. */
    public Server server(InetSocketAddress address) {
        return new Server(address, null, engine);
    }

    /**
     * Asks one question.
     *
     * @param whom in this order, those that do not answer last
     * @param recursive whether the server is to find the answer (RD), or to say what it knows itself
     */
    public CompletionStage<DnsAnswer> ask(
            DnsQuestion question, Deadline deadline, List<Server> whom, Transport transport, boolean recursive) {
        return new Resolution(engine, question, deadline, whom, transport, recursive).start();
    }

    /** Datagrams that were nobody's answer. */
    public LongAdder strays() {
        return engine.strays();
    }

    /** Sockets open now. */
    public LongAdder openSockets() {
        return engine.openSockets();
    }

    private void retireUnused() {
        servers.forEach(Server::retireUnused);
    }

    /** Gives back threads and descriptors; what still waits is answered with CLOSED. */
    @Override
    public void close() {
        engine.close();
    }
}
