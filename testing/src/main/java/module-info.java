/** For users' tests: assertions on every result, each for who has its module, and a DNS of a zone file. */
module io.github.todoku.testing {
    requires transitive io.github.todoku.dns;
    requires static transitive io.github.todoku.spf;
    requires static transitive io.github.todoku.spf.publish;
    requires static transitive io.github.todoku.dkim;
    requires static transitive io.github.todoku.dmarc;
    requires static transitive io.github.todoku.dnsbl;
    requires static transitive io.github.todoku.bounce;
    requires static transitive io.github.todoku.preflight;
    requires static transitive io.github.todoku.diagnosis;
    requires transitive org.assertj.core;
    requires static transitive org.junit.jupiter.api;
    requires static transitive org.jspecify;

    exports io.github.todoku.testing;
}
