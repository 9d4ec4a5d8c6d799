package io.github.todoku.spf;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The story of one record in a check: what was asked, and of each term that was tried what came of it. Included and
 * redirected records are traces inside the step of their term. Immutable.
 *
 * <p>{@link #toString} prints it in English, {@link #print} in a language; text from the network is made safe to print.
 */
public final class SpfTrace implements Serializable {
    private static final long serialVersionUID = 1;

    private final String domain;
    private final @Nullable SpfLookup lookup;
    private final @Nullable SpfRecord record;
    private final byte[] client;
    /** The steps that asked the DNS or ended something; terms between them are networks without the client. */
    private final List<Kept> kept;

    /** How many of the record's terms were tried. */
    private final int tried;

    private final @Nullable SpfVerdict verdict;
    private final @Nullable SpfProblem problem;

    SpfTrace(
            String domain,
            @Nullable SpfLookup lookup,
            @Nullable SpfRecord record,
            byte[] client,
            List<Kept> kept,
            int tried,
            @Nullable SpfVerdict verdict,
            @Nullable SpfProblem problem) {
        this.domain = domain;
        this.lookup = lookup;
        this.record = record;
        this.client = client;
        this.kept = kept;
        this.tried = tried;
        this.verdict = verdict;
        this.problem = problem;
    }

    /** A check that ended before anything was asked. */
    static SpfTrace unasked(String domain, SpfProblem problem) {
        return new SpfTrace(
                domain, null, null, new byte[0], List.of(), 0, problem.kind().verdict(), problem);
    }

    /**
     * {@return whose record this is, as text: of the check, or what the domain-spec of an include or redirect became}
     */
    public String domain() {
        return domain;
    }

    /** {@return the question for the record; null if none could be asked} */
    public @Nullable SpfLookup lookup() {
        return lookup;
    }

    /** {@return the record; null if there was none, or more than one} */
    public @Nullable SpfRecord record() {
        return record;
    }

    /** {@return what check_host() gave for this record} */
    public @Nullable SpfVerdict verdict() {
        return verdict;
    }

    /** {@return what ended the work on this record, if it did not end with a term or the default} */
    public @Nullable SpfProblem problem() {
        return problem;
    }

    /** {@return the terms that were tried, in order; made new at each call, in time linear in the record} */
    public List<Step> steps() {
        if (record == null) {
            return List.of();
        }
        List<Step> steps = new ArrayList<>();
        int terms = 0;
        int voids = 0;
        int next = 0;
        for (int i = 0; i < tried; i++) {
            Term term = record.terms().get(i);
            if (next < kept.size() && kept.get(next).term.start() == term.start()) {
                Step step = step(kept.get(next++));
                steps.add(step);
                terms = step.terms();
                voids = step.voids();
            } else if (term instanceof Directive directive) {
                steps.add(missed(directive, terms, voids));
            }
        }
        for (Kept modifier : kept.subList(next, kept.size())) {
            steps.add(step(modifier)); // redirect and exp are used after the directives
        }
        return steps;
    }

    private Step step(Kept kept) {
        return new Step(
                kept.term,
                text(kept.term),
                kept.lookups,
                kept.reason,
                kept.problem,
                kept.terms,
                kept.voids,
                kept.nested);
    }

    private Step missed(Directive directive, int terms, int voids) {
        boolean sameFamily = (client.length == 4) == (directive.mechanism() instanceof Mechanism.Ip4);
        SpfReason reason = sameFamily ? SpfReason.NOT_IN_NETWORK : SpfReason.OTHER_FAMILY;
        return new Step(directive, text(directive), List.of(), reason, null, terms, voids, null);
    }

    private String text(Term term) {
        return record == null ? "" : record.textOf(term);
    }

    /**
     * {@return the story in words; Japanese for that language, English for every other}
     *
     * @param locale the language
     */
    public String print(Locale locale) {
        return new TracePrinter(locale).print(this);
    }

    /** {@return the story in English} */
    @Override
    public String toString() {
        return print(Locale.ROOT);
    }

    /** A step without its text, which is cut out of the record when somebody looks. */
    record Kept(
            Term term,
            List<SpfLookup> lookups,
            SpfReason reason,
            @Nullable SpfProblem problem,
            int terms,
            int voids,
            @Nullable SpfTrace nested)
            implements Serializable {}

    /**
     * One term that was tried.
     *
     * @param term the term, with its place in the record
     * @param text the term as written
     * @param lookups what was asked for it, its own question first; empty if nothing was
     * @param reason why it matched or did not
     * @param problem what ended the check here; null if it went on
     * @param terms how many terms that ask the DNS were reached so far
     * @param voids how many void lookups there were so far, by the policy of the check
     * @param nested the story of the included or redirected record; null if there is none
     */
    public record Step(
            Term term,
            String text,
            List<SpfLookup> lookups,
            SpfReason reason,
            @Nullable SpfProblem problem,
            int terms,
            int voids,
            @Nullable SpfTrace nested)
            implements Serializable {

        /**
         * Copies the list.
         *
         * @param term the term, with its place in the record
         * @param text the term as written
         * @param lookups what was asked for it, its own question first
         * @param reason why it matched or did not
         * @param problem what ended the check here
         * @param terms how many terms that ask the DNS were reached so far
         * @param voids how many void lookups there were so far, by the policy of the check
         * @param nested the story of the included or redirected record
         */
        public Step {
            lookups = List.copyOf(lookups);
        }

        /** {@return whether it matched, did not, was a modifier or ended the check} */
        public SpfReason.Outcome outcome() {
            return reason.outcome();
        }

        /** {@return how long the answers to its questions took in sum; those of the nested record are told there} */
        public Duration took() {
            long nanos = 0;
            for (SpfLookup lookup : lookups) {
                nanos += lookup.tookNanos();
            }
            return Duration.ofNanos(nanos);
        }
    }
}
