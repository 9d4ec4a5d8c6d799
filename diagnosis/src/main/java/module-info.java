/** From a bounce to its cause, the proof, the record to publish and the verdict after publishing. */
module io.github.todoku.diagnosis {
    requires transitive io.github.todoku.dns.client;
    requires transitive io.github.todoku.spf;
    requires transitive io.github.todoku.spf.publish;
    requires transitive io.github.todoku.dkim;
    requires transitive io.github.todoku.dmarc;
    requires transitive io.github.todoku.dnsbl;
    requires transitive io.github.todoku.bounce;
    requires transitive io.github.todoku.senders;
    requires transitive io.github.todoku.preflight;
    requires transitive io.github.todoku.mail.domain;
    requires static transitive org.jspecify;

    exports io.github.todoku.diagnosis;
    exports io.github.todoku.diagnosis.facts;
}
