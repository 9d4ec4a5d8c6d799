package io.github.todoku.diagnosis;

import io.github.todoku.dns.DnsName;
import java.io.Serializable;
import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail that is known to have arrived, taken from a sender's log, to be compared with those that came back.
 *
 * @param domain the MAIL FROM domain
 * @param client the address that sent it
 * @param receiver the recipient's domain; null if not known
 * @param at when; null if not known
 */
public record Delivered(
        DnsName domain,
        InetAddress client,
        @Nullable DnsName receiver,
        @Nullable Instant at) implements Serializable {}
