package io.github.todoku.dns.internal;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.Transport;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One try at one server: from the queue over the wire to its reply, its failure or its time-out. It ends once, whichever
 * comes first, and then runs as a task of the callback threads.
 */
final class Exchange extends Timers.Timer implements Runnable {
    private static final int QUEUED = 0;
    private static final int SENT = 1;
    private static final int OVER = 2;

    final Resolution owner;
    final Server server;
    final Transport transport;
    final boolean edns;
    final byte[] query;
    private final AtomicInteger state = new AtomicInteger(QUEUED);
    private volatile @Nullable UdpSocket socket;
    private volatile @Nullable TcpConnection connection;

    /** When it was sent, or queued where it never was. */
    private long startedAt = System.nanoTime();

    private byte @Nullable [] reply;
    private DnsAnswer.@Nullable Reason failure;
    private String detail = "";

    Exchange(Resolution owner, Server server, Transport transport, boolean edns, byte[] query) {
        this.owner = owner;
        this.server = server;
        this.transport = transport;
        this.edns = edns;
        this.query = query;
    }

    /** Takes it from the queue; false if it has ended there. */
    boolean start(long now) {
        if (!state.compareAndSet(QUEUED, SENT)) {
            return false;
        }
        startedAt = now;
        return true;
    }

    boolean isOver() {
        return state.get() == OVER;
    }

    long startedAt() {
        return startedAt;
    }

    void travelsBy(UdpSocket by) {
        socket = by;
    }

    void travelsBy(TcpConnection by) {
        connection = by;
    }

    /** Ends it with a reply that was matched to it. */
    void replied(byte[] message) {
        int before = state.getAndSet(OVER);
        if (before != OVER) {
            reply = message;
            ended(before);
        }
    }

    /** Ends it without one. */
    void failed(DnsAnswer.Reason reason, String why) {
        int before = state.getAndSet(OVER);
        if (before != OVER) {
            failure = reason;
            detail = why;
            ended(before);
        }
    }

    private void ended(int before) {
        owner.network().reactor().clearTimer(this);
        UdpSocket udp = socket;
        if (udp != null) {
            udp.free(this);
        }
        TcpConnection tcp = connection;
        if (tcp != null) {
            tcp.end();
        }
        owner.network().call(this);
        if (before == SENT) {
            server.release();
        }
    }

    @Override
    void fired() {
        failed(DnsAnswer.Reason.TIMEOUT, state.get() == QUEUED ? "not sent in time to" : "no answer in time from");
    }

    @Override
    void abandoned() {
        failed(DnsAnswer.Reason.CLOSED, "the client was closed; asked");
    }

    /** The outcome, on a callback thread. */
    @Override
    public void run() {
        owner.over(this);
    }

    byte @Nullable [] reply() {
        return reply;
    }

    DnsAnswer.@Nullable Reason failure() {
        return failure;
    }

    /** What went wrong and where, for a log. */
    String detail() {
        return detail + " " + server;
    }
}
