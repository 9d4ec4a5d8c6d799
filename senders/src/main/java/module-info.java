/** Who sends mail for whom: the catalogue of sending services, and whose an address is. */
@SuppressWarnings("module") // the modules that a package is opened to are built after this one
module io.github.todoku.senders {
    requires transitive io.github.todoku.spf;
    requires transitive io.github.todoku.spf.publish;
    requires static transitive org.jspecify;

    exports io.github.todoku.senders;
    exports io.github.todoku.senders.internal to
            io.github.todoku.preflight,
            io.github.todoku.diagnosis,
            io.github.todoku.render;
}
