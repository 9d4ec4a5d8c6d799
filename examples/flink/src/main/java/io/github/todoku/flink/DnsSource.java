package io.github.todoku.flink;

import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.client.DnsClient;
import java.io.Serializable;

/**
 * How to open the DNS on the machine that asks. A resolver holds threads and sockets and cannot travel; this is what travels in its
 * place.
 */
@FunctionalInterface
public interface DnsSource extends Serializable {
    /** {@return the DNS, opened here; it is closed if it can be} */
    DnsResolver open();

    /**
     * {@return one server, or those of the machine}
     *
     * @param server an address as {@code todoku --dns} takes it; {@code system} for the machine's own
     */
    static DnsSource server(String server) {
        return () -> server.equals("system")
                ? DnsClient.system()
                : DnsClient.builder().server(server).build();
    }
}
