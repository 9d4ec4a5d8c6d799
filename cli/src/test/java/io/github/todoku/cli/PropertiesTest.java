package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.OverlayResolver;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.RecordingResolver;
import io.github.todoku.dns.Zone;
import io.github.todoku.dns.client.CachingResolver;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.dnsbl.DnsblSubject;
import io.github.todoku.dnsbl.DnsblVerdict;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfVerifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must not change an answer does not: seeded, so that what fails once can be tried again. */
@Timeout(120)
class PropertiesTest {
    private static final int WORLDS = 500;

    private static final List<DnsAnswer.Reason> REASONS = List.of(DnsAnswer.Reason.values());

    private static final List<String> TERMS = List.of(
            "include:D",
            "include:D",
            "a:D",
            "mx:D",
            "mx",
            "exists:%{i}.D",
            "ptr:D",
            "ip4:192.0.2.X",
            "ip6:2001:db8::X",
            "?exists:%{l}.%{d1}.D");

    /** Six domains that refer to each other, with holes and failures here and there. */
    private static String zone(Random random) {
        StringBuilder zone = new StringBuilder(". SOA . . 0 0 0 0 0\n1.2.0.192.in-addr.arpa. PTR d1.example.\n");
        for (int i = 0; i < 6; i++) {
            String name = "d" + i + ".example.";
            String terms = IntStream.rangeClosed(0, 1 + random.nextInt(4))
                    .mapToObj(k -> term(random))
                    .collect(Collectors.joining(" "));
            if (random.nextInt(8) > 0) {
                zone.append(name)
                        .append(" TXT \"v=spf1 ")
                        .append(terms)
                        .append(random.nextInt(3) == 0 ? " redirect=" + domain(random) : " ~all")
                        .append("\"\n");
            }
            for (int k = random.nextInt(4); k > 0; k--) {
                zone.append(name)
                        .append(" A 192.0.2.")
                        .append(random.nextInt(12))
                        .append('\n');
                zone.append(name).append(" MX 10 ").append(domain(random)).append(".\n");
            }
            if (random.nextInt(12) == 0) {
                zone.append(";! SERVFAIL ").append(name).append(random.nextBoolean() ? " A\n" : " MX\n");
            }
        }
        return zone.toString();
    }

    private static String domain(Random random) {
        return "d" + random.nextInt(7) + ".example";
    }

    private static String term(Random random) {
        return TERMS.get(random.nextInt(TERMS.size()))
                .replace("D", domain(random))
                .replace("X", "" + random.nextInt(12));
    }

    private static SpfRequest request(Random random) {
        return SpfRequest.from(IpLiteral.of(random.nextInt(5) == 0 ? "2001:db8::1" : "192.0.2." + random.nextInt(12)))
                .helo("d0.example")
                .mailFrom("a@d0.example");
    }

    private static String verdict(DnsResolver dns, SpfRequest request) {
        var result = SpfVerifier.using(dns).check(request);
        return result.verdict() + " " + result.finding() + " " + result.counts().terms() + " "
                + result.counts().voidTerms();
    }

    @Test
    void noLayerChangesAVerdict() {
        for (long seed = 0; seed < WORLDS; seed++) {
            Random random = new Random(seed);
            String zone = zone(random);
            InMemoryDns world = InMemoryDns.zone(zone);
            SpfRequest request = request(random);
            String plain = verdict(world, request);
            CachingResolver cached = CachingResolver.builder().over(world);
            RecordingResolver recorded = RecordingResolver.over(world);
            String which = "seed " + seed;
            assertThat(verdict(cached, request)).as("%s, the first time", which).isEqualTo(plain);
            assertThat(verdict(cached, request)).as("%s, cached", which).isEqualTo(plain);
            assertThat(verdict(OverlayResolver.of(Zone.of(List.of()), world), request))
                    .as("%s, nothing laid over", which)
                    .isEqualTo(plain);
            assertThat(verdict(recorded, request)).as("%s, recorded", which).isEqualTo(plain);
            Zone replayed = Zone.of(recorded.zone().toString());
            assertThat(verdict(InMemoryDns.of(replayed), request))
                    .as("%s, replayed", which)
                    .isEqualTo(plain);
            if (!plain.contains("TEMPERROR")
                    && !zone.contains("SERVFAIL")) { // the host that fails may be asked before the one that matches
                assertThat(verdict(shuffled(world, random), request))
                        .as("%s, records in another order", which)
                        .isEqualTo(plain);
            }
        }
    }

    /** In any order a set of records is the same set (RFC 2181 §5). */
    private static DnsResolver shuffled(DnsResolver world, Random random) {
        return (question, deadline) -> world.resolve(question, deadline).thenApply(answer -> {
            if (answer instanceof DnsAnswer.Found found) {
                List<DnsRecord> records = new ArrayList<>(found.records());
                Collections.shuffle(records, random);
                return new DnsAnswer.Found(question, records, found.aliases(), found.ttl(), found.origin());
            }
            return answer;
        });
    }

    @Test
    void theCaseOfANameChangesNoVerdict() {
        for (long seed = 0; seed < WORLDS; seed++) {
            Random random = new Random(seed);
            String zone = zone(random);
            SpfRequest request = request(random);
            String plain = verdict(InMemoryDns.zone(zone), request);
            String loud =
                    zone.replace(".example", ".EXAMPLE").replace("d1.", "D1.").replace("d3.", "D3.");
            assertThat(verdict(InMemoryDns.zone(loud), request))
                    .as("seed %s", seed)
                    .isEqualToIgnoringCase(plain);
        }
    }

    @Test
    void aListIsCleanOnlyByWordOfTheListItself() {
        DnsblCatalog catalog = DnsblCatalog.of("""
                Zone: bl.example
                Name: List
                Serves: ipv4
                Test: listed 127.0.0.2
                Test: unlisted 127.0.0.1
                Per-day: 1000000
                """);
        InMemoryDns world = InMemoryDns.zone(
                ". SOA . . 0 0 0 0 0\nbl.example. SOA . . 0 0 0 0 0\n2.0.0.127.bl.example. A 127.0.0.2\n");
        int clean = 0;
        for (long seed = 0; seed < WORLDS; seed++) {
            Random random = new Random(seed);
            boolean[] spoilt = {false};
            DnsResolver dns = (question, deadline) -> {
                boolean asked = question.name().toString().endsWith("bl.example") && question.type() == RecordType.A;
                if (asked && random.nextInt(4) == 0) {
                    spoilt[0] |= question.name().toString().startsWith("9.");
                    DnsAnswer.Reason reason = REASONS.get(random.nextInt(REASONS.size()));
                    return CompletableFuture.completedFuture(new DnsAnswer.TempFail(question, reason, "test"));
                }
                return world.resolve(question, deadline);
            };
            DnsblReport report = DnsblChecker.using(dns)
                    .withSpecialAddresses()
                    .check(DnsblSubject.of(IpLiteral.of("192.0.2.9")), catalog.all());
            boolean notListed = report.count(DnsblVerdict.NotListed.class) == 1;
            assertThat(notListed && spoilt[0]).as("seed %s: %s", seed, report).isFalse();
            assertThat(report.isClean() && report.cannotTell())
                    .as("seed %s: %s", seed, report)
                    .isFalse();
            clean += notListed ? 1 : 0;
        }
        assertThat(clean).isBetween(WORLDS / 5, WORLDS - 50);
    }

    static Stream<byte[]> bounces() {
        return NastyMail.bounces("example").stream();
    }

    @ParameterizedTest
    @MethodSource("bounces")
    void lineEndsTheMboxLineAndFoldingChangeNoReading(byte[] mail) {
        String text = new String(mail, StandardCharsets.UTF_8);
        String plain = essence(text);
        assertThat(plain).isNotBlank();
        assertThat(essence(text.replace("\r\n", "\n"))).as("LF").isEqualTo(plain);
        assertThat(essence(text.replace("\r\n", "\r"))).as("CR").isEqualTo(plain);
        assertThat(essence("From MAILER-DAEMON Tue Nov 24 10:00:00 2026\r\n" + text))
                .as("mbox")
                .isEqualTo(plain);
        assertThat(essence(text.replaceAll(
                        "(?m)^((?:Subject|To|Diagnostic-Code|Final-Recipient|Remote-MTA|Status): [^ \r]*) ",
                        "$1\r\n\t")))
                .as("folded")
                .isEqualTo(plain);
        assertThat(essence(text.replaceAll("(?m)^(Subject|Final-Recipient|Action|Remote-MTA):", "$1 :")))
                .as("a blank before the colon")
                .isEqualTo(plain);
    }

    private static String essence(String mail) {
        BounceReport report = BounceParser.standard().parse(mail);
        return report.kind() + " " + report.form() + " "
                + report.bounces().stream().map(PropertiesTest::essence).toList();
    }

    private static String essence(Bounce bounce) {
        return String.join(
                " ",
                bounce.recipient(),
                "" + bounce.status(),
                "" + bounce.cause(),
                "" + bounce.advice(),
                "" + bounce.remoteHost(),
                bounce.diagnosticText().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT));
    }
}
