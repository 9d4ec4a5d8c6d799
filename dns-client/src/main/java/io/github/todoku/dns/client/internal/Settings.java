package io.github.todoku.dns.client.internal;

import io.github.todoku.dns.DnsListener;
import java.time.Duration;

/**
 * How a client asks; each is described where the user sets it, in {@code DnsClient.Builder}.
 *
 * @param timeout of one try
 * @param tries rounds over the servers
 * @param socketsPerServer how many UDP sockets share a server's queries
 * @param maxInFlight how many queries may wait for one server
 * @param maxQueued how many more wait their turn
 * @param queriesPerSocket after how many a socket is retired
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
        DnsListener listener) {}
