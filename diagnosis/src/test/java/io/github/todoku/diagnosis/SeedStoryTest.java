package io.github.todoku.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.Cause;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.publish.SpfSender;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The story the library began with: a company, its web host, and a mailing service that nobody told the record of. */
class SeedStoryTest {
    private static final String ZONE = """
            hanamaru.example.            MX   10 mx.webhost.example.
            hanamaru.example.            TXT  "v=spf1 include:spf.webhost.example ~all"
            hanamaru.example.            TXT  "site-owner=5b1c3a7e"
            spf.webhost.example.         TXT  "v=spf1 ip4:192.0.2.0/28 -all"
            mta25.mailing.example.       A    203.0.113.25
            _spf.mailing.example.        TXT  "v=spf1 ip4:203.0.113.0/26 -all"
            25.113.0.203.in-addr.arpa.   PTR  mta25.mailing.example.
            """;
    private static final String MERGED = "v=spf1 include:spf.webhost.example include:_spf.mailing.example ~all";

    private final InMemoryDns dns = InMemoryDns.zone(ZONE);

    private static Case examine(Doctor doctor, String reply) {
        return doctor.check(BounceParser.standard()
                .parse(DecisionTableTest.bounce(reply, "taro@customer.example", DecisionTableTest.NO_WORLD)));
    }

    /** Gmail's words for the same thing in 2021, 2022, 2023 and since; the first and the third name no domain. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "550-5.7.26 This message does not have authentication information or fails to pass 550-5.7.26"
                        + " authentication checks. 550 5.7.26 information. - gsmtp",
                "550-5.7.26 This message does not pass authentication checks (SPF and DKIM both do not pass). SPF check"
                        + " for [hanamaru.example] does not pass with ip: [203.0.113.25]. - gsmtp",
                "550-5.7.26 This mail is unauthenticated, which poses a security risk to the sender and Gmail users,"
                        + " and has been blocked. The sender must authenticate with at least one of SPF or DKIM. - gsmtp",
                "550-5.7.26 This mail has been blocked because the sender is unauthenticated. Gmail requires all"
                        + " senders to authenticate with either SPF or DKIM. Authentication results: DKIM = did not"
                        + " pass SPF [hanamaru.example] with ip: [203.0.113.25] = did not pass - gsmtp",
            })
    void gmailsFourWordingsComeToTheSameRecord(String reply) {
        Case examined = examine(Doctor.using(dns), reply);

        assertThat(examined.cause()).isEqualTo("spf-missing-service");
        assertThat(examined.bounceCause()).isEqualTo(Cause.AUTHENTICATION);
        assertThat(examined.facts().domain()).isEqualTo(DnsName.of("hanamaru.example"));
        assertThat(examined.facts().clientAddress()).isEqualTo(IpLiteral.of("203.0.113.25"));
        RecordChange record = examined.remedy().orElseThrow().records().get(0);
        assertThat(record.after()).isEqualTo(MERGED);
        assertThat(record.before()).containsExactly("v=spf1 include:spf.webhost.example ~all");
        assertThat(record.diff())
                .filteredOn(part -> part.op() == RecordChange.Op.ADD)
                .extracting(RecordChange.DiffWord::text)
                .containsExactly("include:_spf.mailing.example");
        Prognosis.Outlook outlook = examined.prognosis().outlooks().get(0);
        assertThat(outlook.before().verdict()).isEqualTo(SpfVerdict.SOFTFAIL);
        assertThat(outlook.after().verdict()).isEqualTo(SpfVerdict.PASS);
    }

    private static final String NOW = "550-5.7.26 This mail has been blocked because the sender is unauthenticated."
            + " Authentication results: DKIM = did not pass SPF [hanamaru.example] with ip: [203.0.113.25] = did not pass"
            + " - gsmtp";

    @Test
    void whatIsQuotedIsSurerThanWhatIsGuessed() {
        Doctor knowing = Doctor.using(dns)
                .withProfile(new SendingProfile(
                        List.of(SpfSender.parse("include:_spf.mailing.example").orElseThrow())));
        assertThat(examine(knowing, NOW).confidence()).isEqualTo(Confidence.HIGH);
        assertThat(examine(
                                Doctor.using(dns),
                                "550-5.7.26 This message does not have authentication information or fails to pass"
                                        + " authentication checks. - gsmtp")
                        .confidence())
                .isEqualTo(Confidence.MEDIUM);
    }

    @Test
    void sendersThatTheCallerNamesAreTheOnlyOnesProposed() {
        SendingProfile profile = new SendingProfile(List.of(
                SpfSender.parse("192.0.2.64/28").orElseThrow(),
                SpfSender.parse("include:_spf.mailing.example").orElseThrow()));

        Case examined = examine(Doctor.using(dns).withProfile(profile), NOW);

        assertThat(examined.remedy().orElseThrow().records().get(0).after())
                .isEqualTo("v=spf1 include:spf.webhost.example ip4:192.0.2.64/28 include:_spf.mailing.example ~all");
        assertThat(examined.remedy().orElseThrow().notes()).isEmpty();
        assertThat(examined.prognosis().outlooks())
                .extracting(outlook -> IpLiteral.format(outlook.client()))
                .containsExactly("203.0.113.25", "192.0.2.64", "192.0.2.79", "203.0.113.0", "203.0.113.63");
        assertThat(examined.prognosis().outlooks()).allMatch(Prognosis.Outlook::willPass);
    }

    @Test
    void aBounceAloneIsProposedOnlyWithTheWarningToCheckWhoseAddressItIs() {
        Remedy remedy = examine(Doctor.using(dns), NOW).remedy().orElseThrow();

        assertThat(remedy.notes()).contains("confirm.address");
    }

    @Test
    void theSentencesNeverPromiseWhatTheReceiverWillDo() {
        Case examined = examine(Doctor.using(dns), NOW);

        assertThat(examined.text(Locale.ENGLISH)).contains("mailing.example", "hanamaru.example");
        assertThat(examined.advice(Locale.ENGLISH)).doesNotContain("accept");
        assertThat(examined.text(Locale.JAPANESE)).contains("SPF レコード");
    }

    @Test
    void anUnknownUserAsksNothing() {
        Case examined = examine(Doctor.using(dns), "550 5.1.1 <taro@customer.example>: User unknown");

        assertThat(examined.cause()).isEqualTo("address-unknown");
        assertThat(dns.queries()).isEmpty();
    }

    @Test
    void anAuthenticationFailureAsksNoBlockList() {
        examine(Doctor.using(dns), NOW);

        assertThat(dns.queries())
                .extracting(DnsQuestion::toString)
                .noneMatch(question -> question.contains("spamhaus") || question.contains("spamcop"));
        assertThat(dns.queries()).doesNotHaveDuplicates();
    }

    @Test
    void silentNameServersOfTheDomainAreNotSilentDns() {
        Case domainSilent = examine(Doctor.using(dns.fault("hanamaru.example", RecordType.TXT, Fault.timeout())), NOW);
        Case allSilent = examine(
                Doctor.using((question, deadline) -> InMemoryDns.zone("")
                        .fault(question.name().toString(), question.type(), Fault.timeout())
                        .resolve(question, deadline)),
                NOW);

        assertThat(domainSilent.cause()).isEqualTo("dns-failing");
        assertThat(allSilent.isDecided()).isFalse();
        assertThat(allSilent.dnsWasSilent()).isTrue();
        assertThat(allSilent.gaps()).isNotEmpty();
    }

    @Test
    void aServiceIsBelievedOnlyIfItsRecordAllowsTheAddress() {
        InMemoryDns other = InMemoryDns.zone(ZONE.replace("ip4:203.0.113.0/26", "ip4:203.0.113.64/26"));

        Case examined = examine(Doctor.using(other), NOW);

        assertThat(examined.cause()).isEqualTo("spf-missing-address");
        assertThat(examined.remedy().orElseThrow().records().get(0).after())
                .isEqualTo("v=spf1 include:spf.webhost.example ip4:203.0.113.25 ~all");
    }

    @Test
    void aReverseNameThatDoesNotPointBackLeadsToNoService() {
        InMemoryDns liar = InMemoryDns.zone(ZONE.replace("A    203.0.113.25", "A    203.0.113.99"));

        assertThat(examine(Doctor.using(liar), NOW).cause()).isEqualTo("spf-missing-address");
    }

    @Test
    void aServiceWhoseRecordGivesNoAnswerIsNotNoService() {
        Case examined = examine(Doctor.using(dns.fault("_spf.mailing.example", RecordType.TXT, Fault.timeout())), NOW);

        assertThat(examined.cause()).isEqualTo("spf-not-allowed");
        assertThat(examined.remedy().orElseThrow().records()).isEmpty();
        assertThat(examined.open()).extracting(Case.OpenRow::cause).contains("spf-missing-service");
        assertThat(examined.gaps()).contains("service: _spf.mailing.example");
        assertThat(examined.confidence()).isEqualTo(Confidence.MEDIUM);
    }

    @Test
    void aRecordThatWouldNotPassIsNotProposed() {
        StringBuilder includes = new StringBuilder();
        StringBuilder zone = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            includes.append(" include:i").append(i).append(".example");
            zone.append("i")
                    .append(i)
                    .append(".example. TXT \"v=spf1 ip4:198.51.100.")
                    .append(i)
                    .append(" -all\"\n");
        }
        InMemoryDns full = InMemoryDns.zone(ZONE.replace(" include:spf.webhost.example", includes) + zone);

        Case examined = examine(Doctor.using(full), NOW);

        assertThat(examined.remedy().orElseThrow().records()).isEmpty();
        assertThat(examined.isReadyToPublish()).isFalse();
        assertThat(examined.gaps()).anyMatch(gap -> gap.startsWith("plan: "));
        assertThat(examined.prognosis().allWillPass()).isFalse();
    }

    @Test
    void anAddressThatThePublicNetworkDoesNotHaveIsNeverProposed() {
        Case examined = examine(Doctor.using(dns), NOW.replace("203.0.113.25", "10.0.0.1"));

        assertThat(examined.remedy().orElseThrow().key()).isEqualTo("name-the-sender");
        assertThat(examined.remedy().orElseThrow().records()).isEmpty();
    }

    @Test
    void aCauseThatIsTheSendersIsNotHiddenByAnUnknownUser() {
        String report = DecisionTableTest.bounce(NOW, "taro@customer.example", DecisionTableTest.NO_WORLD);
        String both = report.replace("Final-Recipient: rfc822; taro@customer.example", """
                Final-Recipient: rfc822; gone@customer.example
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 <gone@customer.example>: User unknown

                Final-Recipient: rfc822; taro@customer.example""");

        Case examined = Doctor.using(dns).check(BounceParser.standard().parse(both));

        assertThat(examined.cause()).isEqualTo("spf-missing-service");
        assertThat(examined.facts().otherRecipients()).isEqualTo(1);
    }

    @Test
    void aBrokenResolverIsAGapAndNoCrash() {
        Case thrown = examine(
                Doctor.using((question, deadline) -> {
                    throw new IllegalStateException("broken");
                }),
                NOW);

        assertThat(thrown.isDecided()).isFalse();
        assertThat(thrown.dnsWasSilent()).isTrue();
    }

    @Test
    void toStringShowsNoPerson() {
        Case examined = examine(Doctor.using(dns), NOW);

        assertThat(examined + " " + examined.facts()).doesNotContain("taro");
    }
}
