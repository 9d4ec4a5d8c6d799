package io.github.todoku.spf.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.OverlayResolver;
import io.github.todoku.dns.RecordType;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.SpfVerifier;
import io.github.todoku.spf.publish.SpfChange.Warning.Kind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpfPlannerTest {
    private static final DnsName DOMAIN = DnsName.of("example.com");

    private static SpfChange plan(DnsResolver dns, String... wanted) {
        List<SpfSender> senders =
                Arrays.stream(wanted).map(w -> SpfSender.parse(w).orElseThrow()).toList();
        return SpfPlanner.using(dns).plan(DOMAIN, senders);
    }

    private static InMemoryDns dns(String... records) {
        StringBuilder zone = new StringBuilder("_spf.service.example. TXT \"v=spf1 ip4:203.0.113.0/24 ~all\"\n");
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
        assertThat(plan(dns(before), wanted).after()).isEqualTo(after);
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
        SpfChange change = plan(dns(record), wanted);
        assertThat(change.unchanged()).isTrue();
        assertThat(change.after()).isEqualTo(record);
        assertThat(change.diff()).allMatch(word -> word.op() == SpfChange.Op.KEEP);
    }

    @Test
    void aBlockOfWhichOnlyAPartPassesIsAddedAndTakesThePartsPlace() {
        assertThat(plan(dns("v=spf1 include:_spf.service.example ip4:192.0.2.0/25 -all"), "192.0.2.0/24")
                        .after())
                .isEqualTo("v=spf1 include:_spf.service.example ip4:192.0.2.0/24 -all");
    }

    @Test
    void aDomainWithoutRecordGetsOneThatEndsSoftly() {
        SpfChange change = plan(dns("some-verification=1"), "192.0.2.7", "include:_spf.service.example");
        assertThat(change.before()).isEmpty();
        assertThat(change.after()).isEqualTo("v=spf1 ip4:192.0.2.7 include:_spf.service.example ~all");
        assertThat(change.diff()).allMatch(word -> word.op() == SpfChange.Op.ADD);
        assertThat(change.warnings()).isEmpty();
    }

    @Test
    void twoRecordsBecomeOne() {
        SpfChange change = plan(
                dns("v=spf1 ip4:192.0.2.1 -all", "v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 ~all"),
                "include:_spf.service.example");
        assertThat(change.before()).hasSize(2);
        assertThat(change.after()).isEqualTo("v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 include:_spf.service.example ~all");
        assertThat(change.warnings()).extracting(SpfChange.Warning::kind).contains(Kind.MERGED, Kind.ENDINGS_DIFFER);
        assertThat(change.unchanged()).isFalse();
    }

    @Test
    void theRedirectOfAMergedRecordBecomesAnInclude() {
        SpfChange change = plan(dns("v=spf1 ip4:192.0.2.1 -all", "v=spf1 redirect=_spf.service.example"), "192.0.2.9");
        assertThat(change.after()).isEqualTo("v=spf1 ip4:192.0.2.1 include:_spf.service.example ip4:192.0.2.9 -all");
        assertThat(change.warnings()).extracting(SpfChange.Warning::kind).contains(Kind.REDIRECT_INCLUDED);
    }

    @Test
    void theOverlayKeepsTheOtherTxtRecordsAndPasses() {
        InMemoryDns dns = dns("some-verification=1", "v=spf1 -all");
        SpfChange change = plan(dns, "include:_spf.service.example");
        DnsResolver then = OverlayResolver.of(change.overlay(), dns);
        assertThat(change.overlay().toString()).contains("some-verification=1");
        SpfResult result = SpfVerifier.using(then)
                .check(SpfRequest.from(IpLiteral.of("203.0.113.7"))
                        .helo("mx.example.com")
                        .mailFrom("a@example.com"));
        assertThat(result.verdict()).isEqualTo(SpfVerdict.PASS);
        assertThat(change.zoneLines())
                .containsExactly(
                        "; remove: example.com. 3600 IN TXT \"v=spf1 -all\"",
                        "example.com. 3600 IN TXT \"v=spf1 include:_spf.service.example -all\"");
    }

    @Test
    void aSilentDnsGivesNoRecordThatCouldReplaceOne() {
        SpfChange change = plan(dns().fault("example.com", RecordType.TXT, Fault.timeout()), "192.0.2.7");
        assertThat(change.problem()).isNotNull();
        assertThat(change.after()).isEmpty();
        assertThat(change.unchanged()).isFalse();
        assertThat(change.zoneLines()).isEmpty();
        assertThat(change.overlay().entries()).isEmpty();
    }

    @Test
    void whatStillDoesNotPassIsTold() {
        assertThat(plan(dns("v=spf1 ip5:192.0.2.0/24 ~all"), "192.0.2.7").warnings())
                .extracting(SpfChange.Warning::kind)
                .contains(Kind.UNREADABLE_WORD, Kind.NOT_ENOUGH);
        assertThat(plan(dns("v=spf1 ~all"), "include:nothing.example").warnings())
                .extracting(SpfChange.Warning::kind)
                .containsExactly(Kind.BUYS_NOTHING, Kind.NOT_ENOUGH);
    }

    @Test
    void whatAnEarlierTermWouldRefuseStandsFirst() {
        SpfChange change = plan(dns("v=spf1 -ip4:192.0.2.0/24 include:nothing.example ~all"), "192.0.2.7");
        assertThat(change.after()).isEqualTo("v=spf1 ip4:192.0.2.7 -ip4:192.0.2.0/24 include:nothing.example ~all");
        assertThat(change.warnings()).extracting(SpfChange.Warning::kind).contains(Kind.PUT_FIRST, Kind.BUYS_NOTHING);
    }

    @Test
    void aLongRecordIsDividedBehindBlanks() {
        StringBuilder record = new StringBuilder("v=spf1");
        for (int i = 0; i < 40; i++) {
            record.append(" ip4:198.51.100.").append(i);
        }
        SpfChange change = plan(dns(), "192.0.2.7");
        SpfChange longer =
                new SpfChange(DOMAIN, List.of(), record + " -all", List.of(), change.warnings(), List.of(), null, null);
        assertThat(longer.strings()).hasSizeGreaterThan(2).allMatch(s -> s.length() <= 255);
        assertThat(String.join("", longer.strings())).isEqualTo(longer.after());
        assertThat(longer.strings().get(0)).endsWith(" ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "mx", "include:", "include:local", "a:%{d}", "ip4:2001:db8::1", "ip6:192.0.2.1", "1.2"})
    void whatNamesNoSenderIsNone(String text) {
        assertThat(SpfSender.parse(text)).isEmpty();
    }
}
