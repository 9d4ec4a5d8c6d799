/** The wire: sockets, timers, messages. Not exported; {@link io.github.todoku.dns.client.DnsClient} is its door. */
@NullMarked
package io.github.todoku.dns.client.internal;

import org.jspecify.annotations.NullMarked;
