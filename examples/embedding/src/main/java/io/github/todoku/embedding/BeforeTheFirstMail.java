package io.github.todoku.embedding;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.client.DnsClient;
import io.github.todoku.preflight.Preflight;
import io.github.todoku.preflight.PreflightReport;
import io.github.todoku.preflight.PreflightRequest;
import io.github.todoku.senders.ServiceCatalog;
import java.io.PrintStream;
import java.net.InetAddress;

/** What a mail-sending service asks before it lets a customer's domain send. */
final class BeforeTheFirstMail {
    private BeforeTheFirstMail() {}

    /** Checks the domain, its bounce domain and the address given, in this order. */
    public static void main(String[] args) {
        try (DnsClient dns = DnsClient.system()) {
            check(dns, DnsName.of(args[0]), DnsName.of(args[1]), IpLiteral.of(args[2]), System.out);
        }
    }

    static void check(DnsResolver dns, DnsName domain, DnsName bounceDomain, InetAddress ip, PrintStream out) {
        PreflightReport ready = Preflight.using(dns)
                .check(PreflightRequest.of(domain)
                        .through(ServiceCatalog.shipped().find("amazon-ses").orElseThrow(), bounceDomain)
                        .from(ip));
        out.println(ready.isReady() + " " + ready.findings());
    }
}
