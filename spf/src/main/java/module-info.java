/** Sender Policy Framework (RFC 7208): check_host() and the record to publish. */
module io.github.todoku.spf {
    requires transitive io.github.todoku.dns;
    requires transitive io.github.todoku.message;
    requires static transitive org.jspecify;

    exports io.github.todoku.spf;
}
