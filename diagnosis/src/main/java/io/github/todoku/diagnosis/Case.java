package io.github.todoku.diagnosis;

import io.github.todoku.bounce.Cause;
import io.github.todoku.bounce.Evidence;
import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.spf.SpfVerdict;
import java.io.Serializable;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A bounce explained: why it came back, the proof, what to publish, and what happens then. Immutable.
 */
public final class Case implements Serializable {
    private static final long serialVersionUID = 1;

    private final Instant at;
    private final String cause;
    private final Cause bounceCause;
    private final Confidence confidence;
    private final CaseFacts facts;
    private final List<Evidence> words;
    private final List<Proof> evidence;
    private final List<Remedy> remedies;
    private final Prognosis prognosis;
    private final List<OpenRow> open;
    private final List<String> gaps;
    private final List<Recipient> recipients;
    private final List<Weighed> weighed;
    private final @Nullable Instant keptUntil;

    Case(
            Instant at,
            String cause,
            Cause bounceCause,
            Confidence confidence,
            CaseFacts facts,
            List<Evidence> words,
            List<Proof> evidence,
            List<Remedy> remedies,
            Prognosis prognosis,
            List<OpenRow> open,
            List<String> gaps,
            List<Recipient> recipients,
            List<Weighed> weighed,
            @Nullable Instant keptUntil) {
        this.at = at;
        this.cause = cause;
        this.bounceCause = bounceCause;
        this.confidence = confidence;
        this.facts = facts;
        this.words = List.copyOf(words);
        this.evidence = List.copyOf(evidence);
        this.remedies = List.copyOf(remedies);
        this.prognosis = prognosis;
        this.open = List.copyOf(open);
        this.gaps = List.copyOf(gaps);
        this.recipients = List.copyOf(recipients);
        this.weighed = List.copyOf(weighed);
        this.keptUntil = keptUntil;
    }

    /** {@return when it was examined} */
    public Instant at() {
        return at;
    }

    /** {@return the id of the decision row: {@code spf-missing-service}; {@value #CANNOT_TELL} when no row is sure} */
    public String cause() {
        return cause;
    }

    /** {@return what the receiver's words alone say} */
    public Cause bounceCause() {
        return bounceCause;
    }

    /** {@return how sure it is} */
    public Confidence confidence() {
        return confidence;
    }

    /** {@return what the bounce says} */
    public CaseFacts facts() {
        return facts;
    }

    /** {@return the receiver's words that decided, and the rule that reads them so} */
    public List<Evidence> words() {
        return words;
    }

    /** {@return what the DNS says} */
    public List<Proof> evidence() {
        return evidence;
    }

    /** {@return what to do, the first one first; empty only if there is nothing to recommend} */
    public List<Remedy> remedies() {
        return remedies;
    }

    /** {@return the checks with the first remedy laid over the DNS} */
    public Prognosis prognosis() {
        return prognosis;
    }

    /** {@return rows that could hold too, with what would settle each; never empty where the cause is not known} */
    public List<OpenRow> open() {
        return open;
    }

    /** {@return sources that gave no answer in time, one line each} */
    public List<String> gaps() {
        return gaps;
    }

    /** {@return every recipient that the report names, in its order: whether and when to send there again} */
    public List<Recipient> recipients() {
        return recipients;
    }

    /**
     * {@return the rows that were checked against the evidence, in order, up to the one that holds, each with what met and
     * what refuted it}
     */
    public List<Weighed> weighed() {
        return weighed;
    }

    /** {@return see {@link #oldAnswerUntil()}; null where that is empty} */
    public @Nullable Instant keptUntil() {
        return keptUntil;
    }

    /** The cause when no row of the table is sure. */
    public static final String CANNOT_TELL = "cannot-tell";

    /** The cause of a mail that is not a bounce: it reports no failed or delayed delivery. */
    public static final String NO_BOUNCE = "no-bounce";

    /**
     * A row that the evidence decided: for it or against it. Evidence is named by its kind, as {@code from} in the JSON:
     * {@code bounce}, {@code spf}, {@code reverse-name}…
     *
     * @param cause the row's id
     * @param holds whether it is the cause
     * @param met the evidence that meets its conditions
     * @param refuted the evidence that refutes one; empty where it holds
     */
    public record Weighed(String cause, boolean holds, List<String> met, List<String> refuted) implements Serializable {
        /**
         * Copies the lists.
         *
         * @param cause the row's id
         * @param holds whether it is the cause
         * @param met the evidence that meets its conditions
         * @param refuted the evidence that refutes one; empty where it holds
         */
        public Weighed {
            met = List.copyOf(met);
            refuted = List.copyOf(refuted);
        }
    }

    /**
     * A row that neither holds nor fails.
     *
     * @param cause its id; {@value Case#CANNOT_TELL} where no row is left, and what is needed could add one
     * @param needs what would settle it: keys {@code need.<key>} of the bundle
     */
    public record OpenRow(String cause, List<String> needs) implements Serializable {
        /**
         * Copies the list.
         *
         * @param cause its id
         * @param needs what would settle it: keys {@code need.<key>} of the bundle
         */
        public OpenRow {
            needs = List.copyOf(needs);
        }
    }

    /** {@return whether there was a bounce to explain} */
    public boolean isBounce() {
        return !cause.equals(NO_BOUNCE);
    }

    /** {@return whether it is a bounce and its cause is known} */
    public boolean isDecided() {
        return isBounce() && !cannotTell();
    }

    /** {@return whether the cause is not known} */
    public boolean cannotTell() {
        return cause.equals(CANNOT_TELL);
    }

    /** {@return what the evidence says is wrong, whether it explains the bounce or not, each thing once} */
    public List<Finding> findings() {
        Set<Finding> findings = new LinkedHashSet<>();
        for (Proof proof : evidence) {
            findings.addAll(proof.findings());
        }
        findings.removeIf(each -> each.severity() == Severity.PASS || each.severity() == Severity.INFO);
        return List.copyOf(findings);
    }

    /**
     * {@return whether the DNS was asked and nothing at all came back}
     */
    public boolean dnsWasSilent() {
        boolean asked = evidence.stream()
                        .anyMatch(proof -> !(proof instanceof Proof.Known || proof instanceof Proof.OwnReceiver))
                || !gaps.isEmpty();
        return asked && evidence.stream().noneMatch(Proof::isAnswered);
    }

    /**
     * {@return the first remedy}
     */
    public Optional<Remedy> remedy() {
        return remedies.stream().findFirst();
    }

    /**
     * The proof of one kind, if it was asked for.
     *
     * @param <P> the kind of proof
     * @param kind the kind of proof wanted
     * @return the proof of one kind, if it was asked for
     */
    public <P extends Proof> Optional<P> proof(Class<P> kind) {
        return evidence.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /**
     * {@return HELO, MAIL FROM and From side by side, with what SPF, DKIM and DMARC say of them}
     */
    public AuthenticationSummary authentication() {
        return AuthenticationSummary.of(facts, evidence);
    }

    /**
     * {@return why, as a sentence}
     *
     * @param locale the language: English or Japanese
     */
    public String text(Locale locale) {
        return CaseWords.of(this, locale).cause();
    }

    /**
     * {@return what to do, as a sentence}
     *
     * @param locale the language: English or Japanese
     */
    public String advice(Locale locale) {
        return CaseWords.of(this, locale).remedy();
    }

    /**
     * {@return whether the records of the first remedy can be published as they are} False where they are a draft: they
     * would not be enough, or would stop somebody who passes today. False also while only the bounce says whose the address
     * is, since a bounce can be forged.
     */
    public boolean isReadyToPublish() {
        return prognosis.allWillPass()
                && remedy().filter(remedy -> !remedy.key().equals(Remedy.DRAFT_ONLY)
                                && !remedy.notes().contains(Remedy.CONFIRM_ADDRESS))
                        .isPresent();
    }

    /**
     * {@return the result of DMARC once the proposed SPF record is published, since SPF can pass and the mail still be
     * refused; empty if no SPF record is proposed, SPF would not pass by it, there is no policy, or too little is known}
     */
    public Optional<AuthenticationSummary.Outcome> outcomeAfterRemedy() {
        AuthenticationSummary summary = authentication();
        boolean passes = !prognosis.outlooks().isEmpty()
                && prognosis.outlooks().get(0).willPass()
                && summary.mailFromDomain() != null
                && summary.from() != null;
        return passes
                ? Optional.of(summary.outcomeIf(SpfVerdict.PASS))
                        .filter(outcome -> outcome != AuthenticationSummary.Outcome.UNKNOWN
                                && outcome != AuthenticationSummary.Outcome.NO_POLICY)
                : Optional.empty();
    }

    /** {@return whether the only thing missing is a person's word on whose address it is} */
    public boolean waitsForConfirmation() {
        return prognosis.allWillPass()
                && remedy().filter(remedy -> !remedy.key().equals(Remedy.DRAFT_ONLY)
                                && remedy.notes().contains(Remedy.CONFIRM_ADDRESS))
                        .isPresent();
    }

    /**
     * Until when caches that asked when we did may still give today's answer, on which the case was decided: what is
     * published before then is not yet seen by everybody. Where something is to be published it is the answer that the new
     * record replaces; where there is nothing to do but wait, the longest-lived answer that the decision rests on, included
     * names among them. A cache that asks later, but before the new record is there, keeps the old one for its TTL from
     * then.
     *
     * @return the end of the answer's TTL; empty if the cause does not rest on the DNS, or no answer came
     */
    public Optional<Instant> oldAnswerUntil() {
        return Optional.ofNullable(keptUntil);
    }

    /** One line for a log, without addresses of people. */
    @Override
    public String toString() {
        return "Case[" + cause + ", " + bounceCause + ", " + facts.domain() + " via " + facts.clientAddress() + "]";
    }
}
