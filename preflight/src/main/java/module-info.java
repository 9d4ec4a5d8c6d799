/** May a domain send through these services and addresses, by each receiver's rules? */
module io.github.todoku.preflight {
    requires transitive io.github.todoku.dns.client;
    requires transitive io.github.todoku.spf;
    requires transitive io.github.todoku.spf.publish;
    requires transitive io.github.todoku.dkim;
    requires transitive io.github.todoku.dmarc;
    requires transitive io.github.todoku.dnsbl;
    requires transitive io.github.todoku.senders;
    requires transitive io.github.todoku.mail.domain;
    requires static transitive org.jspecify;

    exports io.github.todoku.preflight;
    exports io.github.todoku.preflight.domain;
}
