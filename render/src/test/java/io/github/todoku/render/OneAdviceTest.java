package io.github.todoku.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.Doctor;
import io.github.todoku.dmarc.DmarcChecker;
import io.github.todoku.dmarc.DmarcFinding;
import io.github.todoku.dmarc.DmarcPlanner;
import io.github.todoku.dmarc.DmarcRequest;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dmarc.DmarcWish;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.stanza.Stanza;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.RecordChange.DiffWord;
import io.github.todoku.finding.RecordChange.Op;
import io.github.todoku.fixtures.ReturnedMail;
import io.github.todoku.preflight.Preflight;
import io.github.todoku.preflight.PreflightReport;
import io.github.todoku.preflight.PreflightRequest;
import io.github.todoku.preflight.domain.DomainChecker;
import io.github.todoku.preflight.domain.DomainPart;
import io.github.todoku.senders.ServiceCatalog;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.publish.SpfPlan;
import io.github.todoku.spf.publish.SpfPlanOptions;
import io.github.todoku.spf.publish.SpfPlanner;
import io.github.todoku.spf.publish.SpfSender;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One situation, one advice: for every story the record that a diagnosis proposes, the one of a preflight of the same domain and
 * address, and the one that is planned for the sender they name.
 */
class OneAdviceTest {
    @Test
    void whoeverIsAskedProposesTheSameRecord() {
        int compared = 0;
        for (Stanza story : StoryTest.stories()) {
            InMemoryDns dns = InMemoryDns.zone(String.join("\n", story.all("Zone")));
            String bounce = Bounces.bounce(
                    story.required("Reply"), story.optional("Recipient").orElse("taro@customer.example"), story);
            Case examined = Doctor.using(dns).check(BounceParser.standard().parse(bounce));
            Optional<RecordChange> diagnosed = examined.remedies().stream()
                    .flatMap(remedy -> remedy.records().stream())
                    .filter(record -> record.type() == RecordType.TXT && SpfRecord.isSpf(record.after()))
                    .findFirst();
            InetAddress client = examined.facts().clientAddress();
            if (diagnosed.isEmpty() || client == null) {
                continue;
            }
            compared++;
            DnsName domain = diagnosed.get().owner();
            String named = story.required("Story");
            PreflightReport report =
                    Preflight.using(dns).check(PreflightRequest.of(domain).from(client));
            assertThat(report.plans().stream().map(OneAdviceTest::after))
                    .as(named)
                    .contains(diagnosed.get().after());
            List<SpfSender> senders = diagnosed.get().diff().stream()
                    .filter(word -> word.op() == Op.ADD)
                    .map(DiffWord::text)
                    .flatMap(word -> SpfSender.parse(word).stream())
                    .toList();
            SpfPlan plan =
                    SpfPlanner.using(dns).withOptions(SpfPlanOptions.mending()).plan(domain, senders);
            assertThat(after(plan)).as(named).isEqualTo(diagnosed.get().after());
        }
        assertThat(compared).isGreaterThanOrEqualTo(5);
    }

    private static final String WORLD = """
            www.host.example.     A   192.0.2.80
            hanamaru.example.     SOA ns.hanamaru.example. hostmaster.hanamaru.example. 1 7200 900 1209600 300
            *.hanamaru.example.   MX  10 mx.hanamaru.example.
            mx.hanamaru.example.  A   192.0.2.25
            www.vendor.test.      A   192.0.2.81
            ;! TIMEOUT late.example. TXT
            """;

    /**
     * A situation, one line of the zone behind the other; the record by which 203.0.113.25 passes; the one by which the page of the
     * domain mends what stands, which it does for nobody in particular; what is said where there is neither.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a misspelt include | @ TXT v=spf1 include:_spf.gogle.com ip4:192.0.2.1 -all | | | include:_spf.google.com",
                "the include of a service that is gone | @ TXT v=spf1 include:spf.gone.example ip4:192.0.2.1 -all"
                        + " | v=spf1 ip4:192.0.2.1 ip4:203.0.113.25 -all | v=spf1 ip4:192.0.2.1 -all |",
                "nothing but the include of a service that is gone | @ TXT v=spf1 include:spf.gone.example -all | | |",
                "an include without a record | @ TXT v=spf1 include:www.host.example ip4:192.0.2.1 -all"
                        + " | v=spf1 ip4:192.0.2.1 ip4:203.0.113.25 -all | v=spf1 ip4:192.0.2.1 -all |",
                "an include without an answer | @ TXT v=spf1 include:late.example ip4:192.0.2.1 -all | | |",
                "a host that is gone | @ TXT v=spf1 a:old.host.example ip4:192.0.2.1 -all"
                        + " | v=spf1 a:old.host.example ip4:192.0.2.1 ip4:203.0.113.25 -all | |",
                "two records | @ TXT v=spf1 ip4:192.0.2.1 -all / @ TXT v=spf1 ip4:192.0.2.2 ~all"
                        + " | v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 ip4:203.0.113.25 ~all | v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 ~all |",
                "two records, one include without an answer"
                        + " | @ TXT v=spf1 ip4:192.0.2.1 -all / @ TXT v=spf1 include:late.example ~all | | |",
                "two records, one misspelt include"
                        + " | @ TXT v=spf1 ip4:192.0.2.1 -all / @ TXT v=spf1 include:_spf.gogle.com ~all"
                        + " | | | include:_spf.google.com",
                "a mangled record | @ TXT v=spf1;ip4:192.0.2.1;-all"
                        + " | v=spf1 ip4:192.0.2.1 ip4:203.0.113.25 -all | v=spf1 ip4:192.0.2.1 -all |",
                "eleven lookups | @ TXT v=spf1 include:i1.many.test include:i2.many.test include:i3.many.test include:i4.many.test"
                        + " include:i5.many.test include:i6.many.test include:i7.many.test include:i8.many.test"
                        + " include:i9.many.test include:i10.many.test include:i11.many.test -all"
                        + " / *.many.test. TXT v=spf1 ip4:192.0.2.9 -all | | |",
                "a parked domain | @ TXT v=spf1 -all | v=spf1 ip4:203.0.113.25 -all | |",
                "no record | @ MX 10 mx.hanamaru.example. | v=spf1 ip4:203.0.113.25 ~all | v=spf1 mx ~all |",
                "a redirect to nothing | @ TXT v=spf1 ip4:192.0.2.1 redirect=spf.gone.example | | |",
                "a redirect to a misspelt name | @ TXT v=spf1 ip4:192.0.2.1 redirect=_spf.gogle.com"
                        + " | | | redirect=_spf.google.com",
            })
    void everySituationHasOneAdvice(String named, String zone, String forSender, String forDomain, String meant) {
        DnsName domain = DnsName.of("hanamaru.example");
        String lines = zone.replace("@ ", domain + ". ").replaceAll("TXT (v=spf1[^/]*?)( / |$)", "TXT \"$1\"$2");
        Advice advice = new Advice(InMemoryDns.zone(WORLD + lines.replace(" / ", "\n") + "\n"), domain);
        assertThat(advice.diagnosed()).as("diagnosis").isEqualTo(forSender == null ? "none" : forSender);
        assertThat(advice.preflight()).as("preflight").isEqualTo(forSender == null ? "none" : forSender);
        assertThat(advice.planned()).as("planner").isEqualTo(forSender == null ? "none" : forSender);
        assertThat(advice.ofDomain()).as("domain").isEqualTo(forDomain == null ? "none" : forDomain);
        if (meant != null) {
            assertThat(advice.said()).allMatch(text -> text.contains("did you mean \"" + meant + "\""));
        }
    }

    /** Below a wildcard, and at an alias, the records stand where they can, and take nothing away. */
    @Test
    void whereTheRecordStandsIsOneAdviceToo() {
        Advice below = new Advice(InMemoryDns.zone(WORLD), DnsName.of("news.hanamaru.example"));
        assertThat(below.lines())
                .hasSize(3)
                .allSatisfy(lines -> assertThat(lines)
                        .containsExactly(
                                "news.hanamaru.example. 3600 IN TXT \"v=spf1 ip4:203.0.113.25 ~all\"",
                                "news.hanamaru.example. 3600 IN MX 10 mx.hanamaru.example."));
        Advice alias = new Advice(
                InMemoryDns.zone(WORLD + "shop.hanamaru.example. CNAME www.vendor.test."),
                DnsName.of("shop.hanamaru.example"));
        assertThat(alias.lines())
                .hasSize(3)
                .allSatisfy(lines -> assertThat(lines)
                        .containsExactly("www.vendor.test. 3600 IN TXT \"v=spf1 ip4:203.0.113.25 ~all\""));
    }

    /** What each command says of one domain of which 203.0.113.25 sends. */
    private static final class Advice {
        private static final String CLIENT = "203.0.113.25";
        private final Case examined;
        private final PreflightReport preflight;
        private final SpfPlan plan;
        private final List<Finding> ofDomain;

        Advice(InMemoryDns dns, DnsName domain) {
            String bounce = ReturnedMail.to("taro@customer.example")
                    .mailFrom("b@" + domain)
                    .from("b@" + domain)
                    .refusedWith(
                            "550-5.7.26 This mail has been blocked because the sender is unauthenticated. Authentication"
                                    + " results: DKIM = did not pass SPF [" + domain + "] with ip: [" + CLIENT
                                    + "] = did not pass - gsmtp");
            this.examined = Doctor.using(dns).check(BounceParser.standard().parse(bounce));
            this.preflight =
                    Preflight.using(dns).check(PreflightRequest.of(domain).from(IpLiteral.of(CLIENT)));
            this.plan = SpfPlanner.using(dns)
                    .withOptions(SpfPlanOptions.mending()
                            .withKnown(ServiceCatalog.shipped().senders()))
                    .plan(domain, List.of(SpfSender.parse(CLIENT).orElseThrow()));
            this.ofDomain = DomainChecker.using(dns).check(domain).findings(DomainPart.SPF);
        }

        private Stream<RecordChange> remedies() {
            return examined.remedies().stream()
                    .flatMap(remedy -> remedy.records().stream())
                    .filter(record -> SpfRecord.isSpf(record.after()));
        }

        String diagnosed() {
            return remedies().findFirst().map(RecordChange::after).orElse("none");
        }

        String preflight() {
            return preflight.plans().stream()
                    .map(OneAdviceTest::after)
                    .findFirst()
                    .orElse("none");
        }

        String planned() {
            return plan.isReady() ? after(plan) : "none";
        }

        String ofDomain() {
            return ofDomain.stream()
                    .flatMap(each -> each.change().stream())
                    .map(RecordChange::after)
                    .findFirst()
                    .orElse("none");
        }

        List<List<String>> lines() {
            return Stream.of(
                            remedies(),
                            preflight.plans().stream().flatMap(each -> each.change().stream()),
                            plan.change().stream())
                    .flatMap(each -> each)
                    .map(RecordChange::zoneLines)
                    .toList();
        }

        /** What each says beside a record. */
        List<String> said() {
            return Stream.of(
                            examined.remedies().stream().flatMap(each -> each.findings().stream()),
                            preflight.obstacles().stream(),
                            plan.obstacles().stream(),
                            ofDomain.stream())
                    .map(each ->
                            each.map(finding -> finding.text(Locale.ENGLISH)).collect(Collectors.joining("\n")))
                    .toList();
        }
    }

    /** A diagnosis, {@code todoku dmarc} and the page of the domain plan the same DMARC record at the same name. */
    @Test
    void whoeverIsAskedProposesTheSameDmarcRecord() {
        int compared = 0;
        for (Stanza story : StoryTest.stories()) {
            InMemoryDns dns = InMemoryDns.zone(String.join("\n", story.all("Zone")));
            String bounce = Bounces.bounce(
                    story.required("Reply"), story.optional("Recipient").orElse("taro@customer.example"), story);
            compared += sameDmarc(dns, bounce, story.required("Story"));
        }
        assertThat(compared).isGreaterThanOrEqualTo(2);
    }

    /** From is below the organization's domain: the record belongs there, not at From's own name. */
    @Test
    void belowTheOrganizationTheRecordIsThatOfTheOrganization() {
        InMemoryDns dns = InMemoryDns.zone("""
                hanamaru.example. TXT "v=spf1 ip4:203.0.113.25 -all"
                news.hanamaru.example. TXT "v=spf1 ip4:203.0.113.25 -all"
                """);
        String bounce = ReturnedMail.to("taro@customer.example")
                .mailFrom("b@news.hanamaru.example")
                .from("b@news.hanamaru.example")
                .refusedWith("550 5.7.40 Your email has been blocked because the sending domain doesn't have a DMARC"
                        + " record, or the DMARC record doesn't specify a DMARC policy. - gsmtp");
        assertThat(sameDmarc(dns, bounce, "below the organization")).isEqualTo(1);
    }

    /** How many were compared. */
    private static int sameDmarc(InMemoryDns dns, String bounce, String named) {
        Case examined = Doctor.using(dns).check(BounceParser.standard().parse(bounce));
        Optional<RecordChange> diagnosed = examined.remedies().stream()
                .flatMap(remedy -> remedy.records().stream())
                .filter(record -> record.after().startsWith("v=DMARC1"))
                .findFirst();
        DnsName from = examined.facts().fromDomain();
        if (diagnosed.isEmpty() || from == null) {
            return 0;
        }
        DmarcResult result = DmarcChecker.using(dns).check(DmarcRequest.of(from));
        RecordChange planned = DmarcPlanner.using(dns)
                .plan(result.placeToPublish(), DmarcWish.MONITOR)
                .change()
                .orElseThrow();
        assertThat(diagnosed.get().owner()).as(named).isEqualTo(planned.owner());
        assertThat(diagnosed.get().after()).as(named).isEqualTo(planned.after());
        DomainChecker.using(dns).check(from).findings(DomainPart.DMARC).stream()
                .filter(each -> each.kind() == DmarcFinding.NO_RECORD)
                .flatMap(each -> each.change().stream())
                .forEach(change -> {
                    assertThat(change.owner()).as(named).isEqualTo(planned.owner());
                    assertThat(change.after()).as(named).isEqualTo(planned.after());
                });
        return 1;
    }

    private static String after(SpfPlan plan) {
        return plan.change().map(RecordChange::after).orElse("none");
    }
}
