package io.github.todoku.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.todoku.dmarc.DmarcProblem.Kind;
import io.github.todoku.dmarc.DmarcResult.Status;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.RecordType;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
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
    void theNearestRightRecordHolds(String zone, String from, DmarcPolicy expected) {
        assertThat(check(zone, DmarcRequest.of(DnsName.of(from))).policy()).isEqualTo(expected);
    }

    @Test
    void aTrialTakesOneStepOff() {
        DmarcResult result = check("_dmarc.example.com. TXT \"v=DMARC1; p=reject; t=y" + RUA + "\"");
        assertThat(result.policy()).isEqualTo(DmarcPolicy.REJECT);
        assertThat(result.applied()).isEqualTo(DmarcPolicy.QUARANTINE);
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
                .mailFrom(DnsName.of(other))
                .signedBy(DnsName.of(other));
        DmarcResult result = check(zone, request);
        assertThat(Objects.requireNonNull(result.spf()).state()).hasToString(expected);
        assertThat(result.dkim().get(0).state()).hasToString(expected);
        assertThat(result.isAligned()).isEqualTo(expected.equals("ALIGNED"));
        assertThat(result.isUnaligned()).isEqualTo(expected.equals("NOT_ALIGNED"));
    }

    @Test
    void twoSubdomainsOfOneOrganizationAreAligned() {
        String zone = "_dmarc.example.com. TXT \"v=DMARC1; p=reject" + RUA + "\"";
        DmarcRequest request =
                DmarcRequest.of(DnsName.of("news.example.com")).mailFrom(DnsName.of("bounce.example.com"));
        assertThat(check(zone, request).isAligned()).isTrue();
    }

    @Test
    void silenceOnTheWayIsNeitherAlignedNorNot() {
        InMemoryDns dns = InMemoryDns.zone("_dmarc.example.com. TXT \"v=DMARC1; p=reject" + RUA + "\"")
                .fault("_dmarc.bounce.example.com", RecordType.TXT, Fault.fail(DnsAnswer.Reason.SERVFAIL));
        DmarcResult result = DmarcChecker.using(dns)
                .check(DmarcRequest.of(DnsName.of("example.com")).mailFrom(DnsName.of("bounce.example.com")));
        assertThat(Objects.requireNonNull(result.spf()).state()).isEqualTo(DmarcAlignment.State.UNKNOWN);
        assertThat(result.isUnaligned()).isFalse();
        assertThat(result.policy()).isEqualTo(DmarcPolicy.REJECT);
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
        assertThat(kinds(check("example.com. TXT x"))).containsExactly(Kind.NO_RECORD);
        assertThat(kinds(check("example.com. TXT \"v=DMARC1; p=none\"")))
                .containsExactly(Kind.NO_RECORD, Kind.AT_WRONG_NAME);
        assertThat(kinds(check("_dmarc.example.com. TXT \"Value: v=DMARC1; p=none\"")))
                .containsExactly(Kind.NO_RECORD, Kind.NEAR_MISS);
        assertThat(kinds(check("_dmarc.example.com. TXT \"v=spf1 -all\"")))
                .containsExactly(Kind.NO_RECORD, Kind.SPF_AT_DMARC);
        assertThat(kinds(check("_dmarc.example.com. TXT \"v=DMARC1; p=none\"\n"
                        + "_dmarc.example.com. TXT \"v=DMARC1; p=reject\"")))
                .containsExactly(Kind.NO_RECORD, Kind.MULTIPLE_RECORDS);
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
                        "silent.example UNKNOWN",
                        "no.example REFUSED");
        assertThat(kinds(result)).containsExactly(Kind.DESTINATION_REFUSES);
    }

    @Test
    void anInterruptedThreadKnowsNothing() throws InterruptedException {
        DnsResolver silent = (question, deadline) -> new CompletableFuture<>();
        AtomicReference<DmarcResult> seen = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            Thread.currentThread().interrupt();
            seen.set(DmarcChecker.using(silent).check(DmarcRequest.of(DnsName.of("example.com"))));
        });
        caller.start();
        caller.join();
        assertThat(Objects.requireNonNull(seen.get()).status()).isEqualTo(Status.CANNOT_TELL);
    }

    private static DmarcResult check(String zone) {
        return check(zone, DmarcRequest.of(DnsName.of("example.com")));
    }

    private static DmarcResult check(String zone, DmarcRequest request) {
        return DmarcChecker.using(InMemoryDns.zone(zone)).check(request);
    }

    private static List<Kind> kinds(DmarcResult result) {
        return result.problems().stream().map(DmarcProblem::kind).toList();
    }
}
