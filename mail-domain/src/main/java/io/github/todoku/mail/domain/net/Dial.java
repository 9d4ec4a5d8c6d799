package io.github.todoku.mail.domain.net;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsClock;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.IpScope;
import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection, to the first of some addresses that takes it. It is closed at the deadline whoever waits on it. */
final class Dial implements Closeable {
    /** How long one address is waited for. */
    private static final Duration CONNECT_TIME = Duration.ofSeconds(10);

    /** How many addresses of a host are tried. */
    private static final int MAX_ADDRESSES = 4;

    private final Deadline deadline;
    private final Socket socket;
    private final DnsClock.Alarm alarm;

    private Dial(Deadline deadline, Socket socket) {
        this.deadline = deadline;
        this.socket = socket;
        this.alarm = deadline.clock().after(deadline.remaining(), this::hangUp);
    }

    /** Why no connection came about. */
    static final class NoConnectionException extends IOException {
        private static final long serialVersionUID = 1;

        /** Whether an address was left out since it is not public, and no other was tried. */
        final boolean special;

        /** Whether the host said no. */
        final boolean refused;

        NoConnectionException(String message, boolean special, boolean refused) {
            super(message);
            this.special = special;
            this.refused = refused;
        }
    }

    static Dial to(List<InetAddress> addresses, int port, boolean specialAddresses, Deadline deadline)
            throws NoConnectionException {
        List<InetAddress> allowed = addresses.stream()
                .filter(address -> specialAddresses || IpScope.isPublic(address))
                .limit(MAX_ADDRESSES)
                .toList();
        if (allowed.isEmpty()) {
            String all =
                    String.join(", ", addresses.stream().map(IpLiteral::format).toList());
            throw new NoConnectionException(all, !addresses.isEmpty(), false);
        }
        IOException last = null;
        boolean refused = true;
        for (InetAddress address : allowed) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, port), millis(deadline, CONNECT_TIME));
                return new Dial(deadline, socket);
            } catch (IOException none) {
                last = none;
                refused &= isRefusal(none);
                close(socket);
            }
        }
        throw new NoConnectionException(describe(allowed, port, last), false, refused);
    }

    /** A host that is there says no by a reset; everything else (no route, silence) may be due to the way to it. */
    private static boolean isRefusal(IOException none) {
        return none instanceof ConnectException
                && String.valueOf(none.getMessage()).contains("refused");
    }

    private static String describe(List<InetAddress> addresses, int port, @Nullable IOException last) {
        return IpLiteral.format(addresses.get(addresses.size() - 1)) + " port " + port + ": "
                + (last == null ? "" : last.getMessage());
    }

    private static int millis(Deadline deadline, Duration most) throws SocketTimeoutException {
        Duration left = deadline.remaining();
        if (left.isNegative() || left.isZero()) {
            throw new SocketTimeoutException("no time left");
        }
        return (int) Math.max(1, Math.min(left.toMillis(), most.toMillis()));
    }

    /** The connection; no read of it lasts longer than is left. */
    Socket socket() throws IOException {
        socket.setSoTimeout(millis(deadline, HttpsPolicyFetcher.MAX_TIME));
        return socket;
    }

    /** Whether it was ended by the deadline, whatever a read then said. */
    boolean isLate() {
        return deadline.isOver();
    }

    private void hangUp() {
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // it is closed all the same
        }
    }

    @Override
    public void close() {
        alarm.cancel();
        close(socket);
    }
}
