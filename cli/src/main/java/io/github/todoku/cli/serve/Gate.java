package io.github.todoku.cli.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.InetAddress;
import java.nio.ByteBuffer;
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

    /** Requests that one client may be sending at once. */
    static final int MAX_SENDING_OF_ONE = 8;

    /** A longer body takes memory until it is answered, and there is only so much of that. */
    static final int MAX_SMALL_OCTETS = 64 << 10;

    /** Of memory for an octet of a long body: what is done for a mail of 9 MB takes some seven times that, and something is kept free. */
    private static final int OCTETS_OF_MEMORY = 10;

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

    /** Whose share it is: an IPv4 address, or the /64 of an IPv6 address, since one host may have all addresses in that. */
    record Client(ByteBuffer network) {
        private static final int OCTETS_OF_64 = 8;

        static Client at(InetAddress address) {
            byte[] octets = address.getAddress();
            return new Client(ByteBuffer.wrap(octets, 0, Math.min(octets.length, OCTETS_OF_64))
                    .slice());
        }
    }

    private record Share(long minute, int used, int places, int sending, long held) {
        static final Share NONE = new Share(0, 0, 0, 0, 0);
    }

    private final Set<String> hosts;
    private final LongSupplier nanos;
    private final Semaphore room = new Semaphore(MAX_AT_ONCE, true); // first come, first served
    private final long mostHeld;
    private long held;
    private final Map<Client, Share> shares = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Client, Share> eldest) {
            return size() > MAX_CLIENTS;
        }
    };

    /** A gate for requests to one of these names, each as it stands in Host. */
    Gate(Set<String> hosts, LongSupplier nanos) {
        this(hosts, nanos, Runtime.getRuntime().maxMemory() / OCTETS_OF_MEMORY);
    }

    /**
     * A gate with its own room for long bodies.
     *
     * @param mostHeld octets of them at once, if that is enough for two
     */
    Gate(Set<String> hosts, LongSupplier nanos, long mostHeld) {
        this.mostHeld = Math.max(2 * MAX_BODY_OCTETS, mostHeld);
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
        boolean page = exchange.getRequestMethod().equals("GET")
                && !exchange.getRequestURI().getPath().startsWith("/api/")
                && isNavigation(headers); // a link may lead to the page, which is no image of another
        boolean ours = isOurPage(headers.getFirst("Origin")) && (page || isOfOurPage(headers));
        return ours ? null : Refusal.FOREIGN;
    }

    /** Whether no page elsewhere asks; browsers tell so only where they trust the connection, and else whence they come. */
    private boolean isOfOurPage(Headers headers) {
        String site = headers.getFirst("Sec-Fetch-Site");
        return site == null
                ? isOurPage(headers.getFirst("Referer"))
                : site.equals("same-origin") || site.equals("none");
    }

    /** Whether a browser is about to show it, as far as it says so. */
    private static boolean isNavigation(Headers headers) {
        String mode = headers.getFirst("Sec-Fetch-Mode");
        return mode == null || mode.equals("navigate");
    }

    /** Whether an Origin or a Referer is one of ours, or is not there. */
    private boolean isOurPage(@Nullable String page) {
        return page == null || isOurs(page.replaceFirst("^https?://", "").replaceFirst("/.*", ""));
    }

    private boolean isOurs(@Nullable String host) {
        return host != null && hosts.contains(host.toLowerCase(Locale.ROOT));
    }

    /** Whether the client may send one more body; then {@link #sent} is called at its end. */
    synchronized boolean maySend(Client client) {
        Share share = shares.getOrDefault(client, Share.NONE);
        if (share.sending >= MAX_SENDING_OF_ONE) {
            return false;
        }
        shares.put(client, new Share(share.minute, share.used, share.places, share.sending + 1, share.held));
        return true;
    }

    /** The body is there, or will never be. */
    synchronized void sent(Client client) {
        Share share = shares.get(client);
        if (share != null) {
            int sending = Math.max(0, share.sending - 1);
            shares.put(client, new Share(share.minute, share.used, share.places, sending, share.held));
        }
    }

    /**
     * Whether there is room for so many more octets of a body that is longer than {@link #MAX_SMALL_OCTETS}: one client may have half of
     * all. Then {@link #forget} is called when it is answered.
     */
    synchronized boolean holds(Client client, long octets) {
        Share share = shares.getOrDefault(client, Share.NONE);
        if (held + octets > mostHeld || share.held + octets > mostHeld / 2) {
            return false;
        }
        held += octets;
        shares.put(client, new Share(share.minute, share.used, share.places, share.sending, share.held + octets));
        return true;
    }

    /** The octets are needed no more. */
    synchronized void forget(Client client, long octets) {
        held -= octets;
        Share share = shares.get(client);
        if (share != null) {
            long less = Math.max(0, share.held - octets);
            shares.put(client, new Share(share.minute, share.used, share.places, share.sending, less));
        }
    }

    /** Takes one question of the client's share, and a place among those that are answered; false if there is none. */
    boolean enter(Client client) {
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

    private synchronized boolean takeShare(Client client) {
        long minute = nanos.getAsLong() / MINUTE_NANOS;
        Share share = shares.getOrDefault(client, Share.NONE);
        int used = share.minute != minute ? 0 : share.used;
        if (used >= MAX_A_MINUTE || share.places >= MAX_AT_ONCE_OF_ONE) {
            return false;
        }
        shares.put(client, new Share(minute, used + 1, share.places + 1, share.sending, share.held));
        return true;
    }

    /** Gives the client's place back. */
    void leave(Client client) {
        giveBack(client);
        room.release();
    }

    private synchronized void giveBack(Client client) {
        Share share = shares.get(client);
        if (share != null) {
            int places = Math.max(0, share.places - 1);
            shares.put(client, new Share(share.minute, share.used, places, share.sending, share.held));
        }
    }
}
