/**
 * DNS answers told truly: the resolver seam, names, addresses, and the layers that stand on them.
 *
 * <p>Start at {@link io.github.todoku.dns.DnsResolver}.
 */
@SuppressWarnings("module") // the modules that a package is opened to are built after this one
module io.github.todoku.dns {
    requires org.slf4j;
    requires static transitive org.jspecify;
    requires static com.fasterxml.jackson.annotation;

    exports io.github.todoku.dns;
    exports io.github.todoku.finding;
    exports io.github.todoku.dns.stanza to
            io.github.todoku.bounce,
            io.github.todoku.dnsbl,
            io.github.todoku.senders,
            io.github.todoku.feedback,
            io.github.todoku.preflight,
            io.github.todoku.diagnosis,
            io.github.todoku.render;
    exports io.github.todoku.dns.tags to
            io.github.todoku.bounce,
            io.github.todoku.dkim,
            io.github.todoku.dmarc,
            io.github.todoku.mail.domain;
    exports io.github.todoku.finding.internal to
            io.github.todoku.spf.publish,
            io.github.todoku.dmarc;
    exports io.github.todoku.words to
            io.github.todoku.message,
            io.github.todoku.spf,
            io.github.todoku.spf.publish,
            io.github.todoku.dkim,
            io.github.todoku.dmarc,
            io.github.todoku.message.auth,
            io.github.todoku.mail.domain,
            io.github.todoku.dnsbl,
            io.github.todoku.bounce,
            io.github.todoku.senders,
            io.github.todoku.feedback,
            io.github.todoku.preflight,
            io.github.todoku.diagnosis,
            io.github.todoku.render,
            io.github.todoku.cli;
}
