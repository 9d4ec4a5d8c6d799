/** What else a mail domain publishes: MX, MTA-STS, TLS-RPT, DANE, BIMI; and STARTTLS, when asked. */
module io.github.todoku.mail.domain {
    requires transitive io.github.todoku.dns;
    requires java.xml;
    requires static transitive org.jspecify;

    exports io.github.todoku.mail.domain;
    exports io.github.todoku.mail.domain.net;
}
