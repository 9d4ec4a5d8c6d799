package io.github.todoku.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.bounce.BounceParser;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.preflight.PreflightReport;
import io.github.todoku.finding.Severity;
import io.github.todoku.preflight.SendingVolume;
import io.github.todoku.senders.SendingService;
import io.github.todoku.senders.ServiceCatalog;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.publish.SpfSender;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What will be once the record stands: for every sender, and by the receiver's rules. */
class OutlookTest {
    private static final String REPLY = "550-5.7.26 This mail has been blocked because the sender is unauthenticated."
            + " Gmail requires all senders to authenticate with either SPF or DKIM. Authentication results: DKIM = did"
            + " not pass SPF [hanamaru.example] with ip: [203.0.113.25] = did not pass - gsmtp";
    private static final String ZONE = """
            hanamaru.example.            TXT  "v=spf1 ip4:192.0.2.7 -all"
            _spf.mailing.example.        TXT  "v=spf1 ip4:203.0.113.0/26 ip6:2001:db8:5::/48 -all"
            dead.mailing.example.        TXT  "no record of SPF"
            25.113.0.203.in-addr.arpa.   PTR  mta25.mailing.example.
            mta25.mailing.example.       A    203.0.113.25
            """;

    private static Case examine(SendingProfile profile) {
        return examine(profile, "taro@gmail.com");
    }

    private static Case examine(SendingProfile profile, String recipient) {
        return Doctor.using(InMemoryDns.zone(ZONE))
                .withProfile(profile)
                .check(BounceParser.standard()
                        .parse(DecisionTableTest.bounce(REPLY, recipient, DecisionTableTest.NO_WORLD)));
    }

    private static SpfSender sender(String text) {
        return SpfSender.parse(text).orElseThrow();
    }

    @Test
    void anIncludeIsTriedAtBothEndsOfBothFamilies() {
        Case examined = examine(SendingProfile.UNKNOWN
                .from(sender("include:_spf.mailing.example"))
                .from(sender("198.51.100.0/28")));
        assertThat(examined.prognosis().outlooks())
                .extracting(outlook -> IpLiteral.format(outlook.client()) + " "
                        + outlook.after().verdict().token())
                .containsExactlyInAnyOrder(
                        "203.0.113.25 pass",
                        "203.0.113.0 pass",
                        "203.0.113.63 pass",
                        "2001:db8:5:: pass",
                        "2001:db8:5:ffff:ffff:ffff:ffff:ffff pass",
                        "198.51.100.0 pass",
                        "198.51.100.15 pass");
        assertThat(examined.prognosis().senders())
                .extracting(each -> each.sender().term() + " " + each.before() + " " + each.after())
                .containsExactly(
                        "include:_spf.mailing.example " + List.of(SpfVerdict.FAIL) + " " + List.of(SpfVerdict.PASS),
                        "ip4:198.51.100.0/28 " + List.of(SpfVerdict.FAIL) + " " + List.of(SpfVerdict.PASS));
        assertThat(examined.isReadyToPublish()).isTrue();
    }

    @Test
    void aServiceOfTheCatalogueIsASenderToo() {
        SendingService service =
                ServiceCatalog.shipped().with("own", """
                        Service: mailing
                        Name: Mailing
                        Include: _spf.mailing.example
                        Placement: root
                        Known-By: mailing.example
                        Source: a test
                        """).find("mailing").orElseThrow();
        Case examined = examine(SendingProfile.UNKNOWN.from(service.sender()));
        assertThat(examined.prognosis().outlooks())
                .extracting(outlook -> IpLiteral.format(outlook.client()))
                .contains("203.0.113.63", "2001:db8:5::");
        assertThat(examined.isReadyToPublish()).isTrue();
    }

    @Test
    void whatElseTheReceiverAsksIsToldWhereTheVolumeIsKnown() {
        SendingProfile profile = SendingProfile.UNKNOWN.from(sender("include:_spf.mailing.example"));
        assertThat(examine(profile).prognosis().rules()).isEmpty();

        List<PreflightReport.Judgement> bulk =
                examine(profile.sending(SendingVolume.BULK)).prognosis().rules();
        assertThat(bulk)
                .filteredOn(rule -> rule.finding().severity() == Severity.FAIL)
                .extracting(rule -> rule.rule().id())
                .containsExactly("gmail-bulk.spf-and-dkim", "gmail-bulk.dmarc");
        List<PreflightReport.Judgement> little =
                examine(profile.sending(SendingVolume.NOT_BULK)).prognosis().rules();
        assertThat(little)
                .filteredOn(rule -> rule.rule().id().equals("gmail.spf-or-dkim"))
                .extracting(rule -> rule.finding().severity())
                .containsExactly(Severity.PASS); // with the record laid over the DNS
        assertThat(examine(profile.sending(SendingVolume.BULK), "taro@company.example")
                        .prognosis()
                        .rules())
                .isEmpty();
    }

    @Test
    void aRefusalByOnesOwnReceiverIsSaidAsSuch() {
        SendingProfile profile = SendingProfile.UNKNOWN.receiving(DnsName.of("company.example"));
        Case examined = examine(profile, "taro@company.example");
        assertThat(examined.proof(Proof.OwnReceiver.class))
                .map(Proof.OwnReceiver::domain)
                .contains(DnsName.of("company.example"));
        assertThat(examine(profile, "taro@gmail.com").proof(Proof.OwnReceiver.class))
                .isEmpty();
    }
}
