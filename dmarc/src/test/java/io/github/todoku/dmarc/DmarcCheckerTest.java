package io.github.todoku.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.todoku.dmarc.DmarcResult.Status;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.RecordType;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DmarcCheckerTest {
    private static final String RUA = "; rua=mailto:dmarc@example.com";

    static Stream<Arguments> policies() {
        String org = "_dmarc.example.com. TXT \"v=DMARC1; p=reject; sp=quarantine; np=none" + RUA + "\"\n"
                + "news.example.com. A 192.0.2.1\n";
        return Stream.of(
                arguments(org, "example.com", DmarcPolicy.REJECT),
                arguments(org, "news.example.com", DmarcPolicy.QUARANTINE),
                arguments(org, "nowhere.example.com", DmarcPolicy.NONE),
                arguments(
                        org + "_dmarc.news.example.com. TXT \"v=DMARC1; p=none\"\n",
                        "news.example.com",
                        DmarcPolicy.NONE),
                arguments("_dmarc.example.com. TXT \"v=DMARC1; p=reject\"", "nowhere.example.com", DmarcPolicy.REJECT),
                arguments("_dmarc.example.com. TXT \"v=DMARC1" + RUA + "\"", "example.com", DmarcPolicy.NONE),
                arguments(
                        "_dmarc.bank.example. TXT \"v=DMARC1; p=none; sp=reject; psd=y\"",
                        "shop.bank.example",
                        DmarcPolicy.REJECT),
                arguments("_dmarc.example.net. TXT \"v=DMARC1; p=reject\"", "example.com", null));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void theNearestRightRecordHolds(String zone, String from, @Nullable DmarcPolicy expected) {
        assertThat(check(zone, DmarcRequest.of(DnsName.of(from))).policy()).isEqualTo(Optional.ofNullable(expected));
    }

    /** Without valid policies the record is one of p=none, or none at all (RFC 9989 §4.10.1). */
    static Stream<Arguments> judgedWhole() {
        return Stream.of(
                arguments("p=reject; sp=rejct" + RUA, "example.com", DmarcPolicy.NONE),
                arguments("p=reject; sp=rejct" + RUA, "news.example.com", DmarcPolicy.NONE),
                arguments("p=reject; np=rejct" + RUA, "nowhere.example.com", DmarcPolicy.NONE),
                arguments("sp=reject" + RUA, "news.example.com", DmarcPolicy.NONE),
                arguments("p=reject; sp=; rua=https://example.com/r", "example.com", DmarcPolicy.NONE),
                arguments("p=reject; sp=", "example.com", null),
                arguments("p=rejct", "example.com", null),
                arguments("sp=reject", "news.example.com", null),
                arguments("p=reject; sp=all; rua=dmarc@example.com", "example.com", null));
    }

    @ParameterizedTest
    @MethodSource("judgedWhole")
    void anInvalidPolicyUndoesTheWholeRecord(String tags, String from, @Nullable DmarcPolicy expected) {
        String zone = "_dmarc.example.com. TXT \"v=DMARC1; " + tags + "\"\nnews.example.com. A 192.0.2.1\n";
        DmarcResult result = check(zone, DmarcRequest.of(DnsName.of(from)));
        assertThat(result.policy()).isEqualTo(Optional.ofNullable(expected));
        assertThat(result.isIgnored()).isEqualTo(expected == null);
        assertThat(result.isMissing()).isFalse();
        assertThat(result.cannotTell()).isFalse();
        assertThat(result.status()).isEqualTo(tags.startsWith("sp") && expected != null ? Status.WARN : Status.FAIL);
        assertThat(kinds(result))
                .containsAnyOf(DmarcFinding.POLICY_BAD, DmarcFinding.POLICY_MISSING)
                .doesNotContain(DmarcFinding.POLICY_NONE, DmarcFinding.WEAKER_SUBDOMAINS);
    }

    @Test
    void whatReceiversDifferInIsNotTold() {
        DmarcResult result = check("_dmarc.example.com. TXT \"v=DMARC1; p=reject; p=none" + RUA + "\"");
        assertThat(result.isDisputed()).isTrue();
        assertThat(result.policy()).isEmpty();
        assertThat(result.status()).isEqualTo(Status.FAIL);
        DmarcResult agreed = check("_dmarc.example.com. TXT \"v=DMARC1; p=none" + RUA + RUA + "\"");
        assertThat(agreed.isDisputed()).isFalse();
        assertThat(agreed.policy()).contains(DmarcPolicy.NONE);
        assertThat(agreed.status()).isEqualTo(Status.FAIL);
    }

    @Test
    void policiesForSubdomainsCountInTheOrganizationsRecordOnly() {
        String zone = "_dmarc.example.com. TXT \"v=DMARC1; p=quarantine" + RUA + "\"\n"
                + "_dmarc.news.example.com. TXT \"v=DMARC1; p=reject; sp=none; np=none; rua=mailto:d@news.example.com\"\n";
        DmarcRequest news = DmarcRequest.of(DnsName.of("news.example.com"));
        assertThat(kinds(check(zone, news)))
                .containsExactly(DmarcFinding.SUBDOMAIN_POLICY_UNUSED, DmarcFinding.SUBDOMAIN_POLICY_UNUSED);
        assertThat(kinds(check(zone.replace("sp=none", "psd=n; sp=none"), news)))
                .containsOnly(DmarcFinding.WEAKER_SUBDOMAINS);
    }

    @Test
    void whatIsSaidFitsThePolicyThatHolds() {
        String zone = "_dmarc.example.com. TXT \"v=DMARC1; p=none; sp=quarantine; t=y" + RUA + "\"\n"
                + "news.example.com. A 192.0.2.1\n";
        assertThat(kinds(check(zone, DmarcRequest.of(DnsName.of("news.example.com")))))
                .containsExactly(DmarcFinding.TESTING);
        assertThat(kinds(check(zone))).containsExactlyInAnyOrder(DmarcFinding.POLICY_NONE, DmarcFinding.TESTING);
    }

    @Test
    void aRegistrysRecordIsTheRegistrysBusiness() {
        DmarcRequest shop = DmarcRequest.of(DnsName.of("shop.bank.example"));
        DmarcResult result = check("""
                _dmarc.bank.example. TXT "v=DMARC1; p=reject; sp=quarantine; psd=y; rua=mailto:r@bank.example"
                shop.bank.example. A 192.0.2.1
                """, shop);
        assertThat(result.policy()).contains(DmarcPolicy.QUARANTINE);
        assertThat(kinds(result)).containsExactly(DmarcFinding.SUFFIX_POLICY);
        assertThat(result.destinations())
                .extracting(ReportDestination::state)
                .containsExactly(ReportDestination.State.INTERNAL);
    }

    @Test
    void aRegistryWithoutPsdIsShutOutByOnesOwnRecord() {
        String registry = "_dmarc.test. TXT \"v=DMARC1; p=reject; rua=mailto:r@nic.test\"\n";
        DmarcRequest shop = DmarcRequest.of(DnsName.of("shop.test")).mailFromDomain(DnsName.of("other.test"));
        DmarcResult result =
                check(registry + "_dmarc.shop.test. TXT \"v=DMARC1; p=reject; rua=mailto:d@shop.test\"\n", shop);
        assertThat(result.isAligned()).isTrue();
        Finding finding = result.findings().get(0);
        assertThat(finding.kind()).isEqualTo(DmarcFinding.SUFFIX_WITHOUT_PSD);
        assertThat(finding.change().orElseThrow().after())
                .isEqualTo("v=DMARC1; p=reject; rua=mailto:d@shop.test; psd=n");
        assertThat(check(registry + finding.change().orElseThrow(), shop).isAligned())
                .isFalse();
    }

    @Test
    void aWildcardsAnswerIsSeenAsOne() {
        String spf = "*.example.com. TXT \"v=spf1 -all\"\nexample.com. TXT \"v=spf1 mx -all\"\n";
        for (String from : List.of("example.com", "mail.example.com")) {
            DmarcResult result = check(spf, DmarcRequest.of(DnsName.of(from)));
            assertThat(kinds(result)).containsExactly(DmarcFinding.NO_RECORD, DmarcFinding.WILDCARD);
            assertThat(result.findings().get(1).severity()).isEqualTo(Severity.FAIL);
            assertThat(result.placeToPublish()).isEqualTo(DnsName.of("example.com"));
        }
        DmarcResult record = check("*.example.com. TXT \"v=DMARC1; p=reject" + RUA + "\"");
        assertThat(record.policy()).contains(DmarcPolicy.REJECT);
        assertThat(record.findings())
                .extracting(each -> each.kind() + " " + each.severity())
                .contains("WILDCARD WARN");
    }

    @Test
    void anAliasToNothingIsNamed() {
        assertThat(kinds(check("_dmarc.example.com. CNAME gone.service.example.")))
                .containsExactly(DmarcFinding.NO_RECORD, DmarcFinding.ALIAS_TO_NOTHING);
        DmarcResult from = check(
                "_dmarc.example.com. TXT \"v=DMARC1; p=quarantine; sp=none; np=reject" + RUA + "\"\n"
                        + "shop.example.com. CNAME gone.service.example.\n",
                DmarcRequest.of(DnsName.of("shop.example.com")));
        assertThat(from.policy()).contains(DmarcPolicy.REJECT);
        assertThat(kinds(from)).contains(DmarcFinding.FROM_ALIAS_TO_NOTHING);
    }

    @Test
    void aTrialTakesOneStepOff() {
        DmarcResult result = check("_dmarc.example.com. TXT \"v=DMARC1; p=reject; t=y" + RUA + "\"");
        assertThat(result.policy()).contains(DmarcPolicy.REJECT);
        assertThat(result.applied()).contains(DmarcPolicy.QUARANTINE);
        assertThat(result.status()).isEqualTo(Status.WARN);
    }

    static Stream<Arguments> alignments() {
        String relaxed = "_dmarc.example.com. TXT \"v=DMARC1; p=reject" + RUA + "\"\n";
        String strict = "_dmarc.example.com. TXT \"v=DMARC1; p=reject; aspf=s; adkim=s" + RUA + "\"\n";
        String split = relaxed + "_dmarc.mail.example.com. TXT \"v=DMARC1; p=reject; psd=n\"\n";
        String aligned = "ALIGNED";
        String not = "NOT_ALIGNED";
        return Stream.of(
                arguments(relaxed, "example.com", aligned),
                arguments(relaxed, "EXAMPLE.com", aligned),
                arguments(relaxed, "bounce.example.com", aligned),
                arguments(strict, "example.com", aligned),
                arguments(strict, "bounce.example.com", not),
                arguments(relaxed, "example.net", not),
                arguments(relaxed, "other.com", not),
                arguments(relaxed, "notexample.com", not),
                arguments(relaxed, "example.com.service.example", not),
                arguments(split, "a.mail.example.com", not));
    }

    @ParameterizedTest
    @MethodSource("alignments")
    void alignmentIsOfOrganizationalDomains(String zone, String other, String expected) {
        DmarcRequest request = DmarcRequest.of(DnsName.of("example.com"))
                .mailFromDomain(DnsName.of(other))
                .signedBy(DnsName.of(other));
        DmarcResult result = check(zone, request);
        assertThat(result.spf().orElseThrow().state()).hasToString(expected);
        assertThat(result.dkim().get(0).state()).hasToString(expected);
        assertThat(result.isAligned()).isEqualTo(expected.equals("ALIGNED"));
        assertThat(result.isUnaligned()).isEqualTo(expected.equals("NOT_ALIGNED"));
    }

    @Test
    void twoSubdomainsOfOneOrganizationAreAligned() {
        String zone = "_dmarc.example.com. TXT \"v=DMARC1; p=reject" + RUA + "\"";
        DmarcRequest request =
                DmarcRequest.of(DnsName.of("news.example.com")).mailFromDomain(DnsName.of("bounce.example.com"));
        assertThat(check(zone, request).isAligned()).isTrue();
    }

    @Test
    void silenceOnTheWayIsNeitherAlignedNorNot() {
        InMemoryDns dns = InMemoryDns.zone("_dmarc.example.com. TXT \"v=DMARC1; p=reject" + RUA + "\"")
                .fault("_dmarc.bounce.example.com", RecordType.TXT, Fault.fail(DnsAnswer.Reason.SERVFAIL));
        DmarcResult result = DmarcChecker.using(dns)
                .check(DmarcRequest.of(DnsName.of("example.com")).mailFromDomain(DnsName.of("bounce.example.com")));
        assertThat(result.spf().orElseThrow().state()).isEqualTo(DmarcAlignment.State.CANNOT_TELL);
        assertThat(result.isUnaligned()).isFalse();
        assertThat(result.cannotTell()).isTrue();
        assertThat(result.gaps())
                .extracting(gap -> gap.question().name().toString())
                .containsExactly("_dmarc.bounce.example.com");
        assertThat(result.policy()).contains(DmarcPolicy.REJECT);
    }

    @Test
    void silenceIsNotAMissingRecord() {
        InMemoryDns dns = InMemoryDns.zone("example.com. TXT x")
                .fault("_dmarc.example.com", RecordType.TXT, Fault.fail(DnsAnswer.Reason.SERVFAIL));
        DmarcResult result = DmarcChecker.using(dns).check(DmarcRequest.of(DnsName.of("example.com")));
        assertThat(result.status()).isEqualTo(Status.CANNOT_TELL);
        assertThat(result.isMissing()).isFalse();
    }

    @Test
    void aMissingRecordIsToldFromOneAtTheWrongName() {
        assertThat(kinds(check("example.com. TXT x"))).containsExactly(DmarcFinding.NO_RECORD);
        assertThat(kinds(check("example.com. TXT \"v=DMARC1; p=none\"")))
                .containsExactly(DmarcFinding.NO_RECORD, DmarcFinding.AT_WRONG_NAME);
        assertThat(kinds(check("_dmarc.example.com. TXT \"Value: v=DMARC1; p=none\"")))
                .containsExactly(DmarcFinding.NO_RECORD, DmarcFinding.NEAR_MISS);
        assertThat(kinds(check("_dmarc.example.com. TXT \"v=spf1 -all\"")))
                .containsExactly(DmarcFinding.NO_RECORD, DmarcFinding.SPF_AT_DMARC);
        assertThat(kinds(check("_dmarc.example.com. TXT \"v=DMARC1; p=none\"\n"
                        + "_dmarc.example.com. TXT \"v=DMARC1; p=reject\"")))
                .containsExactly(DmarcFinding.NO_RECORD, DmarcFinding.MULTIPLE_RECORDS);
    }

    /** Receivers discard what is no record (RFC 9989 §4.10), and the one above applies: nothing is to be done. */
    @Test
    void aWildcardBelowARecordThatAppliesDoesNotMatter() {
        InMemoryDns dns = InMemoryDns.zone("_dmarc.example.com. TXT \"v=DMARC1; p=reject; rua=mailto:a@example.com\"\n"
                + "*.example.com. TXT \"v=spf1 -all\"");
        DmarcResult result = DmarcChecker.using(dns).check(DmarcRequest.of(DnsName.of("news.example.com")));
        assertThat(result.findings()).isEmpty();
        assertThat(result.policy()).contains(DmarcPolicy.REJECT);
    }

    @Test
    void whereTheReportsOfARegistryGoIsItsOwnBusiness() {
        InMemoryDns dns =
                InMemoryDns.zone("_dmarc.reg.example. TXT \"v=DMARC1; p=reject; psd=y; rua=mailto:a@reports.example\"");
        DmarcResult result = DmarcChecker.using(dns).check(DmarcRequest.of(DnsName.of("shop.reg.example")));
        assertThat(kinds(result)).containsExactly(DmarcFinding.SUFFIX_POLICY);
    }

    @Test
    void aTagInCapitalsIsReadBySomeReceivers() {
        InMemoryDns dns =
                InMemoryDns.zone("_dmarc.example.com. TXT \"v=DMARC1; p=none; P=reject; rua=mailto:a@example.com\"");
        DmarcResult result = DmarcChecker.using(dns).check(DmarcRequest.of(DnsName.of("example.com")));
        assertThat(result.status()).isEqualTo(DmarcResult.Status.WARN);
        assertThat(result.findings().get(1).text(Locale.ENGLISH))
                .isEqualTo("\"P=reject\" begins with a capital letter: some receivers read it, others ignore it.");
    }

    @Test
    void foreignDestinationsMustConsent() {
        String zone = "_dmarc.example.com. TXT \"v=DMARC1; p=reject; rua=mailto:a@example.com,mailto:b@in.example.com,"
                + "mailto:c@reports.example,mailto:d@silent.example,mailto:e@no.example\"\n"
                + "example.com._report._dmarc.reports.example. TXT \"v=DMARC1;\"\n"
                + "example.com._report._dmarc.no.example. TXT \"hello\"\n";
        InMemoryDns dns = InMemoryDns.zone(zone)
                .fault(
                        "example.com._report._dmarc.silent.example",
                        RecordType.TXT,
                        Fault.fail(DnsAnswer.Reason.SERVFAIL));
        DmarcResult result = DmarcChecker.using(dns).check(DmarcRequest.of(DnsName.of("example.com")));
        assertThat(result.destinations())
                .extracting(d -> d.host() + " " + d.state())
                .containsExactly(
                        "example.com INTERNAL",
                        "in.example.com INTERNAL",
                        "reports.example WANTED",
                        "silent.example CANNOT_TELL",
                        "no.example REFUSED");
        assertThat(kinds(result))
                .containsExactly(
                        DmarcFinding.MORE_THAN_TWO_URIS, DmarcFinding.DNS_FAILED, DmarcFinding.DESTINATION_REFUSES);
        assertThat(result.findings().get(1).text(Locale.ENGLISH))
                .contains("it is not known whether silent.example accepts your reports");
    }

    @Test
    void aPolicyThatDependsOnASilentNameCannotBeTold() {
        InMemoryDns dns = InMemoryDns.zone("_dmarc.example.com. TXT \"v=DMARC1; p=reject; np=none" + RUA + "\"")
                .fault("news.example.com", RecordType.A, Fault.fail(DnsAnswer.Reason.SERVFAIL));
        DmarcResult result = DmarcChecker.using(dns).check(DmarcRequest.of(DnsName.of("news.example.com")));
        assertThat(result.record()).isPresent();
        assertThat(result.policy()).isEmpty();
        assertThat(result.status()).isEqualTo(Status.CANNOT_TELL);
        assertThat(result.findings())
                .extracting(each -> each.id() + " " + each.owner())
                .containsExactly("dmarc.dns-failed news.example.com", "dmarc.weaker-subdomains _dmarc.example.com");
        assertThat(result.findings().get(0).text(Locale.ENGLISH)).contains("reject if it does", "none if it does not");
        InMemoryDns same = InMemoryDns.zone("_dmarc.example.com. TXT \"v=DMARC1; p=reject; np=reject" + RUA + "\"")
                .fault("news.example.com", RecordType.A, Fault.fail(DnsAnswer.Reason.SERVFAIL));
        assertThat(DmarcChecker.using(same)
                        .check(DmarcRequest.of(DnsName.of("news.example.com")))
                        .policy())
                .contains(DmarcPolicy.REJECT);
    }

    @Test
    void moreSignersThanOneRequestHoldsAreTheCallersMistake() {
        DmarcRequest request = DmarcRequest.of(DnsName.of("example.com"));
        for (int i = 0; i < DmarcRequest.MAX_SIGNERS; i++) {
            request = request.signedBy(DnsName.of("s" + i + ".example"));
        }
        DmarcRequest full = request;
        assertThat(full.signedBy(DnsName.of("s0.example"))).isEqualTo(full);
        assertThatThrownBy(() -> full.signedBy(DnsName.of("more.example")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static DmarcResult check(String zone) {
        return check(zone, DmarcRequest.of(DnsName.of("example.com")));
    }

    private static DmarcResult check(String zone, DmarcRequest request) {
        return DmarcChecker.using(InMemoryDns.zone(zone)).check(request);
    }

    private static List<Finding.Kind> kinds(DmarcResult result) {
        return result.findings().stream().map(Finding::kind).toList();
    }

    @Test
    void nothingIsMendedWhileAPolicyAboveIsNotSeen() {
        String meant = "_dmarc.sub.d.example. TXT \"DMARC1; p=reject\"\n";
        DmarcRequest request = DmarcRequest.of(DnsName.of("sub.d.example"));

        assertThat(DmarcChecker.using(InMemoryDns.zone(meant)).check(request).isMendable())
                .isTrue();
        InMemoryDns silent = InMemoryDns.zone(meant)
                .fault("_dmarc.d.example", RecordType.TXT, Fault.fail(DnsAnswer.Reason.SERVFAIL));
        assertThat(DmarcChecker.using(silent).check(request).isMendable()).isFalse();
    }
}
