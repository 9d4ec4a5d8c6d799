package io.github.todoku.diagnosis;

import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.Cause;
import io.github.todoku.bounce.Evidence;
import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.senders.internal.AskedOnce;
import io.github.todoku.spf.SpfVerifier;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One examination: which rows are possible, what they need, what the DNS says, which row it is, what to do. */
final class Examination {
    private static final Set<Condition.Source> RESTS_ON_CLIENT = EnumSet.of(
            Condition.Source.SPF,
            Condition.Source.REVERSE,
            Condition.Source.LISTS,
            Condition.Source.SERVICE,
            Condition.Source.SIBLING);

    private final Instruments instruments;
    private final Bounce bounce;
    private final BounceReport report;
    private final SentMail sent;
    private final DnsResolver dns;
    private final Deadline deadline;
    private final SpfVerifier verifier;
    private final Findings findings;
    private CaseFacts facts;

    Examination(Instruments instruments, BounceReport report, SentMail sent) {
        this(instruments, report, sent, instruments.dns());
    }

    /** Asks {@code shared} in place of the doctor's own resolver. */
    Examination(Instruments instruments, BounceReport report, SentMail sent, DnsResolver shared) {
        this.instruments = instruments;
        this.report = report;
        this.sent = sent;
        this.bounce = FactsReader.telling(report)
                .orElseThrow(() -> new IllegalArgumentException("the report names no bounce: " + report.kind()));
        this.facts = FactsReader.facts(report, bounce, sent);
        this.findings = Findings.before(instruments, sent, facts);
        this.deadline = Deadline.after(instruments.timeLimit());
        this.dns = new AskedOnce(shared, deadline);
        this.verifier = SpfVerifier.using(dns);
    }

    Case run() {
        try {
            return examine();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return conclude(candidates(), List.of(Prescription.none("none")));
        }
    }

    private Case examine() throws InterruptedException {
        List<DecisionRow> candidates = candidates();
        Set<Condition.Source> sources = EnumSet.noneOf(Condition.Source.class);
        candidates.forEach(row -> sources.addAll(row.sources()));
        EvidenceRound round = new EvidenceRound(dns, verifier, deadline, findings);
        facts = round.knowClient(facts, instruments.profile(), sources);
        round.ask(facts, sources, instruments);
        List<Prescription> prescriptions = List.of();
        Optional<DecisionRow> row = candidates.stream()
                .filter(candidate -> conditions().hold(candidate) == Condition.Truth.YES)
                .findFirst();
        if (row.isPresent()) {
            prescriptions =
                    new RemedyWriter(dns, verifier, deadline, instruments.profile()).write(row.get(), facts, findings);
        }
        return conclude(candidates, prescriptions);
    }

    private List<DecisionRow> candidates() {
        RowConditions conditions = conditions();
        return DecisionTable.shipped().rows().stream()
                .filter(conditions::isCandidate)
                .toList();
    }

    private RowConditions conditions() {
        return new RowConditions(bounce, facts, findings);
    }

    private Case conclude(List<DecisionRow> candidates, List<Prescription> prescriptions) {
        RowConditions conditions = conditions();
        List<Case.OpenRow> open = new ArrayList<>();
        List<Case.Weighed> weighed = new ArrayList<>();
        for (DecisionRow row : candidates) {
            Condition.Truth truth = conditions.hold(row);
            if (truth != Condition.Truth.UNKNOWN) {
                weighed.add(conditions.weigh(row));
            }
            if (truth == Condition.Truth.YES) {
                List<Remedy> remedies = prescriptions.stream()
                        .map(each -> new Remedy(each.remedy(), each.records(), each.notes(), row.again()))
                        .toList();
                Prognosis prognosis = prescriptions.isEmpty()
                        ? Prognosis.NONE
                        : prescriptions.get(0).prognosis();
                return theCase(row.id(), confidence(row, open, remedies), remedies, prognosis, open, weighed);
            }
            if (truth == Condition.Truth.UNKNOWN) {
                open.add(new Case.OpenRow(row.id(), List.copyOf(conditions.needs(row))));
            }
        }
        if (open.isEmpty()) {
            open.add(new Case.OpenRow(Case.CANNOT_TELL, List.of(bounce.cause() == Cause.UNKNOWN ? "words" : "person")));
        }
        return theCase(Case.CANNOT_TELL, Confidence.LOW, List.of(), Prognosis.NONE, open, weighed);
    }

    private Case theCase(
            String cause,
            Confidence confidence,
            List<Remedy> remedies,
            Prognosis prognosis,
            List<Case.OpenRow> open,
            List<Case.Weighed> weighed) {
        List<Proof> proofs = findings.proofs(facts);
        instruments
                .profile()
                .ownReceiver(facts)
                .ifPresent(own ->
                        proofs.add(new Proof.OwnReceiver(instruments.clock().instant(), own)));
        return new Case(
                instruments.clock().instant(),
                cause,
                bounce.cause(),
                confidence,
                facts,
                bounce.classification().evidence(),
                proofs,
                remedies,
                prognosis,
                open,
                findings.gaps(),
                new Recipients(instruments, report, sent, dns, deadline).all(bounce, cause, proofs, findings),
                weighed,
                DecisionTable.shipped()
                        .find(cause)
                        .flatMap(row -> findings.keptUntil(row, proofs))
                        .orElse(null));
    }

    /**
     * The receiver's words and the DNS together: high; one of them alone: medium; a general code: low. Where the cause
     * is that this address is not allowed, or what its reverse name is, it is not high while nobody but the bounce says that the address is the sender's: whoever
     * forges a bounce can name any.
     */
    private Confidence confidence(DecisionRow row, List<Case.OpenRow> open, List<Remedy> remedies) {
        Evidence.Confidence words = bounce.classification().evidence().stream()
                .map(Evidence::confidence)
                .findFirst()
                .orElse(Evidence.Confidence.LOW);
        if (words == Evidence.Confidence.LOW) {
            return Confidence.LOW;
        }
        boolean proven = row.conditions().keySet().stream().anyMatch(c -> c.source() != Condition.Source.BOUNCE);
        boolean byClient = row.conditions().keySet().stream().anyMatch(c -> RESTS_ON_CLIENT.contains(c.source()));
        boolean byMailFrom =
                row.conditions().containsKey(Condition.SPF) || row.conditions().containsKey(Condition.MAIL_FROM_DOMAIN);
        boolean guessed = (byClient && facts.clientFrom() == CaseFacts.Origin.REPORTING_HOST)
                || (byMailFrom && facts.domainFrom() == CaseFacts.Origin.FROM_FIELD)
                || (row.conditions().containsKey(Condition.ALIGNED) && signedOnTheWayOut())
                || (row.conditions().containsKey(Condition.FORWARDED) && findings.sentFrom == null)
                || ((row.conditions().getOrDefault(Condition.SPF, List.of()).contains("fail")
                                || row.conditions().containsKey(Condition.REVERSE))
                        && remedies.stream().anyMatch(remedy -> remedy.notes().contains(Remedy.CONFIRM_ADDRESS)));
        if (!open.isEmpty() || (proven && guessed)) {
            return Confidence.MEDIUM;
        }
        return proven || words == Evidence.Confidence.HIGH ? Confidence.HIGH : Confidence.MEDIUM;
    }

    /** A header that came back unsigned may have been signed after the copy was taken. */
    private boolean signedOnTheWayOut() {
        return sent.signatures() == null
                && facts.signatures() != null
                && facts.signatures().isEmpty();
    }
}
