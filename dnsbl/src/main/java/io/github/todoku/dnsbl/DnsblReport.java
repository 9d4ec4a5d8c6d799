package io.github.todoku.dnsbl;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the lists say about one subject. Immutable. */
public final class DnsblReport extends Value {
    private static final long serialVersionUID = 1;

    private final DnsblSubject subject;
    private final List<Entry> entries;

    DnsblReport(DnsblSubject subject, List<Entry> entries) {
        this.subject = subject;
        this.entries = List.copyOf(entries);
    }

    /** What all lists say together. */
    public enum Status {
        /** At least one list has something against the subject. */
        LISTED,
        /** Every list that counts answered and works, and none has anything against the subject. */
        CLEAN,
        /** No list has anything against it, but at least one that counts gave no usable answer, or none was asked. */
        CANNOT_TELL
    }

    /** One list's part in a report. Immutable. */
    public static final class Entry extends Value {
        private static final long serialVersionUID = 1;

        private final DnsblList list;
        private final DnsblVerdict verdict;
        private final List<String> answers;
        private final @Nullable ListHealth health;
        private final boolean required;

        Entry(
                DnsblList list,
                DnsblVerdict verdict,
                List<String> answers,
                @Nullable ListHealth health,
                boolean required) {
            this.list = list;
            this.verdict = verdict;
            this.answers = List.copyOf(answers);
            this.health = health;
            this.required = required;
        }

        /** {@return the list} */
        public DnsblList list() {
            return list;
        }

        /** {@return the outcome of asking it} */
        public DnsblVerdict verdict() {
            return verdict;
        }

        /** {@return the A records as they came, as text; empty if there was none} */
        public List<String> answers() {
            return answers;
        }

        /** {@return how the list did in its test; empty if that was not looked at} */
        public Optional<ListHealth> health() {
            return Optional.ofNullable(health);
        }

        /** {@return whether the caller requires this list's answer} */
        public boolean isRequired() {
            return required;
        }

        /** {@return whether the list has something against the subject} */
        public boolean isListed() {
            return verdict.isListed();
        }

        /** {@return whether the list answered: listed, allowed or not listed} */
        public boolean isAnswered() {
            return verdict.isAnswered();
        }

        /** {@return whether an answer that counts is missing here, so that the report cannot be clean} */
        public boolean cannotTell() {
            if (verdict instanceof DnsblVerdict.Skipped skipped) {
                boolean covered = skipped.reason() == SkipReason.COVERED;
                return skipped.reason().leavesGap() || (required && !covered);
            }
            return !isAnswered();
        }

        /**
         * {@return the list's verdict in one line: {@code listed: an infected or hijacked machine (XBL)}}
         *
         * @param locale the language
         */
        public String text(Locale locale) {
            boolean untested = verdict instanceof DnsblVerdict.NotListed not
                    && not.hits().isEmpty()
                    && health != null
                    && health.state() == ListHealth.State.UNTESTABLE;
            return untested ? DnsblWords.text(locale, "verdict.not-listed.untested") : verdict.text(locale);
        }

        /**
         * {@return what to do, a sentence each: how to leave the list, or how to get an answer from it; empty where there is
         * nothing to do}
         *
         * @param locale the language
         */
        public List<String> advice(Locale locale) {
            if (isListed()) {
                List<String> advice = new ArrayList<>(list.removal().advice(locale));
                list.reputation().stream().sorted().forEach(known -> advice.add(known.text(locale)));
                return advice;
            }
            String advice = verdict.advice(locale);
            return advice.isEmpty() ? List.of() : List.of(advice);
        }

        @Override
        List<@Nullable Object> parts() {
            return Arrays.asList(list, verdict, answers, health, required);
        }
    }

    /** {@return what was asked about} */
    public DnsblSubject subject() {
        return subject;
    }

    /** {@return one entry for each list that was named, in their order} */
    public List<Entry> entries() {
        return entries;
    }

    /** {@return what all lists say together} */
    public Status status() {
        boolean answered = false;
        boolean gap = false;
        for (Entry entry : entries) {
            if (entry.isListed()) {
                return Status.LISTED;
            }
            answered |= entry.isAnswered();
            gap |= entry.cannotTell();
        }
        return answered && !gap ? Status.CLEAN : Status.CANNOT_TELL;
    }

    /** {@return whether at least one list has something against the subject} */
    public boolean isListed() {
        return status() == Status.LISTED;
    }

    /** {@return whether every list that counts answered and works, and none has anything against the subject} */
    public boolean isClean() {
        return status() == Status.CLEAN;
    }

    /** {@return whether neither is known: no list has it, and {@link #gaps} is not empty or no list was asked} */
    public boolean cannotTell() {
        return status() == Status.CANNOT_TELL;
    }

    /** {@return the entries whose answer counts but is missing; a listed subject can have them too} */
    public List<Entry> gaps() {
        return entries.stream().filter(Entry::cannotTell).toList();
    }

    /**
     * {@return the entries whose verdict is of one kind: {@code report.entries(DnsblVerdict.Listed.class)}}
     *
     * @param kind the type of verdict
     */
    public List<Entry> entries(Class<? extends DnsblVerdict> kind) {
        return entries.stream()
                .filter(entry -> kind.isInstance(entry.verdict()))
                .toList();
    }

    /**
     * {@return how many verdicts are of one kind}
     *
     * @param kind the type of verdict
     */
    public int count(Class<? extends DnsblVerdict> kind) {
        return entries(kind).size();
    }

    /** {@return how many lists answered} */
    public int answered() {
        return (int) entries.stream().filter(Entry::isAnswered).count();
    }

    /**
     * {@return this report without the entries of other lists}
     *
     * @param lists the lists whose entries stay
     */
    public DnsblReport only(Collection<DnsblList> lists) {
        return new DnsblReport(
                subject,
                entries.stream().filter(entry -> lists.contains(entry.list())).toList());
    }

    /** {@return what is wrong, in the order of the entries: listings, and lists that gave no usable answer} */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        entries.forEach(entry -> DnsblFinding.of(subject, entry.list(), entry.verdict(), entry.cannotTell())
                .ifPresent(findings::add));
        if (answered() == 0 && gaps().isEmpty()) {
            findings.add(Finding.of(DnsblFinding.NONE_ASKED, subject.text()));
        }
        return findings;
    }

    /** {@return the worst of the {@link #findings}; {@link Severity#PASS} if there is none} */
    public Severity severity() {
        return Severity.worst(findings().stream().map(Finding::severity));
    }

    /**
     * {@return the sum in one line: {@code listed by 1 of 5 lists}}
     *
     * @param locale the language
     */
    public String text(Locale locale) {
        int gaps = gaps().size();
        if (answered() == 0 && gaps == 0) {
            return DnsblWords.text(locale, "status.nothing-asked");
        }
        return DnsblWords.text(
                locale, "status." + DnsblWords.of(status()), count(DnsblVerdict.Listed.class), answered(), gaps);
    }

    @Override
    List<@Nullable Object> parts() {
        return Arrays.asList(subject, entries);
    }
}
