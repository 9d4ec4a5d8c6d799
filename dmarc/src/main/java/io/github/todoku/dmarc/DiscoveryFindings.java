package io.github.todoku.dmarc;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.tags.TagFindings;
import io.github.todoku.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What there is to say about a walk, its record, and what stands around it. For one check. */
final class DiscoveryFindings {
    private final DmarcWalk walk;
    private final PolicyChoice choice;
    private final List<Finding> findings = new ArrayList<>();

    DiscoveryFindings(DmarcWalk walk, PolicyChoice choice) {
        this.walk = walk;
        this.choice = choice;
        policy();
        boolean own = walk.steps().get(0).record().isPresent(); // what stands above it then matters to others
        walk.steps().subList(0, own ? 1 : walk.steps().size()).forEach(this::step);
    }

    private void policy() {
        if (choice.record() != null && choice.domain() != null) {
            String owner = owner(choice.domain());
            choice.record().findings().forEach(each -> findings.add(each.in(owner)));
        } else if (choice.known()) {
            add(DmarcFinding.NO_RECORD, walk.domain().toString());
        }
        walk.gaps().forEach(this::unanswered);
    }

    void unanswered(DnsAnswer.TempFail gap) {
        add(
                DmarcFinding.DNS_FAILED,
                gap.question().name().toString(),
                gap.reason().toString());
    }

    private void step(DmarcWalk.Step step) {
        String owner = owner(step.domain());
        if (step.outcome() == DmarcWalk.Outcome.SEVERAL) {
            long count = step.texts().stream().filter(DmarcRecord::isDmarc).count();
            add(DmarcFinding.MULTIPLE_RECORDS, owner, Long.toString(count));
        }
        for (String text : step.texts()) {
            if (!DmarcRecord.isDmarc(text) && step.record().isEmpty()) {
                if (DmarcRecord.looksLikeDmarc(text)) {
                    add(DmarcFinding.NEAR_MISS, owner, TagFindings.shortened(text));
                } else if (text.regionMatches(true, 0, "v=spf1", 0, 6)) {
                    add(DmarcFinding.SPF_AT_DMARC, owner, TagFindings.shortened(text));
                }
            }
        }
    }

    /** What stands at the domain itself, where no receiver looks; empty if nobody asked. */
    void atTheDomain(Optional<DnsAnswer> answer) {
        List<String> texts =
                answer.filter(each -> !each.isFailure()).map(DmarcWalk::texts).orElse(List.of());
        for (String text : texts) {
            if (DmarcRecord.looksLikeDmarc(text)) {
                add(DmarcFinding.AT_WRONG_NAME, walk.domain().toString(), TagFindings.shortened(text));
            }
        }
    }

    void destinations(List<ReportDestination> destinations) {
        for (ReportDestination destination : destinations) {
            if (destination.state() == ReportDestination.State.REFUSED && choice.domain() != null) {
                add(
                        DmarcFinding.DESTINATION_REFUSES,
                        choice.domain().toString(),
                        destination.host().toString());
            }
        }
    }

    List<Finding> all() {
        return List.copyOf(findings);
    }

    private static String owner(DnsName domain) {
        return TreeWalk.PREFIX + "." + domain;
    }

    private void add(DmarcFinding kind, String owner, String... details) {
        findings.add(Finding.of(kind, owner, details));
    }
}
