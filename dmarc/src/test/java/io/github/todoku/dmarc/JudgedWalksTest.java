package io.github.todoku.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Our reading of DMARC worlds for {@code ci/differential}: of each question in {@code -Dtodoku.walks=FILE}, whose record applies, the
 * policy, the organizational domain and whether the other domain is aligned, into {@code -Dtodoku.walked=FILE}.
 */
class JudgedWalksTest {
    @Test
    void writesALineForEachQuestion() throws IOException {
        String walks = System.getProperty("todoku.walks");
        String walked = System.getProperty("todoku.walked");
        if (walks == null || walked == null) {
            abort("no worlds named: give -Dtodoku.walks=FILE -Dtodoku.walked=FILE");
        }
        int judged = 0;
        try (BufferedReader in = Files.newBufferedReader(Path.of(walks), StandardCharsets.UTF_8);
                PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(walked), StandardCharsets.UTF_8))) {
            StringBuilder zone = new StringBuilder();
            String world = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] fields = line.split("\t", -1);
                if (fields[0].equals("W")) {
                    world = fields[1];
                    zone.setLength(0);
                } else if (fields[0].equals("Z")) {
                    zone.append(fields[1]).append('\n');
                } else if (fields[0].equals("Q")) {
                    out.println(world + "\t" + told(InMemoryDns.zone(zone.toString()), fields[1], fields[2]));
                    judged++;
                }
            }
        }
        assertThat(judged).isPositive();
    }

    private static String told(InMemoryDns dns, String from, String other) {
        DmarcRequest request = DmarcRequest.of(DnsName.of(from));
        DmarcResult result =
                DmarcChecker.using(dns).check(other.isEmpty() ? request : request.mailFromDomain(DnsName.of(other)));
        boolean silent = result.policyDomain().isEmpty() && result.walk().cannotTell();
        String domain = result.policyDomain().map(DnsName::toString).orElse(silent ? "?" : "-");
        String policy = result.policy()
                .map(DmarcPolicy::word)
                .orElse(
                        result.isIgnored()
                                ? "ignored"
                                : result.isDisputed() ? "disputed" : domain.equals("-") ? "-" : "?");
        String organization =
                result.organizationalDomain().map(DnsName::toString).orElse("?");
        String aligned = result.spf()
                .map(each -> switch (each.state()) {
                    case ALIGNED -> "yes";
                    case NOT_ALIGNED -> "no";
                    case CANNOT_TELL -> "?";
                })
                .orElse("-");
        return String.join("\t", domain, policy, organization, aligned);
    }
}
