package io.github.todoku.feedback.plan;

import static io.github.todoku.feedback.plan.SenderJudgement.number;

import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.feedback.internal.Counts;
import io.github.todoku.feedback.plan.Readiness.Status;
import io.github.todoku.feedback.summary.DomainSummary;
import io.github.todoku.feedback.summary.DomainSummary.Fate;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Tells whether quarantine, and then reject, are safe. */
final class ReadinessJudgement {
    private static final long SECONDS_A_DAY = 86_400;

    /** How many senders are named of whom nobody has said whether they are the owner's. */
    private static final int MAX_NAMED = 5;

    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

    private final DomainSummary summary;
    private final List<ReportedSender> confirmed;
    private final List<ReportedSender> forwarders;
    private final long today;
    private final long lastDay;
    private final long firstDay;

    private final List<ReportedSender> strangers;
    private final List<ReportedSender> undecided;

    ReadinessJudgement(DomainSummary summary, List<ReportedSender> senders, ReportWishes wishes, LocalDate today) {
        this.today = today.toEpochDay();
        this.summary = summary;
        this.confirmed = senders.stream().filter(ReportedSender::isConfirmed).toList();
        this.forwarders = senders.stream()
                .filter(each -> each.role() == ReportedSender.Role.FORWARDER)
                .toList();
        this.strangers = senders.stream()
                .filter(each -> !each.isConfirmed() && each.role() != ReportedSender.Role.FORWARDER)
                .toList();
        this.undecided = strangers.stream()
                .filter(each -> isWaitedFor(each) && !SenderJudgement.isForeign(each))
                .toList();
        this.lastDay =
                summary.reportedDays().isEmpty() ? 0 : summary.reportedDays().last();
        this.firstDay = lastDay - Readiness.WINDOW_DAYS + 1;
    }

    /** A service that people send through, or one that the domain's own record names: more likely forgotten than forged. */
    private static boolean isWaitedFor(ReportedSender sender) {
        return sender.role() == ReportedSender.Role.SENDER
                || sender.evidence().contains(ReportedSender.Evidence.SPF_INCLUDE);
    }

    List<Readiness> all() {
        return List.of(of(DmarcPolicy.QUARANTINE), of(DmarcPolicy.REJECT));
    }

    private Readiness of(DmarcPolicy policy) {
        TreeMap<Long, Fate> days = new TreeMap<>();
        TreeMap<String, Fate> receivers = new TreeMap<>();
        for (ReportedSender sender : confirmed) {
            sender.days().forEach((day, fate) -> {
                if (day >= firstDay) {
                    days.merge(day, fate, Fate::plus);
                }
            });
            sender.receivers().forEach((who, fate) -> receivers.merge(who, fate, Fate::plus));
        }
        Fate window = days.values().stream().reduce(new Fate(0, 0, 0), Fate::plus);
        long missing = summary.missingSince(firstDay);
        long lost = Counts.plus(window.failed(), missing);
        long forwarded = Counts.plus(window.forwardedFailed(), forwardedLost());
        List<Finding> findings = new ArrayList<>(enough(policy));
        findings.addAll(undecided(policy, window.all()));
        boolean enough = findings.isEmpty();
        if (!isFew(policy, lost, window.all()) && isFew(policy, window.failed(), window.all())) {
            findings.add(Finding.of(ReportFinding.DAYS_NOT_KEPT, summary.domain(), number(missing)));
        }
        findings.addAll(blockers(policy));
        if (forwarded > 0) {
            findings.add(Finding.of(
                    ReportFinding.FORWARDED_MAIL, summary.domain(), number(forwarded), number(window.all())));
        }
        long strange = failed(strangers);
        if (strange > 0) {
            findings.add(Finding.of(ReportFinding.STRANGERS_MAIL, summary.domain(), number(strange)));
        }
        boolean blocked = !isFew(policy, window.failed(), window.all())
                || findings.stream().anyMatch(each -> each.severity() == Severity.FAIL);
        Status status = isInForce(policy)
                ? Status.IN_FORCE
                : blocked && window.all() > 0
                        ? Status.NOT_READY
                        : enough && isFew(policy, lost, window.all()) ? Status.READY : Status.NOT_ENOUGH;
        return new Readiness(policy, status, window.all(), lost, forwarded, days, receivers, findings);
    }

    private long failed(List<ReportedSender> senders) {
        long failed = 0;
        for (ReportedSender each : senders) {
            for (Fate fate : fates(each)) {
                failed = Counts.plus(failed, fate.failed());
            }
        }
        return failed;
    }

    /** Those of whom nobody has said whether they are the owner's, if all of theirs would be too much to lose; the largest first. */
    private List<Finding> undecided(DmarcPolicy policy, long confirmedMessages) {
        long failed = failed(undecided);
        if (isFew(policy, failed, Counts.plus(confirmedMessages, failed))) {
            return List.of();
        }
        return undecided.stream()
                .filter(each -> failed(List.of(each)) > 0)
                .sorted(Comparator.comparingLong((ReportedSender each) -> -failed(List.of(each))))
                .limit(MAX_NAMED)
                .map(each -> Finding.of(ReportFinding.UNDECIDED_SENDER, each.name(), number(failed(List.of(each)))))
                .toList();
    }

    private long forwardedLost() {
        long lost = 0;
        for (ReportedSender each : forwarders) {
            for (Fate fate : fates(each)) {
                lost = Counts.plus(lost, Counts.plus(fate.failed(), fate.forwardedFailed()));
            }
        }
        return lost;
    }

    /** Of each day of the window. */
    private List<Fate> fates(ReportedSender sender) {
        return List.copyOf(new TreeMap<>(sender.days()).tailMap(firstDay).values());
    }

    private boolean isInForce(DmarcPolicy policy) {
        return summary.policy()
                .filter(found -> policy == DmarcPolicy.QUARANTINE
                        ? found.isEnforced()
                        : found.p().equals("reject") && found.trial().isEmpty())
                .isPresent();
    }

    private static boolean isFew(DmarcPolicy policy, long lost, long all) {
        int oneIn = policy == DmarcPolicy.REJECT ? Readiness.REJECT_ONE_IN : Readiness.QUARANTINE_ONE_IN;
        return lost == 0 || lost < all / oneIn;
    }

    /** What is missing to tell at all. */
    private List<Finding> enough(DmarcPolicy policy) {
        List<Finding> findings = new ArrayList<>();
        int days = summary.reportedDays().tailSet(firstDay).size();
        if (summary.reportedDays().isEmpty()) {
            findings.add(Finding.of(ReportFinding.NO_DAY, summary.domain(), number(Readiness.MIN_REPORTED_DAYS)));
        } else if (days < Readiness.MIN_REPORTED_DAYS) {
            findings.add(Finding.of(
                    ReportFinding.TOO_FEW_DAYS,
                    summary.domain(),
                    number(days),
                    number(Readiness.WINDOW_DAYS),
                    number(Readiness.MIN_REPORTED_DAYS),
                    LocalDate.ofEpochDay(enoughOn()).toString()));
        }
        if (summary.reporters().size() < Readiness.MIN_REPORTERS
                || summary.reporters().stream().noneMatch(ReadinessJudgement::isLarge)) {
            findings.add(Finding.of(
                    ReportFinding.TOO_FEW_REPORTERS,
                    summary.domain(),
                    number(summary.reporters().size())));
        }
        if (confirmed.isEmpty()) {
            findings.add(Finding.of(ReportFinding.NO_CONFIRMED_SENDER, summary.domain()));
        }
        if (summary.undatedMessages() > summary.messages() / Readiness.UNDATED_ONE_IN) {
            findings.add(Finding.of(
                    ReportFinding.UNDATED_MAIL,
                    summary.domain(),
                    number(summary.undatedMessages()),
                    number(summary.messages())));
        }
        long quarantined = quarantinedDays();
        if (policy == DmarcPolicy.REJECT && quarantined < Readiness.WINDOW_DAYS) {
            findings.add(Finding.of(
                    ReportFinding.NOT_QUARANTINED_YET, summary.domain(), number(Readiness.WINDOW_DAYS - quarantined)));
        }
        return findings;
    }

    /** The first day on which there are enough, if each day from now on has a report. */
    private long enoughOn() {
        long start = Math.max(lastDay, today);
        long day = start;
        long days = 0;
        while (days < Readiness.MIN_REPORTED_DAYS) {
            day++;
            days = day
                    - start
                    + summary.reportedDays()
                            .tailSet(day - Readiness.WINDOW_DAYS + 1)
                            .size();
        }
        return Math.min(day, LAST_DAY);
    }

    /** On how many days up to the last one nobody found a policy milder than quarantine. */
    private long quarantinedDays() {
        if (!isInForce(DmarcPolicy.QUARANTINE)) {
            return 0;
        }
        return daysSince(summary.lastMildSecond());
    }

    /** On how many days up to the last one each report found that policy, in full or tried out. */
    long triedDays(DmarcPolicy policy) {
        long untried = Math.max(summary.lastUntriedSecond(policy), summary.firstSecond() - 1);
        return summary.policy().isEmpty() || summary.firstSecond() == Long.MAX_VALUE ? 0 : daysSince(untried);
    }

    private long daysSince(long second) {
        return Math.max(0, lastDay - Math.floorDiv(Math.max(0, second), SECONDS_A_DAY));
    }

    private static boolean isLarge(String reporter) {
        String name = reporter.toLowerCase(Locale.ROOT);
        return name.contains("google") || name.contains("microsoft") || name.contains("outlook");
    }

    /** The confirmed senders below the line, the largest first: they are the plan. */
    private List<Finding> blockers(DmarcPolicy policy) {
        List<Finding> findings = new ArrayList<>();
        List<ReportedSender> largest = new ArrayList<>(confirmed);
        largest.sort(Comparator.comparingLong(ReportedSender::failed).reversed());
        for (ReportedSender sender : largest) {
            Fate fate = fates(sender).stream().reduce(new Fate(0, 0, 0), Fate::plus);
            if (fate.failed() > 0 && (fate.passed() == 0 || !isFew(policy, fate.failed(), fate.all()))) {
                findings.add(Finding.of(
                        ReportFinding.SENDER_FAILS, sender.name(), number(fate.failed()), number(fate.all())));
            } else if (policy == DmarcPolicy.REJECT && sender.dkimAligned() == 0 && fate.all() > 0) {
                findings.add(Finding.of(ReportFinding.SENDER_WITHOUT_DKIM, sender.name(), number(fate.all())));
            }
        }
        return findings;
    }
}
