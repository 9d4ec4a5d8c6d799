package io.github.todoku.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.Doctor;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.stanza.Stanza;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.RecordChange.DiffWord;
import io.github.todoku.finding.RecordChange.Op;
import io.github.todoku.preflight.Preflight;
import io.github.todoku.preflight.PreflightReport;
import io.github.todoku.preflight.PreflightRequest;
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

    private static String after(SpfPlan plan) {
        return plan.change().map(RecordChange::after).orElse("none");
    }
}
