package io.github.todoku.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.Zone;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records seen in the wild; their file is not part of this project. */
class RealRecordsTest {
    private static final String PROPERTY = "dmarc.real-records";

    private Zone zone = Zone.EMPTY;

    @BeforeEach
    void read() throws IOException {
        String file = System.getProperty(PROPERTY, "");
        assumeTrue(!file.isEmpty(), "-D" + PROPERTY + "=FILE names no zone file");
        zone = Zone.of(Files.readString(Path.of(file)));
    }

    @Test
    void everyPolicyInTheWildIsReadAndHolds() {
        Set<String> owners = new TreeSet<>();
        Set<String> broken = new TreeSet<>();
        for (Zone.Entry entry : zone.entries()) {
            String owner = entry.owner().toString();
            if (owner.startsWith("_dmarc.") && entry.data() instanceof DnsRecord.Txt txt) {
                owners.add(owner);
                if (!DmarcRecord.isDmarc(txt.joined())) {
                    broken.add(owner);
                } else {
                    DmarcResult result = check(owner.substring("_dmarc.".length()));
                    assertThat(result.policy()).as(owner).isPresent();
                    assertThat(result.walk().steps()).hasSizeLessThanOrEqualTo(DmarcWalk.MAX_QUESTIONS);
                }
            }
        }
        assertThat(owners).hasSizeGreaterThanOrEqualTo(40);
        assertThat(broken).contains("_dmarc.jam.gg").hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void aRecordAtTheDomainItselfIsAtTheWrongName() {
        assertThat(check("infomaniak.ch").findings())
                .extracting(Finding::kind)
                .contains(DmarcFinding.NO_RECORD, DmarcFinding.AT_WRONG_NAME);
        assertThat(check("memhr-degfe.is-a.dev").findings())
                .extracting(Finding::kind)
                .contains(DmarcFinding.AT_WRONG_NAME);
    }

    @Test
    void aPastedWordBeforeTheVersionIsFoundAndMended() {
        assertThat(check("jam.gg").findings()).extracting(Finding::kind).contains(DmarcFinding.NEAR_MISS);
        RecordChange change = DmarcPlanner.using(InMemoryDns.of(zone))
                .plan(DnsName.of("jam.gg"), DmarcWish.MONITOR)
                .change()
                .orElseThrow();
        assertThat(change.after()).startsWith("v=DMARC1; p=none").doesNotContain("Value");
    }

    @Test
    void consentToReportsIsFound() {
        assertThat(check("wikipedia.org").destinations())
                .extracting(ReportDestination::state)
                .containsExactly(ReportDestination.State.WANTED);
    }

    private DmarcResult check(String domain) {
        return DmarcChecker.using(InMemoryDns.of(zone)).check(DmarcRequest.of(DnsName.of(domain)));
    }
}
