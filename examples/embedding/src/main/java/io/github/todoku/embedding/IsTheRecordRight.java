package io.github.todoku.embedding;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.client.DnsClient;
import io.github.todoku.finding.Finding;
import io.github.todoku.spf.publish.SpfLinter;
import io.github.todoku.spf.publish.SpfReport;
import java.io.PrintStream;
import java.util.Locale;

/** Everything that is wrong with a domain's SPF. */
final class IsTheRecordRight {
    private IsTheRecordRight() {}

    /** Reports on the domain given. */
    public static void main(String[] args) {
        try (DnsClient dns = DnsClient.system()) {
            report(dns, DnsName.of(args[0]), System.out);
        }
    }

    static void report(DnsResolver dns, DnsName domain, PrintStream out) {
        SpfReport report = SpfLinter.using(dns).check(domain);
        out.println(report.allGreen());
        for (Finding found : report.findings()) {
            out.println(found.text(Locale.ENGLISH) + " " + found.advice(Locale.ENGLISH));
        }
    }
}
