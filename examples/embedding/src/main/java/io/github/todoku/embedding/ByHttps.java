package io.github.todoku.embedding;

import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.client.CachingResolver;
import io.github.todoku.dns.dnsjava.DnsJavaBridge;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.xbill.DNS.DohResolver;

/** DNS over HTTPS (RFC 8484), by dnsjava's resolver; all checks work with it. */
final class ByHttps {
    private ByHttps() {}

    /** Takes the server's address, as {@code https://dns.example/dns-query}, and a domain. */
    public static void main(String[] args) {
        ask(args[0], args[1], System.out);
    }

    static void ask(String server, String domain, PrintStream out) {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            DohResolver https = new DohResolver(server);
            https.setTimeout(Duration.ofSeconds(5)); // no longer than your checks may take
            DnsResolver dns = DnsJavaBridge.fromDnsJava(https, threads).with(CachingResolver.layer());
            out.println(dns.lookup(domain, RecordType.TXT));
        } finally {
            threads.shutdownNow();
        }
    }
}
