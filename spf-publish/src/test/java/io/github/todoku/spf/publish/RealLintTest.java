package io.github.todoku.spf.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.dns.Zone;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.spf.SpfRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The report on real records, in a zone file named by {@code -Dspf.real-records=FILE}. */
@Timeout(120)
class RealLintTest {
    /** The records that are broken, with the rule that must say so. */
    private static final Map<String, SpfRule> BROKEN = Map.of(
            "jam.gg", SpfRule.SINGLE_RECORD,
            "msgc.ac", SpfRule.AFTER_ALL,
            "hmctssurvey.justice.gov.uk", SpfRule.SYNTAX,
            "white.is-a.dev", SpfRule.TARGET_NAME,
            "memhr-degfe.is-a.dev", SpfRule.PASTED_TEXT);

    /** Records that fail by their text alone, beside the broken ones, and why that is right. */
    private static final Map<String, String> FAILING_TEXTS =
            Map.of("rollin.com.au", "its only network is unique-local: nobody passes");

    private static Zone zone() throws IOException {
        String file = System.getProperty("spf.real-records");
        if (file == null) {
            abort("no zone named: give -Dspf.real-records=FILE");
        }
        return Zone.of(Files.readString(Path.of(file), StandardCharsets.UTF_8));
    }

    private static SpfReport report(String domain) throws IOException {
        return SpfLinter.using(InMemoryDns.of(zone())).check(DnsName.of(domain));
    }

    @Test
    void everyBrokenRecordGivesItsFinding() throws IOException {
        for (Map.Entry<String, SpfRule> broken : BROKEN.entrySet()) {
            assertThat(report(broken.getKey()).checks(broken.getValue()))
                    .as(broken.getKey())
                    .extracting(Finding::severity)
                    .containsAnyOf(Severity.FAIL, Severity.WARN);
        }
        assertThat(report("hmctssurvey.justice.gov.uk").checks(SpfRule.SYNTAX))
                .extracting(each -> SpfReport.suggestion(each).orElse(null))
                .containsExactly("include:spf.ssmx.net");
        assertThat(report("white.is-a.dev").checks(SpfRule.TARGET_NAME))
                .extracting(each -> SpfReport.suggestion(each).orElse(null))
                .containsExactly("include:improvmx.com");
        assertThat(report("memhr-degfe.is-a.dev").checks(SpfRule.PASTED_TEXT))
                .extracting(each -> SpfReport.suggestion(each).orElse(null))
                .contains("v=spf1 include:amazonses.com ~all");
        assertThat(report("memhr-degfe.is-a.dev").checks(SpfRule.MISPLACED_RECORD))
                .isNotEmpty();
        assertThat(report("jam.gg").checks(SpfRule.PASTED_TEXT))
                .extracting(Finding::owner)
                .containsExactly("_dmarc.jam.gg");
    }

    @Test
    void oddRecordsShowWhatIsOddInThem() throws IOException {
        assertThat(report("mondialrelay.fr").checks(SpfRule.LOOKUPS))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.severity()).isEqualTo(Severity.FAIL);
                    assertThat(item.text(Locale.ENGLISH)).startsWith("11 of 10 lookups");
                });
        assertThat(report("mondialrelay.fr").checks(SpfRule.REPEATED_INCLUDE)).hasSize(2);
        assertThat(report("jam.gg").checks(SpfRule.SINGLE_RECORD))
                .extracting(item -> item.details().get(0))
                .containsExactly("2");
        assertThat(report("amazon.com").checks(SpfRule.SENDER_ID))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARN);
        assertThat(report("infomaniak.ch").checks(SpfRule.MISPLACED_RECORD)).hasSize(2);
        assertThat(report("whitehouse.gov").checks(SpfRule.MX_HOSTS))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARN);
        assertThat(report("rollin.com.au").checks(SpfRule.SPECIAL_NETWORK))
                .extracting(Finding::severity)
                .containsExactly(Severity.FAIL);
        assertThat(report("tutorabc.com").checks(SpfRule.COVERED_NETWORK)).hasSize(2);
        assertThat(report("cleanshelf.com").checks(SpfRule.ENDING))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARN);
    }

    @Test
    void stringsThatAreCutInsideAWordGiveNoAlarm() throws IOException {
        for (String domain : List.of("nature.com", "subito.it", "mailchimp.com")) {
            SpfReport report = report(domain);
            for (SpfRule rule : List.of(SpfRule.STRING_JOINT, SpfRule.TARGET_NAME, SpfRule.SINGLE_RECORD)) {
                assertThat(report.checks(rule))
                        .as(domain)
                        .extracting(Finding::severity)
                        .doesNotContain(Severity.FAIL);
            }
        }
        assertThat(report("subito.it").checks(SpfRule.STRING_JOINT))
                .extracting(Finding::severity)
                .containsExactly(Severity.PASS);
    }

    @Test
    void noOtherTextFails() throws IOException {
        Map<String, List<String>> failing = new TreeMap<>();
        int read = 0;
        for (Zone.Entry entry : zone().entries()) {
            if (entry.data() instanceof DnsRecord.Txt txt && SpfRecord.isSpf(txt.joined())) {
                read++;
                for (Finding item : SpfLinter.lint(txt.joined()).checks(Severity.FAIL)) {
                    failing.computeIfAbsent(entry.owner().toString(), name -> new ArrayList<>())
                            .add(item.id() + " " + item.details());
                }
            }
        }
        failing.keySet().removeAll(FAILING_TEXTS.keySet());
        failing.keySet().removeAll(BROKEN.keySet());
        assertThat(failing).isEmpty();
        assertThat(read).isGreaterThan(200);
    }

    @Test
    void everyRealDomainGivesAReportWithEveryRule() throws IOException {
        Zone zone = zone();
        SpfLinter linter = SpfLinter.using(InMemoryDns.of(zone));
        Set<DnsName> owners = new LinkedHashSet<>();
        zone.entries().forEach(entry -> owners.add(entry.owner()));
        for (DnsName owner : owners) {
            assertThat(linter.check(owner).checks())
                    .as(owner.toString())
                    .extracting(SpfReport::rule)
                    .contains(SpfRule.RECORD_PUBLISHED, SpfRule.LOOKUPS, SpfRule.PARKED);
        }
        assertThat(owners).hasSizeGreaterThan(250);
    }

    /** The text that stood at {@code _spf.google.com} in 2017, from the older records beside the zone file. */
    @Test
    void driftTellsThatGoogleWentFlat() throws IOException {
        Zone today = zone();
        Path file = Path.of(System.getProperty("spf.real-records")).resolveSibling("real-records-history.zone");
        DnsName name = DnsName.of("_spf.google.com");
        Zone.Entry old = Zone.of(Files.readString(file, StandardCharsets.UTF_8)).entries().stream()
                .filter(entry -> entry.owner().equals(name))
                .findFirst()
                .orElseThrow();
        List<Zone.Entry> then = new ArrayList<>(today.entries());
        then.replaceAll(entry -> entry.owner().equals(name) ? old : entry);

        SpfDrift drift = SpfDrift.between(
                SpfWalker.using(InMemoryDns.of(Zone.of(then))).check(DnsName.of("google.com")),
                SpfWalker.using(InMemoryDns.of(today)).check(DnsName.of("google.com")));
        assertThat(drift.before().lookups()).isEqualTo(4);
        assertThat(drift.after().lookups()).isEqualTo(1);
        assertThat(drift.changes())
                .extracting(change -> change.kind() + " " + change.domain())
                .containsExactly(
                        "REMOVED _netblocks.google.com",
                        "REMOVED _netblocks2.google.com",
                        "REMOVED _netblocks3.google.com",
                        "CHANGED _spf.google.com");
        assertThat(drift.lost()).contains(IpNetwork.of("64.233.160.0/19"));
        assertThat(drift.gained()).isEmpty(); // the new /56 lie within the /36 of before
    }
}
