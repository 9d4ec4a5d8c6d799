package io.github.todoku.cli.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask, and how much: names that a page elsewhere could point at this machine are refused (DNS rebinding), forms of other
 * pages too, and nobody gets more than a share. Safe for threads.
 */
final class Gate {
    /** The most octets of one request. */
    static final int MAX_BODY_OCTETS = 10 << 20;

    /** Requests that are answered at once; others wait for a moment, and are then told to come again. */
    static final int MAX_AT_ONCE = 32;

    /** Of these the places that one client may hold. */
    static final int MAX_AT_ONCE_OF_ONE = 8;

    /** Questions that one client may have answered in a minute. */
    static final int MAX_A_MINUTE = 120;

    /** Clients that are remembered. */
    static final int MAX_CLIENTS = 4096;

    /** How long a request waits for a place among those that are answered. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(2);

    private static final long MINUTE_NANOS = 60_000_000_000L;

    /** Why a request is refused. */
    enum Refusal {
        /** Its Host names another site, or its Origin is another page. */
        FOREIGN(403),
        /** Too many questions of one client, or of all. */
        TOO_MANY(429);

        private final int status;

        Refusal(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    private record Share(long minute, int used, int places) {}

    private final Set<String> hosts;
    private final LongSupplier nanos;
    private final Semaphore room = new Semaphore(MAX_AT_ONCE);
    private final Map<InetAddress, Share> shares = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Share> eldest) {
            return size() > MAX_CLIENTS;
        }
    };

    /** A gate for requests to one of these names, each as it stands in Host. */
    Gate(Set<String> hosts, LongSupplier nanos) {
        this.hosts = Set.copyOf(hosts);
        this.nanos = nanos;
    }

    /** Why it may not ask; null if it may. */
    @Nullable
    Refusal refuses(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        if (!isOurs(headers.getFirst("Host"))) {
            return Refusal.FOREIGN;
        }
        String origin = headers.getFirst("Origin");
        boolean ours = origin == null || isOurs(origin.replaceFirst("^https?://", ""));
        String site = headers.getFirst("Sec-Fetch-Site");
        boolean page = exchange.getRequestMethod().equals("GET")
                && !exchange.getRequestURI().getPath().startsWith("/api/"); // a link may lead to the page
        return ours && (page || !"cross-site".equals(site)) ? null : Refusal.FOREIGN;
    }

    private boolean isOurs(@Nullable String host) {
        return host != null && hosts.contains(host.toLowerCase(Locale.ROOT));
    }

    /** Takes one question of the client's share, and a place among those that are answered; false if there is none. */
    boolean enter(InetAddress client) {
        if (!takeShare(client)) {
            return false;
        }
        boolean entered = false;
        try {
            entered = room.tryAcquire(MAX_WAIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } finally {
            if (!entered) {
                giveBack(client);
            }
        }
        return entered;
    }

    private synchronized boolean takeShare(InetAddress client) {
        long minute = nanos.getAsLong() / MINUTE_NANOS;
        Share share = shares.get(client);
        int used = share == null || share.minute != minute ? 0 : share.used;
        int places = share == null ? 0 : share.places;
        if (used >= MAX_A_MINUTE || places >= MAX_AT_ONCE_OF_ONE) {
            return false;
        }
        shares.put(client, new Share(minute, used + 1, places + 1));
        return true;
    }

    /** Gives the client's place back. */
    void leave(InetAddress client) {
        giveBack(client);
        room.release();
    }

    private synchronized void giveBack(InetAddress client) {
        Share share = shares.get(client);
        if (share != null) {
            shares.put(client, new Share(share.minute, share.used, Math.max(0, share.places - 1)));
        }
    }
}
