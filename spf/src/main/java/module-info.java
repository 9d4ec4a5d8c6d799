/** Sender Policy Framework (RFC 7208): check_host() and its story. */
@SuppressWarnings("module") // the module that a package is opened to is built after this one
module io.github.todoku.spf {
    requires transitive io.github.todoku.dns;
    requires transitive io.github.todoku.message;
    requires static transitive org.jspecify;

    exports io.github.todoku.spf;
    exports io.github.todoku.spf.internal to
            io.github.todoku.spf.publish;
}
