/** What receivers report, read, summed up and answered. */
module io.github.todoku.feedback {
    requires transitive io.github.todoku.dns;
    requires transitive io.github.todoku.bounce;
    requires transitive io.github.todoku.dmarc;
    requires transitive io.github.todoku.message;
    requires transitive io.github.todoku.message.auth;
    requires transitive io.github.todoku.senders;
    requires transitive io.github.todoku.spf.publish;
    requires com.fasterxml.jackson.core;
    requires static transitive org.jspecify;

    exports io.github.todoku.feedback;
    exports io.github.todoku.feedback.plan;
    exports io.github.todoku.feedback.summary;
}
