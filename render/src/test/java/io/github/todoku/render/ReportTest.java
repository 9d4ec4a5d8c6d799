package io.github.todoku.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.CaseSeries;
import io.github.todoku.diagnosis.Doctor;
import io.github.todoku.diagnosis.SendingProfile;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.preflight.Preflight;
import io.github.todoku.preflight.PreflightReport;
import io.github.todoku.preflight.PreflightRequest;
import io.github.todoku.preflight.ReceiverPack;
import io.github.todoku.preflight.SendingVolume;
import io.github.todoku.spf.publish.SpfSender;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

/** What reports say of what was found. */
class ReportTest {
    private static final String REPLY = "550-5.7.26 This mail has been blocked because the sender is unauthenticated."
            + " Gmail requires all senders to authenticate with either SPF or DKIM. Authentication results: DKIM = did"
            + " not pass SPF [hanamaru.example] with ip: [203.0.113.25] = did not pass - gsmtp";
    private static final InMemoryDns DNS = InMemoryDns.zone("""
            hanamaru.example.            TXT  "v=spf1 ip4:192.0.2.7 -all"
            _spf.mailing.example.        TXT  "v=spf1 ip4:203.0.113.0/26 ip6:2001:db8:5::/48 -all"
            dead.mailing.example.        TXT  "no record of SPF"
            25.113.0.203.in-addr.arpa.   PTR  mta25.mailing.example.
            mta25.mailing.example.       A    203.0.113.25
            """);

    private static Case examine(SendingProfile profile, String recipient) {
        return Doctor.using(DNS).withProfile(profile).check(Bounces.of(REPLY, recipient));
    }

    @Test
    void everySenderAndEachRuleOfTheReceiverIsForecast() {
        SendingProfile profile = SendingProfile.UNKNOWN
                .from(SpfSender.parse("include:_spf.mailing.example").orElseThrow())
                .sending(SendingVolume.BULK);
        assertThat(PrognosisWords.lines(examine(profile, "taro@gmail.com").prognosis(), Locale.ENGLISH))
                .extracting(AuthenticationWords.Line::text)
                .contains("include:_spf.mailing.example: all its addresses will pass (2 networks)")
                .anyMatch(text -> text.startsWith("Gmail, from 5,000 a day would still object: "));
    }

    @Test
    void aRefusalByOnesOwnReceiverIsSaidAsSuch() {
        SendingProfile profile = SendingProfile.UNKNOWN.receiving(DnsName.of("company.example"));
        Case examined = examine(profile, "taro@company.example");
        assertThat(JsonReport.of(examined, Locale.ENGLISH).toJson()).contains("\"from\":\"own-receiver\"");
        assertThat(HtmlReport.of(examined, Locale.ENGLISH, false)).contains("company.example is your own receiver");
    }

    @Test
    void addressesAreMaskedUnlessAskedFor() {
        Case c = examine(SendingProfile.UNKNOWN, "saburo@customer.example");
        for (String text :
                List.of(JsonReport.of(c, Locale.ENGLISH).toJson(), HtmlReport.of(c, Locale.JAPANESE, false))) {
            assertThat(text).contains("s***@customer.example").doesNotContain("saburo");
        }
        assertThat(JsonReport.of(c, Locale.ENGLISH, true).toJson()).contains("saburo@customer.example");
        assertThat(HtmlReport.of(c, Locale.ENGLISH, true)).contains("saburo@customer.example");
    }

    @Test
    void theWaysThatAreToBeMendedAreNamed() {
        CaseSeries failing = Doctor.using(DNS).check(List.of(Bounces.of(REPLY, "taro@gmail.com")));
        assertThat(SeriesWords.of(failing, Locale.ENGLISH).failing())
                .hasValueSatisfying(line ->
                        assertThat(line).startsWith("To be fixed: ").contains("203.0.113.25", "hanamaru.example"));
        assertThat(SeriesWords.of(failing, Locale.JAPANESE).failing())
                .hasValueSatisfying(line -> assertThat(line).startsWith("直すべき経路: "));
        CaseSeries passing = Doctor.using(DNS)
                .check(List.of(Bounces.of(REPLY.replace("203.0.113.25", "192.0.2.7"), "taro@gmail.com")));
        assertThat(SeriesWords.of(passing, Locale.ENGLISH).failing()).isEmpty();
    }

    @Test
    void aPreflightTellsTheLookupsAndTheRecordToPaste() {
        PreflightReport report = Preflight.using(DNS)
                .check(PreflightRequest.of(DnsName.of("hanamaru.example")).from(IpLiteral.of("192.0.2.8")));
        assertThat(HtmlReport.of(report, Locale.ENGLISH))
                .contains(report.lookupsText(Locale.ENGLISH).orElseThrow(), "data-copy", "ip4:192.0.2.8");
    }

    @Test
    void everySentenceStandsInBothLanguages() {
        List<String> english = keys(Locale.ROOT);
        assertThat(keys(Locale.JAPANESE)).containsExactlyElementsOf(english);
        for (ReceiverPack.Check check : ReceiverPack.Check.values()) {
            assertThat(english).contains(PreflightHtml.key(check));
        }
    }

    private static List<String> keys(Locale locale) {
        return ResourceBundle.getBundle("io.github.todoku.render.messages", locale).keySet().stream()
                .sorted()
                .toList();
    }
}
