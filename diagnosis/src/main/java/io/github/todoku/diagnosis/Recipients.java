package io.github.todoku.diagnosis;

import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.Classification;
import io.github.todoku.bounce.EnhancedStatus;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dnsbl.DnsblList;
import io.github.todoku.spf.SpfVerifier;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
                    FactsReader.domain(bounce.recipient()));
        }
    }

    /** What is to be asked, as far as recipients differ in it. */
    private record Question(
            Set<Condition.Source> sources,
            @Nullable DnsName domain,
            @Nullable DnsName from,
            @Nullable InetAddress client,
            @Nullable DnsName recipientDomain,
            List<DnsblList> named) {}

    /** A row, and before when it is useless to send again; null where nothing tells. */
    private record Outcome(
            @Nullable DecisionRow row, @Nullable Instant notBefore) {}

    private final Instruments instruments;
    private final BounceReport report;
    private final SentMail sent;
    private final DnsResolver dns;
    private final Deadline deadline;
    private final Map<Said, Outcome> outcomes = new HashMap<>();
    private final Map<Question, Findings> asked = new HashMap<>();

    Recipients(Instruments instruments, BounceReport report, SentMail sent, DnsResolver dns, Deadline deadline) {
        this.instruments = instruments;
        this.report = report;
        this.sent = sent;
        this.dns = dns;
        this.deadline = deadline;
    }

    /** All of them in the report's order; {@code telling} has been examined and came out at {@code cause}. */
    List<Recipient> all(Bounce telling, String cause, List<Proof> proofs, Findings found) {
        DecisionRow known = DecisionTable.shipped().find(cause).orElse(null);
        outcomes.put(Said.of(telling), outcome(telling, known, proofs, found));
        List<Recipient> recipients = new ArrayList<>();
        for (Bounce bounce : report.bounces()) {
            Outcome outcome = outcomes.computeIfAbsent(Said.of(bounce), said -> judge(bounce));
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

    private Outcome judge(Bounce bounce) {
        CaseFacts facts = FactsReader.facts(report, bounce, sent);
        Findings findings = Findings.before(instruments, sent, facts);
        RowConditions words = new RowConditions(bounce, facts, findings);
        Set<Condition.Source> sources = EnumSet.noneOf(Condition.Source.class);
        List<DecisionRow> candidates = DecisionTable.shipped().rows().stream()
                .filter(words::isCandidate)
                .toList();
        candidates.forEach(row -> sources.addAll(row.sources()));
        sources.remove(Condition.Source.BOUNCE);
        if (!sources.isEmpty()) {
            EvidenceRound round = new EvidenceRound(dns, SpfVerifier.using(dns), deadline, findings);
            facts = knowClient(round, facts, sources);
            findings = findings(round, findings, facts, sources);
        }
        RowConditions conditions = new RowConditions(bounce, facts, findings);
        DecisionRow row = candidates.stream()
                .filter(candidate -> conditions.hold(candidate) == Condition.Truth.YES)
                .findFirst()
                .orElse(null);
        return outcome(bounce, row, findings.proofs(facts), findings);
    }

    private Outcome outcome(Bounce bounce, @Nullable DecisionRow row, List<Proof> proofs, Findings findings) {
        Again again = row == null ? null : row.again();
        if (row == null || again == null) {
            return new Outcome(row, null);
        }
        return new Outcome(
                row,
                switch (again) {
                    case AFTER_FIX, WAIT -> findings.keptUntil(row, proofs).orElse(null);
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

    private CaseFacts knowClient(EvidenceRound round, CaseFacts facts, Set<Condition.Source> sources) {
        try {
            return round.knowClient(facts, instruments.profile(), sources);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return facts;
        }
    }

    /** What was found for another recipient who needs the same, else what {@code round} finds now. */
    private Findings findings(EvidenceRound round, Findings empty, CaseFacts facts, Set<Condition.Source> sources) {
        Question question = question(facts, sources);
        Findings known = asked.get(question);
        if (known != null
                || asked.size() >= MAX_ROUNDS
                || Thread.currentThread().isInterrupted()) {
            return known == null ? empty : known;
        }
        asked.put(question, empty);
        try {
            round.ask(facts, sources, instruments);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt(); // what has come by now counts
        }
        return empty;
    }

    private Question question(CaseFacts facts, Set<Condition.Source> sources) {
        boolean byRecipient = sources.contains(Condition.Source.RECIPIENT_DOMAIN);
        boolean byList = sources.contains(Condition.Source.LISTS) || sources.contains(Condition.Source.DOMAIN_LISTS);
        return new Question(
                sources,
                facts.domain(),
                facts.fromDomain(),
                facts.clientAddress(),
                byRecipient ? facts.recipientDomain() : null,
                byList ? NamedLists.of(facts, instruments.catalog()) : List.of());
    }
}
