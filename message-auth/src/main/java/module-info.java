/** One received message authenticated: SPF, DKIM, ARC, DMARC. */
module io.github.todoku.message.auth {
    requires transitive io.github.todoku.dns;
    requires transitive io.github.todoku.message;
    requires transitive io.github.todoku.spf;
    requires transitive io.github.todoku.dkim;
    requires transitive io.github.todoku.dmarc;
    requires static transitive org.jspecify;

    exports io.github.todoku.message.auth;
}
