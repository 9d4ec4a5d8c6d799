package io.github.todoku.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.security.KeyPairGenerator;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What receivers' dated rules say of a domain. */
class PreflightRulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                                          | gmail.dmarc      | FAIL    | no-dmarc",
                "_dmarc.hanamaru.example. TXT 'v=DMARC1; p=quarantine; rua=mailto:d@hanamaru.example' | gmail.dmarc | PASS | dmarc",
                "_dmarc.hanamaru.example. TXT 'v=DMARC1; p=reject; rua=mailto:d@hanamaru.example' | gmail.dmarc | WARN | reject-with-spf-alone",
                "                                                          | gmail-bulk.spf-and-dkim | FAIL | no-dkim",
                "_domainkey.hanamaru.example. TXT x                         | gmail.spf-and-dkim | CANNOT_TELL | dkim-selector-unknown",
            })
    void dkimAndDmarcAreAskedAndAnUnknownSelectorIsNotNo(String zone, String rule, Severity status, String reason) {
        InMemoryDns dns = InMemoryDns.zone(PreflightWorld.ZONE + (zone == null ? "" : zone.replace('\'', '"') + "\n"));
        PreflightReport report = PreflightWorld.check(
                dns, PreflightRequest.of(PreflightWorld.DOMAIN).through(PreflightWorld.service("google-workspace")));
        assertThat(report.rules())
                .filteredOn(each -> each.rule().id().equals(rule))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.finding().id()).isEqualTo("preflight." + reason);
                    assertThat(each.finding().severity()).isEqualTo(status);
                });
    }

    /** RFC 9989 §7.4 asks for DKIM under p=reject; a selector that nobody knows is not "no DKIM". */
    @Test
    void rejectingWithoutDkimIsWarnedOfOnlyWhereItIsKnown() {
        String zone = PreflightWorld.ZONE
                + "_dmarc.hanamaru.example. TXT \"v=DMARC1; p=reject; rua=mailto:d@hanamaru.example\"\n";
        for (String more : List.of("", "_domainkey.hanamaru.example. TXT x\n")) {
            PreflightReport report = PreflightWorld.check(
                    InMemoryDns.zone(zone + more),
                    PreflightRequest.of(PreflightWorld.DOMAIN).from(IpLiteral.of("192.0.2.9")));
            assertThat(report.findings().stream()
                            .anyMatch(each -> each.kind() == PreflightFinding.REJECT_WITH_SPF_ALONE))
                    .isEqualTo(more.isEmpty());
        }
    }

    /** 192.0.2.9 has no reverse name, and no rule says so on a day on which none is known to have held. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-24, gmail-bulk.reverse,   FAIL,    reverse-none",
        "2024-02-01, gmail-bulk.reverse,   FAIL,    reverse-none",
        "2024-01-31, gmail-bulk.reverse,   CANNOT_TELL, not-then.not-yet",
        "2022-03-01, outlook-bulk.aligned, CANNOT_TELL, not-then.not-yet",
        "2024-02-01, yahoo.reverse,        FAIL,    reverse-none",
        "2022-03-01, yahoo.reverse,        CANNOT_TELL, not-then.unknown",
    })
    void aRuleIsJudgedFromTheDayOnWhichItIsKnownToHold(LocalDate day, String rule, Severity status, String reason) {
        PreflightReport report = PreflightWorld.check(PreflightRequest.of(PreflightWorld.DOMAIN)
                .from(IpLiteral.of("192.0.2.9"))
                .asOf(day));
        assertThat(report.rules())
                .filteredOn(each -> each.rule().id().equals(rule))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.finding().severity()).isEqualTo(status);
                    assertThat(each.finding().id()).isEqualTo("preflight." + reason);
                    assertThat(each.finding().text(Locale.JAPANESE)).isNotBlank();
                });
    }

    @Test
    void everyRuleHoldsByTheDayOnWhichItsPackWasRead() {
        for (ReceiverPack pack : ReceiverPack.shipped()) {
            for (ReceiverPack.Rule rule : pack.rules()) {
                // a page may announce a rule that begins later: then it says when
                boolean announced = rule.since() != null && rule.since().isAfter(rule.asOf());
                assertThat(pack.inForce(rule, rule.asOf()) == ReceiverPack.InForce.YES)
                        .as(rule.id())
                        .isNotEqualTo(announced);
            }
        }
    }

    @Test
    void whatDidNotHoldThenWeighsNothing() {
        PreflightRequest request = PreflightRequest.of(PreflightWorld.DOMAIN).from(IpLiteral.of("192.0.2.7"));
        assertThat(PreflightWorld.check(request).status()).isEqualTo(Severity.FAIL); // no DKIM, no DMARC
        PreflightReport then = PreflightWorld.check(request.asOf(LocalDate.of(2010, 1, 1)));
        assertThat(then.rules()).isNotEmpty().allMatch(each -> each.finding().severity() == Severity.CANNOT_TELL);
        assertThat(then.status())
                .isEqualTo(PreflightWorld.check(request.judgedBy(List.of())).status())
                .isNotEqualTo(Severity.FAIL);
    }

    private static InMemoryDns withKey(int bits) throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(bits);
        String key = Base64.getEncoder()
                .encodeToString(keys.generateKeyPair().getPublic().getEncoded());
        String record = "v=DKIM1; p=" + key;
        String strings = record.length() < 250
                ? "\"" + record + "\""
                : "\"" + record.substring(0, 250) + "\" \"" + record.substring(250) + "\"";
        return InMemoryDns.zone(PreflightWorld.ZONE + "s1._domainkey.hanamaru.example. TXT " + strings + "\n");
    }

    @Test
    void whoSendsLittleNeedsSpfOrDkimAndNotBoth() {
        PreflightRequest request = PreflightRequest.of(PreflightWorld.DOMAIN)
                .from(IpLiteral.of("192.0.2.7"))
                .sending(SendingVolume.NOT_BULK);
        PreflightReport report = PreflightWorld.check(request);
        assertThat(PreflightWorld.rule(report, "gmail.spf-or-dkim").finding().severity())
                .isEqualTo(Severity.PASS);
        assertThat(PreflightWorld.rule(report, "gmail.dkim-1024").finding().id())
                .isEqualTo("preflight.not-for.no-key");
        assertThat(report.rules())
                .noneMatch(each -> each.rule().level() == ReceiverPack.Level.MUST
                        && each.finding().severity() == Severity.FAIL);
        assertThat(report.rows().get(0).lists().severity()).isEqualTo(Severity.CANNOT_TELL);
        assertThat(report.status()).isEqualTo(Severity.CANNOT_TELL); // for the lists, which are not played
        assertThat(PreflightWorld.check(request.sending(SendingVolume.BULK)).status())
                .isEqualTo(Severity.FAIL);
    }

    @ParameterizedTest
    @CsvSource({"512, FAIL, key-too-short", "1024, PASS, key-long-enough", "2048, PASS, key-long-enough"})
    void onlyAKeyThatWasSeenCanBeTooShort(int bits, Severity status, String reason) throws Exception {
        PreflightRequest request = PreflightRequest.of(PreflightWorld.DOMAIN)
                .from(IpLiteral.of("192.0.2.7"))
                .selector(DnsName.of("s1"));
        Finding cell = PreflightWorld.rule(PreflightWorld.check(withKey(bits), request), "gmail.dkim-1024")
                .finding();
        assertThat(cell.severity()).isEqualTo(status);
        assertThat(cell.id()).isEqualTo("preflight." + reason);
    }

    /** A 1,024 bit key is a warning as such, and signs as well as any. */
    @ParameterizedTest
    @ValueSource(ints = {1024, 2048})
    void aKeyStandsInForSpfWhereTheMailIsSigned(int bits) throws Exception {
        PreflightRequest request = PreflightRequest.of(PreflightWorld.DOMAIN)
                .from(IpLiteral.of("192.0.2.9"))
                .selector(DnsName.of("s1"));
        for (String rule : List.of("gmail.spf-or-dkim", "gmail-bulk.aligned")) {
            Finding cell = PreflightWorld.rule(PreflightWorld.check(withKey(bits), request), rule)
                    .finding();
            assertThat(cell.severity()).isEqualTo(Severity.WARN);
            assertThat(cell.id()).endsWith("-if-signed");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gmail.com,   BULK,     gmail-bulk",
        "gmail.com,   NOT_BULK, gmail",
        "gmail.com,   UNKNOWN,  gmail gmail-bulk",
        "docomo.ne.jp, BULK,    docomo",
        "docomo.ne.jp, NOT_BULK, docomo",
        "outlook.com, NOT_BULK, outlook",
        "icloud.com,  NOT_BULK, icloud",
    })
    void theVolumeChoosesAmongAReceiversPacks(String recipient, SendingVolume volume, String packs) {
        assertThat(ReceiverPack.of(DnsName.of(recipient), volume))
                .extracting(ReceiverPack::id)
                .containsExactly(packs.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({
        "gmail.com,   true,  gmail-bulk",
        "gmail.com,   false, gmail",
        "yahoo.co.jp, true,  yahoo-japan",
        "yahoo.com,   true,  yahoo-bulk",
        "docomo.ne.jp, true, docomo",
        "hotmail.co.jp, true, outlook-bulk",
        "d.vodafone.ne.jp, true, softbank",
        "ymobile.ne.jp, false, softbank",
        "outlook.com, true,  outlook-bulk",
        "outlook.com, false, outlook",
    })
    void aPackIsChosenByTheRecipientsDomain(String recipient, boolean bulk, String pack) {
        assertThat(ReceiverPack.of(DnsName.of(recipient), bulk))
                .map(ReceiverPack::id)
                .contains(pack);
    }

    @Test
    void aDomainHasOneReceiverAndEachRuleItsSource() {
        Map<DnsName, String> owner = new HashMap<>();
        for (ReceiverPack pack : ReceiverPack.shipped()) {
            String receiver = pack.id().replace("-bulk", "");
            for (DnsName domain : pack.domains()) {
                assertThat(owner.computeIfAbsent(domain, d -> receiver))
                        .as(domain.toString())
                        .isEqualTo(receiver);
            }
            assertThat(pack.rules()).isNotEmpty().allSatisfy(rule -> {
                assertThat(rule.source()).isNotBlank();
                assertThat(rule.id()).startsWith(pack.id() + ".");
            });
        }
    }

    /** Gmail's own servers pass for gmail.com; whoever else sends with it is refused, and a service that sends as itself, too. */
    @ParameterizedTest
    @CsvSource({
        "192.0.2.9,        PASS,        spf",
        "198.51.100.9,     FAIL,        gmail-from",
        "google-workspace, PASS,        included",
        "brevo,            FAIL,        gmail-from",
        "amazon-ses,       CANNOT_TELL, service-aligned-with-setup",
        ",                 CANNOT_TELL, no-sender",
    })
    void onlyGmailSendsAsGmail(String sender, Severity status, String reason) {
        InMemoryDns dns = InMemoryDns.zone("""
                gmail.com.       TXT "v=spf1 redirect=_spf.google.com"
                _spf.google.com. TXT "v=spf1 ip4:192.0.2.0/25 ~all"
                """);
        PreflightRequest request = PreflightRequest.of("gmail.com");
        boolean address = sender != null && Character.isDigit(sender.charAt(0));
        PreflightRequest from = sender == null
                ? request
                : address ? request.from(sender) : request.through(PreflightWorld.service(sender));
        Finding finding = PreflightWorld.rule(PreflightWorld.check(dns, from), "gmail.no-gmail-from")
                .finding();
        assertThat(finding.severity()).isEqualTo(status);
        assertThat(finding.id()).isEqualTo("preflight." + reason);
    }

    @Test
    void aDomainThatGoogleHostsHasNoRulesOfGmails() {
        assertThat(ReceiverPack.of(DnsName.of("company.example"), true)).isEmpty();
    }
}
