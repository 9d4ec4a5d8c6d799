/**
 * Asks real name servers, and remembers what they said.
 *
 * <p>Start at {@link io.github.todoku.dns.client.DnsClient}.
 */
module io.github.todoku.dns.client {
    requires transitive io.github.todoku.dns;
    requires transitive org.dnsjava;
    requires org.slf4j;
    requires com.github.benmanes.caffeine;
    requires static transitive org.jspecify;

    exports io.github.todoku.dns.client;
    exports io.github.todoku.dns.dnsjava;
}
