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
import java.util.List;
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
        assertThat(kinds(result)).containsExactly(DmarcFinding.DESTINATION_REFUSES);
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
                .containsExactly("dmarc.dns-failed news.example.com");
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
}
