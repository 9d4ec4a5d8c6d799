package io.github.todoku.dmarc;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.RegistrableDomain;
import io.github.todoku.dns.tags.TagFindings;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What there is to say about a walk, its record, and what stands around it. For one check. */
final class DiscoveryFindings {
    private final DmarcWalk walk;
    private final PolicyChoice choice;
    private final List<Finding> findings = new ArrayList<>();

    DiscoveryFindings(DmarcWalk walk, PolicyChoice choice) {
        this.walk = walk;
        this.choice = choice;
    }

    /**
     * The record and the names on the way to it.
     *
     * @param policy what holds for the From domain; null if nothing does, or it cannot be told
     * @param anywhere what the DNS says at a name beside {@code _dmarc} that nobody uses; empty if nobody asked
     */
    void record(@Nullable DmarcPolicy policy, Optional<DnsAnswer> anywhere) {
        if (choice.record() != null && choice.domain() != null) {
            findings.addAll(new RecordFindings(walk, choice.domain(), choice.record(), policy).all());
        } else if (choice.known()) {
            add(
                    DmarcFinding.NO_RECORD,
                    walk.domain().toString(),
                    RegistrableDomain.of(walk.domain()).orElse(walk.domain()).toString());
        }
        walk.gaps().forEach(this::unanswered);
        boolean own = walk.steps().get(0).record().isPresent(); // what stands above it then matters to others
        walk.steps().subList(0, own ? 1 : walk.steps().size()).forEach(each -> step(each, anywhere));
    }

    void unanswered(DnsAnswer.TempFail gap) {
        add(
                DmarcFinding.DNS_FAILED,
                gap.question().name().toString(),
                gap.reason().toString());
    }

    /** Whether the domain exists had no answer, and that decides. */
    void existenceUnknown(DnsAnswer.TempFail gap, DmarcPolicy existing, DmarcPolicy missing) {
        add(
                DmarcFinding.DNS_FAILED,
                gap.question().name().toString(),
                gap.reason().toString(),
                existing.word(),
                missing.word());
    }

    /** The domain is there, as an alias; what receivers see is that the name it leads to is not. */
    void aliasToNothing(DnsName target, DmarcPolicy existing, DmarcPolicy missing) {
        add(
                DmarcFinding.FROM_ALIAS_TO_NOTHING,
                walk.domain().toString(),
                target.toString(),
                missing.word(),
                existing.word());
    }

    private void step(DmarcWalk.Step step, Optional<DnsAnswer> anywhere) {
        String owner = owner(step.domain());
        if (anywhere.filter(each -> isWildcard(step, each)).isPresent()) {
            wildcard(step);
            return;
        }
        if (step.outcome() == DmarcWalk.Outcome.SEVERAL) {
            long count = step.texts().stream().filter(DmarcRecord::isDmarc).count();
            add(DmarcFinding.MULTIPLE_RECORDS, owner, Long.toString(count));
        }
        boolean meant = false;
        for (String text : step.texts()) {
            besides(owner, text, step.record().isPresent()).ifPresent(findings::add);
            if (!DmarcRecord.isDmarc(text) && step.record().isEmpty()) {
                if (DmarcRecord.looksLikeDmarc(text)) {
                    meant = true;
                    add(
                            DmarcRecord.hasCapitalVersion(text) ? DmarcFinding.VERSION_CAPITAL : DmarcFinding.NEAR_MISS,
                            owner,
                            TagFindings.shortened(text));
                } else if (text.regionMatches(true, 0, "v=spf1", 0, 6)) {
                    Finding spf = Finding.of(DmarcFinding.SPF_AT_DMARC, owner, TagFindings.shortened(text));
                    findings.add(choice.record() == null ? spf : spf.withSeverity(Severity.WARN));
                }
            }
        }
        if (step.outcome() == DmarcWalk.Outcome.NONE
                && !meant
                && !step.aliases().isEmpty()) {
            DnsName target = step.aliases().get(step.aliases().size() - 1);
            add(DmarcFinding.ALIAS_TO_NOTHING, owner, target.toString());
        }
    }

    /** A text that is not the record: what some receivers read beside it counts, and the others have no effect. */
    static Optional<Finding> besides(String owner, String text, boolean record) {
        String shown = TagFindings.shortened(text);
        if (record && DmarcRecord.hasCapitalVersion(text)) {
            return Optional.of(
                    Finding.of(DmarcFinding.VERSION_CAPITAL, owner, shown).withSeverity(Severity.WARN));
        }
        boolean meant = record && !DmarcRecord.isDmarc(text) && DmarcRecord.looksLikeDmarc(text);
        return meant || MeantTags.isDead(text)
                ? Optional.of(Finding.of(DmarcFinding.DEAD_TEXT, owner, shown))
                : Optional.empty();
    }

    /** Whether a name that nobody uses says the same: the texts, or an alias (CNAME) where there are none. */
    private static boolean isWildcard(DmarcWalk.Step step, DnsAnswer anywhere) {
        if (anywhere.isFailure()) {
            return false;
        }
        return step.texts().isEmpty()
                ? !step.aliases().isEmpty() && step.aliases().equals(anywhere.aliases())
                : new HashSet<>(DmarcWalk.texts(anywhere)).equals(new HashSet<>(step.texts()));
    }

    /** Once is enough, at the name nearest to From; and where a record applies, what is none does not matter. */
    private void wildcard(DmarcWalk.Step step) {
        boolean matters = step.record().isPresent() || choice.record() == null;
        if (matters && findings.stream().noneMatch(each -> each.kind() == DmarcFinding.WILDCARD)) {
            String said = step.texts().isEmpty()
                    ? "CNAME " + step.aliases().get(0)
                    : step.texts().get(0);
            Finding finding = Finding.of(
                    DmarcFinding.WILDCARD,
                    owner(step.domain()),
                    TagFindings.shortened(said),
                    RegistrableDomain.of(step.domain()).orElse(step.domain()).toString());
            findings.add(step.record().isPresent() ? finding : finding.withSeverity(Severity.FAIL));
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

    /** What stands where the record of the domain landed by mistake. */
    void strayed(DnsName domain, List<StrayedRecords.Strayed> found) {
        for (StrayedRecords.Strayed each : found) {
            add(
                    DmarcFinding.AT_WRONG_NAME,
                    domain.toString(),
                    TagFindings.shortened(each.txt().joined()),
                    each.place().toString());
        }
    }

    /** Where the reports of a public suffix go is its operator's business. */
    void destinations(List<ReportDestination> destinations, List<DnsAnswer.TempFail> gaps) {
        DnsName policyDomain = choice.domain();
        boolean ours = policyDomain != null
                && walk.organizationalDomain()
                        .filter(house -> policyDomain.labelCount() < house.labelCount())
                        .isEmpty();
        if (policyDomain == null || !ours) {
            return;
        }
        for (ReportDestination destination : destinations) {
            String host = destination.host().toString();
            if (destination.state() == ReportDestination.State.REFUSED) {
                add(DmarcFinding.DESTINATION_REFUSES, policyDomain.toString(), host);
            } else if (destination.state() == ReportDestination.State.CANNOT_TELL) {
                String consent = policyDomain + "._report._dmarc." + host;
                add(DmarcFinding.DNS_FAILED, consent, reason(consent, gaps), host);
            }
        }
    }

    private static String reason(String name, List<DnsAnswer.TempFail> gaps) {
        return gaps.stream()
                .filter(gap -> gap.question().name().toString().equals(name))
                .map(gap -> gap.reason().toString())
                .findFirst()
                .orElse(DnsAnswer.Reason.TIMEOUT.toString());
    }

    List<Finding> all() {
        return List.copyOf(findings);
    }

    private void add(DmarcFinding kind, String owner, String... details) {
        findings.add(Finding.of(kind, owner, details));
    }

    private static String owner(DnsName domain) {
        return "_dmarc." + domain;
    }
}
