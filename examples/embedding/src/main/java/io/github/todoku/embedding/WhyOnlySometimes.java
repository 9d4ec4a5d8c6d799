package io.github.todoku.embedding;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.diagnosis.CaseSeries;
import io.github.todoku.diagnosis.Doctor;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.client.DnsClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Many bounces of one sender: which ways that mail takes fail. */
final class WhyOnlySometimes {
    private WhyOnlySometimes() {}

    /** Reads the bounces given. */
    public static void main(String[] args) throws IOException {
        List<BounceReport> reports = new ArrayList<>();
        for (String file : args) {
            try (InputStream in = Files.newInputStream(Path.of(file))) {
                reports.add(BounceParser.standard().parse(in));
            }
        }
        try (DnsClient dns = DnsClient.system()) {
            read(reports, dns, System.out);
        }
    }

    static void read(List<BounceReport> reports, DnsResolver dns, PrintStream out) {
        CaseSeries series = Doctor.using(dns).check(reports);
        out.println(series.reading());
        series.paths().forEach(path -> out.println(path.client() + " " + path.spfToday()));
    }
}
