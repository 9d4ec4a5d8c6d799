package io.github.todoku.dns.client.internal;

import io.github.todoku.dns.DnsListener;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;

/**
 * How a client asks; each is described where the user sets it, in {@code DnsClient.Builder}.
 *
 * @param timeout of one try
 * @param tries rounds over the servers
 * @param socketsPerServer how many UDP sockets share a server's queries
 * @param maxInFlight how many queries may wait for one server
 * @param maxQueued how many more wait their turn
 * @param queriesPerSocket after how many a socket is retired; {@link #BY_DISTANCE} where nobody said
 * @param socketLifetime after how long a socket is retired
 * @param mixCase whether letters of the question are sent in random case
 * @param listener whom to notify of each try
 */
public record Settings(
        Duration timeout,
        int tries,
        int socketsPerServer,
        int maxInFlight,
        int maxQueued,
        int queriesPerSocket,
        Duration socketLifetime,
        boolean mixCase,
        DnsListener listener) {
    /** Of {@code queriesPerSocket}: as far as the server is away. */
    public static final int BY_DISTANCE = 0;

    /** Who could see or forge replies of a server so near could do worse. */
    private static final int QUERIES_NEARBY = 4096;

    /** Few enough that a port found by probing is of no use any more, and a socket still costs little a query. */
    private static final int QUERIES_FAR_AWAY = 16;

    /** How many queries a socket to this server carries before its port changes (RFC 5452 §9.2). */
    int queriesPerSocketTo(InetAddress server) {
        if (queriesPerSocket != BY_DISTANCE) {
            return queriesPerSocket;
        }
        boolean near = server.isLoopbackAddress()
                || server.isLinkLocalAddress()
                || server.isSiteLocalAddress()
                || isUniqueLocal(server);
        return near ? QUERIES_NEARBY : QUERIES_FAR_AWAY;
    }

    /** RFC 4193. */
    private static boolean isUniqueLocal(InetAddress server) {
        return server instanceof Inet6Address && (server.getAddress()[0] & 0xFE) == 0xFC;
    }
}
