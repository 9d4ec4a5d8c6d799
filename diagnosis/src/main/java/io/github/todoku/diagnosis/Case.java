package io.github.todoku.diagnosis;

import io.github.todoku.bounce.Cause;
import io.github.todoku.bounce.Evidence;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bounce explained: why, the proof, what to publish, and what then. Immutable.
 *
 * @param at when it was examined
 * @param cause the id of the decision row: {@code spf-missing-service}; {@value #CANNOT_TELL} when no row is sure
 * @param bounceCause what the receiver's words alone say
 * @param confidence how sure it is
 * @param facts what the bounce says
 * @param words the receiver's words that decided, and the rule that reads them so
 * @param evidence what the DNS says
 * @param remedies what to do, the first one first; empty only if nothing can be advised
 * @param prognosis the checks with the first remedy laid over the DNS
 * @param open rows that could hold too, with what would settle each; never empty where the cause is not known
 * @param gaps sources that gave no answer in time, one line each
 * @param recipients every recipient that the report names, in its order: whether and when to send there again
 * @param weighed the rows that were held against the evidence, in order, up to the one that holds: what met and what refuted each
 * @param keptUntil see {@link #oldAnswerUntil()}; null where that is empty
 */
public record Case(
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
        @Nullable Instant keptUntil)
        implements Serializable {
    /** The cause when no row of the table is sure. */
    public static final String CANNOT_TELL = "cannot-tell";

    /**
     * Copies the lists.
     *
     * @param at when it was examined
     * @param cause the id of the decision row: {@code spf-missing-service}; {@value #CANNOT_TELL} when no row is sure
     * @param bounceCause what the receiver's words alone say
     * @param confidence how sure it is
     * @param facts what the bounce says
     * @param words the receiver's words that decided, and the rule that reads them so
     * @param evidence what the DNS says
     * @param remedies what to do, the first one first; empty only if nothing can be advised
     * @param prognosis the checks with the first remedy laid over the DNS
     * @param open rows that could hold too, with what would settle each
     * @param gaps sources that gave no answer in time, one line each
     * @param recipients every recipient that the report names, in its order: whether and when to send there again
     * @param weighed the rows that were held against the evidence, in order, up to the one that holds: what met and what refuted each
     * @param keptUntil see {@link #oldAnswerUntil()}; null where that is empty
     */
    public Case {
        words = List.copyOf(words);
        evidence = List.copyOf(evidence);
        remedies = List.copyOf(remedies);
        open = List.copyOf(open);
        gaps = List.copyOf(gaps);
        recipients = List.copyOf(recipients);
        weighed = List.copyOf(weighed);
    }

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
     * @param cause its id; {@value Case#CANNOT_TELL} where no row is left, and what is needed could open one
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

    /**
     * {@return whether the cause is known}
     */
    public boolean isDecided() {
        return !cause.equals(CANNOT_TELL);
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
     * {@return HELO, MAIL FROM and From side by side, with what SPF, DKIM and DMARC make of them}
     */
    public AuthenticationSummary authentication() {
        return AuthenticationSummary.of(facts, evidence);
    }

    /**
     * Why, as a sentence.
     *
     * @param locale the language: English or Japanese
     * @return why, as a sentence
     */
    public String why(Locale locale) {
        return CaseWords.of(this, locale).cause();
    }

    /**
     * What to do, as a sentence.
     *
     * @param locale the language: English or Japanese
     * @return what to do, as a sentence
     */
    public String whatToDo(Locale locale) {
        return CaseWords.of(this, locale).remedy();
    }

    /**
     * {@return whether the records of the first remedy can be published as they are} False where they are a draft: they would
     * not do it, or stop somebody who passes today; and while nobody but the bounce says whose the address is, for a bounce can
     * be forged.
     */
    public boolean isReadyToPublish() {
        return prognosis.allWillPass()
                && remedy().filter(remedy -> !remedy.key().equals(Remedy.DRAFT_ONLY)
                                && !remedy.notes().contains(Remedy.CONFIRM_ADDRESS))
                        .isPresent();
    }

    /** {@return whether all that keeps the records back is that somebody has to say whose the address is} */
    public boolean waitsForConfirmation() {
        return prognosis.allWillPass()
                && remedy().filter(remedy -> !remedy.key().equals(Remedy.DRAFT_ONLY)
                                && remedy.notes().contains(Remedy.CONFIRM_ADDRESS))
                        .isPresent();
    }

    /**
     * Until when caches that asked when we did may still give the answer of today that decided the case: what is published
     * before then is not yet seen by all. Where something is to be published it is the answer that the new record replaces;
     * where nothing is left to do but wait, the longest-lived of all that the decision rests on, those of included names too. A
     * cache that asks later, but before the new record stands, keeps the old one for its TTL from then.
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
