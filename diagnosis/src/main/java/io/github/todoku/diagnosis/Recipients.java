package io.github.todoku.diagnosis;

import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.Classification;
import io.github.todoku.bounce.EnhancedStatus;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.diagnosis.evidence.ClientAddress;
import io.github.todoku.diagnosis.evidence.Evidence;
import io.github.todoku.diagnosis.evidence.EvidenceRound;
import io.github.todoku.diagnosis.evidence.EvidenceSource;
import io.github.todoku.diagnosis.evidence.Inquiry;
import io.github.todoku.diagnosis.evidence.Sources;
import io.github.todoku.diagnosis.evidence.Truth;
import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.diagnosis.facts.SentMail;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Every recipient of a report held against the decision table, after the one whose bounce tells most. Rows that the words
 * alone settle cost nothing; those that need the same evidence share it. For one thread and one report.
 */
final class Recipients {
    /** How many different sets of evidence the further recipients of one report may cost; past that no row of theirs is sure. */
    static final int MAX_ROUNDS = 16;

    /** What decides a bounce's row: who else got the very same has the same row. */
    private record Said(
            Classification why,
            @Nullable SmtpReply reply,
            @Nullable EnhancedStatus status,
            @Nullable String remoteHost,
            @Nullable DnsName recipientDomain) {
        static Said of(Bounce bounce) {
            return new Said(
                    bounce.classification(),
                    bounce.reply(),
                    bounce.status(),
                    bounce.remoteHost(),
                    CaseFacts.domainOf(bounce.recipient()).orElse(null));
        }
    }

    /** A row, and before when it is useless to send again; null where nothing tells. */
    private record Outcome(
            @Nullable DecisionRow row, @Nullable Instant notBefore) {}

    private final Instruments instruments;
    private final BounceReport report;
    private final SentMail sent;
    private final DnsRun run;
    private final DnsRun strangers;
    private final Map<Said, Outcome> outcomes = new HashMap<>();

    /** What was found of recipients so far, by what was asked about. */
    private final Map<Map<EvidenceSource<?>, Object>, Evidence> found = new HashMap<>();

    Recipients(Instruments instruments, BounceReport report, SentMail sent, DnsRun run, DnsRun strangers) {
        this.instruments = instruments;
        this.report = report;
        this.sent = sent;
        this.run = run;
        this.strangers = strangers;
    }

    /** All of them in the report's order; the one in {@code telling} has been examined and came out at {@code row}. */
    CompletableFuture<List<Recipient>> all(Inquiry telling, @Nullable DecisionRow row, Evidence evidence) {
        know(telling, row, evidence);
        CompletableFuture<Void> judged = CompletableFuture.completedFuture(null);
        for (Bounce bounce : report.bounces()) {
            judged = judged.thenCompose(before -> outcomes.containsKey(Said.of(bounce))
                    ? CompletableFuture.completedFuture(null)
                    : judge(bounce).thenAccept(came -> outcomes.put(Said.of(bounce), came)));
        }
        return judged.thenApply(done -> recipients());
    }

    /** The same where nothing more can be asked: no row of the others is sure. */
    List<Recipient> withoutAsking(Inquiry telling, @Nullable DecisionRow row, Evidence evidence) {
        know(telling, row, evidence);
        return recipients();
    }

    private void know(Inquiry telling, @Nullable DecisionRow row, Evidence evidence) {
        outcomes.put(Said.of(telling.bounce()), outcome(telling.bounce(), row, evidence));
    }

    private List<Recipient> recipients() {
        List<Recipient> recipients = new ArrayList<>();
        for (Bounce bounce : report.bounces()) {
            Outcome outcome = outcomes.getOrDefault(Said.of(bounce), new Outcome(null, null));
            DecisionRow row = outcome.row();
            recipients.add(new Recipient(
                    bounce.recipient(),
                    row == null ? Case.CANNOT_TELL : row.id(),
                    bounce.cause(),
                    bounce.advice(),
                    row == null ? null : row.again(),
                    outcome.notBefore()));
        }
        return recipients;
    }

    private CompletableFuture<Outcome> judge(Bounce bounce) {
        Inquiry asked = Inquiry.of(
                report, bounce, sent, instruments.means(), instruments.clock().instant());
        List<DecisionRow> candidates = RowJudge.candidates(asked);
        Set<EvidenceSource<?>> wanted = new LinkedHashSet<>();
        candidates.forEach(row -> wanted.addAll(row.sources()));
        List<EvidenceSource<?>> sources = Sources.withGrounds(wanted);
        return ClientAddress.find(asked, sources, strangers)
                .thenCompose(inquiry -> evidence(inquiry, sources).thenApply(evidence -> {
                    RowJudge judge = new RowJudge(inquiry, evidence);
                    DecisionRow row = candidates.stream()
                            .filter(candidate -> judge.hold(candidate) == Truth.YES)
                            .findFirst()
                            .orElse(null);
                    return outcome(bounce, row, evidence);
                }));
    }

    /** What was found for another recipient who needs the same, else what a round finds now. */
    private CompletableFuture<Evidence> evidence(Inquiry inquiry, List<EvidenceSource<?>> sources) {
        Map<EvidenceSource<?>, Object> questions = EvidenceRound.questions(inquiry, sources);
        Evidence known = questions.isEmpty() ? Evidence.NONE : found.get(questions);
        if (known != null || found.size() >= MAX_ROUNDS) {
            return CompletableFuture.completedFuture(known == null ? Evidence.NONE : known);
        }
        return new EvidenceRound(inquiry, run, strangers, instruments.clock())
                .ask(sources)
                .thenApply(evidence -> {
                    found.put(questions, evidence);
                    return evidence;
                });
    }

    private Outcome outcome(Bounce bounce, @Nullable DecisionRow row, Evidence evidence) {
        if (row == null) {
            return new Outcome(null, null);
        }
        return new Outcome(
                row,
                switch (row.again()) {
                    case AFTER_FIX, WAIT -> CaseDraft.keptUntil(row, evidence).orElse(null);
                    case LATER, QUEUE -> afterItsWish(bounce);
                    default -> null;
                });
    }

    /** The wait that the receiver asked for, from now on: when it asked is told by no report. */
    private @Nullable Instant afterItsWish(Bounce bounce) {
        return bounce.classification()
                .facts()
                .retryAfter()
                .map(wait -> instruments.clock().instant().plus(wait))
                .orElse(null);
    }
}
