/** DKIM (RFC 6376): key records, signatures made and verified; ARC (RFC 8617). */
module io.github.todoku.dkim {
    requires transitive io.github.todoku.dns;
    requires transitive io.github.todoku.message;
    requires static transitive org.jspecify;

    exports io.github.todoku.dkim;
    exports io.github.todoku.dkim.arc;
}
