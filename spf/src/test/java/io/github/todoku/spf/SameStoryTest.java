package io.github.todoku.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.spf.SpfOptions.Prefetch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The same verdict, trace and counts whether answers are there or come later, in any order and from several threads, and
 * whether they were asked ahead or not.
 */
@Timeout(120)
class SameStoryTest {

    /** Everything but what may differ: times, and how many questions went out. */
    static String story(SpfResult result) {
        LookupCounts counts = result.counts();
        return result.verdict() + " " + result.explanation() + " " + result.finding() + " " + counts.terms() + " "
                + counts.voidTerms() + " " + counts.voidQueries() + "\n"
                + result.trace().text(Locale.ROOT).replaceAll(" \\(\\d+ ms\\)\n", "\n");
    }

    static void sameInEveryForm(DnsResolver world, SpfRequest request, long seed) {
        SpfOptions plain = SpfOptions.standard();
        SpfOptions ahead = plain.withPrefetch(Prefetch.ON);
        String ready = story(SpfVerifier.using(world).withOptions(plain).check(request));
        assertThat(story(SpfVerifier.using(world).withOptions(ahead).check(request)))
                .isEqualTo(ready);
        try (ShuffledDns later = new ShuffledDns(world, seed)) {
            assertThat(story(SpfVerifier.using(later).withOptions(plain).check(request)))
                    .isEqualTo(ready);
            assertThat(story(SpfVerifier.using(later).withOptions(ahead).check(request)))
                    .isEqualTo(ready);
        }
    }

    @Test
    void everyCaseOfOurSuite() {
        long seed = 0;
        for (SpfSuite.Case each : OwnSpfSuiteTest.cases()) {
            sameInEveryForm(each.dns(), each.request(), seed++);
        }
    }

    @Test
    void generatedZones() {
        for (long seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            InMemoryDns world = InMemoryDns.zone(zone(random));
            SpfRequest request = SpfRequest.from(IpLiteral.of("192.0.2." + random.nextInt(12)))
                    .helo("d0.example")
                    .mailFrom("a@d0.example");
            sameInEveryForm(world, request, seed);
        }
    }

    /** Six domains that refer to each other, with addresses, holes, silence and more than one record here and there. */
    private static String zone(Random random) {
        StringBuilder zone = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            String name = "d" + i + ".example.";
            for (int k = random.nextInt(20) == 0 ? 2 : 1; k > 0 && (i == 0 || random.nextInt(8) > 0); k--) {
                zone.append(name).append(" TXT \"").append(record(random)).append("\"\n");
            }
            for (int k = random.nextInt(3); k > 0; k--) {
                zone.append(name)
                        .append(" A 192.0.2.")
                        .append(random.nextInt(12))
                        .append('\n');
                zone.append(name).append(" MX 10 d").append(random.nextInt(7)).append(".example.\n");
            }
            if (random.nextInt(12) == 0) {
                zone.append(";! TIMEOUT ").append(name).append(random.nextBoolean() ? " A\n" : " MX\n");
            }
        }
        zone.append("1.2.0.192.in-addr.arpa. PTR d1.example.\n");
        return zone.toString();
    }

    private static String record(Random random) {
        List<String> terms = new ArrayList<>();
        for (int k = 1 + random.nextInt(5); k > 0; k--) {
            String domain = "d" + random.nextInt(7) + ".example";
            String qualifier = random.nextInt(4) == 0 ? "-" : "";
            terms.add(qualifier
                    + switch (random.nextInt(9)) {
                        case 0, 1, 2 -> "include:" + domain;
                        case 3 -> "a:" + domain;
                        case 4 -> "mx:" + domain;
                        case 5 -> "mx";
                        case 6 -> "exists:%{" + (random.nextBoolean() ? "i" : "p") + "}." + domain;
                        case 7 -> "ip4:192.0.2." + random.nextInt(12);
                        default -> random.nextInt(9) == 0 ? "nonsense" : "ptr:" + domain;
                    });
        }
        terms.add(random.nextInt(3) == 0 ? "redirect=d" + random.nextInt(7) + ".example" : "~all");
        return "v=spf1 " + String.join(" ", terms);
    }

    @Test
    void prefetchAsksAheadNoMoreTermsThanACheckMayReach() {
        StringBuilder zone = new StringBuilder("example.com. TXT \"v=spf1");
        for (int i = 0; i < 15; i++) {
            zone.append(i == 8 ? "\" \"" : "").append(" include:i").append(i).append(".example");
        }
        zone.append(" -all\"\n");
        for (int i = 0; i < 15; i++) {
            zone.append("i").append(i).append(".example. TXT \"v=spf1 include:j.example -all\"\n");
        }
        InMemoryDns dns = InMemoryDns.zone(zone.toString());
        SpfVerifier.using(dns)
                .withOptions(SpfOptions.standard().withPrefetch(Prefetch.ON))
                .check(SpfRequest.from(IpLiteral.of("192.0.2.1"))
                        .helo("h.example")
                        .mailFrom("a@example.com"));
        assertThat(dns.queries().stream().filter(q -> q.name().toString().startsWith("i")))
                .hasSize(SpfOptions.MAX_TERMS);
    }

    @Test
    void prefetchLeavesAloneWhatBelongsToOneMessageOrIsDecidedBefore() {
        InMemoryDns dns = InMemoryDns.zone("""
                example.com. TXT "v=spf1 a:a.example exists:%{i}.x.example include:%{l}.y.example ip4:192.0.2.1 include:late.example redirect=late.example"
                a.example.   A   192.0.2.1
                """);
        SpfVerifier.using(dns)
                .withOptions(SpfOptions.standard().withPrefetch(Prefetch.ON))
                .check(SpfRequest.from(IpLiteral.of("192.0.2.1"))
                        .helo("h.example")
                        .mailFrom("a@example.com"));
        assertAll(
                () -> assertThat(dns.queries()).hasSize(2),
                () -> assertThat(dns.queries().get(1).toString()).isEqualTo("a.example A"));
    }
}
