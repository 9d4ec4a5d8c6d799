package io.github.todoku.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.finding.Finding;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Our verdicts for {@code ci/differential}: reads the worlds that {@code -Dtodoku.worlds=FILE} names and writes into
 * {@code -Dtodoku.verdicts=FILE}, for each question, the verdict and why, the explanation, and what the verdict would be by other
 * limits: that tells whether a limit is all that another verifier sees otherwise.
 */
class JudgedWorldsTest {
    private static final SpfOptions STANDARD = SpfOptions.standard().withReceivingHost("mail.receiver.example");
    private static final SpfOptions ALL = STANDARD.withMaxVoidLookups(SpfOptions.HIGHEST_LIMIT)
            .withMaxTerms(SpfOptions.HIGHEST_LIMIT)
            .withMaxMxHosts(SpfOptions.HIGHEST_LIMIT);

    /** Under the names that compare.py knows, in its order. */
    private static final List<SpfOptions> OTHERS = List.of(
            STANDARD.withVoidPolicy(VoidPolicy.PER_QUERY),
            STANDARD.withMaxVoidLookups(SpfOptions.HIGHEST_LIMIT),
            STANDARD.withMaxMxHosts(SpfOptions.HIGHEST_LIMIT),
            STANDARD.withMaxVoidLookups(SpfOptions.HIGHEST_LIMIT).withMaxMxHosts(SpfOptions.HIGHEST_LIMIT),
            ALL);

    @Test
    void writesAVerdictForEachQuestion() throws IOException {
        String worlds = System.getProperty("todoku.worlds");
        String verdicts = System.getProperty("todoku.verdicts");
        if (worlds == null || verdicts == null) {
            abort("no worlds named: give -Dtodoku.worlds=FILE -Dtodoku.verdicts=FILE");
        }
        try (BufferedReader in = Files.newBufferedReader(Path.of(worlds), StandardCharsets.UTF_8);
                PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(verdicts), StandardCharsets.UTF_8))) {
            assertThat(judge(in, out)).isPositive();
        }
    }

    private static int judge(BufferedReader in, PrintWriter out) throws IOException {
        StringBuilder zone = new StringBuilder();
        InMemoryDns dns = null;
        String world = "";
        int asked = 0;
        int all = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] fields = line.split("\t", -1);
            switch (fields[0]) {
                case "W" -> {
                    world = fields[1];
                    zone.setLength(0);
                    dns = null;
                    asked = 0;
                }
                case "Z" -> zone.append(fields[1]).append('\n');
                case "Q" -> {
                    dns = dns == null ? InMemoryDns.zone(zone.toString()) : dns;
                    out.print(world + "." + asked++);
                    out.println(judged(
                            dns,
                            SpfRequest.from(IpLiteral.of(fields[1]))
                                    .helo(fields[2])
                                    .mailFrom(fields[3])));
                    all++;
                }
                default -> {} // for other judges
            }
        }
        return all;
    }

    private static String judged(InMemoryDns dns, SpfRequest request) {
        SpfResult result = SpfVerifier.using(dns).withOptions(STANDARD).check(request);
        StringBuilder line = new StringBuilder("\t" + result.verdict().token());
        line.append('\t').append(escaped(result.explanation()));
        Finding why = result.finding();
        line.append('\t').append(why == null ? "" : escaped(why.id() + " " + why.text(Locale.ENGLISH)));
        for (SpfOptions options : OTHERS) {
            SpfResult other = SpfVerifier.using(dns).withOptions(options).check(request);
            line.append('\t').append(other.verdict().token());
        }
        return line.toString();
    }

    /** As the other judges write text: one line, printable. */
    private static String escaped(@Nullable String text) {
        StringBuilder line = new StringBuilder();
        for (byte octet : (text == null ? "" : text).getBytes(StandardCharsets.ISO_8859_1)) {
            char c = (char) (octet & 0xFF);
            line.append(
                    c >= ' ' && c <= '~' && c != '\\'
                            ? String.valueOf(c)
                            : String.format(Locale.ROOT, "\\x%02x", (int) c));
        }
        return line.toString();
    }
}
