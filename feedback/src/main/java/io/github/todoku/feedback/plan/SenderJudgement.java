package io.github.todoku.feedback.plan;

import io.github.todoku.feedback.internal.Counts;
import io.github.todoku.feedback.plan.ReportedSender.Role;
import io.github.todoku.feedback.summary.AlignmentOutcome;
import io.github.todoku.feedback.summary.DomainSummary;
import io.github.todoku.feedback.summary.SenderId;
import io.github.todoku.feedback.summary.Traffic;
import io.github.todoku.finding.Finding;
import io.github.todoku.senders.SendingService;
import io.github.todoku.senders.TrafficSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells what a sender is, why its mail fails, and what to do. */
final class SenderJudgement {
    /** What is rarer than one message in so many is no habit of a sender. */
    private static final int SELDOM_ONE_IN = 50;

    /** How many selectors or domains a sentence names. */
    private static final int MAX_NAMED = 3;

    private final DomainSummary summary;
    private final ReportWishes wishes;

    SenderJudgement(DomainSummary summary, ReportWishes wishes) {
        this.summary = summary;
        this.wishes = wishes;
    }

    ReportedSender of(SenderGroup group) {
        SenderCounts counts = group.counts();
        boolean named = group.id().kind() == SenderId.Kind.OWN || isNamed(group);
        Role role = role(group, counts, named);
        boolean recognised = group.id().kind() == SenderId.Kind.SERVICE
                || (group.isFound() && group.service().isPresent());
        boolean foreign = isForeign(group);
        boolean confirmed = !foreign
                && role != Role.FORWARDER
                && (named || (recognised && counts.passed() > 0) || counts.spfAligned() > 0);
        ReportedSender sender = new ReportedSender(
                group.name(),
                role == Role.UNKNOWN && confirmed ? Role.SENDER : role,
                confirmed,
                group.evidence(named, counts),
                group.service().map(SendingService::id).orElse(null),
                counts,
                group.days(summary),
                group.receivers(summary),
                group.addresses(),
                List.of());
        return sender.withFindings(findings(sender, group));
    }

    private boolean isForeign(SenderGroup group) {
        return wishes.isForeign(group.name())
                || group.service()
                        .map(SendingService::id)
                        .filter(wishes::isForeign)
                        .isPresent()
                || group.networks().stream().anyMatch(wishes::isForeign);
    }

    /** Whether the owner said of a judged sender that it is not theirs. */
    static boolean isForeign(ReportedSender sender) {
        return sender.findings().stream()
                .anyMatch(each ->
                        each.kind() == ReportFinding.NOT_YOURS || each.kind() == ReportFinding.NOT_YOURS_PASSES);
    }

    private boolean isNamed(SenderGroup group) {
        return wishes.isConfirmed(group.name())
                || group.service()
                        .map(SendingService::id)
                        .filter(wishes::isConfirmed)
                        .isPresent()
                || group.networks().stream().anyMatch(wishes::isConfirmed);
    }

    /**
     * Who passes mail on shows DKIM of the author that passes, and no SPF of the author's: a forwarder, a list, a reader's own
     * gateway. A service that signs with the author's key looks alike, so what is known to send is none.
     */
    private static Role role(SenderGroup group, SenderCounts counts, boolean named) {
        if (group.id().kind() == SenderId.Kind.OWN) {
            return Role.OWN;
        }
        if (named) {
            return Role.SENDER;
        }
        Optional<TrafficSource.Role> known = group.role();
        if (known.filter(TrafficSource.Role.FORWARDER::equals).isPresent()) {
            return Role.FORWARDER;
        }
        boolean onlyOwnKey = counts.spfAligned() == 0 && counts.dkimAligned() > counts.messages() / 2;
        if (known.filter(TrafficSource.Role.SENDER::equals).isPresent()) {
            return Role.SENDER;
        }
        boolean saidToBeForwarded = counts.forwardedFailed() > counts.messages() / 2;
        return onlyOwnKey || saidToBeForwarded ? Role.FORWARDER : Role.UNKNOWN;
    }

    private List<Finding> findings(ReportedSender sender, SenderGroup group) {
        SenderCounts counts = sender.counts();
        List<Finding> findings = new ArrayList<>();
        String all = number(counts.messages());
        if (sender.role() == Role.FORWARDER) {
            findings.add(Finding.of(
                    ReportFinding.FORWARDED,
                    sender.name(),
                    all,
                    number(Counts.plus(counts.failed(), counts.forwardedFailed()))));
            return findings;
        }
        if (!sender.isConfirmed()) {
            boolean service = sender.role() == Role.SENDER;
            findings.add(Finding.of(
                    isForeign(group)
                            ? counts.passed() > 0 ? ReportFinding.NOT_YOURS_PASSES : ReportFinding.NOT_YOURS
                            : counts.passed() > 0
                                    ? ReportFinding.UNCONFIRMED_SENDER
                                    : service ? ReportFinding.UNCONFIRMED_SERVICE : ReportFinding.UNKNOWN_SENDER,
                    sender.name(),
                    all,
                    String.join(" ", sender.addresses())));
            return findings;
        }
        spf(sender, group, findings);
        dkim(sender, group, findings);
        if (findings.isEmpty()) {
            findings.add(Finding.of(ReportFinding.SENDER_PASSES, sender.name(), all));
        }
        return findings;
    }

    private static void spf(ReportedSender sender, SenderGroup group, List<Finding> findings) {
        SenderCounts counts = sender.counts();
        long own = counts.spf(AlignmentOutcome.OWN_FAILED);
        long other = counts.spf(AlignmentOutcome.OTHER_DOMAIN);
        if (isHabit(own, counts)) {
            findings.add(Finding.of(
                    ReportFinding.NOT_IN_SPF, sender.name(), number(own), domains(group, AlignmentOutcome.OWN_FAILED)));
        }
        if (isHabit(other, counts)) {
            findings.add(Finding.of(
                    ReportFinding.OTHER_BOUNCE_DOMAIN,
                    sender.name(),
                    number(other),
                    domains(group, AlignmentOutcome.OTHER_DOMAIN)));
        }
    }

    private static void dkim(ReportedSender sender, SenderGroup group, List<Finding> findings) {
        SenderCounts counts = sender.counts();
        long broken = counts.dkim(AlignmentOutcome.OWN_FAILED);
        long without = Math.max(0, counts.messages() - counts.dkimAligned() - broken);
        if (isHabit(broken, counts)) {
            String selectors = String.join(
                    " ",
                    group.traffic().stream()
                            .filter(each -> each.dkim() == AlignmentOutcome.OWN_FAILED)
                            .map(each -> each.dkimSelector() == null
                                    ? ""
                                    : each.dkimSelector() + "._domainkey." + each.dkimDomain())
                            .filter(each -> !each.isEmpty())
                            .distinct()
                            .limit(MAX_NAMED)
                            .toList());
            findings.add(Finding.of(ReportFinding.OWN_KEY_FAILS, sender.name(), number(broken), selectors));
        }
        if (isHabit(without, counts)) {
            findings.add(
                    Finding.of(ReportFinding.NO_OWN_KEY, sender.name(), number(without), setup(group), help(group)));
        }
    }

    /** How to switch DKIM on at a service, as the catalogue has it. */
    private static String setup(SenderGroup group) {
        SendingService service = group.service().orElse(null);
        if (service == null) {
            return "";
        }
        SendingService.Dkim dkim = service.dkim();
        String selectors = dkim.selectors().isEmpty()
                ? dkim.form() == null ? "" : dkim.form()
                : String.join(", ", dkim.selectors());
        return selectors.isEmpty() ? "" : selectors + (dkim.target() == null ? "" : " (" + dkim.target() + ")");
    }

    /** The service's page on it, if somebody opened it. */
    private static String help(SenderGroup group) {
        return group.service()
                .filter(service -> !service.doubtful().contains("help"))
                .map(service -> service.dkim().help())
                .filter(each -> each != null)
                .orElse("");
    }

    private static String domains(SenderGroup group, AlignmentOutcome outcome) {
        return String.join(
                " ",
                group.traffic().stream()
                        .filter(each -> each.spf() == outcome)
                        .map(Traffic::spfDomain)
                        .filter(each -> each != null && !each.isEmpty())
                        .map(each -> each.toLowerCase(Locale.ROOT))
                        .distinct()
                        .limit(MAX_NAMED)
                        .toList());
    }

    private static boolean isHabit(long count, SenderCounts counts) {
        return count > 0 && count > (counts.messages() - 1) / SELDOM_ONE_IN;
    }

    static String number(long count) {
        return Long.toString(count);
    }
}
