package io.github.todoku.embedding;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.Doctor;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.client.DnsClient;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A bounce goes in; why, what to publish and what SPF will say come out. */
final class WhyDidItComeBack {
    private WhyDidItComeBack() {}

    /** Reads the bounce in the file named and asks the system's DNS. */
    public static void main(String[] args) throws IOException {
        try (DnsClient dns = DnsClient.system();
                InputStream in = new BufferedInputStream(Files.newInputStream(Path.of(args[0])))) {
            explain(in, dns, System.out);
        }
    }

    static void explain(InputStream in, DnsResolver dns, PrintStream out) throws IOException {
        Case c = Doctor.using(dns).check(BounceParser.standard().parse(in));
        out.println(c.cause());
        out.println(c.text(Locale.ENGLISH));
        c.remedy().ifPresent(remedy -> remedy.records().forEach(record -> out.println(record.after())));
        out.println(c.prognosis().allWillPass());
    }
}
