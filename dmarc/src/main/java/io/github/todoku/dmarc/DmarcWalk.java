package io.github.todoku.dmarc;

import io.github.todoku.dns.DnsName;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tree walk: the names at which a record was looked for, from the domain upwards, and what stood there. Immutable.
 *
 * @param domain where it began
 * @param steps in order; at most {@value #MAX_QUESTIONS}
 */
public record DmarcWalk(DnsName domain, List<Step> steps) implements Serializable {
    /** The most questions of one walk. */
    public static final int MAX_QUESTIONS = 8;

    /**
     * Copies the list.
     *
     * @param domain where it began
     * @param steps in order
     */
    public DmarcWalk {
        steps = List.copyOf(steps);
    }

    /**
     * One question.
     *
     * @param domain whose policy was looked for; the name asked is {@code _dmarc} below it
     * @param outcome what came
     * @param record the one record; null if there is none, or more than one
     * @param texts every TXT record there, joined
     * @param ttl how long the answer may be kept (RFC 2308 §5 where nothing is there); zero if none came
     */
    public record Step(
            DnsName domain, Outcome outcome, @Nullable DmarcRecord record, List<String> texts, Duration ttl)
            implements Serializable {
        /**
         * Copies the list.
         *
         * @param domain whose policy was looked for
         * @param outcome what came
         * @param record the one record
         * @param texts every TXT record there
         * @param ttl how long the answer may be kept
         */
        public Step {
            texts = List.copyOf(texts);
        }

        boolean endsTheWalk() {
            return record != null && (record.isPublicSuffix() || record.isOrganizational());
        }
    }

    /** What a question brought. */
    public enum Outcome {
        /** One record. */
        RECORD,
        /** No record. */
        NONE,
        /** More than one; all are discarded. */
        SEVERAL,
        /** No answer: nothing is known. */
        FAILED
    }

    /** {@return whether every question was answered} */
    public boolean isComplete() {
        return steps.stream().noneMatch(step -> step.outcome() == Outcome.FAILED);
    }

    /**
     * {@return the organizational domain; empty if a question had no answer} By RFC 9989: the one with {@code psd=n}; else
     * the one right below {@code psd=y}, unless that stands where the walk began; else, of those with a record, the one
     * with the fewest labels; else the domain itself.
     */
    public Optional<DnsName> organizationalDomain() {
        if (!isComplete()) {
            return Optional.empty();
        }
        Step last = null;
        for (Step step : steps) {
            last = step.record() == null ? last : step;
        }
        if (last == null || last.record() == null) {
            return Optional.of(domain);
        }
        boolean suffix = last.record().isPublicSuffix() && last.domain().labelCount() < domain.labelCount();
        return Optional.of(suffix ? domain.suffix(last.domain().labelCount() + 1) : last.domain());
    }

    /**
     * {@return the step at a domain}
     *
     * @param name which
     */
    Optional<Step> at(DnsName name) {
        return steps.stream().filter(step -> step.domain().equals(name)).findFirst();
    }

    /** The record of the public suffix above, if the walk ended at one. */
    Optional<Step> publicSuffix() {
        return steps.stream()
                .filter(step -> step.record() != null && step.record().isPublicSuffix())
                .findFirst();
    }
}
