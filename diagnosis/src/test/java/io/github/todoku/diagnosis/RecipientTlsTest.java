package io.github.todoku.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.RecordType;
import io.github.todoku.finding.Finding;
import io.github.todoku.fixtures.ReturnedMail;
import io.github.todoku.fixtures.SignedZone;
import io.github.todoku.mail.domain.MxProbeResult;
import io.github.todoku.mail.domain.PolicyFetch;
import io.github.todoku.mail.domain.PolicyFetcher;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bounce about TLS: whose demand was not met, and who has to mend it. */
class RecipientTlsTest {
    private static final String STS = "550 5.4.8 MX hosts of customer.example failed MTA-STS validation";
    private static final String TRUST = "454 4.7.5 Server certificate not trusted";

    private static final InMemoryDns DNS = InMemoryDns.zone("""
            customer.example. MX 10 mx.customer.example.
            mx.customer.example. A 198.51.100.25
            _mta-sts.customer.example. TXT "v=STSv1; id=20261129T120000Z"
            mta-sts.customer.example. A 198.51.100.26
            """);

    private static Case examine(Doctor doctor, String reply) {
        return doctor.check(BounceParser.standard()
                .parse(ReturnedMail.to("taro@customer.example")
                        .mailFrom("news@hanamaru.example")
                        .from("news@hanamaru.example")
                        .refusedWith(reply)));
    }

    private static PolicyFetcher serving(String mode, String mx) {
        String policy = "version: STSv1\r\nmode: " + mode + "\r\nmx: " + mx + "\r\nmax_age: 604800\r\n";
        return (request, deadline) -> CompletableFuture.completedFuture(
                PolicyFetch.answered(200, "text/plain", policy.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "enforce, mx.customer.example,  recipient-sts",
        "enforce, old.customer.example, recipient-sts-broken",
        "testing, mx.customer.example,  recipient-sts-gone",
        "none,    mx.customer.example,  recipient-sts-gone"
    })
    void thePolicyThatIsServedDecides(String mode, String mx, String cause) {
        Case examined = examine(Doctor.using(DNS).withFetcher(serving(mode, mx)), STS);

        assertThat(examined.cause()).as("%s", examined.evidence()).isEqualTo(cause);
        assertThat(examined.proof(Proof.RecipientTls.class)).isPresent();
    }

    @Test
    void whatTheRecipientHasToMendIsNamedInTheProof() {
        Case examined = examine(Doctor.using(DNS).withFetcher(serving("enforce", "old.customer.example")), STS);

        assertThat(examined.proof(Proof.RecipientTls.class).orElseThrow().findings())
                .extracting(Finding::id)
                .contains("mail-domain.sts-mx-uncovered");
        assertThat(examined.remedy().orElseThrow().again()).isEqualTo(Again.THEIR_SIDE);
        assertThat(examined.remedy().orElseThrow().records())
                .as("nothing of the sender's")
                .isEmpty();
    }

    @Test
    void aPolicyThatWasNotFetchedIsAnnouncedAndNothingIsSaidOfIt() {
        for (String reply : List.of(STS, TRUST)) {
            Case examined = examine(Doctor.using(DNS), reply);

            assertThat(examined.cause()).isEqualTo("recipient-sts-announced");
            assertThat(examined.text(Locale.ENGLISH)).doesNotContain("demands TLS");
            assertThat(examined.remedies()).extracting(Remedy::key).containsExactly("look-at-recipient-policy");
        }
    }

    @Test
    void aPolicyThatSendersIgnoreHoldsNoMailBack() {
        for (PolicyFetch served : List.of(
                PolicyFetch.answered(404, "text/html", new byte[0]),
                policy("mode: off\r\nmx: mx.customer.example\r\nmax_age: 604800"),
                policy("mode: enforce\r\nmx: mx.customer.example\r\nmax_age: soon"))) {
            Doctor doctor =
                    Doctor.using(DNS).withFetcher((request, deadline) -> CompletableFuture.completedFuture(served));

            assertThat(examine(doctor, STS).cause()).isEqualTo("recipient-sts-unusable");
            assertThat(examine(doctor, TRUST).cause()).isEqualTo("recipient-certificate");
        }
    }

    private static PolicyFetch policy(String lines) {
        String text = "version: STSv1\r\n" + lines + "\r\n";
        return PolicyFetch.answered(200, "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aPolicyThatIsOnlyTestedHoldsNoMailBackWhateverItsServersDo() {
        Doctor doctor = Doctor.using(DNS).withFetcher(serving("testing", "old.customer.example"));

        assertThat(examine(doctor, STS).cause()).isEqualTo("recipient-sts-gone");
        assertThat(examine(doctor, TRUST).cause()).isEqualTo("recipient-certificate");
    }

    private static final String TLSA =
            "_25._tcp.mx.customer.example. TLSA 3 1 1 4c2d1a0e6b0f3f5a9d7c8b1e2f3a4d5c6b7a8990a1b2c3d4e5f60718293a4b5c";
    private static final String DANE = "550 5.7.324 dnssec-invalid: Destination domain returned invalid DNSSEC records";
    private static final String NO_POLICY = """
            customer.example. MX 10 mx.customer.example.
            mx.customer.example. A 198.51.100.25
            """;

    @Test
    void addressesThatNobodyKnowsAreNoAbsenceOfDane() {
        InMemoryDns silent = InMemoryDns.zone(NO_POLICY)
                .fault("mx.customer.example", RecordType.A, Fault.fail(DnsAnswer.Reason.SERVFAIL))
                .fault("mx.customer.example", RecordType.AAAA, Fault.fail(DnsAnswer.Reason.SERVFAIL));
        Case examined = examine(Doctor.using(silent), DANE);

        assertThat(examined.isDecided()).isFalse();
        assertThat(examined.open()).extracting(Case.OpenRow::cause).contains("recipient-dane-gone", "recipient-dane");
        assertThat(examine(Doctor.using(InMemoryDns.zone(NO_POLICY)), DANE).cause())
                .isEqualTo("recipient-dane-gone");
    }

    @Test
    void recordsThatAreNotSignedDemandNothing() {
        InMemoryDns zone = InMemoryDns.zone(NO_POLICY + TLSA);
        Doctor unsigned = Doctor.using(SignedZone.of(zone, DnsName.of("elsewhere.example")))
                .withValidatingResolver();
        Doctor signed = Doctor.using(SignedZone.of(zone, DnsName.of("customer.example")))
                .withValidatingResolver();

        assertThat(examine(unsigned, DANE).cause()).isEqualTo("recipient-dane-gone");
        assertThat(examine(unsigned, TRUST).cause()).isEqualTo("recipient-certificate");
        assertThat(examine(signed, TRUST).cause()).isEqualTo("recipient-dane");
    }

    @Test
    void recordsOfWhichNobodyKnowsWhetherTheyAreSignedDecideNothing() {
        Case examined = examine(Doctor.using(InMemoryDns.zone(NO_POLICY + TLSA)), DANE);

        assertThat(examined.isDecided()).isFalse();
        assertThat(examined.open()).extracting(Case.OpenRow::cause).contains("recipient-dane", "recipient-dane-gone");
    }

    @Test
    void recordsThatFailToComeBreakDaneOfASignedHostOnly() {
        InMemoryDns zone = InMemoryDns.zone(NO_POLICY)
                .fault("_25._tcp.mx.customer.example", RecordType.TLSA, Fault.fail(DnsAnswer.Reason.SERVFAIL));
        Doctor signed = Doctor.using(SignedZone.of(zone, DnsName.of("customer.example")))
                .withValidatingResolver();

        assertThat(examine(signed, DANE).cause()).isEqualTo("recipient-dane-broken");
        assertThat(examine(Doctor.using(zone), DANE).isDecided()).isFalse();
    }

    @Test
    void noAnswerIsNoAbsence() {
        InMemoryDns silent =
                DNS.fault("_mta-sts.customer.example", RecordType.TXT, Fault.fail(DnsAnswer.Reason.TIMEOUT));
        Case examined = examine(Doctor.using(silent), STS);

        assertThat(examined.isDecided()).isFalse();
        assertThat(examined.open())
                .extracting(Case.OpenRow::cause)
                .contains("recipient-sts", "recipient-sts-broken", "recipient-sts-gone");
        assertThat(examined.gaps()).anyMatch(gap -> gap.contains("_mta-sts.customer.example"));
    }

    @Test
    void aServerThatCannotBeReachedDecidesNothing() {
        MxProbeResult closed = MxProbeResult.without(MxProbeResult.Outcome.UNREACHABLE, "timed out");
        Doctor doctor = Doctor.using(DNS)
                .withFetcher(serving("enforce", "mx.customer.example"))
                .withProbe((target, deadline) -> CompletableFuture.completedFuture(closed));

        Case examined = examine(doctor, TRUST);
        assertThat(examined.cause()).isEqualTo("recipient-sts");
        assertThat(examined.remedies()).extracting(Remedy::key).contains("look-at-recipient-servers");
    }

    @Test
    void serversThatWereSeenNeedNoSecondLook() {
        MxProbeResult plain = MxProbeResult.without(MxProbeResult.Outcome.NO_STARTTLS, "");
        InMemoryDns zone = InMemoryDns.zone(NO_POLICY + TLSA);
        Doctor doctor = Doctor.using(SignedZone.of(zone, DnsName.of("customer.example")))
                .withValidatingResolver()
                .withProbe((target, deadline) -> CompletableFuture.completedFuture(plain));

        Case examined = examine(doctor, TRUST);
        assertThat(examined.cause()).isEqualTo("recipient-dane");
        assertThat(examined.remedies()).extracting(Remedy::key).containsExactly("tell-recipient-dane");
    }

    @Test
    void aServerWithoutTlsUnderAnEnforcedPolicyIsTheRecipientsFault() {
        MxProbeResult plain = MxProbeResult.without(MxProbeResult.Outcome.NO_STARTTLS, "");
        Doctor doctor = Doctor.using(DNS)
                .withFetcher(serving("enforce", "mx.customer.example"))
                .withProbe((target, deadline) -> CompletableFuture.completedFuture(plain));

        assertThat(examine(doctor, TRUST).cause()).isEqualTo("recipient-sts-broken");
    }

    @Test
    void aServerWhoseTlsFailsUnderThePolicyIsTheRecipientsFault() {
        MxProbeResult plain = MxProbeResult.without(MxProbeResult.Outcome.TLS_FAILED, "handshake failure");
        AtomicInteger asked = new AtomicInteger();
        Doctor doctor = Doctor.using(DNS)
                .withFetcher(serving("enforce", "mx.customer.example"))
                .withProbe((target, deadline) -> {
                    asked.incrementAndGet();
                    return CompletableFuture.completedFuture(plain);
                });
        Case examined = examine(doctor, TRUST);

        assertThat(asked).hasValue(1);
        assertThat(examined.proof(Proof.RecipientTls.class).orElseThrow().findings())
                .extracting(Finding::id)
                .contains("mail-domain.tls-handshake");
        assertThat(examined.cause()).isEqualTo("recipient-sts-broken");
    }

    @Test
    void aReceiverThatDemandsTlsOfUsIsNotAskedAbout() {
        for (String reply : List.of(
                "530 5.7.0 Must issue a STARTTLS command first",
                "550 5.7.10 Sending mail server must support TLS",
                "550 5.7.1 TLS required: your server must support TLS to send mail here",
                "550 5.7.1 TLS required; your mail server's certificate could not be verified",
                "550 5.7.29 Your email has been blocked because it was not sent over a TLS connection. - gsmtp")) {
            Case examined = examine(Doctor.using(DNS), reply);

            assertThat(examined.cause()).isEqualTo("tls-required");
            assertThat(examined.evidence()).isEmpty();
        }
    }
}
