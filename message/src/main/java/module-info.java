/** Mail as bytes: header fields, MIME parts, addresses, Authentication-Results, mbox and Maildir. */
@SuppressWarnings("module") // the modules that a package is opened to are built after this one
module io.github.todoku.message {
    requires transitive io.github.todoku.dns;
    requires static transitive org.jspecify;

    exports io.github.todoku.message;
    exports io.github.todoku.message.internal to
            io.github.todoku.bounce,
            io.github.todoku.dkim,
            io.github.todoku.feedback,
            io.github.todoku.message.auth,
            io.github.todoku.spf;
}
