package io.github.todoku.spf.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.Zone;
import io.github.todoku.fixtures.JudgedCases;
import io.github.todoku.spf.SpfRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/**
 * Plans for other judges: real records and records made by chance, with wishes made by chance, each at a name of its own. With
 * {@code -Dtodoku.plans=FOLDER} it writes the zone {@code before}, the zone {@code after} what was planned, the texts
 * {@code promised}, and the {@code cases}: who was wanted, and who passed before. {@code -Dtodoku.plans.count} is the number of plans, and
 * {@code -Dtodoku.plans.edges} of how many addresses a plan the judges are asked.
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
    private final JudgedCases cases = new JudgedCases();
    private final int edges = Integer.getInteger("todoku.plans.edges", MAX_EDGES);

    @Test
    void plansAreWrittenForTheJudges() throws IOException {
        String folder = System.getProperty("todoku.plans");
        String file = System.getProperty("spf.real-records");
        if (folder == null || file == null) {
            abort("no folder or zone named: give -Dtodoku.plans=FOLDER -Dspf.real-records=FILE");
        }
        Random random = new Random(Long.getLong("todoku.plans.seed", 1));
        Zone zone = Zone.of(Files.readString(Path.of(file), StandardCharsets.UTF_8));
        StringBuilder world = new StringBuilder(PlanPropertiesTest.WORLD);
        zone.entries().forEach(entry -> world.append(entry).append('\n'));
        InMemoryDns known = InMemoryDns.zone(world.toString());
        InMemoryDns made = InMemoryDns.zone(PlanPropertiesTest.WORLD);
        List<String> real = texts(zone);
        int count = Integer.getInteger("todoku.plans.count", 400);
        for (int i = 0; i < count; i++) {
            if (i % 2 == 0) {
                realRecord(DnsName.of("r" + i + ".plans.test"), real.get(i / 2 % real.size()), known, random);
            } else {
                chance(DnsName.of("c" + i + ".plans.test"), made, random);
            }
        }
        assertThat(cases.counted("plans with a record")).as("%s", cases).isGreaterThan(count / 2);
        cases.inBoth(shared(zone));
        cases.writeTo(Path.of(folder));
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
        stubs.forEach(name -> shared.append(JudgedCases.zone(name, List.of(STUB))));
        return shared.toString();
    }

    private static String hosts(DnsName domain) {
        return domain + ". A 192.0.2.200\n" + domain + ". MX 10 host.example.\n";
    }

    /** A domain with its records in a world. */
    private static DnsResolver dns(DnsName domain, List<String> texts, InMemoryDns world) {
        InMemoryDns own = InMemoryDns.zone(hosts(domain) + JudgedCases.zone(domain, texts));
        return (question, deadline) -> (question.name().isWithin(domain) ? own : world).resolve(question, deadline);
    }

    private void realRecord(DnsName domain, String text, InMemoryDns known, Random random) {
        List<SpfSender> wanted = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            wanted.add(
                    SpfSender.parse(WANTED.get(random.nextInt(WANTED.size()))).orElseThrow());
        }
        DnsResolver there = dns(domain, List.of(text), known);
        DnsResolver dns =
                (question, deadline) -> there.resolve(question, deadline).thenApply(answer -> {
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

    private void chance(DnsName domain, InMemoryDns made, Random random) {
        PlanPropertiesTest.World world = PlanPropertiesTest.World.of(random.nextLong());
        plan("chance", domain, world.records(), dns(domain, world.records(), made), world.wanted(), random);
    }

    private void plan(
            String kind, DnsName domain, List<String> texts, DnsResolver dns, List<SpfSender> wanted, Random random) {
        cases.count(kind + " plans");
        SpfPlan plan = SpfPlanner.using(dns)
                .withOptions(random.nextBoolean() ? SpfPlanOptions.standard() : SpfPlanOptions.mending())
                .plan(domain, wanted);
        if (plan.change().isEmpty() || !plan.isProven()) {
            cases.count(plan.change().isEmpty() ? "without a record" : "not proven as a whole");
            return;
        }
        cases.count("plans with a record");
        SpfProof proof = plan.proof().orElseThrow();
        String group = proof.before().voidQueries() > 2 || proof.after().voidQueries() > 2 ? "voids" : "plain";
        cases.count(group);
        cases.inBoth(hosts(domain));
        cases.published(domain, texts, plan.change().orElseThrow());
        Set<String> ends = new LinkedHashSet<>();
        proof.senders().stream()
                .filter(SpfProof.Sender::passes)
                .forEach(sender -> sender.networks().forEach(network -> ends.addAll(JudgedCases.ends(network))));
        cases.line(domain, group, "wanted", JudgedCases.chosen(ends, edges, random));
        Set<String> kept = new LinkedHashSet<>(STRANGERS);
        SpfWalker.using(dns).check(domain).networks().forEach(each -> kept.addAll(JudgedCases.ends(each.network())));
        cases.line(domain, group, texts.size() == 1 ? "kept" : "tried", JudgedCases.chosen(kept, edges, random));
    }
}
