package io.github.todoku.spf.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.OverlayResolver;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.Severity;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.SpfVerifier;
import io.github.todoku.spf.VoidPolicy;
import io.github.todoku.spf.publish.SpfPlanOptions.DeadTerms;
import io.github.todoku.spf.publish.SpfPlanOptions.Flatten;
import io.github.todoku.spf.publish.SpfPlanOptions.Tidy;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every plan, on worlds made by chance. The witness is the verifier, asked at addresses the planner never saw. */
class PlanPropertiesTest {
    private static final DnsName DOMAIN = DnsName.of("example.com");
    private static final List<String> TERMS = List.of(
            "ip4:192.0.2.0/25",
            "ip4:192.0.2.0/24",
            "ip4:192.0.2.64/26",
            "ip4:198.51.100.7",
            "ip6:2001:db8::/48",
            "ip6:2001:db8:0:1::/64",
            "include:a.example",
            "include:b.example",
            "include:c.example",
            "include:d.example",
            "include:gone.example",
            "include:empty.example",
            "a",
            "mx",
            "a:host.example",
            "a:four.example",
            "mx:b.example",
            "a/24",
            "exists:%{i}.list.example",
            "?include:a.example",
            "-ip4:192.0.2.77",
            "~ip4:198.51.100.0/24",
            "-include:b.example",
            "ip4:203.0.113.0/26",
            "x=y",
            "?all",
            "redirect=a.example");
    private static final List<String> ENDINGS =
            List.of("-all", "~all", "?all", "", "redirect=c.example", "ip4:192.0.2.9");
    private static final List<String> WANTED = List.of(
            "192.0.2.77",
            "192.0.2.0/24",
            "198.51.100.0/25",
            "2001:db8::25",
            "2001:db8::/32",
            "include:a.example",
            "include:b.example",
            "include:d.example",
            "a:host.example",
            "a:four.example",
            "203.0.113.0/24");

    static final String WORLD = """
            example.com.     A    192.0.2.200
            example.com.     MX   10 host.example.
            host.example.    A    198.51.100.200
            host.example.    AAAA 2001:db8:5::5
            four.example.    A    203.0.113.130
            a.example.       TXT  "v=spf1 ip4:192.0.2.32/27 include:d.example ?ip4:203.0.113.0/24 ~all"
            b.example.       TXT  "v=spf1 -ip4:198.51.100.7 ip4:198.51.100.0/26 mx -all"
            b.example.       MX   10 host.example.
            c.example.       TXT  "v=spf1 include:a.example ip6:2001:db8:8::/46 -all"
            d.example.       TXT  "v=spf1 ip4:203.0.113.64/27 ip4:203.0.113.96/27 ip6:2001:db8:0:7::/64 -all"
            empty.example.   TXT  "v=spf1 ~all"
            192.0.2.5.list.example. A 127.0.0.2
            """;

    record World(DnsResolver dns, List<String> records, List<SpfSender> wanted, String told) {
        static World of(long seed) {
            Random random = new Random(seed);
            int count = random.nextInt(10) == 0 ? 2 : random.nextInt(15) == 0 ? 0 : 1;
            List<String> records = IntStream.range(0, count)
                    .mapToObj(i -> record(random))
                    .distinct() // the DNS has no record twice
                    .toList();
            StringBuilder zone = new StringBuilder(WORLD).append("example.com. TXT \"other=1\"\n");
            records.forEach(
                    record -> zone.append("example.com. TXT \"").append(record).append("\"\n"));
            List<SpfSender> wanted = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                wanted.add(SpfSender.parse(WANTED.get(random.nextInt(WANTED.size())))
                        .orElseThrow());
            }
            return new World(
                    InMemoryDns.zone(zone.toString()), records, wanted, seed + ": " + records + " + " + wanted);
        }

        private static String record(Random random) {
            StringBuilder record = new StringBuilder("v=spf1");
            for (int i = random.nextInt(8); i > 0; i--) {
                record.append(' ').append(TERMS.get(random.nextInt(TERMS.size())));
            }
            String ending = ENDINGS.get(random.nextInt(ENDINGS.size()));
            return ending.isEmpty() ? record.toString() : record + " " + ending;
        }

        DnsResolver with(String record) {
            return OverlayResolver.of(
                    RecordChange.txt(DOMAIN, List.of(), record, List.of()).overlay(), dns);
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, Integer.getInteger("plan.seeds", 250));
    }

    private static final List<SpfPlanOptions> OPTIONS = List.of(
            SpfPlanOptions.standard(),
            SpfPlanOptions.standard().withTidy(Tidy.ALWAYS).withDeadTerms(DeadTerms.DROP),
            SpfPlanOptions.standard().withFlatten(Flatten.TO_FIT),
            SpfPlanOptions.standard().withFlatten(Flatten.ALL));

    @ParameterizedTest
    @MethodSource("seeds")
    void everyPlanHoldsWhatItPromises(int seed) {
        World world = World.of(seed);
        for (SpfPlanOptions options : OPTIONS) {
            SpfPlanner planner = SpfPlanner.using(world.dns()).withOptions(options);
            SpfPlan plan = planner.plan(DOMAIN, world.wanted());
            if (plan.change().isEmpty()) {
                assertThat(plan.findings().get(0).severity()).as(world.told()).isEqualTo(Severity.FAIL);
                continue; // what does not prove is no record
            }
            assertThat(plan.isProven()
                            || plan.cannotTell()
                            || !plan.proof().orElseThrow().isWhole())
                    .as(world.told())
                    .isTrue();
            String told = world.told() + " -> " + plan.change().orElseThrow().after() + " " + plan.findings();
            DnsResolver then = world.with(plan.change().orElseThrow().after());

            boolean broken =
                    world.records().stream().anyMatch(r -> !SpfRecord.parse(r).isValid());
            assertThat(SpfRecord.parse(plan.change().orElseThrow().after()).isValid() || broken)
                    .as(told)
                    .isTrue();
            assertThat(String.join("", plan.change().orElseThrow().strings()))
                    .as(told)
                    .isEqualTo(plan.change().orElseThrow().after());
            keeps(world, plan, told);
            reaches(plan, then, told);

            if (plan.findings().stream().noneMatch(w -> w.kind() == SpfPlanFinding.NOT_ENOUGH)) {
                // what does not reach its aim is not published as it is
                SpfPlan again = SpfPlanner.using(then).withOptions(options).plan(DOMAIN, world.wanted());
                assertThat(again.change().orElseThrow().after())
                        .as("again, " + told)
                        .isEqualTo(plan.change().orElseThrow().after());
            }
        }
    }

    /** What passed before passes, one way of counting voids and the other, wherever the proof did not say that it is lost. */
    private static void keeps(World world, SpfPlan plan, String told) {
        SpfProof proof = plan.proof().orElseThrow();
        assertThat(proof.unknown()).as(told).isEmpty();
        if (world.records().size() == 1) {
            assertThat(proof.lost()).as(told).isEmpty();
        }
        for (VoidPolicy policy : VoidPolicy.values()) {
            for (InetAddress ip : samples()) {
                boolean passed = world.records().stream()
                        .anyMatch(record -> verdict(world.with(record), policy, ip) == SpfVerdict.PASS);
                boolean said = proof.lost().stream().anyMatch(network -> network.contains(ip));
                if (passed && !said) {
                    assertThat(verdict(world.with(plan.change().orElseThrow().after()), policy, ip))
                            .as(ip + " " + told)
                            .isEqualTo(SpfVerdict.PASS);
                }
            }
        }
    }

    /** Who is said to pass does pass, at addresses of the network's inside too. */
    private static void reaches(SpfPlan plan, DnsResolver then, String told) {
        for (SpfProof.Sender each : plan.proof().orElseThrow().senders()) {
            boolean all = true;
            for (InetAddress ip : samples()) {
                if (each.networks().stream().anyMatch(network -> network.contains(ip))) {
                    all &= verdict(then, VoidPolicy.PER_TERM, ip) == SpfVerdict.PASS;
                }
            }
            assertThat(all || !each.passes()).as(each + " " + told).isTrue();
            boolean toldSo = plan.findings().stream().anyMatch(warning -> warning.kind() == SpfPlanFinding.NOT_ENOUGH);
            assertThat(each.passes() || toldSo).as(each + " " + told).isTrue();
        }
    }

    private static SpfVerdict verdict(DnsResolver dns, VoidPolicy policy, InetAddress ip) {
        return SpfVerifier.using(dns)
                .withOptions(SpfOptions.standard().withVoidPolicy(policy))
                .check(SpfRequest.from(ip).helo("example.com").mailFrom("postmaster@example.com"))
                .verdict();
    }

    private static List<InetAddress> samples() {
        List<InetAddress> samples = new ArrayList<>();
        for (String text : List.of(
                "192.0.2.0",
                "192.0.2.9",
                "192.0.2.33",
                "192.0.2.77",
                "192.0.2.78",
                "192.0.2.127",
                "192.0.2.128",
                "192.0.2.200",
                "192.0.2.255",
                "198.51.100.0",
                "198.51.100.7",
                "198.51.100.63",
                "198.51.100.64",
                "198.51.100.200",
                "203.0.113.1",
                "203.0.113.65",
                "203.0.113.127",
                "203.0.113.128",
                "203.0.113.130",
                "203.0.113.255",
                "8.8.8.8",
                "2001:db8::25",
                "2001:db8:0:1::1",
                "2001:db8:0:7::1",
                "2001:db8:5::5",
                "2001:db8:9::1",
                "2001:db9::1",
                "::1")) {
            samples.add(IpLiteral.of(text));
        }
        return samples;
    }
}
