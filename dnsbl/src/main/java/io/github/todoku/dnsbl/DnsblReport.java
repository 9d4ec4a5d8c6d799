package io.github.todoku.dnsbl;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the lists say about one subject. Immutable.
 *
 * @param subject what was asked about
 * @param entries one for each list that was named, in their order
 */
public record DnsblReport(DnsblSubject subject, List<Entry> entries) implements Serializable {

    /**
     * Copies the list.
     *
     * @param subject what was asked about
     * @param entries one for each list that was named, in their order
     */
    public DnsblReport {
        entries = List.copyOf(entries);
    }

    /** The sum of it. */
    public enum Status {
        /** At least one list holds something against the subject. */
        LISTED,
        /** Every list that was to be asked answered, works, and holds nothing against the subject. */
        CLEAN,
        /** No list holds anything against it, and at least one could not tell; or none was asked. */
        INCOMPLETE
    }

    /**
     * One list's part.
     *
     * @param list the list
     * @param verdict what came of it
     * @param answers the A records as they came, as text; empty if there was none
     * @param health how the list stood its test; null if that was not looked at
     * @param required whether the caller wants this list's word in any case
     */
    public record Entry(
            DnsblList list,
            DnsblVerdict verdict,
            List<String> answers,
            @Nullable ListHealth health,
            boolean required) implements Serializable {
        /**
         * Copies the list.
         *
         * @param list the list
         * @param verdict what came of it
         * @param answers the A records as they came, as text; empty if there was none
         * @param health how the list stood its test; null if that was not looked at
         * @param required whether the caller wants this list's word in any case
         */
        public Entry {
            answers = List.copyOf(answers);
        }

        /** {@return whether the list's word is in: listed, allowed or not listed} */
        public boolean answered() {
            return verdict instanceof DnsblVerdict.Listed
                    || verdict instanceof DnsblVerdict.Allowed
                    || verdict instanceof DnsblVerdict.NotListed;
        }

        /** {@return whether something is missing here, so that the report cannot be clean} */
        public boolean leavesGap() {
            if (verdict instanceof DnsblVerdict.Skipped skipped) {
                boolean covered = skipped.reason() == DnsblVerdict.SkipReason.COVERED;
                return skipped.reason().leavesGap() || (required && !covered);
            }
            return !answered();
        }
    }

    /** {@return the sum of it} */
    public Status status() {
        boolean answered = false;
        boolean gap = false;
        for (Entry entry : entries) {
            if (entry.verdict() instanceof DnsblVerdict.Listed) {
                return Status.LISTED;
            }
            answered |= entry.answered();
            gap |= entry.leavesGap();
        }
        return answered && !gap ? Status.CLEAN : Status.INCOMPLETE;
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
        int count = 0;
        for (Entry entry : entries) {
            count += kind.isInstance(entry.verdict()) ? 1 : 0;
        }
        return count;
    }

    /** {@return how many lists gave their word} */
    public int answered() {
        return (int) entries.stream().filter(Entry::answered).count();
    }

    /** {@return how many lists should have and did not} */
    public int gaps() {
        return (int) entries.stream().filter(Entry::leavesGap).count();
    }
}
