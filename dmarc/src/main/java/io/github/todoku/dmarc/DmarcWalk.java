package io.github.todoku.dmarc;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A DNS tree walk (RFC 9989 §4.10): the names where a record was looked for, upwards, and what was found there. Immutable. */
public final class DmarcWalk implements Serializable {
    private static final long serialVersionUID = 1;

    /** The most questions of one walk. */
    public static final int MAX_QUESTIONS = 8;

    private final DnsName domain;
    private final List<Step> steps;

    DmarcWalk(DnsName domain, List<Step> steps) {
        this.domain = domain;
        this.steps = List.copyOf(steps);
    }

    /** What a question brought. */
    public enum Outcome {
        /** One record. */
        RECORD,
        /** No record. */
        NONE,
        /** More than one record; all are discarded. */
        SEVERAL,
        /** The DNS gave no answer. */
        CANNOT_TELL
    }

    /** One question of a walk. Immutable. */
    public static final class Step implements Serializable {
        private static final long serialVersionUID = 1;

        private final DnsName domain;
        private final Outcome outcome;
        private final List<String> texts;
        private final Duration ttl;
        private final @Nullable DmarcRecord record;
        private final DnsAnswer.@Nullable TempFail gap;
        private final List<DnsName> aliases;

        private Step(
                DnsName domain,
                Outcome outcome,
                List<String> texts,
                Duration ttl,
                @Nullable DmarcRecord record,
                DnsAnswer.@Nullable TempFail gap,
                List<DnsName> aliases) {
            this.domain = domain;
            this.outcome = outcome;
            this.texts = List.copyOf(texts);
            this.ttl = ttl;
            this.record = record;
            this.gap = gap;
            this.aliases = List.copyOf(aliases);
        }

        /** A name that cannot have a record. */
        static Step withoutRecord(DnsName domain) {
            return new Step(domain, Outcome.NONE, List.of(), Duration.ZERO, null, null, List.of());
        }

        static Step of(DnsName domain, DnsAnswer answer) {
            if (answer instanceof DnsAnswer.TempFail gap) {
                return new Step(domain, Outcome.CANNOT_TELL, List.of(), Duration.ZERO, null, gap, List.of());
            }
            List<String> texts = DmarcWalk.texts(answer);
            Duration ttl = answer.fold(DnsAnswer.Found::ttl, DnsAnswer.Empty::ttl, failed -> Duration.ZERO);
            List<String> records = texts.stream().filter(DmarcRecord::isDmarc).toList();
            return switch (records.size()) {
                case 0 -> new Step(domain, Outcome.NONE, texts, ttl, null, null, answer.aliases());
                case 1 ->
                    new Step(
                            domain,
                            Outcome.RECORD,
                            texts,
                            ttl,
                            DmarcRecord.parse(records.get(0)),
                            null,
                            answer.aliases());
                default -> new Step(domain, Outcome.SEVERAL, texts, ttl, null, null, answer.aliases());
            };
        }

        /** {@return the domain whose record was looked for; the name asked is {@code _dmarc} below it} */
        public DnsName domain() {
            return domain;
        }

        /** {@return what the question brought} */
        public Outcome outcome() {
            return outcome;
        }

        /** {@return the record; empty if there is none, or more than one} */
        public Optional<DmarcRecord> record() {
            return Optional.ofNullable(record);
        }

        /** {@return every TXT record at the name asked, each joined} */
        public List<String> texts() {
            return texts;
        }

        /** {@return how long the answer may be cached (RFC 2308 §5 if there was nothing); zero if there was no answer} */
        public Duration ttl() {
            return ttl;
        }

        /** {@return the question, with the reason why it had no answer; empty if it was answered} */
        public Optional<DnsAnswer.TempFail> gap() {
            return Optional.ofNullable(gap);
        }

        /** {@return the names that CNAMEs led to from the name asked, in order} */
        public List<DnsName> aliases() {
            return aliases;
        }

        /** The name that the texts stand at: {@code _dmarc} below the domain, or where its aliases lead. */
        DnsName place() {
            return aliases.isEmpty() ? TreeWalk.PREFIX.below(domain).orElse(domain) : aliases.get(aliases.size() - 1);
        }

        boolean endsTheWalk() {
            return record != null && (record.isPublicSuffix() || record.isOrganizational());
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Step that
                    && domain.equals(that.domain)
                    && outcome == that.outcome
                    && texts.equals(that.texts)
                    && ttl.equals(that.ttl)
                    && aliases.equals(that.aliases)
                    && Objects.equals(gap, that.gap);
        }

        @Override
        public int hashCode() {
            return Objects.hash(domain, outcome, texts);
        }

        /** {@code example.com RECORD}, for logs. */
        @Override
        public String toString() {
            return domain + " " + outcome;
        }
    }

    /** Every TXT record of an answer, each joined. */
    static List<String> texts(DnsAnswer answer) {
        List<String> texts = new ArrayList<>();
        for (DnsRecord.Txt txt : answer.records(DnsRecord.Txt.class)) {
            texts.add(txt.joined());
        }
        return texts;
    }

    /** {@return the domain where the walk began} */
    public DnsName domain() {
        return domain;
    }

    /** {@return the questions in order, at least one and at most {@value #MAX_QUESTIONS}} */
    public List<Step> steps() {
        return steps;
    }

    /** {@return whether a question had no answer} */
    public boolean cannotTell() {
        return steps.stream().anyMatch(step -> step.outcome() == Outcome.CANNOT_TELL);
    }

    /** {@return the questions that had no answer, each with the reason} */
    public List<DnsAnswer.TempFail> gaps() {
        return steps.stream().flatMap(step -> step.gap().stream()).toList();
    }

    /**
     * {@return the organizational domain (RFC 9989 §4.10.2); empty if a question had no answer} It is the domain whose
     * record says {@code psd=n}; otherwise the one right below {@code psd=y}, unless the walk began there; otherwise, of
     * the domains with a record, the one with the fewest labels; otherwise the domain itself.
     */
    public Optional<DnsName> organizationalDomain() {
        if (cannotTell()) {
            return Optional.empty();
        }
        Step last = null;
        for (Step step : steps) {
            last = step.record == null ? last : step;
        }
        if (last == null || last.record == null) {
            return Optional.of(domain);
        }
        boolean suffix = last.record.isPublicSuffix() && last.domain.labelCount() < domain.labelCount();
        return Optional.of(suffix ? domain.suffix(last.domain.labelCount() + 1) : last.domain);
    }

    /** The step at a domain. */
    Optional<Step> at(DnsName name) {
        return steps.stream().filter(step -> step.domain().equals(name)).findFirst();
    }

    /** The step at the public suffix above, if the walk ended at one. */
    Optional<Step> publicSuffix() {
        return steps.stream()
                .filter(step ->
                        step.record().filter(DmarcRecord::isPublicSuffix).isPresent())
                .findFirst();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DmarcWalk that && domain.equals(that.domain) && steps.equals(that.steps);
    }

    @Override
    public int hashCode() {
        return Objects.hash(domain, steps);
    }

    /** {@code [news.example.com NONE, example.com RECORD, com NONE]}, for logs. */
    @Override
    public String toString() {
        return steps.toString();
    }
}
