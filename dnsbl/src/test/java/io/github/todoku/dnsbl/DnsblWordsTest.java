package io.github.todoku.dnsbl;

import static io.github.todoku.dnsbl.TestLists.list;
import static io.github.todoku.dnsbl.TestLists.world;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DnsblWordsTest {
    private static final String BUNDLE = "io.github.todoku.dnsbl.messages";

    @Test
    void everyConstantHasItsSentenceInBothLanguages() {
        List<String> wanted = new ArrayList<>();
        add(wanted, "meaning.", ListingMeaning.values());
        add(wanted, "refusal.", RefusalCause.values());
        add(wanted, "failure.", FailureCause.values());
        add(wanted, "skip.", SkipReason.values());
        add(wanted, "health.", ListHealth.State.values());
        add(wanted, "removal.", RemovalPath.Way.values());
        add(wanted, "need.", RemovalPath.Need.values());
        add(wanted, "reputation.", DnsblList.Reputation.values());
        add(wanted, "weight.", DnsblList.Weight.values());
        add(wanted, "reason.", ListStatus.Reason.values());
        add(wanted, "status.", DnsblReport.Status.values());
        add(wanted, "dnsbl.", DnsblFinding.values());
        for (RefusalCause cause : RefusalCause.values()) {
            wanted.add("refusal." + DnsblWords.of(cause) + ".advice");
        }
        Set<String> english = ResourceBundle.getBundle(BUNDLE, Locale.ROOT).keySet();
        Set<String> japanese = ResourceBundle.getBundle(BUNDLE, Locale.JAPANESE).keySet();
        assertThat(english).containsAll(wanted);
        assertThat(japanese).isEqualTo(english);
        for (String key : english) {
            String own = ResourceBundle.getBundle(BUNDLE, Locale.JAPANESE).getString(key);
            assertThat(own).as(key).doesNotContain("'");
            if (!key.equals("removal.at")) {
                assertThat(own)
                        .as(key)
                        .isNotEqualTo(
                                ResourceBundle.getBundle(BUNDLE, Locale.ROOT).getString(key));
            }
        }
    }

    private static void add(List<String> wanted, String prefix, Enum<?>[] constants) {
        for (Enum<?> constant : constants) {
            wanted.add(prefix + DnsblWords.of(constant));
        }
    }

    @Test
    void aVerdictReadsAsASentence() {
        DnsblVerdict listed = new DnsblVerdict.Listed(
                List.of(new DnsblHit("127.0.0.4", DnsblCode.Effect.BLOCK, ListingMeaning.EXPLOITED_HOST, "XBL")),
                List.of(),
                Duration.ofMinutes(1));
        DnsblVerdict refused =
                new DnsblVerdict.Refused(RefusalCause.PUBLIC_RESOLVER, "127.255.255.254", Duration.ofMinutes(5), true);
        DnsblVerdict score = new DnsblVerdict.NotListed(
                List.of(new DnsblHit("127.0.4.85", DnsblCode.Effect.NOTE, ListingMeaning.SCORE, null)),
                Duration.ofMinutes(1));

        assertThat(listed.text(Locale.ENGLISH)).isEqualTo("listed: an infected or hijacked machine (XBL)");
        assertThat(refused.text(Locale.ENGLISH))
                .isEqualTo("refused to answer: the question came through a public or shared resolver");
        assertThat(score.text(Locale.ENGLISH)).isEqualTo("not listed (score 85 of 100)");
        assertThat(listed.text(Locale.JAPAN)).isEqualTo("掲載あり: 感染または乗っ取られたホスト (XBL)");
    }

    @Test
    void aListingComesWithTheWayOut() {
        DnsblList zen = DnsblCatalog.shipped().find("zen.spamhaus.org").orElseThrow();
        assertThat(zen.removal().advice(Locale.ENGLISH))
                .containsExactly(
                        "Fix the cause first.",
                        "Request removal with the operator’s form. https://check.spamhaus.org/");
        DnsblList uce = DnsblCatalog.shipped().find("dnsbl-1.uceprotect.net").orElseThrow();
        assertThat(uce.reputation())
                .extracting(known -> known.text(Locale.ENGLISH))
                .containsExactly("It sells faster removal; you do not have to pay to be removed.");
    }

    @Test
    void everyVerdictThatMattersIsAFindingInBothLanguages() {
        InMemoryDns dns = world("9.2.0.192.bl.example. A 127.0.0.4", "8.2.0.192.bl.example. A 127.255.255.254");
        DnsblList xbl = list("Code: 127.0.0.4 block exploited-host XBL", "Weight: high");
        DnsblList keyed = DnsblCatalog.of("Zone: <key>.bl.example\nName: Keyed\nAccess: key acme")
                .all()
                .get(0);

        DnsblReport report = DnsblChecker.using(dns).check(IpLiteral.of("192.0.2.9"), List.of(xbl, keyed));
        assertThat(report.findings())
                .extracting(Finding::id, Finding::severity)
                .containsExactly(tuple("dnsbl.listed", Severity.FAIL), tuple("dnsbl.key-missing", Severity.INFO));
        Finding listed = report.findings().get(0);
        assertThat(listed.text(Locale.ENGLISH))
                .isEqualTo("192.0.2.9 is listed by Test list (bl.example): XBL 127.0.0.4.");
        assertThat(listed.text(Locale.JAPANESE))
                .isEqualTo("192.0.2.9 は Test list（bl.example）に掲載されています: XBL 127.0.0.4。");
        assertThat(report.findings().get(1).advice(Locale.ENGLISH))
                .isEqualTo("Get a key from the operator and pass it under the name acme.");
        assertThat(report.severity()).isEqualTo(Severity.FAIL);

        DnsblReport refused = DnsblChecker.using(dns).check(IpLiteral.of("192.0.2.8"), List.of(xbl));
        assertThat(refused.findings()).extracting(Finding::id).containsExactly("dnsbl.refused");
        assertThat(refused.severity()).isEqualTo(Severity.CANNOT_TELL);
        assertThat(refused.text(Locale.ENGLISH)).isEqualTo("cannot tell: not listed by 0, no usable answer from 1");
        assertThat(DnsblChecker.using(dns)
                        .check(IpLiteral.of("192.0.2.8"), List.of())
                        .findings())
                .extracting(Finding::id)
                .containsExactly("dnsbl.none-asked");
    }
}
