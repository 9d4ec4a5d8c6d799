package io.github.todoku.preflight;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.preflight.PreflightReport.Row;
import io.github.todoku.senders.SendingService;
import io.github.todoku.senders.ServiceCatalog;

/** A domain with services, addresses and faults, for tests of preflights. */
final class PreflightWorld {
    static final DnsName DOMAIN = DnsName.of("hanamaru.example");

    /** Google's record is played with reserved addresses. */
    static final String ZONE = """
            hanamaru.example.           TXT  "v=spf1 include:_spf.google.com include:sendgrid.net include:dead.example ip4:192.0.2.7 -all"
            hanamaru.example.           MX   10 mail.hanamaru.example.
            _spf.google.com.            TXT  "v=spf1 ip4:203.0.113.0/24 ~all"
            sendgrid.net.               TXT  "v=spf1 ip4:198.51.100.0/24 ~all"
            dead.example.               TXT  "v=spf1 ~all"
            mail.hanamaru.example.      A    192.0.2.7
            7.2.0.192.in-addr.arpa.     PTR  mail.hanamaru.example.
            8.2.0.192.in-addr.arpa.     PTR  192-0-2-8.line.example.
            192-0-2-8.line.example.     A    192.0.2.8
            bounce.hanamaru.example.    TXT  "v=spf1 include:amazonses.com -all"
            amazonses.com.              TXT  "v=spf1 ip4:198.51.100.0/25 -all"
            empty.hanamaru.example.     TXT  "v=spf1 -all"
            two.hanamaru.example.       TXT  "v=spf1 include:amazonses.com -all"
            two.hanamaru.example.       TXT  "v=spf1 -all"
            permerror.example.          TXT  "v=spf1 include:gone.example include:_spf.google.com -all"
            minus.example.              TXT  "v=spf1 -include:_spf.google.com -all"
            flat.example.               TXT  "v=spf1 ip4:203.0.113.0/24 -all"
            spf.messagingengine.com.    TXT  "v=spf1 ip4:192.0.2.128/25 -all"
            """;

    static SendingService service(String id) {
        return ServiceCatalog.shipped().find(id).orElseThrow();
    }

    static PreflightReport check(PreflightRequest request) {
        return check(InMemoryDns.zone(ZONE), request);
    }

    static PreflightReport check(DnsResolver dns, PreflightRequest request) {
        return Preflight.using(dns).check(request);
    }

    static Row row(PreflightRequest request) {
        return check(request).rows().get(0);
    }

    static PreflightReport.Judgement rule(PreflightReport report, String id) {
        return report.rules().stream()
                .filter(each -> each.rule().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private PreflightWorld() {}
}
