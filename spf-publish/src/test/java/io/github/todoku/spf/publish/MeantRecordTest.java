package io.github.todoku.spf.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.Zone;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.spf.SpfRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that were published and are no record, or not the one that was meant: what they become, and by which name. */
class MeantRecordTest {
    private static final DnsName DOMAIN = DnsName.of("example.com");

    private static String octets(String text) {
        return new String(
                text.replace("\\n", "\n").replace("\\t", "\t").getBytes(StandardCharsets.UTF_8),
                StandardCharsets.ISO_8859_1);
    }

    private static InMemoryDns dns(String... texts) {
        List<Zone.Entry> entries = new ArrayList<>(Zone.of("""
                        _spf.example.net. TXT "v=spf1 ip4:203.0.113.0/24 -all"
                        _spf.example.org. TXT "v=spf1 ip4:198.51.100.0/24 -all"
                        """).entries());
        for (String text : texts) {
            entries.add(new Zone.Entry(DOMAIN, 60, new DnsRecord.Txt(List.of(wire(text)))));
        }
        return InMemoryDns.of(Zone.of(entries));
    }

    /** As the DNS has it; a text that is octets already stays. */
    private static String wire(String text) {
        return text.chars().allMatch(c -> c <= 0xFF)
                ? text
                : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"v=spf1 include:_spf.example.net -all\" | REPAIRED_QUOTES | v=spf1 include:_spf.example.net W -all",
                "\\\"v=spf1 include:_spf.example.net -all\\\" | REPAIRED_QUOTES | v=spf1 include:_spf.example.net W -all",
                "\u201Cv=spf1 include:_spf.example.net -all\u201D | REPAIRED_QUOTES | v=spf1 include:_spf.example.net W -all",
                "'v=spf1 include:_spf.example.net ~all | REPAIRED_QUOTES | v=spf1 include:_spf.example.net W ~all",
                "v=spf1; include:_spf.example.net; -all | REPAIRED_SEPARATORS | v=spf1 include:_spf.example.net W -all",
                "v=spf1;include:_spf.example.net;-all; | REPAIRED_SEPARATORS | v=spf1 include:_spf.example.net W -all",
                "v=spf1, mx, ~all | REPAIRED_SEPARATORS | v=spf1 mx W ~all",
                "spf1 include:_spf.example.net -all | REPAIRED_VERSION | v=spf1 include:_spf.example.net W -all",
                "v= spf1 include:_spf.example.net -all | REPAIRED_VERSION | v=spf1 include:_spf.example.net W -all",
                "v=spf 1 include:_spf.example.net -all | REPAIRED_VERSION | v=spf1 include:_spf.example.net W -all",
                "v:spf1 include:_spf.example.net -all | REPAIRED_VERSION | v=spf1 include:_spf.example.net W -all",
                "v=spf1\\010include:_spf.example.net\\010-all | REPAIRED_QUOTES | v=spf1 include:_spf.example.net W -all",
                "v=spf1 ip4:203.0.113.7 \u02DCall | REPAIRED_CHARACTERS | v=spf1 ip4:203.0.113.7 W ~all",
                "v=spf1 ip4:203.0.113.7 \u301Call | REPAIRED_CHARACTERS | v=spf1 ip4:203.0.113.7 W ~all",
                "v=spf1 ip4:203.0.113.7 \u30FCall | REPAIRED_CHARACTERS | v=spf1 ip4:203.0.113.7 W -all",
                "v=spf1 include:_spf.example.net,include:_spf.example.org -all | REPAIRED_SEPARATORS"
                        + " | v=spf1 include:_spf.example.net include:_spf.example.org W -all",
                "v=spf1 include:_spf.example.netinclude:_spf.example.org -all | MENDED"
                        + " | v=spf1 include:_spf.example.net include:_spf.example.org W -all",
                "v=spf1 include:https://_spf.example.net -all | MENDED | v=spf1 include:_spf.example.net W -all",
                "v=spf1 ip4:203.0.113.0/255.255.255.0 -all | MENDED | v=spf1 ip4:203.0.113.0/24 W -all",
                "v=sfp1 include:_spf.example.net -all | REPAIRED_VERSION | v=spf1 include:_spf.example.net W -all",
                "v=spf; include:_spf.example.net ~all | REPAIRED_VERSION | v=spf1 include:_spf.example.net W ~all",
                "v=spf1.0 include:_spf.example.net ?all | REPAIRED_VERSION | v=spf1 include:_spf.example.net W ?all",
                "include:_spf.example.net mx ~all | REPAIRED_VERSION | v=spf1 include:_spf.example.net mx W ~all",
                "example.com. IN TXT v=spf1 mx -all | REPAIRED_VERSION | v=spf1 mx W -all",
                "example.com. 3600 IN TXT \"v=spf1 mx -all\" | REPAIRED_VERSION | v=spf1 mx W -all",
                "@ IN TXT v=spf1 mx -all | REPAIRED_VERSION | v=spf1 mx W -all",
                "news 1h IN TXT v=spf1 mx -all | REPAIRED_VERSION | v=spf1 mx W -all",
                "example.com: v=spf1 mx -all | REPAIRED_VERSION | v=spf1 mx W -all",
                "TXT v=spf1 mx -all | REPAIRED_VERSION | v=spf1 mx W -all",
                "Value: v=spf1 mx -all | REPAIRED_VERSION | v=spf1 mx W -all",
                "SPF record: v=spf1 mx -all | REPAIRED_VERSION | v=spf1 mx W -all",
                "TXT Value = \"v=spf1 mx -all\" | REPAIRED_VERSION | v=spf1 mx W -all",
                "\u5024: v=spf1 mx -all | REPAIRED_VERSION | v=spf1 mx W -all",
                "=v=spf1 mx -all | REPAIRED_VERSION | v=spf1 mx W -all",
                "vv=spf1 mx -all | REPAIRED_VERSION | v=spf1 mx W -all",
                "(v=spf1 mx -all | REPAIRED_VERSION | v=spf1 mx W -all",
                "spf include:_spf.example.net -all | REPAIRED_VERSION | v=spf1 include:_spf.example.net W -all",
                "version=spf1 include:_spf.example.net -all | REPAIRED_VERSION | v=spf1 include:_spf.example.net W -all",
                "v=spf1\\tinclude:_spf.example.net\\n-all | REPAIRED_CHARACTERS | v=spf1 include:_spf.example.net W -all",
                "v=spf1 ip4:192.0.2.1 \u2013all | REPAIRED_CHARACTERS | v=spf1 ip4:192.0.2.1 W -all",
                "v=spf1\u00A0mx ~all | REPAIRED_CHARACTERS | v=spf1 mx W ~all",
                "v=spf1 mx ~all v=spf1 include:_spf.example.net ~all | TWO_IN_ONE"
                        + " | v=spf1 mx include:_spf.example.net W ~all",
                "v=spf1 mx -allv=spf1 ip4:192.0.2.1 ~all | TWO_IN_ONE | v=spf1 mx ip4:192.0.2.1 W ~all",
                "v=spf1 ip4:203.0.113.7 ?all. | MENDED | v=spf1 ip4:203.0.113.7 W ?all",
                "v=spf1 ip4:203.0.113.7~all | MENDED | v=spf1 ip4:203.0.113.7 W ~all",
                "v=spf1 ip4:203.0.113.7ip4:203.0.113.8 -all | MENDED | v=spf1 ip4:203.0.113.7 ip4:203.0.113.8 W -all",
                "v=spf1 ip4:203.0.113.7,ip4:203.0.113.8 -all | REPAIRED_SEPARATORS | v=spf1 ip4:203.0.113.7 ip4:203.0.113.8 W -all",
                "v=spf1 ip4:203.0.113.7,203.0.113.8 -all | MENDED | v=spf1 ip4:203.0.113.7 ip4:203.0.113.8 W -all",
                "v=spf1 include: _spf.example.net -all | MENDED | v=spf1 include:_spf.example.net W -all",
                "v=spf1 mx; include:_spf.example.net; ~all | REPAIRED_SEPARATORS | v=spf1 mx include:_spf.example.net W ~all",
                "v=spf1 mx include:_spf.example.net-all | MENDED | v=spf1 mx include:_spf.example.net W -all",
                "v=spf1 mx - all | MENDED | v=spf1 mx W -all",
                "v=spf1 203.0.113.7 ~all | MENDED | v=spf1 ip4:203.0.113.7 W ~all",
                "v=spf1 inlcude:_spf.example.net ~all | MENDED | v=spf1 include:_spf.example.net W ~all",
            })
    void isReadAsItWasMeantAndRepairedByName(String text, SpfPlanFinding kind, String after) {
        String published = octets(text.strip());
        InMemoryDns dns = InMemoryDns.of(
                dns(published).zone().and(Zone.of("example.com. MX 10 mx.example.com.\nmx.example.com. A 192.0.2.25")));
        SpfPlan plan = SpfPlanner.using(dns)
                .plan(DOMAIN, List.of(SpfSender.parse("192.0.2.77").orElseThrow()));
        assertThat(plan.change()).as("%s", plan.findings()).isPresent();
        assertThat(plan.change().orElseThrow().after()).isEqualTo(after.replace("W", "ip4:192.0.2.77"));
        assertThat(plan.change().orElseThrow().before()).containsExactly(published);
        assertThat(plan.change().orElseThrow().zoneLines().get(0)).startsWith("; remove: ");
        assertThat(plan.findings()).extracting(Finding::kind).contains(kind);
        assertThat(plan.isProven()).isTrue();
    }

    /** A host with the mask of its network may stand for the host alone: nothing is guessed that lets others in. */
    @Test
    void aHostWithAMaskIsNotMadeItsNetwork() {
        assertThat(MeantRecord.of("v=spf1 ip4:203.0.113.7/255.255.255.0 -all")
                        .orElseThrow()
                        .isRight())
                .isTrue();
        assertThat(MeantRecord.of("v=spf1 ip4:203.0.113.7/255.255.255.255 -all")
                        .orElseThrow()
                        .text())
                .isEqualTo("v=spf1 ip4:203.0.113.7/32 -all");
    }

    /** Only an IPv4 network has a mask of that form: elsewhere a prefix is made of it that nobody meant. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ip6:2001:db8::/255.255.255.0",
                "ip6:2001:db8::/255.255.0.0",
                "mx/255.255.255.0",
                "ip4:mail.example.net/255.255.255.0",
                "ip4:192.0.2.0/2001:db8::",
                "ip4:192.0.2.0/0.0.0.0",
                "ip4:192.0.2.0/0.0.0.255"
            })
    void aMaskIsReadBehindAnIpv4NetworkOnly(String term) {
        MeantRecord meant =
                MeantRecord.of("v=spf1 " + term + " ip4:198.51.100.1 -all").orElseThrow();
        assertThat(meant.text()).isEqualTo("v=spf1 " + term + " ip4:198.51.100.1 -all");
        assertThat(meant.isRight()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "ip4:192.0.2.0/255.255.255.0, ip4:192.0.2.0/24",
        "+IP4:192.0.2.0/255.255.255.128, +IP4:192.0.2.0/25",
        "?ip4:192.0.0.0/255.255.0.0, ?ip4:192.0.0.0/16"
    })
    void aMaskBehindAnIpv4NetworkIsItsLength(String term, String meant) {
        assertThat(MeantRecord.of("v=spf1 " + term + " -all").orElseThrow().text())
                .isEqualTo("v=spf1 " + meant + " -all");
    }

    /** A record that is read as it stands is not touched. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "v=spf1 mx -all",
                "V=SPF1  A:example.com   ~ALL ",
                "v=spf1 exists:%{i}._%{l1-,;}.example.com -all",
                "v=spf1 include=_spf.example.net ra=me -all",
                "v=spf1"
            })
    void whatStandsStays(String text) {
        assertThat(MeantRecord.of(text).orElseThrow().records()).containsExactly(text);
        assertThat(MeantRecord.of(text).orElseThrow().isRight()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "other=1",
                "v=spf2.0 mx",
                "v=spf10 mx -all",
                "spf2.0/pra mx -all",
                "spf2.0/pra include:_spf.example.net -all",
                "v=spf2 include:_spf.example.net -all",
                "include:_spf.example.net",
                "all in all -all",
                "we send with include:_spf.example.net -all",
                "we publish v=spf1 records and are proud of them",
                "spf1",
                "v=DMARC1; p=none"
            })
    void otherTextsAreOtherTexts(String text) {
        assertThat(MeantRecord.of(text)).isEmpty();
    }

    /** Records that somebody put out of force, or of something else: what they name is told and not planned. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "disabled include:_spf.example.net ~all | disabled",
                "senderid=spf2.0/mfrom ip4:203.0.113.0/24 -all | senderid=spf2.0/mfrom",
                "v=DKIM1 include:_spf.example.net -all | v=DKIM1",
                "#include:_spf.example.net ip4:203.0.113.9 -all | #include:_spf.example.net",
                "# include:_spf.example.net -all | #",
                "#v=spf1 ip4:203.0.113.0/24 -all | #",
                "; v=spf1 ip4:203.0.113.0/24 -all | ;",
                "//v=spf1 ip4:203.0.113.0/24 -all | //",
                "-v=spf1 ip4:203.0.113.0/24 -all | -",
                "OLD: v=spf1 ip4:203.0.113.0/24 -all | OLD:",
                "old SPF record: v=spf1 ip4:203.0.113.0/24 -all | old SPF record:",
                "do not use v=spf1 ip4:203.0.113.0/24 -all | do not use",
                "Previous: v=spf1 ip4:203.0.113.0/24 -all | Previous:",
                "alt: v=spf1 ip4:203.0.113.0/24 -all | alt:",
                "Ancien : v=spf1 ip4:203.0.113.0/24 -all | Ancien :",
                "\u65E7: v=spf1 ip4:203.0.113.0/24 -all | \u65E7:",
                "\u7121\u52B9 v=spf1 ip4:203.0.113.0/24 -all | \u7121\u52B9",
                "\u65E7\u30EC\u30B3\u30FC\u30C9: v=spf1 ip4:203.0.113.0/24 -all | \u65E7\u30EC\u30B3\u30FC\u30C9:",
                "google-site-verification=abc v=spf1 ip4:203.0.113.0/24 -all | google-site-verification=abc",
                "MS=ms123 v=spf1 ip4:203.0.113.0/24 -all | MS=ms123",
                "until 2023: v=spf1 ip4:203.0.113.0/24 -all | until 2023:",
                "disabled-v=spf1 ip4:203.0.113.0/24 -all | disabled-",
                "; example.com. IN TXT v=spf1 ip4:203.0.113.0/24 -all | ; example.com. IN TXT",
            })
    void aRetiredRecordIsToldAndNotPlanned(String text, String foreword) {
        SpfPlan plan = SpfPlanner.using(dns(text))
                .plan(DOMAIN, List.of(SpfSender.parse("192.0.2.77").orElseThrow()));
        assertThat(plan.change()).as("neither forgotten nor revived").isEmpty();
        assertThat(plan.findings().get(0)).satisfies(each -> {
            assertThat(each.kind()).isEqualTo(SpfPlanFinding.RETIRED_TEXT);
            assertThat(each.text(Locale.ENGLISH))
                    .contains("it begins with \"" + foreword + "\"")
                    .contains(
                            foreword.contains("=")
                                    ? "Keep a TXT record with " + foreword + " alone"
                                    : "Remove the text")
                    .endsWith(": " + text);
        });
        SpfPlan beside = SpfPlanner.using(dns(text, "v=spf1 mx -all"))
                .plan(DOMAIN, List.of(SpfSender.parse("192.0.2.77").orElseThrow()));
        assertThat(beside.change().orElseThrow().after()).isEqualTo("v=spf1 mx ip4:192.0.2.77 -all");
        assertThat(beside.findings())
                .filteredOn(each -> each.kind() == SpfPlanFinding.DEAD_TEXT)
                .singleElement()
                .satisfies(each -> assertThat(each.text(Locale.ENGLISH))
                        .contains(
                                foreword.contains("=") ? "Keep a TXT record with " + foreword + " alone" : "Remove it")
                        .endsWith(": " + text));
        assertThat(SpfLinter.using(dns(text)).check(DOMAIN).checks(SpfRule.PASTED_TEXT))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.severity()).isEqualTo(Severity.FAIL);
                    assertThat(SpfReport.suggestion(each)).isEmpty();
                    assertThat(each.advice(Locale.ENGLISH)).contains(foreword);
                });
    }

    /** What lets nobody pass today is not made a record that lets everybody pass. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"v=spf1 ip4:203.0.113.1 +all\" | v=spf1 ip4:203.0.113.1 ~all",
                "\"v=spf1 ip4:203.0.113.1 all\" | v=spf1 ip4:203.0.113.1 ~all",
                "v=spf1; ip4:203.0.113.1; +ALL | v=spf1 ip4:203.0.113.1 ~all",
                "v=spf1 ip4:203.0.113.1 +al1 | ~all",
                "v=spf1 ip4:203.0.113.1 all: | ~all",
                "v=spf1 ip4:203.0.113.1+all | ip4:203.0.113.1 ~all",
                "v=spf1 ip4=0.0.0.0/0 -all |",
                "\"v=spf1 a/0 -all\" |",
                "\"v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all\" |",
                "\"v=spf1 ip4:203.0.113.1 ?all\" | v=spf1 ip4:203.0.113.1 ?all",
            })
    void noLineToPasteLetsEverybodyPass(String text, @Nullable String line) {
        for (SpfReport report : List.of(SpfLinter.using(dns(text)).check(DOMAIN), SpfLinter.lint(text))) {
            List<String> lines = report.findings().stream()
                    .flatMap(each -> SpfReport.suggestion(each).stream())
                    .toList();
            assertThat(lines).containsExactlyElementsOf(line == null ? List.of() : List.of(line));
        }
    }

    /** Whatever a form, a zone or a program writes before a record: it is the record, and its senders are not lost. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Name: @ Type: TXT Value: %s",
                "Host: @ Value: %s",
                "Type: TXT Host: @ TTL: 3600 Value: %s",
                "Name=@ Type=TXT Value=%s",
                "TXT @ %s",
                "SPF-Record: %s",
                "Value/Answer: %s",
                "Destination: %s",
                "Points to: %s",
                "Inhalt: %s",
                "Wert: %s",
                "Valeur : %s",
                "x.test descriptive text \"%s\"",
                "old.example.com. IN TXT \"%s\"",
                "\u30EC\u30B3\u30FC\u30C9\u5024: %s",
                "TXT\u30EC\u30B3\u30FC\u30C9\uFF1A%s",
                "SPF\u30EC\u30B3\u30FC\u30C9:%s",
                "\u8A2D\u5B9A\u5024 %s",
                "\u5024\uFF08VALUE\uFF09: %s",
                "\u300C%s\u300D",
                "\u300E%s\u300F",
                "\u3010%s\u3011",
                "[%s]",
                "1. %s",
                "\u2022 %s",
                "* %s",
                "example.com. IN TXT ( \"%s\" )",
                "example.com. 3600 IN TXT (\"%s\")"
            })
    void whateverIsPastedBeforeARecordItIsThatRecord(String pasted) {
        String text = pasted.replace("%s", "v=spf1 ip4:198.51.100.1 ~all");
        SpfPlan plan = SpfPlanner.using(dns(text))
                .plan(DOMAIN, List.of(SpfSender.parse("192.0.2.77").orElseThrow()));
        assertThat(plan.change().orElseThrow().after()).isEqualTo("v=spf1 ip4:198.51.100.1 ip4:192.0.2.77 ~all");
        assertThat(SpfReport.suggestion(SpfLinter.using(dns(text))
                        .check(DOMAIN)
                        .checks(SpfRule.PASTED_TEXT)
                        .get(0)))
                .contains("v=spf1 ip4:198.51.100.1 ~all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.", " ", "1 ", "txt ", "= "})
    void whatIsLongIsNotPastedAlong(String piece) {
        String foreword = "x" + piece.repeat(1000);
        assertThat(MeantRecord.of(foreword + "v=spf1 mx -all").orElseThrow().isCurrent())
                .isFalse();
    }

    /** A mailbox in a domain is not all who send for the domain: that is asked, and done by nobody else. */
    @ParameterizedTest
    @CsvSource({
        "include:user@_spf.example.net, include:_spf.example.net",
        "+include:user@_spf.example.net, +include:_spf.example.net",
        "include:a@b@_spf.example.net, include:_spf.example.net",
        "include:mailto:user@_spf.example.net, include:_spf.example.net",
        "redirect=user@_spf.example.net, redirect=_spf.example.net"
    })
    void anAddressIsNotMadeItsDomain(String term, String meant) {
        SpfPlan plan = SpfPlanner.using(dns("v=spf1 ip4:198.51.100.1 " + term))
                .withOptions(SpfPlanOptions.mending())
                .plan(DOMAIN, List.of(SpfSender.parse("192.0.2.77").orElseThrow()));
        assertThat(plan.findings()).extracting(Finding::kind).doesNotContain(SpfPlanFinding.MENDED);
        assertThat(plan.findings())
                .filteredOn(each -> each.kind() == SpfPlanFinding.MISSPELT)
                .as("%s", plan.findings())
                .singleElement()
                .satisfies(each -> assertThat(each.details()).containsExactly(term, meant));
        plan.change().ifPresent(change -> assertThat(change.after()).contains(term));
    }

    /** Such a term breaks nobody's record but leads nowhere. */
    @ParameterizedTest
    @CsvSource({
        "include:https://_spf.example.net/, include:_spf.example.net, https://_spf.example.net/",
        "include:_spf.example.netinclude:_spf.example.org, include:_spf.example.net include:_spf.example.org,"
                + " _spf.example.netinclude:_spf.example.org",
        "mx:user@mail.example.net, mx:mail.example.net, user@mail.example.net"
    })
    void aNameOfNoHostIsSaidToBeOne(String term, String meant, String name) {
        MeantRecord record = MeantRecord.of("v=spf1 " + term + " -all").orElseThrow();
        assertThat(record.text()).isEqualTo("v=spf1 " + meant + " -all");
        assertThat(record.repairs()).singleElement().satisfies(each -> {
            assertThat(each.kind()).isEqualTo(SpfPlanFinding.MENDED);
            boolean reads = SpfRecord.parse("v=spf1 " + term).isValid();
            assertThat(each.text(Locale.ENGLISH))
                    .contains(
                            reads
                                    ? name + " in \"" + term + "\" is not the name of a host"
                                    : "makes the whole record invalid");
        });
    }

    /** What cannot be mended stands in the way; it is not left out, and not published. */
    @Test
    void aWordThatNobodyCanReadIsNotLost() {
        SpfPlan plan = SpfPlanner.using(dns("\"v=spf1 include:_spf.example.net qqqqqqqqqqqqqq!! -all\""))
                .plan(DOMAIN, List.of(SpfSender.parse("192.0.2.77").orElseThrow()));
        assertThat(plan.change()).isEmpty();
        assertThat(plan.findings()).extracting(Finding::kind).contains(SpfPlanFinding.UNREADABLE_WORD);
    }

    @Test
    void aDeadTextBesideTheRecordIsToldAndItsTermsAreNotTakenOver() {
        SpfPlan plan = SpfPlanner.using(
                        dns("v=spf1 include:_spf.example.net -all", "\"v=spf1 include:_spf.example.org -all\""))
                .plan(DOMAIN, List.of(SpfSender.parse("192.0.2.77").orElseThrow()));
        assertThat(plan.change().orElseThrow().after())
                .isEqualTo("v=spf1 include:_spf.example.net ip4:192.0.2.77 -all");
        assertThat(plan.findings()).extracting(Finding::kind).containsExactly(SpfPlanFinding.DEAD_TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spf1 include:_spf.example.net -all",
                "v= spf1 include:_spf.example.net -all",
                "\"v=spf1 include:_spf.example.net -all\"",
                "v=spf1; include:_spf.example.net; -all"
            })
    void theLinterProposesTheSameRecordAndNeverOneOfNobody(String text) {
        SpfReport report = SpfLinter.using(dns(text)).check(DOMAIN);
        assertThat(SpfReport.suggestion(report.checks(SpfRule.PASTED_TEXT).get(0)))
                .contains("v=spf1 include:_spf.example.net -all");
        assertThat(SpfReport.suggestion(report.checks(SpfRule.RECORD_PUBLISHED).get(0)))
                .isEmpty();
    }

    @Test
    void aDomainWithoutMailHostIsNotCalledParked() {
        assertThat(SpfReport.suggestion(SpfLinter.using(InMemoryDns.zone("example.com. A 192.0.2.1"))
                        .check(DOMAIN)
                        .checks(SpfRule.RECORD_PUBLISHED)
                        .get(0)))
                .isEmpty();
        assertThat(SpfReport.suggestion(SpfLinter.using(InMemoryDns.zone("example.com. MX 0 ."))
                        .check(DOMAIN)
                        .checks(SpfRule.RECORD_PUBLISHED)
                        .get(0)))
                .contains("v=spf1 -all");
    }

    @Test
    void severalRecordsInOneTextAreNamedAndNotTheirTermsOneByOne() {
        SpfReport report = SpfLinter.using(
                        dns("v=spf1 include:_spf.example.net ~all v=spf1 include:_spf.example.org ~all"))
                .check(DOMAIN);
        assertThat(report.findings()).extracting(Finding::kind).containsExactly(SpfRule.ONE_RECORD_A_TEXT);
        assertThat(SpfReport.suggestion(report.findings().get(0)))
                .contains("v=spf1 include:_spf.example.net include:_spf.example.org ~all");
    }

    @Test
    void aMissingBlankIsOneFault() {
        SpfReport report = SpfLinter.using(dns("v=spf1 ip4:203.0.113.7~all")).check(DOMAIN);
        assertThat(report.findings()).hasSize(1);
        assertThat(SpfReport.suggestion(report.findings().get(0))).contains("ip4:203.0.113.7 ~all");
        SpfReport torn =
                SpfLinter.using(dns("v=spf1 include: _spf.example.net -all")).check(DOMAIN);
        assertThat(torn.findings()).hasSize(1);
        assertThat(SpfReport.suggestion(torn.findings().get(0))).contains("include:_spf.example.net");
        assertThat(SpfRecord.parse("v=spf1 include:_spf.example.net -all").isValid())
                .isTrue();
    }
}
