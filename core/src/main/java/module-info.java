/**
 * DNS answers told truly: the resolver seam, names, addresses, and the layers that stand on them.
 *
 * <p>Start at {@link io.github.todoku.dns.DnsResolver}.
 */
module io.github.todoku.dns {
    requires transitive org.dnsjava;
    requires org.slf4j;
    requires com.github.benmanes.caffeine;
    requires static transitive org.jspecify;

    exports io.github.todoku.dns;
}
