/** For users' tests: assertions on a domain's SPF, and a DNS of a zone file. */
module io.github.todoku.testing {
    requires transitive io.github.todoku.dns;
    requires transitive io.github.todoku.spf;
    requires transitive io.github.todoku.spf.publish;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires static transitive org.jspecify;

    exports io.github.todoku.testing;
}
