/** DNS lists (RFC 5782): honest verdicts from the lists. */
module io.github.todoku.dnsbl {
    requires transitive io.github.todoku.dns;
    requires static transitive org.jspecify;

    exports io.github.todoku.dnsbl;
}
