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
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.stanza.Stanza;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.RecordChange.DiffWord;
import io.github.todoku.finding.RecordChange.Op;
import io.github.todoku.fixtures.ReturnedMail;
import io.github.todoku.preflight.Preflight;
import io.github.todoku.preflight.PreflightReport;
import io.github.todoku.preflight.PreflightRequest;
import io.github.todoku.preflight.domain.DomainChecker;
import io.github.todoku.preflight.domain.DomainPart;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.publish.SpfPlan;
import io.github.todoku.spf.publish.SpfPlanOptions;
import io.github.todoku.spf.publish.SpfPlanner;
import io.github.todoku.spf.publish.SpfSender;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
            SpfPlan plan = SpfPlanner.using(dns).plan(domain, senders);
            if (plan.change().isEmpty()) {
                plan = SpfPlanner.using(dns)
                        .withOptions(SpfPlanOptions.mending())
                        .plan(domain, senders);
            }
            assertThat(after(plan)).as(named).isEqualTo(diagnosed.get().after());
        }
        assertThat(compared).isGreaterThanOrEqualTo(5);
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
