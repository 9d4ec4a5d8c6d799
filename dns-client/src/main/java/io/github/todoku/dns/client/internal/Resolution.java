package io.github.todoku.dns.client.internal;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsListener;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One question on its way: which server is tried next, and when to give up. A try that fails for whatever reason is followed
 * by the next server; the last failure is the answer when all were tried in every round.
 */
final class Resolution implements Exchange.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(Resolution.class);

    private final Engine engine;
    private final DnsQuestion question;
    private final Deadline deadline;
    private final List<Server> servers;
    private final Transport transport;
    private final boolean recursive;
    private final CompletableFuture<DnsAnswer> answer = new CompletableFuture<>();
    private int tries;

    /** The server that is tried now; one at a time. */
    private Server server;

    private DnsAnswer.@Nullable TempFail last;

    Resolution(
            Engine engine,
            DnsQuestion question,
            Deadline deadline,
            List<Server> servers,
            Transport transport,
            boolean recursive) {
        this.engine = engine;
        this.question = question;
        this.deadline = deadline;
        this.servers = suspectsLast(servers);
        this.server = servers.get(0);
        this.transport = transport;
        this.recursive = recursive;
    }

    private static List<Server> suspectsLast(List<Server> servers) {
        if (servers.size() < 2 || servers.stream().noneMatch(Server::isSuspect)) {
            return servers;
        }
        List<Server> order = new ArrayList<>(servers);
        List<Server> suspects = servers.stream().filter(Server::isSuspect).toList();
        order.removeAll(suspects);
        order.addAll(suspects);
        return order;
    }

    CompletionStage<DnsAnswer> start() {
        next();
        return answer;
    }

    @Override
    public long endsAt(long now) {
        long left = Math.min(deadline.remaining().toNanos(), Long.MAX_VALUE / 4);
        return now + left;
    }

    @Override
    public Object caller() {
        return deadline;
    }

    @Override
    public boolean hasOthers() {
        if (servers.size() > 1) {
            for (Server each : servers) {
                if (!each.isSuspect()) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public boolean isReply(Exchange exchange, byte[] reply) {
        int questionLength = question.name().wireLength() + 4;
        return QueryMessage.isReply(
                exchange.query, questionLength, reply, engine.settings().mixCase());
    }

    /** Tries the next server, or answers. */
    private void next() {
        int most = engine.settings().tries() * servers.size();
        while (tries < most) {
            if (engine.isClosed()) {
                answer(fail(DnsAnswer.Reason.CLOSED, "the client is closed"));
                return;
            }
            if (deadline.isOver()) {
                break;
            }
            server = servers.get(tries % servers.size());
            tries++;
            if (send(transport, server.takesEdns())) {
                return;
            }
        }
        DnsAnswer.TempFail failure = last;
        answer(failure != null ? failure : fail(DnsAnswer.Reason.TIMEOUT, "the deadline was over before it was asked"));
    }

    private boolean send(Transport by, boolean edns) {
        byte[] query = QueryMessage.of(question, recursive, edns);
        if (by == Transport.TLS && edns) {
            query = QueryMessage.padded(query);
        }
        if (engine.settings().mixCase()) {
            QueryMessage.mixCase(query, question.name().wireLength() + 4, engine.ids());
        }
        boolean taken = server.submit(new Exchange(engine, this, server, by, edns, query));
        if (!taken) {
            last = fail(DnsAnswer.Reason.OVERLOAD, "too many questions wait for " + server);
        }
        return taken;
    }

    @Override
    public void over(Exchange exchange) {
        byte[] reply = exchange.reply();
        if (reply == null) {
            failed(exchange, fail(reason(exchange), exchange.detail()));
            return;
        }
        server.heard();
        int rcode = QueryMessage.rcode(reply);
        if (exchange.edns && (rcode == QueryMessage.FORMERR || rcode == QueryMessage.NOTIMP)) {
            if (QueryMessage.questions(reply)
                    > 0) { // one without is forged too easily to be remembered (RFC 5452 §9.1)
                server.refusedEdns(); // RFC 6891 §7
            }
            again(exchange, exchange.transport, false);
        } else if (QueryMessage.isTruncated(reply) && exchange.transport == Transport.UDP) {
            again(exchange, Transport.TCP, exchange.edns);
        } else {
            DnsAnswer read = ReplyDecoder.read(question, reply, recursive, server);
            if (read instanceof DnsAnswer.TempFail failure) {
                failed(exchange, failure);
            } else {
                tell(exchange, null);
                answer(read);
            }
        }
    }

    private static DnsAnswer.Reason reason(Exchange exchange) {
        DnsAnswer.Reason reason = exchange.failure();
        return reason == null ? DnsAnswer.Reason.NETWORK : reason;
    }

    /** The same try goes on with the same server, in another way. */
    private void again(Exchange exchange, Transport by, boolean edns) {
        tell(exchange, null);
        if (!send(by, edns)) {
            next();
        }
    }

    private void failed(Exchange exchange, DnsAnswer.TempFail failure) {
        tell(exchange, failure.reason());
        if (failure.reason() == DnsAnswer.Reason.TIMEOUT && exchange.wasSent()) {
            server.missed();
        }
        last = failure;
        boolean isFinal = failure.reason() == DnsAnswer.Reason.CLOSED
                || failure.reason() == DnsAnswer.Reason.ALIAS_LOOP; // what is published, not how it was asked
        if (isFinal) {
            answer(failure);
        } else {
            next();
        }
    }

    /** The user's executor is full or shut. */
    @Override
    public void rejected() {
        if (engine.isClosed()) {
            answer(fail(DnsAnswer.Reason.CLOSED, "the client was closed"));
            return;
        }
        answer(fail(DnsAnswer.Reason.OVERLOAD, "the executor for callbacks takes no more"));
    }

    private void tell(Exchange exchange, DnsAnswer.@Nullable Reason failure) {
        DnsListener listener = engine.settings().listener();
        if (listener == DnsListener.NONE) {
            return;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - exchange.startedAt());
        try {
            listener.attempted(new DnsListener.Attempt(question, server.address(), exchange.transport, failure, took));
        } catch (RuntimeException theirs) { // the user's code
            LOG.warn("a DNS listener failed", theirs);
        }
    }

    private DnsAnswer.TempFail fail(DnsAnswer.Reason reason, String detail) {
        return new DnsAnswer.TempFail(question, reason, detail);
    }

    private void answer(DnsAnswer is) {
        answer.complete(is);
    }
}
