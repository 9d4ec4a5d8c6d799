/** DMARC (RFC 9989): policy discovery, alignment, and the record to publish. */
module io.github.todoku.dmarc {
    requires transitive io.github.todoku.dns;
    requires static transitive org.jspecify;

    exports io.github.todoku.dmarc;
}
