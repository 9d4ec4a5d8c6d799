package io.github.todoku.dns.client.internal;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.Transport;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One try at one server: from the queue over the wire to its reply, its failure or its time-out. It ends once, whichever
 * comes first, and then runs as a task of the callback threads.
 */
final class Exchange extends Timers.Timer implements Engine.Task {
    private static final int QUEUED = 0;
    private static final int SENT = 1;
    private static final int OVER = 2;

    /** Whose try it is. */
    interface Owner {
        /** Until when it may wait, as {@link System#nanoTime} counts. */
        long endsAt(long now);

        /** In whose line it waits. */
        Object caller();

        /** Whether there is another server that answers. */
        boolean hasOthers();

        /** Whether a message is the reply to this try. */
        boolean isReply(Exchange exchange, byte[] message);

        /** The try is over; on a callback thread. */
        void over(Exchange exchange);

        /** The callback threads take no more. */
        void rejected();
    }

    /** Where it waits its turn; its text names the server. */
    interface Turn {
        /** One that was sent is over: the next may be. */
        void release(Exchange exchange);
    }

    /** What it travels by. */
    interface Carrier {
        /** It is over, and needs its place no longer. */
        void free(Exchange exchange);
    }

    final Owner owner;
    private final Turn turn;
    private final Engine engine;
    final Transport transport;
    final boolean edns;
    final byte[] query;
    private final AtomicInteger state = new AtomicInteger(QUEUED);
    private volatile @Nullable Carrier carrier;
    private volatile boolean sent;
    private boolean moved; // the reader's

    /** Who waits behind it in its caller's line; the line's, under its lock. */
    @Nullable
    Exchange behind;

    /** In which it was sent; null where it travels by TCP alone, a connection each. */
    private volatile SendWindow.@Nullable Round round;

    /** When it was sent, or queued where it never was. */
    private long startedAt = System.nanoTime();

    private byte @Nullable [] reply;
    private DnsAnswer.@Nullable Reason failure;
    private String detail = "";

    Exchange(Engine engine, Owner owner, Turn turn, Transport transport, boolean edns, byte[] query) {
        this.engine = engine;
        this.owner = owner;
        this.turn = turn;
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
        sent = true;
        return true;
    }

    boolean isOver() {
        return state.get() == OVER;
    }

    long startedAt() {
        return startedAt;
    }

    void sentIn(SendWindow.Round sentIn) {
        round = sentIn;
    }

    SendWindow.@Nullable Round round() {
        return round;
    }

    /** Whether it left the queue. */
    boolean wasSent() {
        return sent;
    }

    /** Whether it may go by another connection, for the one it went by has ended: once; on the reader thread. */
    boolean mayMove() {
        boolean may = !moved;
        moved = true;
        return may;
    }

    void travelsBy(Carrier by) {
        carrier = by;
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
        engine.reactor().clearTimer(this);
        Carrier by = carrier;
        if (by != null) {
            by.free(this);
        }
        engine.call(this);
        if (before == SENT) {
            turn.release(this);
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

    @Override
    public void rejected() {
        owner.rejected();
    }

    byte @Nullable [] reply() {
        return reply;
    }

    DnsAnswer.@Nullable Reason failure() {
        return failure;
    }

    /** What went wrong and where, for a log. */
    String detail() {
        return detail + " " + turn;
    }
}
