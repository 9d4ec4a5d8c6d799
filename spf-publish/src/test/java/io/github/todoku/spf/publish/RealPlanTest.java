package io.github.todoku.spf.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.OverlayResolver;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.Zone;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.SpfVerifier;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The planner's promises on real records, in a zone file named by {@code -Dspf.real-records=FILE}. */
@Timeout(120)
class RealPlanTest {
    private static final int WISHES = 12;
    private static final List<String> WANTED = List.of(
            "203.0.113.77",
            "203.0.113.0/25",
            "198.51.100.9",
            "2001:db8::25",
            "2001:db8:7::/48",
            "include:_spf.stub.example");

    private static Zone zone() throws IOException {
        String file = System.getProperty("spf.real-records");
        if (file == null) {
            abort("no zone named: give -Dspf.real-records=FILE");
        }
        return Zone.of(Files.readString(Path.of(file), StandardCharsets.UTF_8));
    }

    private static Set<DnsName> owners(Zone zone) {
        Set<DnsName> owners = new LinkedHashSet<>();
        for (Zone.Entry entry : zone.entries()) {
            if (entry.data() instanceof DnsRecord.Txt txt && SpfRecord.isSpf(txt.joined())) {
                owners.add(entry.owner());
            }
        }
        return owners;
    }

    /** The zone, and below names that it does not have a record of one network: the includes that nobody wrote down. */
    private static DnsResolver world(Zone zone) {
        InMemoryDns known = InMemoryDns.of(zone);
        DnsRecord stub = new DnsRecord.Txt(List.of("v=spf1 ip4:192.88.99.0/24 ~all"));
        return (question, deadline) -> known.resolve(question, deadline).thenApply(answer -> {
            boolean unknown = question.type() == RecordType.TXT && answer instanceof DnsAnswer.NxDomain;
            return unknown
                    ? new DnsAnswer.Found(question, List.of(stub), List.of(), Duration.ZERO, DnsAnswer.Origin.UNKNOWN)
                    : answer;
        });
    }

    @Test
    void onEveryRealRecordAPlanIsProvenOrNone() throws IOException {
        Zone zone = zone();
        DnsResolver dns = world(zone);
        Random random = new Random(20);
        int planned = 0;
        int proven = 0;
        for (DnsName owner : owners(zone)) {
            for (int wish = 0; wish < WISHES; wish++) {
                List<SpfSender> wanted = new ArrayList<>();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    wanted.add(SpfSender.parse(WANTED.get(random.nextInt(WANTED.size())))
                            .orElseThrow());
                }
                SpfPlan plan = SpfPlanner.using(dns)
                        .withOptions(wish % 2 == 0 ? SpfPlanOptions.standard() : SpfPlanOptions.mending())
                        .plan(owner, wanted);
                planned++;
                if (plan.change().isEmpty()) {
                    assertThat(plan.findings())
                            .as("%s says what stands in the way", owner)
                            .isNotEmpty();
                    continue;
                }
                proven++;
                proven(dns, owner, wanted, plan);
            }
        }
        assertThat(planned).isGreaterThan(150 * WISHES);
        assertThat(proven).isGreaterThan(planned * 9 / 10);
        System.out.println(planned + " plans for real records, " + proven + " with a record, each proven");
    }

    private static void proven(DnsResolver dns, DnsName owner, List<SpfSender> wanted, SpfPlan plan) {
        RecordChange change = plan.change().orElseThrow();
        String named = owner + ": " + change.before() + " -> " + change.after();
        assertThat(SpfRecord.parse(change.after()).isValid()).as(named).isTrue();
        assertThat(change.readsBack()).as(named).isTrue();
        assertThat(change.strings()).as(named).allMatch(string -> string.length() <= RecordChange.MAX_STRING_OCTETS);
        assertThat(plan.proof().orElseThrow().lost()).as(named).isEmpty();
        DnsResolver then = OverlayResolver.of(change.overlay(), dns);
        for (SpfSender each : wanted) {
            if (each instanceof SpfSender.Network network && !plan.cannotTell()) {
                assertThat(SpfVerifier.using(then)
                                .check(SpfRequest.from(IpLiteral.of(
                                                network.network().toString().replaceAll("/.*", "")))
                                        .helo(owner.toString())
                                        .mailFrom("postmaster@" + owner))
                                .verdict())
                        .as(named)
                        .isEqualTo(SpfVerdict.PASS);
            }
        }
        SpfPlan again = SpfPlanner.using(then).plan(owner, wanted);
        assertThat(again.change().map(RecordChange::after))
                .as(named + ", planned twice")
                .contains(change.after());
    }
}
