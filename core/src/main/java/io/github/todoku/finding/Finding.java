package io.github.todoku.finding;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.words.Printable;
import io.github.todoku.words.Sentences;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a check found: what it is, how much it matters, where it is, and what fixes it. Immutable.
 *
 * <p>Programs decide by {@link #kind} or {@link #id}; people read {@link #text} and {@link #advice}.
 */
public final class Finding implements Serializable {
    private static final long serialVersionUID = 1;

    private static final int NOWHERE = -1;

    /** What a finding is: an enum constant of the module that found it. */
    public interface Kind extends Serializable {
        /** {@return its name for machines, which never changes its meaning: {@code spf.term-limit}} */
        String id();

        /** {@return how much it matters, unless the finding says otherwise} */
        Severity severity();

        /** {@return the section that is violated, {@code RFC 7208 §4.6.4}; empty if no standard speaks of it} */
        default Optional<String> section() {
            return Optional.empty();
        }

        /**
         * {@return the key of the sentence that says what is so: the {@link #id}, unless a check says something else when all
         * is well or when it cannot tell}
         *
         * @param finding a finding of this kind
         */
        default String textKey(Finding finding) {
            return id();
        }

        /**
         * {@return the key of the sentence that says what to do: {@code id.advice}, unless that depends on the finding}
         *
         * @param finding a finding of this kind
         */
        default String adviceKey(Finding finding) {
            return id() + ".advice";
        }

        /**
         * {@return a detail as the sentences show it: as it is, unless it is a name for machines, which people read in words}
         *
         * @param detail a piece of text, name or count of a finding of this kind
         * @param locale the language of the sentence
         */
        default String shown(String detail, Locale locale) {
            return DnsAnswer.Reason.inWords(detail, locale);
        }

        /**
         * The module's sentences: what is so by {@link #textKey}, what to do by {@link #adviceKey}, where there is anything
         * to do. Both speak of {@code {0}}, the owner, and of the details from {@code {1}} on.
         *
         * @param locale a language that the bundle exists in: Japanese, or the root for English
         * @return the bundle they are in
         */
        ResourceBundle sentences(Locale locale);
    }

    private final Kind kind;
    private final Severity severity;
    private final String owner;
    private final int start;
    private final int end;
    private final List<String> details;
    private final @Nullable RecordChange change;

    private Finding(
            Kind kind,
            Severity severity,
            String owner,
            int start,
            int end,
            List<String> details,
            @Nullable RecordChange change) {
        this.kind = Objects.requireNonNull(kind, "kind");
        this.severity = Objects.requireNonNull(severity, "severity");
        this.owner = Objects.requireNonNull(owner, "owner");
        this.start = start;
        this.end = end;
        this.details = List.copyOf(details);
        this.change = change;
    }

    /**
     * {@return a finding without a place in a record}
     *
     * @param kind what it is
     * @param owner whose record or name it concerns; empty for a text that was given alone
     * @param details the pieces of text, names and counts that its sentence speaks of; from the network, not escaped
     */
    public static Finding of(Kind kind, String owner, String... details) {
        return new Finding(kind, kind.severity(), owner, NOWHERE, NOWHERE, List.of(details), null);
    }

    /**
     * {@return the same at a place in the record's joined text}
     *
     * @param from where it begins, in octets
     * @param to where it ends, exclusive
     */
    public Finding at(int from, int to) {
        return new Finding(kind, severity, owner, from, to, details, change);
    }

    /**
     * {@return the same in another owner's record}
     *
     * @param name whose
     */
    public Finding in(String name) {
        return new Finding(kind, severity, name, start, end, details, change);
    }

    /**
     * {@return the same with another weight}
     *
     * @param weight how much it matters here
     */
    public Finding withSeverity(Severity weight) {
        return new Finding(kind, weight, owner, start, end, details, change);
    }

    /**
     * {@return the same with the change that fixes it}
     *
     * @param mends what to publish
     */
    public Finding withChange(RecordChange mends) {
        return new Finding(kind, severity, owner, start, end, details, Objects.requireNonNull(mends, "mends"));
    }

    /** {@return what it is, for code that decides} */
    public Kind kind() {
        return kind;
    }

    /** {@return its name for machines: {@code spf.term-limit}} */
    public String id() {
        return kind.id();
    }

    /** {@return how much it matters} */
    public Severity severity() {
        return severity;
    }

    /** {@return whose record or name it concerns, as text; empty for a text that was given alone} */
    public String owner() {
        return owner;
    }

    /** {@return whether {@link #start} and {@link #end} point into the record's joined text} */
    public boolean hasSpan() {
        return start != NOWHERE;
    }

    /** {@return where in the record's joined text it begins, in octets; -1 if it has no place there} */
    public int start() {
        return start;
    }

    /** {@return where it ends, exclusive; -1 if it has no place} */
    public int end() {
        return end;
    }

    /** {@return the pieces of text, names and counts concerned; from the network, not escaped} */
    public List<String> details() {
        return details;
    }

    /** {@return the first detail; empty if there is none} */
    public String detail() {
        return details.isEmpty() ? "" : details.get(0);
    }

    /** {@return the section that is violated, {@code RFC 7208 §4.6.4}; empty if no standard speaks of it} */
    public Optional<String> section() {
        return kind.section();
    }

    /** {@return the record to publish that fixes it, where that is known} */
    public Optional<RecordChange> change() {
        return Optional.ofNullable(change);
    }

    /**
     * {@return what is so, in a sentence; Japanese for that language, English for every other}
     *
     * @param locale the language
     */
    public String text(Locale locale) {
        return sentences(locale).text(kind.textKey(this), arguments(locale));
    }

    /**
     * {@return what to do, in a sentence; empty if nothing has to be done}
     *
     * @param locale the language
     */
    public String advice(Locale locale) {
        Sentences sentences = sentences(locale);
        String key = kind.adviceKey(this);
        return sentences.has(key) ? sentences.text(key, arguments(locale)) : "";
    }

    private Sentences sentences(Locale locale) {
        return Sentences.of(kind.sentences(Sentences.bundleLocale(locale)));
    }

    /** Missing details are empty, so that a sentence with more placeholders than details still reads well. */
    private Object[] arguments(Locale locale) {
        Object[] arguments = new Object[Math.max(details.size(), MIN_DETAILS) + 1];
        arguments[0] = Printable.octets(owner);
        for (int i = 1; i < arguments.length; i++) {
            String detail = i <= details.size() ? details.get(i - 1) : "";
            arguments[i] = kind.shown(Printable.octets(detail), locale);
        }
        return arguments;
    }

    private static final int MIN_DETAILS = 3;

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Finding that
                && kind == that.kind
                && severity == that.severity
                && owner.equals(that.owner)
                && start == that.start
                && end == that.end
                && details.equals(that.details)
                && Objects.equals(change, that.change);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind.id(), severity, owner, start, end, details);
    }

    /** {@code FAIL spf.term-limit example.com [10]}, on one line, for logs. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(severity).append(' ').append(kind.id());
        if (!owner.isEmpty()) {
            text.append(' ').append(Printable.octets(owner));
        }
        return details.isEmpty()
                ? text.toString()
                : text.append(' ')
                        .append(details.stream().map(Printable::octets).toList())
                        .toString();
    }
}
