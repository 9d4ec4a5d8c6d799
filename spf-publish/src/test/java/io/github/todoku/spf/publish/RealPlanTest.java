package io.github.todoku.spf.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.OverlayResolver;
import io.github.todoku.dns.Zone;
import io.github.todoku.spf.SpfRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The planner's promises on real records, in a zone file named by {@code -Dspf.real-records=FILE}. */
@Timeout(120)
class RealPlanTest {
    private static final List<SpfSender> WANTED =
            List.of(SpfSender.parse("203.0.113.77").orElseThrow());

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

    @Test
    void onEveryRealRecordThatStandsAPlanParsesLosesNobodyAndStandsTheSecondTime() throws IOException {
        Zone zone = zone();
        InMemoryDns dns = InMemoryDns.of(zone);
        int planned = 0;
        int proven = 0;
        for (DnsName owner : owners(zone)) {
            SpfPlan plan = SpfPlanner.using(dns).plan(owner, WANTED);
            if (plan.change().isEmpty()) {
                continue; // no answer for the name itself
            }
            boolean valid = plan.change().orElseThrow().before().stream()
                    .allMatch(text -> SpfRecord.parse(text).isValid());
            if (!valid) {
                continue; // a word that cannot be read stays for its owner to mend, and is warned of
            }
            planned++;
            assertThat(SpfRecord.parse(plan.change().orElseThrow().after()).isValid())
                    .as("%s: %s", owner, plan.change().orElseThrow().after())
                    .isTrue();
            SpfProof proof = plan.proof().orElse(null);
            if (proof == null || !proof.holds()) {
                assertThat(plan.findings())
                        .as("%s says why it is not proven", owner)
                        .isNotEmpty();
                continue;
            }
            proven++;
            assertThat(proof.lost()).as("%s", owner).isEmpty();
            SpfPlan again = SpfPlanner.using(
                            OverlayResolver.of(plan.change().orElseThrow().overlay(), dns))
                    .plan(owner, WANTED);
            assertThat(again.change().orElseThrow().after())
                    .as("%s, planned twice", owner)
                    .isEqualTo(plan.change().orElseThrow().after());
        }
        assertThat(planned).isGreaterThan(150);
        assertThat(proven).isGreaterThan(planned * 9 / 10);
        System.out.println(planned + " real records planned, " + proven
                + " plans that hold: the wanted sender passes and nobody is lost");
    }
}
