/** Reads bounces and bare SMTP replies. */
module io.github.todoku.bounce {
    requires transitive io.github.todoku.dns;
    requires transitive io.github.todoku.message;
    requires com.fasterxml.jackson.core;
    requires static transitive org.jspecify;

    exports io.github.todoku.bounce;
    exports io.github.todoku.bounce.suppression;
}
