package io.github.todoku.spf.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.Zone;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.spf.SpfRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/**
 * Plans for other judges: real records and records made by chance, with wishes made by chance, each at a name of its own. With
 * {@code -Dtodoku.plans=FOLDER} it writes the zone {@code before}, the zone {@code after} what was planned, and the
 * {@code cases}: who was wanted, and who passed before. {@code -Dtodoku.plans.count} is the number of plans.
 */
class JudgedPlansTest {
    private static final String STUB = "v=spf1 ip4:192.88.99.0/24 ~all";
    private static final List<String> WANTED = List.of(
            "203.0.113.77",
            "203.0.113.0/25",
            "198.51.100.9",
            "2001:db8::25",
            "2001:db8:7::/48",
            "include:_spf.stub.test");
    private static final List<String> STRANGERS =
            List.of("203.0.113.200", "192.0.2.33", "198.51.100.64", "2001:db8:9::1");
    private static final int MAX_EDGES = 8;

    private final Set<DnsName> stubs = ConcurrentHashMap.newKeySet();
    private final StringBuilder before = new StringBuilder();
    private final StringBuilder after = new StringBuilder();
    private final StringBuilder cases = new StringBuilder();
    private final Map<String, Integer> counts = new TreeMap<>();

    @Test
    void plansAreWrittenForTheJudges() throws IOException {
        String folder = System.getProperty("todoku.plans");
        String file = System.getProperty("spf.real-records");
        if (folder == null || file == null) {
            abort("no folder or zone named: give -Dtodoku.plans=FOLDER -Dspf.real-records=FILE");
        }
        Random random = new Random(Long.getLong("todoku.plans.seed", 1));
        Zone zone = Zone.of(Files.readString(Path.of(file), StandardCharsets.UTF_8));
        List<String> real = texts(zone);
        int count = Integer.getInteger("todoku.plans.count", 400);
        for (int i = 0; i < count; i++) {
            if (i % 2 == 0) {
                realRecord(DnsName.of("r" + i + ".plans.test"), real.get(i / 2 % real.size()), zone, random);
            } else {
                chance(DnsName.of("c" + i + ".plans.test"), random);
            }
        }
        assertThat(counts.getOrDefault("plans with a record", 0))
                .as("%s", counts)
                .isGreaterThan(count / 2);
        String shared = shared(zone);
        Files.writeString(Path.of(folder, "before"), shared + before, StandardCharsets.UTF_8);
        Files.writeString(Path.of(folder, "after"), shared + after, StandardCharsets.UTF_8);
        Files.writeString(Path.of(folder, "cases"), cases, StandardCharsets.UTF_8);
        Files.writeString(Path.of(folder, "counts"), counts + "\n", StandardCharsets.UTF_8);
    }

    /** Without those that lead to a name made of the client's: what stands at such names, nobody wrote down. */
    private static List<String> texts(Zone zone) {
        return zone.entries().stream()
                .filter(entry -> entry.data() instanceof DnsRecord.Txt txt && SpfRecord.isSpf(txt.joined()))
                .map(entry -> ((DnsRecord.Txt) entry.data()).joined())
                .filter(text -> !text.contains("include:%") && !text.contains("redirect=%"))
                .distinct()
                .toList();
    }

    /** What all cases lead to: the real zone, the world of the records made by chance, and a record where nobody wrote one down. */
    private String shared(Zone zone) {
        StringBuilder shared = new StringBuilder();
        zone.entries().forEach(entry -> shared.append(entry).append('\n'));
        PlanPropertiesTest.WORLD
                .lines()
                .filter(line -> !line.startsWith("example.com."))
                .forEach(line -> shared.append(line).append('\n'));
        stubs.forEach(name -> shared.append(entry(name, STUB)));
        return shared.toString();
    }

    private static String entry(DnsName name, String text) {
        return new Zone.Entry(name, Zone.DEFAULT_TTL_SECONDS, new DnsRecord.Txt(strings(text))) + "\n";
    }

    private static List<String> strings(String text) {
        return RecordChange.txt(DnsName.of("test"), List.of(), text, List.of()).strings();
    }

    private static String hosts(DnsName domain) {
        return domain + ". A 192.0.2.200\n" + domain + ". MX 10 host.example.\n";
    }

    private void realRecord(DnsName domain, String text, Zone zone, Random random) {
        List<SpfSender> wanted = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            wanted.add(
                    SpfSender.parse(WANTED.get(random.nextInt(WANTED.size()))).orElseThrow());
        }
        StringBuilder all = new StringBuilder(PlanPropertiesTest.WORLD)
                .append(hosts(domain))
                .append(entry(domain, text));
        zone.entries().forEach(each -> all.append(each).append('\n'));
        InMemoryDns known = InMemoryDns.zone(all.toString());
        DnsResolver dns =
                (question, deadline) -> known.resolve(question, deadline).thenApply(answer -> {
                    if (question.type() != RecordType.TXT || !(answer instanceof DnsAnswer.NxDomain)) {
                        return answer;
                    }
                    stubs.add(question.name());
                    return new DnsAnswer.Found(
                            question,
                            List.of(new DnsRecord.Txt(List.of(STUB))),
                            List.of(),
                            Duration.ZERO,
                            DnsAnswer.Origin.UNKNOWN);
                });
        plan("real", domain, List.of(text), dns, wanted, random);
    }

    private void chance(DnsName domain, Random random) {
        PlanPropertiesTest.World world = PlanPropertiesTest.World.of(random.nextLong());
        StringBuilder all = new StringBuilder(PlanPropertiesTest.WORLD).append(hosts(domain));
        world.records().forEach(text -> all.append(entry(domain, text)));
        plan("chance", domain, world.records(), InMemoryDns.zone(all.toString()), world.wanted(), random);
    }

    private void plan(
            String kind, DnsName domain, List<String> texts, DnsResolver dns, List<SpfSender> wanted, Random random) {
        count(kind + " plans");
        SpfPlan plan = SpfPlanner.using(dns)
                .withOptions(random.nextBoolean() ? SpfPlanOptions.standard() : SpfPlanOptions.mending())
                .plan(domain, wanted);
        if (plan.change().isEmpty() || !plan.isProven()) {
            count(plan.change().isEmpty() ? "without a record" : "not proven as a whole");
            return;
        }
        count("plans with a record");
        SpfProof proof = plan.proof().orElseThrow();
        String group = proof.before().voidQueries() > 2 || proof.after().voidQueries() > 2
                ? "voids"
                : doublesModifier(plan.change().orElseThrow().after()) ? "doubled" : "plain";
        count(group);
        before.append(hosts(domain));
        after.append(hosts(domain));
        texts.forEach(text -> before.append(entry(domain, text)));
        List<String> stands = new ArrayList<>(texts);
        plan.change().orElseThrow().before().forEach(stands::remove);
        stands.add(plan.change().orElseThrow().after());
        stands.forEach(text -> after.append(entry(domain, text)));
        Set<String> ends = new LinkedHashSet<>();
        proof.senders().stream()
                .filter(SpfProof.Sender::passes)
                .forEach(sender -> sender.networks().forEach(network -> ends.addAll(edges(network))));
        if (!ends.isEmpty()) {
            line(domain, group, "wanted", chosen(ends, random));
        }
        Set<String> kept = new LinkedHashSet<>(STRANGERS);
        SpfWalker.using(dns).check(domain).networks().forEach(each -> kept.addAll(edges(each.network())));
        line(domain, group, texts.size() == 1 ? "kept" : "tried", chosen(kept, random));
    }

    /** RFC 7208 §6 forbids only redirect and exp to stand twice; pyspf forbids it to every modifier. */
    private static boolean doublesModifier(String text) {
        return text.split(" x=y", -1).length > 2;
    }

    private static List<String> chosen(Set<String> some, Random random) {
        List<String> shuffled = new ArrayList<>(some);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, Math.min(MAX_EDGES, shuffled.size()));
    }

    /** The first and the last address of a network. */
    private static List<String> edges(IpNetwork network) {
        byte[] last = network.octets();
        for (int bit = network.prefixLength(); bit < 8 * last.length; bit++) {
            last[bit / 8] |= (byte) (0x80 >> bit % 8);
        }
        return List.of(
                network.toString().replaceAll("/.*", ""),
                IpNetwork.ofOctets(last, 8 * last.length).toString().replaceAll("/.*", ""));
    }

    private void line(DnsName domain, String group, String kind, List<String> ips) {
        cases.append(domain)
                .append('\t')
                .append(group)
                .append('\t')
                .append(kind)
                .append('\t');
        cases.append(String.join(" ", ips)).append('\n');
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }
}
