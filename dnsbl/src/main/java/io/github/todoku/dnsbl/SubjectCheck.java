package io.github.todoku.dnsbl;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsClock;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dnsbl.DnsblReport.Entry;
import io.github.todoku.dnsbl.ListCheck.Asked;
import io.github.todoku.dnsbl.ListCheck.Asking;
import io.github.todoku.dnsbl.ListCheck.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks all lists about one subject at once. One object for one report. */
final class SubjectCheck {
    private final DnsblSubject subject;
    private final List<ListChoice> choices;
    private final CompletableFuture<DnsblReport> report = new CompletableFuture<>();
    private final Deadline deadline;

    /** Emptied when the report is there, since a bulk run keeps the checks of subjects that may come again. */
    private volatile List<Asked> asked = List.of();

    private SubjectCheck(DnsblSubject subject, List<ListChoice> choices, Deadline deadline) {
        this.subject = subject;
        this.choices = choices;
        this.deadline = deadline;
    }

    /** Asks. */
    static SubjectCheck begin(DnsblSubject subject, List<ListChoice> choices, CheckSettings settings) {
        Duration longest = Duration.ZERO;
        for (ListChoice choice : choices) {
            Duration allowance = choice.allowance();
            longest = longest.compareTo(allowance) < 0 ? allowance : longest;
        }
        Deadline deadline = Deadline.after(settings.timeLimit.plus(longest), settings.dns.clock());
        SubjectCheck check = new SubjectCheck(subject, choices, deadline);
        check.start(settings, DnsRun.using(settings.dns, deadline));
        return check;
    }

    /** A report for which no list is asked any more. */
    static SubjectCheck unasked(
            DnsblSubject subject, List<ListChoice> choices, CheckSettings settings, FailureCause cause) {
        SubjectCheck check =
                new SubjectCheck(subject, choices, Deadline.after(settings.timeLimit, settings.dns.clock()));
        DnsblVerdict failed = new DnsblVerdict.Failed(cause, "not asked");
        check.report(choices.stream()
                .map(choice -> choice.skip() == null ? failed : choice.skip())
                .map(verdict -> new Outcome(verdict, List.of(), null))
                .toList());
        return check;
    }

    /** The report, when it is there. Cancelling it stops the questions. */
    CompletableFuture<DnsblReport> report() {
        return report;
    }

    /** The report, waited for; what has not come when the time is over, or the thread is interrupted, cannot be told. */
    DnsblReport await() {
        return deadline.await(report, () -> {
            giveUp(Thread.currentThread().isInterrupted() ? FailureCause.INTERRUPTED : FailureCause.TIMEOUT);
            return report.join();
        });
    }

    private void start(CheckSettings settings, DnsRun run) {
        Duration limit = settings.timeLimit;
        List<Asked> all = new ArrayList<>(choices.size());
        for (ListChoice choice : choices) {
            Duration allowance = choice.allowance();
            boolean usual = limit.plus(allowance).compareTo(deadline.remaining()) >= 0;
            Deadline until = usual ? deadline : Deadline.after(limit.plus(allowance), settings.dns.clock());
            all.add(choice.ask(subject, settings, new Asking(run, settings.dns, until)));
        }
        asked = all;
        var unused = run.endingWith(report);
        AtomicInteger open = new AtomicInteger(all.size());
        if (all.isEmpty()) {
            report(List.of());
        }
        for (Asked each : all) {
            CompletionStage<Outcome> stage = each.outcome();
            stage.whenComplete((outcome, bug) -> {
                if (bug != null) {
                    report.completeExceptionally(bug); // nothing of the network's comes here
                } else if (open.decrementAndGet() == 0) {
                    report(all.stream().map(one -> one.outcome().join()).toList());
                }
            });
        }
        if (!report.isDone()) { // a list's test belongs to all checks, and may have more time than this one
            DnsClock.Alarm alarm = deadline.clock().after(deadline.remaining(), () -> giveUp(FailureCause.TIMEOUT));
            CompletionStage<DnsblReport> done = report;
            done.whenComplete((value, error) -> alarm.cancel());
        }
    }

    private void giveUp(FailureCause cause) {
        asked.forEach(each -> each.giveUp().accept(cause));
    }

    private void report(List<Outcome> outcomes) {
        List<Entry> entries = new ArrayList<>(choices.size());
        for (int i = 0; i < choices.size(); i++) {
            Outcome outcome = outcomes.get(i);
            entries.add(new Entry(
                    choices.get(i).list(),
                    outcome.verdict(),
                    outcome.answers(),
                    outcome.health(),
                    choices.get(i).required()));
        }
        report.complete(new DnsblReport(subject, entries));
        asked = List.of();
    }
}
