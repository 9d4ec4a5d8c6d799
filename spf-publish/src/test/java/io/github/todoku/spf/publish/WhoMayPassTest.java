package io.github.todoku.spf.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose mail may pass, told truly: by records with faults, and by records that depend on the mail. */
class WhoMayPassTest {
    private static final DnsName DOMAIN = DnsName.of("example.com");

    private static final String WORLD = """
            good.example.   TXT "v=spf1 ip4:198.51.100.0/24 -all"
            broken.example. TXT "v=spf1 ip4:198.51.100.0/24 ip4:nonsense -all"
            loop.example.   TXT "v=spf1 include:loop.example -all"
            half.example.   TXT "v=spf1 ip4:192.0.2.0/30 include:gone.example -all"
            """;

    private static InMemoryDns dns(String record) {
        return InMemoryDns.zone(WORLD + "example.com. TXT \"" + record + "\"");
    }

    /** The record, how many IPv4 addresses pass, and how many would once it is mended. */
    @ParameterizedTest
    @CsvSource({
        "v=spf1 ip4:203.0.113.7 ?all., 0, 1",
        "v=spf1 include:gone.example include:good.example -all, 0, 256",
        "v=spf1 ip4:203.0.113.7 include:gone.example include:good.example -all, 1, 257",
        "v=spf1 include:broken.example ip4:203.0.113.7 -all, 0, 257",
        "v=spf1 include:loop.example ip4:203.0.113.7 -all, 0, 1",
        "v=spf1 ip4:203.0.113.7 redirect=gone.example, 1, 1",
        "v=spf1 include:half.example ip4:203.0.113.7 -all, 4, 5",
        "v=spf1 -ip4:203.0.113.0/24 include:good.example ip4:203.0.113.7 -all, 256, 256",
        "v=spf1 ip4:203.0.113.7 -all include:gone.example, 1, 1",
    })
    void aFaultLetsNobodyPassWhoMeetsIt(String record, long now, long onceMended) {
        SpfTree tree = SpfWalker.using(dns(record)).check(DOMAIN);
        assertThat(tree.ip4Addresses()).isEqualTo(now);
        assertThat(tree.ip4AddressesMeant()).isEqualTo(onceMended);
        assertThat(tree.isBroken()).isEqualTo(now != onceMended);
    }

    /** More than ten mail hosts are a permerror for whoever comes there (RFC 7208 §4.6.4). */
    @Test
    void anMxOfTooManyHostsLetsNobodyPass() {
        StringBuilder zone = new StringBuilder("example.com. TXT \"v=spf1 ip4:203.0.113.7 mx -all\"\n");
        for (int i = 0; i < 11; i++) {
            zone.append("example.com. MX 10 m" + i + ".example.com.\nm" + i + ".example.com. A 192.0.2." + i + "\n");
        }
        SpfTree tree = SpfWalker.using(InMemoryDns.zone(zone.toString())).check(DOMAIN);
        assertThat(tree.ip4Addresses()).isEqualTo(1);
        assertThat(tree.isBroken()).isTrue();
    }

    @Test
    void theTreeNamesTheFault() {
        List<Finding> faults = SpfWalker.using(dns("v=spf1 include:broken.example -all"))
                .check(DOMAIN)
                .faults();
        assertThat(faults).hasSize(1);
        assertThat(faults.get(0).owner()).isEqualTo("broken.example");
    }

    @ParameterizedTest
    @CsvSource({
        "v=spf1 include:%{i}._spf.vendor.example -all, 1",
        "v=spf1 include:good.example redirect=%{d2}.vendor.example, 2"
    })
    void whereAMacroLeadsCannotBeToldWithoutAMail(String record, String known) {
        SpfReport report = SpfLinter.using(dns(record)).check(DOMAIN);
        for (SpfRule rule :
                List.of(SpfRule.LOOKUPS, SpfRule.VOID_LOOKUPS, SpfRule.TARGET_RECORD, SpfRule.INCLUDE_LOOP)) {
            Finding check = report.checks(rule).get(0);
            assertThat(check.severity()).as("%s", rule).isEqualTo(Severity.CANNOT_TELL);
            assertThat(check.text(Locale.ENGLISH)).contains("without a message", "at least " + known + " of 10");
            assertThat(check.text(Locale.JAPANESE)).contains("10 回中 " + known + " 回");
            assertThat(check.advice(Locale.ENGLISH)).contains("--ip");
        }
        assertThat(report.allGreen()).isFalse();
        assertThat(report.cannotTell()).isTrue();
    }

    @Test
    void aMacroInExistsLeadsNowhere() {
        SpfReport report =
                SpfLinter.using(dns("v=spf1 exists:%{i}.list.example -all")).check(DOMAIN);
        assertThat(report.checks(SpfRule.LOOKUPS).get(0).severity()).isEqualTo(Severity.PASS);
    }

    @Test
    void aHostWithoutIpv6IsNotCalledMissing() {
        SpfReport report = SpfLinter.using(InMemoryDns.zone("""
                        example.com.     TXT "v=spf1 mx ip6:2001:db8:9::/48 -all"
                        example.com.     MX  10 m1.example.com.
                        example.com.     MX  10 m2.example.com.
                        example.com.     MX  10 m3.example.com.
                        m1.example.com.  A   192.0.2.11
                        m2.example.com.  A   192.0.2.12
                        m3.example.com.  A   192.0.2.13
                        """)).check(DOMAIN);
        Finding voids = report.checks(SpfRule.VOID_LOOKUPS).get(0);
        assertThat(voids.severity()).isEqualTo(Severity.WARN);
        assertThat(voids.advice(Locale.ENGLISH))
                .contains("These hosts exist", "ip4:192.0.2.11 ip4:192.0.2.12 ip4:192.0.2.13");
        assertThat(voids.advice(Locale.JAPANESE)).contains("ip4:192.0.2.13");
    }

    /** An absence is a reason to speak of registering only where the name itself is missing. */
    @Test
    void aNameThatExistsCannotBeRegistered() {
        SpfReport missing =
                SpfLinter.using(dns("v=spf1 include:gone.example -all")).check(DOMAIN);
        SpfReport bare = SpfLinter.using(InMemoryDns.zone(
                        "example.com. TXT \"v=spf1 include:bare.example -all\"\nbare.example. A 192.0.2.1"))
                .check(DOMAIN);
        String registers = "registers it";
        assertThat(missing.checks(SpfRule.FREE_DOMAIN).get(0).text(Locale.ENGLISH))
                .contains(registers);
        assertThat(bare.checks(SpfRule.FREE_DOMAIN)).allMatch(each -> each.severity() == Severity.PASS);
        assertThat(bare.checks(SpfRule.TARGET_RECORD).get(0).text(Locale.ENGLISH))
                .contains("leads to no SPF record")
                .doesNotContain(registers);
    }
}
