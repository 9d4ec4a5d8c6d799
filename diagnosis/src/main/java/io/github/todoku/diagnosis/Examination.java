package io.github.todoku.diagnosis;

import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.diagnosis.evidence.ClientAddress;
import io.github.todoku.diagnosis.evidence.Evidence;
import io.github.todoku.diagnosis.evidence.EvidenceRound;
import io.github.todoku.diagnosis.evidence.EvidenceSource;
import io.github.todoku.diagnosis.evidence.Inquiry;
import io.github.todoku.diagnosis.evidence.Sources;
import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.diagnosis.facts.SentMail;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsRun;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One examination: which rows are possible, what they need, what the DNS says, which row it is, what to do. */
final class Examination {
    /** What is known of a case once its sources have answered. */
    private record Gathered(List<DecisionRow> candidates, Inquiry inquiry, Evidence evidence) {}

    private final Instruments instruments;
    private final BounceReport report;
    private final SentMail sent;
    private final DnsRun run;
    private final DnsRun strangers;
    private final @Nullable Bounce bounce;
    private final AtomicReference<@Nullable EvidenceRound> round = new AtomicReference<>();

    Examination(Instruments instruments, BounceReport report, SentMail sent) {
        this.instruments = instruments;
        this.report = report;
        this.sent = sent;
        this.run = instruments.run();
        this.strangers = DnsRun.using(run, run.deadline()).withMaxQuestions(Doctor.MAX_QUESTIONS);
        this.bounce = TellingBounce.of(report).orElse(null);
    }

    /** Waits, and thinks on this thread as soon as the evidence is in. */
    Case check() {
        if (bounce == null) {
            return CaseDraft.noBounce(instruments, CaseFacts.of(report, sent, instruments.registrable()));
        }
        Inquiry asked = inquiry(bounce);
        List<DecisionRow> candidates = RowJudge.candidates(asked);
        Gathered gathered = run.await(gather(candidates, asked), () -> new Gathered(candidates, asked, stopped()));
        return run.await(conclude(gathered), () -> withoutRemedy(gathered));
    }

    CompletableFuture<Case> checkAsync() {
        if (bounce == null) {
            return CompletableFuture.completedFuture(
                    CaseDraft.noBounce(instruments, CaseFacts.of(report, sent, instruments.registrable())));
        }
        Inquiry asked = inquiry(bounce);
        return run.endingWith(gather(RowJudge.candidates(asked), asked).thenCompose(this::conclude));
    }

    private Inquiry inquiry(Bounce telling) {
        return Inquiry.of(
                report, telling, sent, instruments.means(), instruments.clock().instant());
    }

    private CompletableFuture<Gathered> gather(List<DecisionRow> candidates, Inquiry asked) {
        Set<EvidenceSource<?>> wanted = new LinkedHashSet<>();
        candidates.forEach(row -> wanted.addAll(row.sources()));
        List<EvidenceSource<?>> sources = Sources.withGrounds(wanted);
        return ClientAddress.find(asked, sources, strangers).thenCompose(inquiry -> {
            EvidenceRound next = new EvidenceRound(inquiry, run, strangers, instruments.clock());
            round.set(next);
            return next.ask(sources).thenApply(evidence -> new Gathered(candidates, inquiry, evidence));
        });
    }

    /** What has come by now, where something ignores that the run is over. */
    private Evidence stopped() {
        EvidenceRound open = round.get();
        return open == null ? Evidence.NONE : open.stop();
    }

    private CompletableFuture<Case> conclude(Gathered gathered) {
        CaseDraft draft = draft(gathered);
        Optional<DecisionRow> row = draft.row();
        CompletableFuture<List<Prescription>> prescriptions = row.isPresent()
                ? new RemedyWriter(strangers, instruments.profile(), gathered.inquiry(), gathered.evidence())
                        .write(row.get())
                : CompletableFuture.completedFuture(List.of());
        Recipients recipients = recipients();
        return prescriptions.thenCompose(written -> recipients
                .all(gathered.inquiry(), row.orElse(null), gathered.evidence())
                .thenApply(all -> draft.finish(written, all, tooLarge())));
    }

    private Case withoutRemedy(Gathered gathered) {
        CaseDraft draft = draft(gathered);
        return draft.finish(
                draft.row().isPresent() ? List.of(Prescription.none("none", List.of("remedy: time limit"))) : List.of(),
                recipients().withoutAsking(gathered.inquiry(), draft.row().orElse(null), gathered.evidence()),
                tooLarge());
    }

    private CaseDraft draft(Gathered gathered) {
        return new CaseDraft(instruments, gathered.candidates(), gathered.inquiry(), gathered.evidence());
    }

    private Recipients recipients() {
        return new Recipients(instruments, report, sent, run, strangers);
    }

    /** Told once, in place of each question that was one too many. */
    private List<String> tooLarge() {
        List<String> gaps = new ArrayList<>();
        if (strangers.gaps().stream().anyMatch(gap -> gap.reason() == DnsAnswer.Reason.TOO_MANY_QUESTIONS)) {
            gaps.add("too large: the names in this bounce lead to more than " + Doctor.MAX_QUESTIONS + " questions");
        }
        return gaps;
    }
}
