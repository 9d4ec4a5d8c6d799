/** DKIM (RFC 6376): key records and what signatures name. */
module io.github.todoku.dkim {
    requires transitive io.github.todoku.dns;
    requires static transitive org.jspecify;

    exports io.github.todoku.dkim;
}
