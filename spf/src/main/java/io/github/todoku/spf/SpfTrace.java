package io.github.todoku.spf;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.finding.Finding;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The story of one record in a check: what was asked, and the outcome of each term that was tried. The stories of
 * included and redirected records are inside the step of their term. Immutable.
 *
 * <p>{@link #text} puts it in words; text from the network is made safe to print.
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
    private final @Nullable Finding problem;

    SpfTrace(
            String domain,
            @Nullable SpfLookup lookup,
            @Nullable SpfRecord record,
            byte[] client,
            List<Kept> kept,
            int tried,
            @Nullable SpfVerdict verdict,
            @Nullable Finding problem) {
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
    static SpfTrace unasked(String domain, Finding problem) {
        return new SpfTrace(domain, null, null, new byte[0], List.of(), 0, SpfFinding.verdict(problem), problem);
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
    public @Nullable Finding finding() {
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

    private Step step(Kept each) {
        return new Step(each, text(each.term));
    }

    private Step missed(Directive directive, int terms, int voids) {
        boolean sameFamily = (client.length == 4) == (directive.mechanism() instanceof Mechanism.Ip4);
        SpfReason reason = sameFamily ? SpfReason.NOT_IN_NETWORK : SpfReason.OTHER_FAMILY;
        return step(new Kept(directive, List.of(), reason, null, terms, voids, null));
    }

    private String text(Term term) {
        return record == null ? "" : record.textOf(term);
    }

    /** The questions without an answer, here and in nested records, each once. */
    List<DnsAnswer.TempFail> gaps() {
        Map<DnsQuestion, DnsAnswer.TempFail> gaps = new LinkedHashMap<>();
        note(gaps);
        return List.copyOf(gaps.values());
    }

    /** As deep as includes nest, which the limit of terms bounds. */
    private void note(Map<DnsQuestion, DnsAnswer.TempFail> gaps) {
        note(lookup, gaps);
        for (Kept each : kept) {
            each.lookups.forEach(asked -> note(asked, gaps));
            if (each.nested != null) {
                each.nested.note(gaps);
            }
        }
    }

    private static void note(@Nullable SpfLookup asked, Map<DnsQuestion, DnsAnswer.TempFail> gaps) {
        if (asked != null && asked.answer() instanceof DnsAnswer.TempFail fail) {
            gaps.putIfAbsent(fail.question(), fail);
        }
    }

    /**
     * {@return the story in words, a line a term; Japanese for that language, English for every other}
     *
     * @param locale the language
     */
    public String text(Locale locale) {
        return new TracePrinter(locale).print(this);
    }

    /** The story in English on one line, for logs. */
    @Override
    public String toString() {
        return text(Locale.ROOT).strip().replaceAll("\n *", " | ");
    }

    /** A step without its text, which is cut out of the record when somebody looks. */
    record Kept(
            Term term,
            List<SpfLookup> lookups,
            SpfReason reason,
            @Nullable Finding problem,
            int terms,
            int voids,
            @Nullable SpfTrace nested)
            implements Serializable {}

    /** One term that was tried. */
    public static final class Step implements Serializable {
        private static final long serialVersionUID = 1;

        private final Kept kept;
        private final String text;

        private Step(Kept kept, String text) {
            this.kept = kept;
            this.text = text;
        }

        /** {@return the term, with its place in the record} */
        public Term term() {
            return kept.term;
        }

        /** {@return the term as written} */
        public String text() {
            return text;
        }

        /** {@return the questions asked for it, its own first; empty if it asked none} */
        public List<SpfLookup> lookups() {
            return List.copyOf(kept.lookups);
        }

        /** {@return why it matched or did not} */
        public SpfReason reason() {
            return kept.reason;
        }

        /** {@return whether it matched, did not match, was a modifier or ended the check} */
        public SpfReason.Outcome outcome() {
            return kept.reason.outcome();
        }

        /** {@return what ended the check here; null if the check went on} */
        public @Nullable Finding finding() {
            return kept.problem;
        }

        /** {@return how many terms had asked the DNS by then} */
        public int terms() {
            return kept.terms;
        }

        /** {@return how many void lookups there had been by then, as the options of the check count them} */
        public int voids() {
            return kept.voids;
        }

        /** {@return the story of the included or redirected record; null if there is none} */
        public @Nullable SpfTrace nested() {
            return kept.nested;
        }

        /** {@return how long the answers to its own questions took in total, without those of the nested record} */
        public Duration took() {
            long nanos = 0;
            for (SpfLookup lookup : kept.lookups) {
                nanos += lookup.tookNanos();
            }
            return Duration.ofNanos(nanos);
        }

        /** {@code mx mx-matches}, for logs. */
        @Override
        public String toString() {
            return Printable.octets(text) + " " + kept.reason.id();
        }
    }
}
