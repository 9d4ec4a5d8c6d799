package io.github.todoku.embedding;

import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.client.DnsClient;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.dnsbl.DnsblVerdict;
import java.io.PrintStream;
import java.net.InetAddress;

/** Is an address on a block list? Listed, clean, or cannot tell: a list that refuses to answer has not said "clean". */
final class OnABlockList {
    private OnABlockList() {}

    /** Asks the default lists about the address given. */
    public static void main(String[] args) {
        try (DnsClient dns = DnsClient.system()) {
            check(DnsblChecker.using(dns), IpLiteral.of(args[0]), System.out);
        }
    }

    static void check(DnsblChecker checker, InetAddress ip, PrintStream out) {
        DnsblReport lists = checker.check(ip);
        out.println(lists.status());
        for (DnsblReport.Entry entry : lists.entries(DnsblVerdict.Listed.class)) {
            out.println(entry.list().name() + " " + entry.answers());
        }
    }
}
