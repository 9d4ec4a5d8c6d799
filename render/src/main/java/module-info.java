/** Every result as JSON, as a page of HTML, and as text for a terminal. */
module io.github.todoku.render {
    requires transitive io.github.todoku.dns.client;
    requires transitive io.github.todoku.diagnosis;
    requires transitive io.github.todoku.feedback;
    requires transitive io.github.todoku.message.auth;
    requires transitive io.github.todoku.spf.publish;
    requires static transitive org.jspecify;

    exports io.github.todoku.render;
}
