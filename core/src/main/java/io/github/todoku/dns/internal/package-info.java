/** The wire: sockets, timers, messages. Not exported; {@link io.github.todoku.dns.DnsClient} is its door. */
@NullMarked
package io.github.todoku.dns.internal;

import org.jspecify.annotations.NullMarked;
