package io.github.todoku.spf.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class SpfLinterTest {
    private static final DnsName DOMAIN = DnsName.of("example.com");

    /** What stands in every world of the tables. */
    private static final String WORLD = """
            s.example. TXT "v=spf1 ip4:192.0.2.0/24 -all"
            t.example. TXT "v=spf1 include:s.example -all"
            host.example. A 198.51.100.7
            host.example. AAAA 2001:db8::7
            mail.example. MX 10 host.example
            """;

    private static SpfReport report(String zone) {
        return SpfLinter.using(InMemoryDns.zone(WORLD + zone)).check(DOMAIN);
    }

    private static String txt(String record) {
        return "example.com. TXT \"" + record + "\"\n";
    }

    /** One row a rule: what breaks it, how it then stands, and a near miss that does not. */
    static Stream<Arguments> rules() {
        String good = txt("v=spf1 include:s.example -all");
        return Stream.of(
                arguments(SpfRule.RECORD_PUBLISHED, Severity.FAIL, txt("v=spf10 -all"), good),
                arguments(SpfRule.SINGLE_RECORD, Severity.FAIL, good + txt("V=SPF1 -all"), good + txt("v=spf2 -all")),
                arguments(
                        SpfRule.PASTED_TEXT,
                        Severity.FAIL,
                        txt("example.com v=spf1 include:s.example -all"),
                        good + txt("spf verification of s.example")),
                arguments(
                        SpfRule.MISPLACED_RECORD,
                        Severity.WARN,
                        good + txt("v=DMARC1; p=none"),
                        good + "_dmarc.example.com. TXT \"v=DMARC1; p=none\"\n"),
                arguments(
                        SpfRule.TYPE_99,
                        Severity.WARN,
                        good + "example.com. SPF \"v=spf1 -all\"\n",
                        good + "s.example. SPF \"v=spf1 -all\"\n"),
                arguments(
                        SpfRule.DOMAIN_ALIAS,
                        Severity.FAIL,
                        "example.com. CNAME www.example.net.\nwww.example.net. A 192.0.2.1\n",
                        "example.com. A 192.0.2.1\n"),
                arguments(
                        SpfRule.ONE_RECORD_A_TEXT,
                        Severity.FAIL,
                        txt("v=spf1 include:s.example ~all v=spf1 ip4:192.0.2.1 ~all"),
                        good),
                arguments(SpfRule.SENDER_ID, Severity.WARN, good + txt("spf2.0/pra -all"), good + txt("spf2-test=1")),
                arguments(SpfRule.SYNTAX, Severity.FAIL, txt("v=spf1 nclude:s.example -all"), good),
                arguments(
                        SpfRule.CHARACTERS,
                        Severity.FAIL,
                        txt("v=spf1 include:s.example\\194\\160-all"),
                        txt("v=spf1  include:s.example  -all ")),
                arguments(
                        SpfRule.TARGET_NAME,
                        Severity.FAIL,
                        txt("v=spf1 include:://s.example -all"),
                        txt("v=spf1 include:S.Example. -all")),
                arguments(
                        SpfRule.UNKNOWN_MODIFIER,
                        Severity.WARN,
                        txt("v=spf1 include=s.example -all"),
                        txt("v=spf1 include:s.example ra=postmaster rr=all -all")),
                arguments(
                        SpfRule.AFTER_ALL,
                        Severity.WARN,
                        txt("v=spf1 -all include:s.example"),
                        txt("v=spf1 include:s.example -all exp=why.s.example")),
                arguments(
                        SpfRule.REDIRECT_BESIDE_ALL,
                        Severity.WARN,
                        txt("v=spf1 redirect=s.example -all"),
                        txt("v=spf1 redirect=s.example")),
                arguments(
                        SpfRule.ENDING,
                        Severity.WARN,
                        txt("v=spf1 include:s.example"),
                        txt("v=spf1 redirect=s.example")),
                arguments(SpfRule.PASS_ALL, Severity.FAIL, txt("v=spf1 all"), txt("v=spf1 ?all")),
                arguments(
                        SpfRule.PASS_ALL,
                        Severity.FAIL,
                        txt("v=spf1 include:open.example -all") + "open.example. TXT \"v=spf1 +all\"\n",
                        txt("v=spf1 ?include:open.example -all") + "open.example. TXT \"v=spf1 +all\"\n"),
                arguments(
                        SpfRule.PASS_ALL,
                        Severity.FAIL,
                        txt("v=spf1 exists:host.example -all"),
                        txt("v=spf1 exists:none.example -all")),
                arguments(SpfRule.NEUTRAL_ALL, Severity.WARN, txt("v=spf1 ?all"), txt("v=spf1 ?ip4:192.0.2.1 ~all")),
                arguments(
                        SpfRule.WIDE_NETWORK,
                        Severity.FAIL,
                        txt("v=spf1 ip4:52.0.0.0/8 -all"),
                        txt("v=spf1 ip4:52.0.0.0/16 -ip4:0.0.0.0/1 -all")),
                arguments(
                        SpfRule.WIDE_NETWORK,
                        Severity.WARN,
                        txt("v=spf1 ip4:52.0.0.0/15 -all"),
                        txt("v=spf1 ip4:52.0.0.0/16 -all")),
                arguments(
                        SpfRule.WIDE_NETWORK,
                        Severity.FAIL,
                        txt("v=spf1 a:host.example/0 -all"),
                        txt("v=spf1 a:host.example/24//64 -all")),
                arguments(
                        SpfRule.SPECIAL_NETWORK,
                        Severity.FAIL,
                        txt("v=spf1 ip6:fdcf:abda:4154::/48 -all"),
                        txt("v=spf1 ip4:11.0.0.1 -ip4:10.0.0.1 -all")),
                arguments(
                        SpfRule.SPECIAL_NETWORK,
                        Severity.WARN,
                        txt("v=spf1 ip4:10.0.0.1 include:s.example -all"),
                        txt("v=spf1 ip4:192.0.2.1 -all")),
                arguments( // begins with a special block, and is public but for it
                        SpfRule.SPECIAL_NETWORK,
                        Severity.FAIL,
                        txt("v=spf1 ip4:10.0.0.0/8 -all"),
                        txt("v=spf1 ip4:192.0.0.0/8 -all")),
                arguments( // begins with one special block, ends with another, and is public between them
                        SpfRule.SPECIAL_NETWORK,
                        Severity.FAIL,
                        txt("v=spf1 ip4:224.0.0.0/3 -all"),
                        txt("v=spf1 ip4:0.0.0.0/1 -all")),
                arguments(
                        SpfRule.REPEATED_NETWORK,
                        Severity.WARN,
                        txt("v=spf1 ip4:198.51.100.0/24 ip4:198.51.100.9/24 -all"),
                        txt("v=spf1 ip4:198.51.100.0/24 ip4:198.51.101.0/24 -all")),
                arguments(
                        SpfRule.COVERED_NETWORK,
                        Severity.WARN,
                        txt("v=spf1 ip4:198.51.100.7 ip4:198.51.100.0/24 -all"),
                        txt("v=spf1 ~ip4:198.51.100.7 ip4:198.51.100.0/24 -all")),
                arguments(
                        SpfRule.COVERED_NETWORK,
                        Severity.WARN,
                        txt("v=spf1 ip4:192.0.2.7 include:s.example -all"),
                        txt("v=spf1 ~ip4:192.0.2.7 ip4:198.51.100.7 include:s.example -all")),
                arguments(
                        SpfRule.SHADOWED_NETWORK,
                        Severity.WARN,
                        txt("v=spf1 -ip4:198.51.100.0/24 ip4:198.51.100.7 -all"),
                        txt("v=spf1 ip4:198.51.100.7 -ip4:198.51.100.0/24 -all")),
                arguments(SpfRule.PTR, Severity.WARN, txt("v=spf1 ptr -all"), txt("v=spf1 a:ptr.example -all")),
                arguments(
                        SpfRule.MACRO_LEAK,
                        Severity.WARN,
                        txt("v=spf1 exists:%{l}._spf.%{d} -all"),
                        txt("v=spf1 exists:%{ir}.%{v}._spf.%{d2} -all")),
                arguments(
                        SpfRule.FIXED_EXISTS,
                        Severity.WARN,
                        txt("v=spf1 exists:host.example -all"),
                        txt("v=spf1 exists:%{i}.host.example -all")),
                arguments(
                        SpfRule.LOOKUPS,
                        Severity.FAIL,
                        txt("v=spf1" + " a:host.example".repeat(11) + " -all"),
                        txt("v=spf1" + " a:host.example".repeat(10) + " -all a:host.example")),
                arguments(
                        SpfRule.VOID_LOOKUPS,
                        Severity.FAIL,
                        txt("v=spf1 a:x.example a:y.example a:z.example -all"),
                        txt("v=spf1 a:x.example a:y.example a:host.example -all")),
                arguments(
                        SpfRule.VOID_LOOKUPS,
                        Severity.WARN,
                        txt("v=spf1 mx include:s.example -all") + mx(3),
                        txt("v=spf1 mx include:s.example -all") + mx(2)),
                arguments(
                        SpfRule.TARGET_RECORD,
                        Severity.FAIL,
                        txt("v=spf1 include:gone.example -all"),
                        txt("v=spf1 -all include:gone.example")),
                arguments(
                        SpfRule.INCLUDE_LOOP,
                        Severity.FAIL,
                        txt("v=spf1 include:example.com -all"),
                        txt("v=spf1 include:s.example include:t.example -all")),
                arguments(
                        SpfRule.REPEATED_INCLUDE,
                        Severity.WARN,
                        txt("v=spf1 include:s.example include:t.example -all"),
                        txt("v=spf1 include:t.example -all")),
                arguments(
                        SpfRule.MX_COUNT,
                        Severity.FAIL,
                        txt("v=spf1 mx -all") + mx(11),
                        txt("v=spf1 mx -all") + mx(10)),
                arguments(
                        SpfRule.MX_HOSTS,
                        Severity.WARN,
                        txt("v=spf1 mx include:s.example -all"),
                        txt("v=spf1 mx:mail.example include:s.example -all")),
                arguments(
                        SpfRule.HOST_ADDRESS,
                        Severity.WARN,
                        txt("v=spf1 mx -all") + "example.com. MX 10 none.example\n",
                        txt("v=spf1 mx a:host.example -all") + "example.com. MX 10 host.example\n"),
                arguments(
                        SpfRule.MX_ALIAS,
                        Severity.WARN,
                        txt("v=spf1 mx -all") + "example.com. MX 10 al.example\nal.example. CNAME host.example\n",
                        txt("v=spf1 mx a:al.example -all")
                                + "example.com. MX 10 host.example\nal.example. CNAME host.example\n"),
                arguments(
                        SpfRule.FREE_DOMAIN,
                        Severity.FAIL,
                        txt("v=spf1 include:spf.gone-service.example -all"),
                        txt("v=spf1 include:gone.host.example -all") + "host.example. TXT \"somebody is here\"\n"),
                arguments(
                        SpfRule.WEB_HOST,
                        Severity.WARN,
                        txt("v=spf1 a:www.example.com -all")
                                + "www.example.com. CNAME pages.webhost.example.\npages.webhost.example. A 192.0.2.1\n",
                        txt("v=spf1 a:mail.example.com -all")
                                + "mail.example.com. CNAME host1.example.com.\nhost1.example.com. A 192.0.2.1\n"),
                arguments(
                        SpfRule.EXPLANATION,
                        Severity.WARN,
                        txt("v=spf1 include:s.example -all exp=why.example"),
                        txt("v=spf1 include:s.example -all exp=why.example")
                                + "why.example. TXT \"%{i} is not ours\"\n"),
                arguments(
                        SpfRule.STRING_JOINT,
                        Severity.FAIL,
                        "example.com. TXT \"v=spf1 include:s.example\" \"include:t.example -all\"\n",
                        "example.com. TXT \"v=spf1 inc\" \"lude:s.example include:t.ex\" \"ample -all\"\n"),
                arguments(SpfRule.RECORD_LENGTH, Severity.WARN, long451(" "), long451("")),
                arguments(SpfRule.ANSWER_SIZE, Severity.WARN, good + texts(5), good + texts(4)),
                arguments(
                        SpfRule.PARKED,
                        Severity.WARN,
                        good + "example.com. MX 0 .\n",
                        txt("v=spf1 -all") + "example.com. MX 0 .\n"),
                arguments( // beside another it counts for nothing (RFC 7505 §3)
                        SpfRule.PARKED,
                        Severity.WARN,
                        good + "example.com. MX 0 .\n",
                        good + "example.com. MX 0 .\nexample.com. MX 10 mx.example.com.\n"));
    }

    private static String mx(int hosts) {
        StringBuilder zone = new StringBuilder();
        for (int i = 0; i < hosts; i++) {
            zone.append("example.com. MX 10 h").append(i).append(".example\n");
            zone.append("h")
                    .append(i)
                    .append(".example. A 198.51.100.")
                    .append(i)
                    .append('\n');
        }
        return zone.toString();
    }

    /** Other texts beside the record, of 250 octets each. */
    private static String texts(int count) {
        StringBuilder zone = new StringBuilder();
        for (int i = 0; i < count; i++) {
            zone.append("example.com. TXT \"").append(i).append("x".repeat(249)).append("\"\n");
        }
        return zone.toString();
    }

    /** A record of 450 octets, in two strings, and what is put behind it. */
    private static String long451(String more) {
        String record = "v=spf1 " + "ip4:198.51.100.1 ".repeat(25) + "ip4:1.1.1.1  -all " + more;
        return "example.com. TXT \"" + record.substring(0, 250) + "\" \"" + record.substring(250) + "\"\n";
    }

    @ParameterizedTest
    @MethodSource("rules")
    void eachRuleFindsItsFaultAndNotTheNearMiss(SpfRule rule, Severity status, String fault, String nearMiss) {
        assertThat(report(fault).checks(rule)).extracting(Finding::severity).contains(status);
        assertThat(report(nearMiss).checks(rule)).extracting(Finding::severity).containsOnly(Severity.PASS);
    }

    /** Only an answer of the registry's servers makes a domain free: neither silence nor "not in this file" does. */
    @Test
    void aDomainIsFreeOnlyWhereTheDnsSaysSo() {
        InMemoryDns dns = InMemoryDns.zone(txt("v=spf1 include:spf.gone-service.example -all"))
                .fault("gone-service.example", RecordType.NS, Fault.fail(DnsAnswer.Reason.SERVFAIL));
        assertThat(SpfLinter.using(dns).check(DnsName.of("example.com")).checks(SpfRule.FREE_DOMAIN))
                .extracting(Finding::severity)
                .containsExactly(Severity.CANNOT_TELL);
        assertThat(report(txt("v=spf1 a:gone.example.com -all")).checks(SpfRule.FREE_DOMAIN))
                .as("the domain's own is not free")
                .extracting(Finding::severity)
                .containsExactly(Severity.PASS);
    }

    private static List<Severity> free(String zone) {
        return report(zone).checks(SpfRule.FREE_DOMAIN).stream()
                .map(Finding::severity)
                .toList();
    }

    @Test
    void nobodyCanRegisterWhereTheDnsKnowsNoRegistry() {
        assertThat(free(txt("v=spf1 a:mail.corp.local a:mx.lan include:spf.office.internal -all")))
                .containsExactly(Severity.PASS);
    }

    @Test
    void onlyATermThatLetsPassLetsAStrangerPass() {
        assertThat(free(txt("v=spf1 -include:spf.gone-service.example ?a:gone-host.example -all")))
                .containsExactly(Severity.PASS);
        assertThat(free(txt("v=spf1 ~include:other.example -all")
                        + "other.example. TXT \"v=spf1 include:gone-service.example -all\"\n"))
                .containsExactly(Severity.PASS);
    }

    @Test
    void aTermOfAnotherIsForItsOwnerToMend() {
        String nested = txt("v=spf1 include:other.example -all")
                + "other.example. TXT \"v=spf1 include:gone-service.example -all\"\n";
        assertThat(report(nested).checks(SpfRule.FREE_DOMAIN)).singleElement().satisfies(found -> {
            assertThat(found.severity()).isEqualTo(Severity.FAIL);
            assertThat(found.advice(Locale.ENGLISH)).contains("tell the owner of other.example");
            assertThat(found.advice(Locale.JAPANESE)).contains("other.example の管理者");
        });
    }

    @Test
    void allNamesAreLookedAtAndWhatLiesBeyondIsOpen() {
        String same = IntStream.range(0, 15)
                .mapToObj(i -> "a:h" + i + ".gone-one.example " + (i == 8 ? "\" \"" : ""))
                .collect(Collectors.joining());
        assertThat(report(txt("v=spf1 " + same + "a:x.gone-two.example -all")).checks(SpfRule.FREE_DOMAIN))
                .as("one domain is asked about once")
                .anyMatch(found ->
                        found.severity() == Severity.FAIL && found.details().contains("gone-two.example"));
        assertThat(free(txt("v=spf1 mx -all") + "example.com. MX 10 mx.gone-service.example.\n"))
                .as("the hosts of an mx, too")
                .containsExactly(Severity.FAIL);
        String taken = IntStream.range(0, 10)
                .mapToObj(i -> "x.taken" + i + ".example. TXT \"\"\n")
                .collect(Collectors.joining());
        String many = IntStream.range(0, 11)
                .mapToObj(i -> "a:gone.taken" + i + ".example " + (i == 6 ? "\" \"" : ""))
                .collect(Collectors.joining());
        assertThat(free(txt("v=spf1 " + many + "-all") + taken)).containsExactly(Severity.CANNOT_TELL);
    }

    @Test
    void anAliasIntoAnotherDomainIsNoWebServerForThat() {
        assertThat(report(txt("v=spf1 a:mail.example.com -all")
                                + "mail.example.com. CNAME out.service.example.\nout.service.example. A 192.0.2.1\n")
                        .checks(SpfRule.WEB_HOST))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.severity()).isEqualTo(Severity.INFO);
                    assertThat(found.text(Locale.ENGLISH))
                            .contains("is an alias into")
                            .doesNotContain("web server");
                });
    }

    @Test
    void anMxOfAForwarderIsToldWhereForwardersAreKnown() {
        InMemoryDns dns = InMemoryDns.zone(txt("v=spf1 mx -all")
                + "example.com. MX 10 mx1.forwarder.example.\nmx1.forwarder.example. A 192.0.2.80\n");
        DnsName domain = DnsName.of("example.com");
        SpfLinter linter = SpfLinter.using(dns);
        assertThat(linter.check(domain).checks(SpfRule.MX_FORWARDER))
                .as("nobody knows any")
                .isEmpty();
        assertThat(linter.withForwarders(host -> Optional.of("Forwarder"))
                        .check(domain)
                        .checks(SpfRule.MX_FORWARDER))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARN);
        assertThat(linter.withForwarders(host -> Optional.empty()).check(domain).checks(SpfRule.MX_FORWARDER))
                .extracting(Finding::severity)
                .containsExactly(Severity.PASS);
    }

    @Test
    void everyRuleHasItsRow() {
        Set<SpfRule> covered = // each has a test of its own
                EnumSet.of(SpfRule.CLIENT, SpfRule.STRING_LENGTH, SpfRule.MX_FORWARDER);
        rules().forEach(row -> covered.add((SpfRule) row.get()[0]));
        assertThat(covered).containsExactlyInAnyOrder(SpfRule.values());
    }

    @Test
    void everyItemSpeaksBothLanguagesInOneLine() {
        List<String> sentences = new ArrayList<>();
        rules().forEach(row -> report((String) row.get()[2]).checks().forEach(item -> {
            for (Locale locale : List.of(Locale.ENGLISH, Locale.JAPANESE)) {
                sentences.add(SpfReport.rule(item).title(locale));
                if (item.severity() != Severity.PASS) {
                    assertThat(item.text(locale)).isNotBlank();
                    assertThat(item.advice(locale)).isNotBlank();
                }
                sentences.add(item.text(locale) + item.advice(locale));
            }
        }));
        assertThat(sentences).allSatisfy(s -> assertThat(s).doesNotContainPattern("\\{\\d|\n"));
    }

    @Test
    void aGoodRecordIsAllGreen() {
        SpfReport report = report(txt("v=spf1 include:s.example ip4:198.51.100.0/24 -all"));
        assertThat(report.checks(Severity.WARN)).isEmpty();
        assertThat(report.checks(Severity.FAIL)).isEmpty();
        assertThat(report.checks(Severity.CANNOT_TELL)).isEmpty();
        assertThat(report.allGreen()).isTrue();
        assertThat(report.tree()).isNotNull();
    }

    @Test
    void aFaultCarriesItsPlaceAndWhatWasMeant() {
        SpfReport report = SpfLinter.lint("v=spf1 mx nclude:s.example ip4:2001:db8::/32 -all;");
        assertThat(report.checks(SpfRule.SYNTAX))
                .extracting(item -> report.recordOf(item).orElseThrow().text().substring(item.start(), item.end())
                        + " -> " + SpfReport.suggestion(item).orElse(null))
                .containsExactly("nclude -> include:s.example", "2001:db8::/32 -> ip6:2001:db8::/32", "; -> -all");
    }

    static Stream<Arguments> meant() {
        return Stream.of(
                arguments("inclued:s.example", "include:s.example"),
                arguments("?ipv4:192.0.2.1", "?ip4:192.0.2.1"),
                arguments("192.0.2.1", "ip4:192.0.2.1"),
                arguments("include: s.example", "include:s.example"),
                arguments("ip4:host.example", "a:host.example"),
                arguments("a:192.0.2.1", "ip4:192.0.2.1"),
                arguments("include:https://s.example/", "include:s.example"),
                arguments("redirct=s.example", "redirect=s.example"),
                arguments("include=s.example", "include:s.example"),
                arguments("nonsense:s.example", null));
    }

    @ParameterizedTest
    @MethodSource("meant")
    void slipsAreSuggestedAndNothingElseIs(String term, String suggestion) {
        assertThat(SpfLinter.lint("v=spf1 " + term + " -all").checks())
                .filteredOn(item -> item.severity() != Severity.PASS)
                .extracting(each -> SpfReport.suggestion(each).orElse(null))
                .first()
                .isEqualTo(suggestion);
    }

    static Stream<String> pasted() {
        return Stream.of(
                "\uFEFFv=spf1 mx -all",
                "\u201Cv=spf1 mx -all\u201D",
                "\"v=spf1 mx -all\"",
                "Value: v=spf1 mx -all",
                "example.com. v=spf1 mx -all",
                "\uFF56\uFF1D\uFF53\uFF50\uFF46\uFF11\u3000\uFF4D\uFF58\u3000\uFF0D\uFF41\uFF4C\uFF4C",
                "v=spf1\u00A0mx -all",
                "v=spf1;mx -all",
                " v=spf1 mx -all",
                "v=spf1mx -all");
    }

    @ParameterizedTest
    @MethodSource("pasted")
    void pastedTextIsReadAsWhatWasMeant(String text) {
        SpfReport report = SpfLinter.lint(text);
        assertThat(report.checks(SpfRule.PASTED_TEXT)).singleElement().satisfies(item -> {
            assertThat(item.severity()).isEqualTo(Severity.FAIL);
            assertThat(SpfReport.suggestion(item).orElse(null)).isEqualTo("v=spf1 mx -all");
        });
        assertThat(report.record()).isNotNull().hasToString("v=spf1 mx -all");
    }

    @Test
    void aTextOfMoreThan255OctetsMustBeSplit() {
        String longText = "v=spf1 " + "ip4:198.51.100.10 ".repeat(14) + "-all";
        assertThat(longText).hasSizeGreaterThan(255);
        assertThat(SpfLinter.lint(longText).checks(SpfRule.STRING_LENGTH))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARN);
        assertThat(SpfLinter.lint("v=spf1 -all").checks(SpfRule.STRING_LENGTH))
                .extracting(Finding::severity)
                .containsExactly(Severity.PASS);
    }

    @Test
    void aTextAloneHasNoItemThatNeedsTheDns() {
        SpfReport report = SpfLinter.lint("v=spf1 include:gone.example -all");
        assertThat(report.allGreen()).isTrue();
        assertThat(report.checks(SpfRule.TARGET_RECORD)).isEmpty();
        assertThat(SpfLinter.lint("hello").checks(SpfRule.SYNTAX))
                .extracting(Finding::severity)
                .containsExactly(Severity.FAIL);
    }

    @Test
    void whatTheDnsDoesNotAnswerIsNotRunAndNeverGreen() {
        InMemoryDns dns = InMemoryDns.zone(WORLD + txt("v=spf1 include:slow.example include:s.example -all"))
                .fault("slow.example", RecordType.TXT, Fault.timeout())
                .fault("example.com", RecordType.SPF, Fault.timeout());
        SpfReport report = SpfLinter.using(dns).check(DOMAIN);
        assertThat(report.allGreen()).isFalse();
        assertThat(report.checks(Severity.CANNOT_TELL))
                .extracting(SpfReport::rule)
                .contains(
                        SpfRule.TYPE_99,
                        SpfRule.LOOKUPS,
                        SpfRule.VOID_LOOKUPS,
                        SpfRule.TARGET_RECORD,
                        SpfRule.PASS_ALL);
        assertThat(report.checks(SpfRule.PTR)).extracting(Finding::severity).containsExactly(Severity.PASS);
    }

    @Test
    void aSilentDnsRunsNothing() {
        SpfReport report = SpfLinter.using((question, deadline) -> new CompletableFuture<>())
                .withTimeLimit(java.time.Duration.ofMillis(50))
                .check(DOMAIN);
        assertThat(report.isAnswered()).isFalse();
        assertThat(report.checks()).extracting(Finding::severity).containsOnly(Severity.CANNOT_TELL);
    }

    @Test
    void theNamedClientIsChecked() {
        SpfLinter linter = SpfLinter.using(InMemoryDns.zone(WORLD + txt("v=spf1 include:t.example -all")));
        SpfReport ours = linter.withClient(IpLiteral.of("192.0.2.9")).check(DOMAIN);
        assertThat(ours.checks(SpfRule.CLIENT)).singleElement().satisfies(item -> {
            assertThat(item.severity()).isEqualTo(Severity.PASS);
            assertThat(item.text(Locale.ENGLISH)).startsWith("the result for this client is pass, after 2 lookups");
        });
        assertThat(linter.withClient(IpLiteral.of("203.0.113.9")).check(DOMAIN).checks(SpfRule.CLIENT))
                .extracting(Finding::severity)
                .containsExactly(Severity.FAIL);
        assertThat(linter.check(DOMAIN).checks(SpfRule.CLIENT)).isEmpty();
        SpfLinter broken = SpfLinter.using(InMemoryDns.zone(WORLD + txt("v=spf1 include:nothing.example -all")));
        assertThat(broken.withClient(IpLiteral.of("192.0.2.9")).check(DOMAIN).checks(SpfRule.CLIENT))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.text(Locale.ENGLISH))
                            .isEqualTo(
                                    "the result for this client is permerror, after 1 lookup: an include without a record");
                    assertThat(item.text(Locale.JAPANESE)).endsWith("（DNS ルックアップ 1 回）: include 先にレコードがない");
                    assertThat(item.advice(Locale.ENGLISH)).startsWith("Fix that first");
                });
    }

    @Test
    void includesAreNamedByWhoeverKnowsThem() {
        SpfReport report = SpfLinter.using(InMemoryDns.zone(WORLD + txt("v=spf1 include:t.example -all")))
                .withNaming(name -> name.equals(DnsName.of("t.example")) ? Optional.of("T Mail") : Optional.empty())
                .check(DOMAIN);
        assertThat(report.services()).containsExactly(java.util.Map.entry(DnsName.of("t.example"), "T Mail"));
    }

    /** What a wildcard meant for names below, or what would be a second record, is not to be published at the domain. */
    @Test
    void anSpfTextAtDmarcIsNotSimplyMovedToTheDomain() {
        SpfReport report = SpfLinter.using(
                        InMemoryDns.zone("*.example.com. TXT \"v=spf1 -all\"\nexample.com. MX 10 mx.example.com."))
                .check(DnsName.of("example.com"));
        assertThat(report.checks(SpfRule.MISPLACED_RECORD).get(0).advice(Locale.ENGLISH))
                .isEqualTo(
                        "If a wildcard (*) gives that answer, leave it as it is. If not, remove it there; publish it at"
                                + " example.com only if there is no SPF record there and it names all who send.");
    }

    /** What a term with a macro finds cannot be told without a client, and three of them may find nothing (RFC 7208 §4.6.4). */
    @Test
    void termsThatDependOnTheClientMayBreakTheVoidLimit() {
        String record = "v=spf1 exists:%{i}.a.example exists:%{i}.b.example exists:%{i}.c.example ip4:192.0.2.1 -all";
        SpfReport three = SpfLinter.using(InMemoryDns.zone(txt(record))).check(DOMAIN);
        assertThat(three.checks(SpfRule.VOID_LOOKUPS))
                .extracting(Finding::severity)
                .containsExactly(Severity.CANNOT_TELL);
        assertThat(three.allGreen()).isFalse();
        SpfReport two = SpfLinter.using(InMemoryDns.zone(txt(record.replace(" exists:%{i}.c.example", ""))))
                .check(DOMAIN);
        assertThat(two.allGreen()).isTrue();
    }

    /** {@code %{d}} is the domain of the record itself (§7.2): where the term leads needs no mail. */
    @Test
    void aMacroForTheDomainAloneIsFollowed() {
        SpfReport report = SpfLinter.using(InMemoryDns.zone(txt("v=spf1 include:%{d}.spf.example -all") + DOMAIN
                        + ".spf.example. TXT \"v=spf1 ip4:192.0.2.0/24 -all\""))
                .check(DOMAIN);
        assertThat(report.allGreen()).isTrue();
        assertThat(Objects.requireNonNull(report.tree()).ip4Addresses()).isEqualTo(256);
        SpfReport dead = SpfLinter.using(InMemoryDns.zone(txt("v=spf1 include:%{d}.spf.example -all")))
                .check(DOMAIN);
        assertThat(dead.findings())
                .filteredOn(each -> each.severity() == Severity.FAIL)
                .extracting(Finding::kind)
                .contains(SpfRule.TARGET_RECORD);
    }

    /** The names are there, and have no address: who reads "does not exist" looks for nothing. */
    @Test
    void namesThatExistAreNotCalledMissing() {
        SpfReport report = SpfLinter.using(InMemoryDns.zone(
                        txt("v=spf1 a mx a:www.example.com ip4:192.0.2.1 -all") + "www.example.com. TXT x"))
                .check(DOMAIN);
        Finding voids = report.findings().stream()
                .filter(each -> each.kind() == SpfRule.VOID_LOOKUPS)
                .findFirst()
                .orElseThrow();
        assertThat(voids.advice(Locale.ENGLISH)).startsWith("Remove the terms that find nothing");
    }

    @Test
    void anAliasThatLeadsNowhereIsNotCalledMissing() {
        SpfReport report = SpfLinter.using(InMemoryDns.zone(
                        txt("v=spf1 include:alias.example -all") + "alias.example. CNAME gone.example."))
                .check(DOMAIN);
        Finding target = report.findings().stream()
                .filter(each -> each.kind() == SpfRule.TARGET_RECORD)
                .findFirst()
                .orElseThrow();
        assertThat(target.text(Locale.ENGLISH))
                .contains("leads to no SPF record (alias.example TXT: CNAME gone.example NXDOMAIN)");
    }
}
