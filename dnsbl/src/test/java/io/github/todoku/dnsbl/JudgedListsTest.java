package io.github.todoku.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.client.DnsClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Our reading of an rbldnsd for {@code ci/differential}: asks the server at {@code -Dtodoku.lists.port=PORT} about each line (zone, tab,
 * subject) of {@code -Dtodoku.lists=FILE}, and writes the line with codes and texts into {@code -Dtodoku.lists.read=FILE}.
 */
class JudgedListsTest {
    private static final String FOUR = """
            Test: listed 127.0.0.2
            Test: unlisted 127.0.0.1
            """;
    private static final String SIX = """
            Serves: ipv6
            Test: listed ::ffff:7f00:2
            Test: unlisted ::ffff:7f00:1
            """;
    private static final String NAMES = """
            Asks: host
            Test: listed TEST
            Test: unlisted INVALID
            """;
    private static final DnsblCatalog LISTS = DnsblCatalog.of(String.join(
            "\n",
            list("four", FOUR),
            list("trie", FOUR),
            list("six", SIX),
            list("sixset", SIX),
            list("names", "Serves: domain\n" + NAMES),
            list("both", "Serves: ipv4 domain\n" + FOUR + NAMES)));

    private static String list(String label, String more) {
        return "Zone: " + label + ".list.test\nName: " + label + "\nPer-day: 100000000\n" + more;
    }

    @Test
    void writesALineForEachSubject() throws IOException {
        String lists = System.getProperty("todoku.lists");
        String read = System.getProperty("todoku.lists.read");
        if (lists == null || read == null) {
            abort("no lists named: give -Dtodoku.lists=FILE -Dtodoku.lists.port=PORT -Dtodoku.lists.read=FILE");
        }
        InetSocketAddress server =
                new InetSocketAddress(IpLiteral.of("127.0.0.1"), Integer.getInteger("todoku.lists.port", 0));
        int asked = 0;
        try (DnsClient client = DnsClient.builder().servers(List.of(server)).build();
                PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(read), StandardCharsets.UTF_8))) {
            DnsblChecker checker =
                    DnsblChecker.using(client).withSpecialAddresses().withTimeLimit(Duration.ofSeconds(10));
            for (String line : Files.readAllLines(Path.of(lists), StandardCharsets.UTF_8)) {
                String[] fields = line.split("\t", -1);
                DnsblSubject subject = DnsblSubject.parse(fields[1]).orElseThrow();
                DnsblList list = LISTS.find(fields[0]).orElseThrow();
                DnsblVerdict verdict =
                        checker.check(subject, List.of(list)).entries().get(0).verdict();
                out.println(line + "\t" + told(verdict));
                asked++;
            }
        }
        assertThat(asked).isPositive();
    }

    private static String told(DnsblVerdict verdict) {
        if (verdict instanceof DnsblVerdict.NotListed) {
            return "\t";
        }
        if (verdict instanceof DnsblVerdict.Listed listed) {
            return sorted(listed.hits().stream().map(DnsblHit::answer), ",") + "\t"
                    + sorted(listed.reasons().stream(), "|");
        }
        return verdict.toString().replace('\t', ' ').replace('\n', ' ') + "\t";
    }

    private static String sorted(Stream<String> texts, String between) {
        return texts.distinct().sorted().collect(Collectors.joining(between));
    }
}
