package io.github.todoku.dnsbl;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dnsbl.DnsblReport.Entry;
import io.github.todoku.dnsbl.DnsblVerdict.FailureCause;
import io.github.todoku.dnsbl.ListCheck.Finding;
import io.github.todoku.dnsbl.ListCheck.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Asks all lists about one subject at once. One object for one report. */
final class SubjectCheck {
    /** How long after the deadline a resolver that does not keep it is given up. */
    static final Duration GRACE = Duration.ofMillis(250);

    private final DnsblSubject subject;
    private final List<Choice> choices;
    private final CheckSettings settings;
    private final AtomicReferenceArray<Finding> findings;
    private final AtomicInteger open;
    private final CompletableFuture<DnsblReport> report = new CompletableFuture<>();

    SubjectCheck(DnsblSubject subject, List<Choice> choices, CheckSettings settings) {
        this.subject = subject;
        this.choices = choices;
        this.settings = settings;
        this.findings = new AtomicReferenceArray<>(choices.size());
        this.open = new AtomicInteger(choices.size());
    }

    CompletableFuture<DnsblReport> run() {
        if (choices.isEmpty()) {
            report.complete(new DnsblReport(subject, List.of()));
            return report;
        }
        Duration longest = settings.perList();
        for (int i = 0; i < choices.size(); i++) {
            int at = i;
            Duration limit = settings.perList().plus(choices.get(i).allowance());
            longest = longest.compareTo(limit) < 0 ? limit : longest;
            choices.get(i)
                    .ask(subject, new Wait(Deadline.after(limit), report::isDone))
                    .whenComplete((finding, bug) -> {
                        if (bug == null) {
                            found(at, finding);
                        } else {
                            report.completeExceptionally(bug); // nothing of the network's comes here
                        }
                    });
        }
        if (!report.isDone()) {
            guard(longest);
        }
        return report;
    }

    private void found(int at, Finding finding) {
        if (findings.compareAndSet(at, null, finding) && open.decrementAndGet() == 0) {
            report.complete(new DnsblReport(subject, entries()));
        }
    }

    /** The contract of a resolver is to answer by the deadline; this holds for those that break it. */
    private void guard(Duration longest) {
        CompletableFuture<Boolean> timer = new CompletableFuture<Boolean>()
                .completeOnTimeout(true, longest.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
        CompletionStage<Boolean> late = timer;
        late.thenAccept(isLate -> {
            if (isLate) {
                giveUp();
            }
        });
        CompletionStage<DnsblReport> done = report;
        done.whenComplete((value, error) -> timer.complete(false));
    }

    private void giveUp() {
        Finding silent = new Finding(
                new DnsblVerdict.Failed(FailureCause.TIMEOUT, "the resolver let the deadline pass"), List.of(), null);
        for (int i = 0; i < choices.size(); i++) {
            found(i, silent);
        }
    }

    private List<Entry> entries() {
        List<Entry> entries = new ArrayList<>(choices.size());
        for (int i = 0; i < choices.size(); i++) {
            DnsblList list = choices.get(i).list();
            Finding finding = findings.get(i);
            boolean required = choices.get(i).required();
            entries.add(new Entry(list, finding.verdict(), finding.answers(), finding.health(), required));
        }
        return entries;
    }
}
