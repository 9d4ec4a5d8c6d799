package io.github.todoku.spf.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.OverlayResolver;
import io.github.todoku.dns.Zone;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.Severity;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.SpfVerifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Records in the forms that people published, made by chance: whatever is planned reads back, lets pass whom the record meant and
 * whom the wish names, and nobody else. The witness is the verifier.
 */
class MangledPlanTest {
    private static final DnsName DOMAIN = DnsName.of("example.com");
    private static final List<String> TERMS = List.of(
            "ip4:192.0.2.0/25",
            "ip4:198.51.100.7",
            "ip6:2001:db8::/48",
            "include:a.example",
            "include:b.example",
            "a:host.example",
            "mx",
            "ip4:203.0.113.64/26");
    private static final List<String> WANTED = List.of(
            "192.0.2.77", "192.0.2.200", "198.51.100.0/25", "2001:db8:9::25", "include:b.example", "a:host.example");
    private static final List<String> SAMPLES = List.of(
            "192.0.2.1",
            "192.0.2.77",
            "192.0.2.200",
            "198.51.100.7",
            "198.51.100.100",
            "198.51.100.200",
            "203.0.113.1",
            "203.0.113.70",
            "203.0.113.200",
            "192.0.2.250",
            "2001:db8::1",
            "2001:db8:9::25",
            "2001:db8:9::26",
            "2001:db8:5::5");
    private static final String WORLD = """
            a.example.       TXT  "v=spf1 ip4:203.0.113.0/27 -all"
            b.example.       TXT  "v=spf1 ip4:198.51.100.192/26 ip6:2001:db8:5::/48 ~all"
            host.example.    A    192.0.2.250
            example.com.     MX   10 host.example.
            """;

    /** What happens to records on the way into a zone. */
    private static final List<UnaryOperator<String>> SLIPS = List.of(
            text -> '"' + text + '"',
            text -> "\u201C" + text + "\u201D",
            text -> text.replace("v=spf1 ", "v=spf1;"),
            text -> text.replace(" ", "; "),
            text -> text.replaceFirst("v=spf1 ", "v=spf1; ").replaceAll("(?<!;) ", "; "),
            text -> ' ' + text,
            text -> text.replace("v=spf1", "spf1"),
            text -> text.replace("v=spf1", "v= spf1"),
            text -> text.replaceFirst(" ([~?-]all)$", "$1"),
            text -> text.replaceFirst("-all$", "\u2013all"),
            text -> text + '.',
            text -> text.replace(" ", "\r\n"),
            text -> text.replace(" ", "\u00A0"),
            text -> text.replaceFirst("include:", "include: "),
            text -> "example.com. IN TXT " + text,
            text -> text.replaceFirst("include:", "inlcude:"),
            UnaryOperator.identity());

    /** Whom a record means is not whom its lookups let pass: three times the same host without AAAA is no wish. */
    private static final SpfOptions UNLIMITED =
            SpfOptions.standard().withMaxTerms(SpfOptions.HIGHEST_LIMIT).withMaxVoidLookups(SpfOptions.HIGHEST_LIMIT);

    private static String record(Random random) {
        StringBuilder record = new StringBuilder("v=spf1");
        for (int i = random.nextInt(5); i >= 0; i--) {
            record.append(' ').append(TERMS.get(random.nextInt(TERMS.size())));
        }
        return record + " " + List.of("-all", "~all", "?all").get(random.nextInt(3));
    }

    @Test
    void whatWasMeantAndWhatIsWantedPassAndNobodyElse() {
        int printed = 0;
        int seeds = Integer.getInteger("plan.mangled", 2_000);
        for (int seed = 0; seed < seeds; seed++) {
            Random random = new Random(seed);
            List<String> meant = new ArrayList<>(List.of(record(random)));
            String text = meant.get(0);
            if (random.nextInt(6) == 0) {
                meant.add(record(random));
                text = text + " " + meant.get(1);
            }
            String published = SLIPS.get(random.nextInt(SLIPS.size())).apply(text);
            SpfSender wanted =
                    SpfSender.parse(WANTED.get(random.nextInt(WANTED.size()))).orElseThrow();
            List<Zone.Entry> entries = new ArrayList<>(Zone.of(WORLD).entries());
            String octets = new String(published.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            entries.add(new Zone.Entry(DOMAIN, 60, new DnsRecord.Txt(List.of(octets))));
            InMemoryDns dns = InMemoryDns.of(Zone.of(entries));
            SpfPlan plan = SpfPlanner.using(dns).plan(DOMAIN, List.of(wanted));
            String told = seed + ": " + published + " + " + wanted.term() + " -> " + plan;
            if (plan.change().isEmpty()) {
                assertThat(plan.findings().get(0).severity()).as(told).isEqualTo(Severity.FAIL);
                continue;
            }
            printed++;
            RecordChange change = plan.change().orElseThrow();
            assertThat(change.before()).as(told).containsExactly(octets);
            assertThat(change.readsBack()).as(told).isTrue();
            assertThat(SpfRecord.parse(change.after()).isValid()).as(told).isTrue();
            DnsResolver then = OverlayResolver.of(change.overlay(), dns);
            List<String> named = new ArrayList<>(meant);
            named.add("v=spf1 " + wanted.term() + " -all");
            for (String sample : SAMPLES) {
                boolean means = named.stream().anyMatch(each -> passes(with(each, dns), sample, UNLIMITED));
                assertThat(passes(then, sample, SpfOptions.standard()))
                        .as(sample + " " + told)
                        .isEqualTo(means);
            }
        }
        assertThat(printed).isGreaterThan(seeds * 95 / 100);
    }

    private static DnsResolver with(String record, DnsResolver dns) {
        return OverlayResolver.of(
                RecordChange.txt(DOMAIN, List.of(), record, List.of()).overlay(), dns);
    }

    private static boolean passes(DnsResolver dns, String address, SpfOptions options) {
        return SpfVerifier.using(dns)
                        .withOptions(options)
                        .check(SpfRequest.from(IpLiteral.of(address))
                                .helo("example.com")
                                .mailFrom("postmaster@example.com"))
                        .verdict()
                == SpfVerdict.PASS;
    }
}
