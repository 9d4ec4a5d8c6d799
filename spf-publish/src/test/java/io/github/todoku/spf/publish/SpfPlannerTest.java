package io.github.todoku.spf.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.OverlayResolver;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.Zone;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.spf.SpfFinding;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.SpfVerifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpfPlannerTest {
    private static final DnsName DOMAIN = DnsName.of("example.com");

    private static SpfPlan plan(DnsResolver dns, String... wanted) {
        List<SpfSender> senders =
                Arrays.stream(wanted).map(w -> SpfSender.parse(w).orElseThrow()).toList();
        return SpfPlanner.using(dns).plan(DOMAIN, senders);
    }

    private static InMemoryDns dns(String... records) {
        StringBuilder zone = new StringBuilder("""
                _spf.service.example. TXT "v=spf1 ip4:203.0.113.0/24 ~all"
                www.example.com. A 192.0.2.80
                mail.example.com. A 192.0.2.25
                example.com. A 192.0.2.80
                """);
        for (String record : records) {
            zone.append("example.com. TXT \"").append(record).append("\"\n");
        }
        return InMemoryDns.zone(zone.toString());
    }

    /** One record and one sender: before, wanted, after. */
    @ParameterizedTest
    @CsvSource({
        "v=spf1 ip4:192.0.2.1 -all, include:_spf.service.example, v=spf1 ip4:192.0.2.1 include:_spf.service.example -all",
        "v=spf1 ip4:192.0.2.1 ~all, 198.51.100.7, v=spf1 ip4:192.0.2.1 ip4:198.51.100.7 ~all",
        "v=spf1 ip4:192.0.2.1 ~all, 2001:db8::1, v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 ~all",
        "v=spf1 a:www.example.com ?all, a:mail.example.com, v=spf1 a:www.example.com a:mail.example.com ?all",
        "v=spf1 redirect=_spf.service.example, 198.51.100.7, v=spf1 ip4:198.51.100.7 redirect=_spf.service.example",
        "v=spf1 ip4:192.0.2.1 exp=why.example.com, 198.51.100.7, v=spf1 ip4:192.0.2.1 ip4:198.51.100.7 exp=why.example.com",
        "v=spf1 ip4:192.0.2.1  IP4:192.0.2.1 -all, 198.51.100.7, v=spf1 ip4:192.0.2.1 ip4:198.51.100.7 -all",
    })
    void newTermsComeBeforeTheEnding(String before, String wanted, String after) {
        assertThat(plan(dns(before), wanted).change().orElseThrow().after()).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource({
        "v=spf1 ip4:192.0.2.0/24 -all, 192.0.2.7",
        "v=spf1 ip4:192.0.2.0/24 -all, 192.0.2.128/25",
        "v=spf1 include:_spf.service.example -all, 203.0.113.9",
        "v=spf1 include:_spf.service.example -all, 203.0.113.0/25",
        "v=spf1 +Include:_SPF.service.example -all, include:_spf.service.example",
        "v=spf1 a -all, a:example.com",
    })
    void aSenderThatPassesIsLeftOut(String record, String wanted) {
        SpfPlan plan = plan(dns(record), wanted);
        assertThat(plan.isUnchanged()).isTrue();
        assertThat(plan.change().orElseThrow().after()).isEqualTo(record);
        assertThat(plan.change().orElseThrow().diff()).allMatch(word -> word.op() == RecordChange.Op.KEEP);
    }

    @Test
    void aBlockOfWhichOnlyAPartPassesIsAddedAndTakesThePartsPlace() {
        assertThat(plan(dns("v=spf1 include:_spf.service.example ip4:192.0.2.0/25 -all"), "192.0.2.0/24")
                        .change()
                        .orElseThrow()
                        .after())
                .isEqualTo("v=spf1 include:_spf.service.example ip4:192.0.2.0/24 -all");
    }

    @Test
    void aDomainWithoutRecordGetsOneThatEndsSoftly() {
        SpfPlan plan = plan(dns("some-verification=1"), "192.0.2.7", "include:_spf.service.example");
        assertThat(plan.change().orElseThrow().before()).isEmpty();
        assertThat(plan.change().orElseThrow().after())
                .isEqualTo("v=spf1 ip4:192.0.2.7 include:_spf.service.example ~all");
        assertThat(plan.change().orElseThrow().diff()).allMatch(word -> word.op() == RecordChange.Op.ADD);
        assertThat(plan.findings()).isEmpty();
    }

    @Test
    void twoRecordsBecomeOne() {
        SpfPlan plan = plan(
                dns("v=spf1 ip4:192.0.2.1 -all", "v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 ~all"),
                "include:_spf.service.example");
        assertThat(plan.change().orElseThrow().before()).hasSize(2);
        assertThat(plan.change().orElseThrow().after())
                .isEqualTo("v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 include:_spf.service.example ~all");
        assertThat(plan.findings())
                .extracting(Finding::kind)
                .contains(SpfPlanFinding.MERGED, SpfPlanFinding.ENDINGS_DIFFER);
        assertThat(plan.isUnchanged()).isFalse();
    }

    /** Some receivers refuse a record in which any modifier stands twice; an unknown one says nothing the second time. */
    @Test
    void anUnknownModifierOfBothRecordsStandsOnce() {
        SpfPlan plan = plan(dns("v=spf1 x=y ip4:192.0.2.1 -all", "v=spf1 ip4:192.0.2.2 X=y -all"), "192.0.2.9");
        assertThat(plan.change().orElseThrow().after())
                .isEqualTo("v=spf1 x=y ip4:192.0.2.1 ip4:192.0.2.2 ip4:192.0.2.9 -all");
    }

    @Test
    void theRedirectOfAMergedRecordBecomesAnInclude() {
        SpfPlan plan = plan(dns("v=spf1 ip4:192.0.2.1 -all", "v=spf1 redirect=_spf.service.example"), "192.0.2.9");
        assertThat(plan.change().orElseThrow().after())
                .isEqualTo("v=spf1 ip4:192.0.2.1 include:_spf.service.example ip4:192.0.2.9 -all");
        assertThat(plan.findings()).extracting(Finding::kind).contains(SpfPlanFinding.REDIRECT_INCLUDED);
    }

    @Test
    void theOverlayKeepsTheOtherTxtRecordsAndPasses() {
        InMemoryDns dns = dns("some-verification=1", "v=spf1 -all");
        SpfPlan plan = plan(dns, "include:_spf.service.example");
        DnsResolver then = OverlayResolver.of(plan.change().orElseThrow().overlay(), dns);
        assertThat(plan.change().orElseThrow().overlay().toString()).contains("some-verification=1");
        SpfResult result = SpfVerifier.using(then)
                .check(SpfRequest.from(IpLiteral.of("203.0.113.7"))
                        .helo("mx.example.com")
                        .mailFrom("a@example.com"));
        assertThat(result.verdict()).isEqualTo(SpfVerdict.PASS);
        assertThat(plan.change().orElseThrow().zoneLines())
                .containsExactly(
                        "; remove: example.com. 3600 IN TXT \"v=spf1 -all\"",
                        "example.com. 3600 IN TXT \"v=spf1 include:_spf.service.example -all\"");
    }

    @Test
    void aSilentDnsGivesNoRecordThatCouldReplaceOne() {
        SpfPlan plan = plan(dns().fault("example.com", RecordType.TXT, Fault.timeout()), "192.0.2.7");
        assertThat(plan.change()).isEmpty();
        assertThat(plan.proof()).isEmpty();
        assertThat(plan.isUnchanged()).isFalse();
        assertThat(plan.cannotTell()).isTrue();
        assertThat(plan.gaps()).hasSize(1);
        assertThat(plan.findings()).extracting(Finding::kind).containsExactly(SpfFinding.DNS_FAILED);
    }

    @Test
    void whatStillDoesNotPassIsTold() {
        SpfPlan unreadable = plan(dns("v=spf1 ip9999:something ~all"), "192.0.2.7");
        assertThat(unreadable.change()).isEmpty();
        assertThat(unreadable.findings())
                .extracting(Finding::kind)
                .contains(SpfPlanFinding.UNREADABLE_WORD, SpfPlanFinding.NOT_ENOUGH);
        SpfPlan nothing = plan(dns("v=spf1 ~all"), "include:nothing.example");
        assertThat(nothing.change()).isEmpty();
        assertThat(nothing.proof().orElseThrow().holds()).isFalse();
        assertThat(nothing.findings())
                .extracting(Finding::kind)
                .containsExactly(SpfPlanFinding.LETS_NOBODY_PASS, SpfPlanFinding.NOT_ENOUGH);
    }

    @Test
    void whatAnEarlierTermWouldRefuseStandsFirst() {
        SpfPlan plan = plan(dns("v=spf1 -ip4:192.0.2.0/24 ~all"), "192.0.2.7");
        assertThat(plan.change().orElseThrow().after()).isEqualTo("v=spf1 ip4:192.0.2.7 -ip4:192.0.2.0/24 ~all");
        assertThat(plan.findings()).extracting(Finding::kind).contains(SpfPlanFinding.PUT_FIRST);
    }

    /** A record that stays a permerror for whoever is not named before the fault is no plan. */
    @Test
    void aRecordThatStaysBrokenIsNotPlanned() {
        InMemoryDns dns = dns("v=spf1 -ip4:192.0.2.0/24 include:nothing.example ~all");
        SpfPlan plan = plan(dns, "192.0.2.7");
        assertThat(plan.change()).isEmpty();
        assertThat(plan.findings())
                .extracting(Finding::kind)
                .contains(SpfPlanFinding.BUYS_NOTHING, SpfPlanFinding.NOT_ENOUGH);
        SpfPlan dropped = SpfPlanner.using(dns)
                .withOptions(SpfPlanOptions.standard().withDeadTerms(SpfPlanOptions.DeadTerms.DROP))
                .plan(DOMAIN, List.of(SpfSender.parse("192.0.2.7").orElseThrow()));
        assertThat(dropped.change().orElseThrow().after()).isEqualTo("v=spf1 ip4:192.0.2.7 -ip4:192.0.2.0/24 ~all");
    }

    private static SpfPlan dropping(InMemoryDns dns, String wanted) {
        return SpfPlanner.using(dns)
                .withOptions(SpfPlanOptions.standard().withDeadTerms(SpfPlanOptions.DeadTerms.DROP))
                .plan(DOMAIN, List.of(SpfSender.parse(wanted).orElseThrow()));
    }

    @ParameterizedTest
    @CsvSource({
        "v=spf1 a:x.void.example a:y.void.example mx ip4:198.51.100.0/24 -all, BREAKS_A_LIMIT, ip4:198.51.100.0/24",
        "v=spf1 -all, LETS_NOBODY_PASS, include:void.example"
    })
    void aWantedTermIsNeverTheOneThatIsDropped(String record, SpfPlanFinding why, String names) {
        InMemoryDns dns = InMemoryDns.zone(
                "example.com. TXT \"v=spf1 ip4:192.0.2.1 -all\"\nvoid.example. TXT \"" + record + "\"\n");
        SpfPlan plan = dropping(dns, "include:void.example");
        assertThat(plan.change()).isEmpty();
        assertThat(plan.isUnchanged()).isFalse();
        Finding first = plan.findings().get(0);
        assertThat(first.kind()).isEqualTo(why);
        assertThat(first.details().toString()).contains(names);
    }

    /** What a term leads to may be in error today and mended tomorrow: its senders are not thrown out for it. */
    @ParameterizedTest
    @CsvSource({
        "include:two.example, spf.multiple-records",
        "include:typo.example, spf.unknown-mechanism",
        "include:inner.example, spf.include-without-record",
        "mx, spf.mx-limit"
    })
    void whatOnlyWaitsForItsFaultToBeMendedIsNotDead(String term, String fault) {
        StringBuilder zone = new StringBuilder("""
                two.example.   TXT "v=spf1 ip4:198.51.100.1 -all"
                two.example.   TXT "v=spf1 ip4:198.51.100.2 -all"
                typo.example.  TXT "v=spf1 ipv4:198.51.100.3 -all"
                inner.example. TXT "v=spf1 include:nothing.example ip4:198.51.100.4 -all"
                """);
        for (int i = 0; i < 11; i++) {
            zone.append("example.com. MX 10 m" + i + ".example.com.\nm" + i + ".example.com. A 192.0.2." + i + "\n");
        }
        zone.append("example.com. TXT \"v=spf1 ip4:192.0.2.99 " + term + " -all\"\n");
        SpfPlan plan = dropping(InMemoryDns.zone(zone.toString()), "192.0.2.99");
        assertThat(plan.change()).isEmpty();
        assertThat(plan.findings()).extracting(Finding::kind).doesNotContain(SpfPlanFinding.DROPPED_DEAD);
        assertThat(plan.findings())
                .filteredOn(each -> each.kind() == SpfPlanFinding.WAITS)
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.details().get(0)).isEqualTo(term);
                    assertThat(each.details().get(1)).startsWith(fault);
                    assertThat(each.text(Locale.ENGLISH)).doesNotContain("spf.");
                });
    }

    /** Which of two was meant nobody knows: neither is turned into the senders of the record. */
    @Test
    void ofTwoRedirectsNeitherIsWrittenOut() {
        SpfPlan plan = SpfPlanner.using(dns("v=spf1 redirect=_spf.service.example redirect=_spf.other.example"))
                .withOptions(SpfPlanOptions.standard().withFlatten(SpfPlanOptions.Flatten.ALL))
                .plan(DOMAIN, List.of());
        assertThat(plan.change()).isEmpty();
        assertThat(plan.findings())
                .extracting(each -> each.text(Locale.ENGLISH))
                .anyMatch(text -> text.startsWith("\"redirect=_spf.other.example\" is the second of its kind"));
    }

    @ParameterizedTest
    @CsvSource({
        "v=spf1 +all, true",
        "v=spf1 ip4:0.0.0.0/0 -all, true",
        "v=spf1 ip6:::/0 ~all, true",
        "v=spf1 a ~all, false"
    })
    void aRecordThatLetsEverybodyPassIsNotCalledFine(String record, boolean everybody) {
        SpfPlan plan = plan(dns(record), "192.0.2.80");
        assertThat(plan.isProven()).isTrue();
        assertThat(plan.findings().stream().anyMatch(each -> each.kind() == SpfPlanFinding.LETS_EVERYBODY_PASS))
                .isEqualTo(everybody);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=spf1 include:nothing.example -all | an include leads to nothing.example, which has no SPF record; that is a"
                        + " permerror for all who come to it",
                "v=spf1 a:x.example.com a:y.example.com a:z.example.com -all | 3 lookups find nothing, and two are allowed;"
                        + " correct those names, or take them out (--drop-dead)"
            })
    void whatStandsInTheWayIsSaidInWords(String record, String text) {
        assertThat(plan(dns(record), "203.0.113.9").findings())
                .extracting(each -> each.text(Locale.ENGLISH))
                .contains(text);
    }

    /** An absence that nobody told is no reason to take anything out. */
    @Test
    void whatIsNotInTheFileIsNotDead() {
        InMemoryDns own = InMemoryDns.authoritative(Zone.of("""
                example.com. SOA ns1.example.com. host.example.com. 1 2 3 4 5
                example.com. TXT "v=spf1 include:_spf.service.example ~all"
                """));
        SpfPlan plan = dropping(own, "192.0.2.7");
        assertThat(plan.isProven()).isFalse();
        assertThat(plan.cannotTell()).isTrue();
        plan.change().ifPresent(change -> assertThat(change.after()).contains("include:_spf.service.example"));
    }

    @Test
    void aRecordStandsAtTheEndOfTheAliases() {
        InMemoryDns dns = InMemoryDns.zone("""
                example.com.     CNAME www.example.net.
                www.example.net. A     192.0.2.1
                www.example.net. TXT   "other=1"
                """);
        SpfPlan plan = plan(dns, "192.0.2.9");
        RecordChange change = plan.change().orElseThrow();
        assertThat(plan.domain()).isEqualTo(DOMAIN);
        assertThat(change.zoneLines()).containsExactly("www.example.net. 3600 IN TXT \"v=spf1 ip4:192.0.2.9 ~all\"");
        assertThat(change.otherTxt()).hasSize(1);
        assertThat(plan.findings()).extracting(Finding::kind).containsExactly(SpfPlanFinding.ALIAS);
        assertThat(SpfVerifier.using(OverlayResolver.of(change.overlay(), dns))
                        .check(SpfRequest.from(IpLiteral.of("192.0.2.9"))
                                .helo("x.example")
                                .mailFrom("a@example.com"))
                        .isPass())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "mx", "include:", "include:local", "a:%{d}", "ip4:2001:db8::1", "ip6:192.0.2.1", "1.2"})
    void whatNamesNoSenderIsNone(String text) {
        assertThat(SpfSender.parse(text)).isEmpty();
    }
}
