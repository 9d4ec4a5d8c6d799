package io.github.todoku.embedding;

import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.client.DnsClient;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.SpfVerifier;
import java.io.PrintStream;
import java.net.InetAddress;
import java.util.Locale;

/** What a mail server asks at MAIL FROM. */
final class MayThisAddressSend {
    private MayThisAddressSend() {}

    /** Checks the address, HELO name and MAIL FROM given, in this order. */
    public static void main(String[] args) {
        try (DnsClient dns = DnsClient.system()) {
            check(dns, IpLiteral.of(args[0]), args[1], args[2], System.out);
        }
    }

    static void check(DnsResolver dns, InetAddress ip, String helo, String mailFrom, PrintStream out) {
        SpfResult r = SpfVerifier.using(dns).check(ip, helo, mailFrom);
        out.println(r.verdict());
        if (r.verdict() == SpfVerdict.FAIL) {
            out.println(r.trace().text(Locale.ENGLISH));
        }
    }
}
