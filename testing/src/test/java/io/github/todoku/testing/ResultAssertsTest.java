package io.github.todoku.testing;

import static io.github.todoku.testing.BounceReportAssert.assertThat;
import static io.github.todoku.testing.CaseAssert.assertThat;
import static io.github.todoku.testing.DkimReportAssert.assertThat;
import static io.github.todoku.testing.DmarcResultAssert.assertThat;
import static io.github.todoku.testing.DnsblReportAssert.assertThat;
import static io.github.todoku.testing.PreflightReportAssert.assertThat;
import static io.github.todoku.testing.SpfReportAssert.assertThat;
import static io.github.todoku.testing.SpfResultAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.todoku.bounce.Advice;
import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.Cause;
import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.Doctor;
import io.github.todoku.dkim.DkimChecker;
import io.github.todoku.dkim.DkimReport;
import io.github.todoku.dkim.DkimRequest;
import io.github.todoku.dmarc.DmarcChecker;
import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dmarc.DmarcRequest;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.finding.Severity;
import io.github.todoku.preflight.Preflight;
import io.github.todoku.preflight.PreflightReport;
import io.github.todoku.preflight.PreflightRequest;
import io.github.todoku.spf.SpfFinding;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.SpfVerifier;
import io.github.todoku.spf.publish.SpfLinter;
import io.github.todoku.spf.publish.SpfReport;
import io.github.todoku.spf.publish.SpfRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of every result what holds passes, and what does not hold fails with the findings and what gave no answer. */
class ResultAssertsTest {
    private final InMemoryDns dns = InMemoryDns.zone("""
            example.com.                TXT  "v=spf1 ip4:192.0.2.0/24 -all"
            example.com.                MX   10 mx.example.com.
            mx.example.com.             A    192.0.2.5
            _dmarc.example.com.         TXT  "v=DMARC1; p=reject"
            broken.example.             TXT  "v=spf1 ip4:300.1.2.3 -all"
            2.0.0.127.zen.spamhaus.org. A    127.0.0.2
            9.113.0.203.zen.spamhaus.org. A  127.0.0.4
            ;! TIMEOUT slow.example. TXT
            ;! TIMEOUT _dmarc.slow.example. TXT
            ;! TIMEOUT s1._domainkey.slow.example. TXT
            """);

    private SpfResult spf(String domain, String address) {
        return SpfVerifier.using(dns)
                .check(SpfRequest.from(IpLiteral.of(address))
                        .helo("mx.example.com")
                        .mailFrom("bob@" + domain));
    }

    @Test
    void anSpfCheckIsToldWithItsTrace() {
        assertThat(spf("example.com", "192.0.2.1")).isPass().hasVerdict(SpfVerdict.PASS);
        assertThatThrownBy(() -> assertThat(spf("example.com", "198.51.100.1")).isPass())
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "Expecting the SPF check of example.com", "to pass", "but it gives fail", "ip4:192.0.2.0/24");
        assertThatThrownBy(() -> assertThat(spf("slow.example", "192.0.2.1")).hasVerdict(SpfVerdict.NONE))
                .hasMessageContainingAll("temperror", "without an answer to", "slow.example");
    }

    private SpfReport lint(String domain) {
        return SpfLinter.using(dns).check(DnsName.of(domain));
    }

    @Test
    void aLintedDomainIsToldWithItsFindings() {
        assertThat(lint("example.com")).isAllGreen().doesNotFail();
        assertThat(lint("broken.example")).hasFinding(SpfFinding.BAD_IP4);
        assertThatThrownBy(() -> assertThat(lint("broken.example")).isAllGreen())
                .hasMessageContainingAll("to be all green", "FAIL spf.", "300.1.2.3");
        assertThatThrownBy(() -> assertThat(lint("slow.example")).doesNotFail())
                .hasMessageContainingAll("cannot be told whole", "CANNOT_TELL", "without an answer to");
        assertThatThrownBy(() -> assertThat(lint("example.com")).hasFinding(SpfRule.SYNTAX))
                .hasMessageContaining("has no findings");
    }

    @Test
    void dkimKeysAreToldEach() {
        DkimReport missing = DkimChecker.using(dns)
                .check(DkimRequest.of(DnsName.of("example.com")).selector("s1"));
        assertThat(missing).hasStatus(DkimReport.Status.FAIL);
        assertThatThrownBy(() -> assertThat(missing).isPass())
                .hasMessageContainingAll("to pass", "FAIL", "s1", "dkim.");
        assertThatThrownBy(() -> assertThat(missing).hasUsableKey("s1")).hasMessageContaining("a usable key at s1");
        DkimReport slow = DkimChecker.using(dns)
                .check(DkimRequest.of(DnsName.of("slow.example")).selector("s1"));
        assertThatThrownBy(() -> assertThat(slow).hasStatus(DkimReport.Status.FAIL))
                .hasMessageContainingAll("CANNOT_TELL", "without an answer to", "s1._domainkey.slow.example");
    }

    private DmarcResult dmarc(String domain) {
        return DmarcChecker.using(dns).check(DmarcRequest.of(DnsName.of(domain)).mailFromDomain(DnsName.of(domain)));
    }

    @Test
    void dmarcIsToldWithItsFindings() {
        assertThat(dmarc("example.com")).appliesPolicy(DmarcPolicy.REJECT).isAligned();
        assertThatThrownBy(() -> assertThat(dmarc("none.example")).isPass())
                .hasMessageContainingAll("to pass", "FAIL dmarc.no-record", "-> Publish one at");
        assertThatThrownBy(() -> assertThat(dmarc("slow.example")).hasStatus(DmarcResult.Status.FAIL))
                .hasMessageContainingAll("CANNOT_TELL", "without an answer to");
    }

    @Test
    void addressesOfDocumentationAreAskedOfATestsDns() {
        DnsblChecker checker = DnsblChecker.using(dns);
        DnsblReport listed = checker.check(IpLiteral.of("203.0.113.9"));
        assertThat(listed).isListed().isListedAt("zen.spamhaus.org");
        assertThatThrownBy(() -> assertThat(listed).isClean())
                .hasMessageContainingAll("Expecting 203.0.113.9", "to be clean", "LISTED", "zen.spamhaus.org: ");
        DnsblReport clean = checker.check(
                IpLiteral.of("203.0.113.10"),
                List.of(DnsblCatalog.shipped().find("zen.spamhaus.org").orElseThrow()));
        assertThat(clean).isClean();
        assertThatThrownBy(() -> assertThat(clean).isListedAt("zen.spamhaus.org"))
                .hasMessageContaining("is CLEAN");
    }

    private static BounceReport bounce(String reply) {
        return BounceParser.standard().parse(reply);
    }

    @Test
    void aBounceIsToldWithItsRecipients() {
        assertThat(bounce("550 5.1.1 no such user\n"))
                .isBounce()
                .hasCause(Cause.ADDRESS_UNKNOWN)
                .advises(Advice.REMOVE_ADDRESS);
        assertThat(bounce("Subject: hello\n\nNothing.\n")).isNoBounce();
        assertThatThrownBy(() -> assertThat(bounce("550 5.1.1 no such user\n")).hasCause(Cause.MAILBOX_FULL))
                .hasMessageContainingAll("to have the cause MAILBOX_FULL", "no such user", "ADDRESS_UNKNOWN");
    }

    @Test
    void aCaseIsToldWithWhyAndWhatToDo() {
        Case examined = Doctor.using(dns).check(bounce("550 5.1.1 no such user\n"));
        assertThatThrownBy(() -> assertThat(examined).hasCause("spf-none"))
                .hasMessageContainingAll("to have the cause spf-none", "but it has the cause", "since");
        assertThatThrownBy(() -> assertThat(examined).publishes("v=spf1 -all"))
                .hasMessageContaining("to publish v=spf1 -all");
    }

    @Test
    void aPreflightIsToldWithAllThatIsNotReady() {
        PreflightReport report = Preflight.using(dns)
                .check(PreflightRequest.of(DnsName.of("example.com")).from(IpLiteral.of("198.51.100.1")));
        assertThat(report).hasStatus(Severity.FAIL);
        assertThatThrownBy(() -> assertThat(report).isReady())
                .hasMessageContainingAll("Expecting example.com", "to be ready to send", "FAIL 198.51.100.1: ");
    }
}
