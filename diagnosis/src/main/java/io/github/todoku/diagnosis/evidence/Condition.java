package io.github.todoku.diagnosis.evidence;

import io.github.todoku.diagnosis.facts.CaseFacts;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a row of the decision table can ask of a case: the name of its field, the words that may stand there, how it
 * is decided, and what would settle it. Made by the source whose answer decides it.
 */
public final class Condition {
    /** Holds a row's words against a case. */
    @FunctionalInterface
    interface Judge {
        /** {@return whether one of the words is so} */
        Truth test(Inquiry inquiry, Evidence evidence, List<String> words);
    }

    /** Tells in one word how things are. */
    @FunctionalInterface
    interface State {
        /** {@return the word; null if that is not known} */
        @Nullable
        String of(Inquiry inquiry, Evidence evidence);
    }

    /** Says what would settle an undecided condition. */
    @FunctionalInterface
    interface Needs {
        /** {@return keys {@code need.<key>} of the bundle} */
        List<String> of(Inquiry inquiry, Evidence evidence);
    }

    private final EvidenceSource<?> source;
    private final String field;
    private final Set<String> vocabulary;
    private final Judge test;
    private Needs needs;
    private Predicate<Inquiry> guess = inquiry -> false;
    private Predicate<Inquiry> said = inquiry -> false;
    private Predicate<List<String>> namesAddress = words -> false;

    private Condition(EvidenceSource<?> source, String field, Set<String> vocabulary, Judge test) {
        this.source = source;
        this.field = field;
        this.vocabulary = Set.copyOf(vocabulary);
        this.test = test;
        this.needs = (inquiry, evidence) -> List.of("dns");
    }

    /** A condition that is one of several states. */
    static Condition state(EvidenceSource<?> source, String field, Set<String> vocabulary, State state) {
        return new Condition(source, field, vocabulary, (inquiry, evidence, words) -> {
            String is = state.of(inquiry, evidence);
            return is == null ? Truth.CANNOT_TELL : Truth.of(words.contains(is));
        });
    }

    /** A condition of words that do not exclude each other. */
    static Condition test(EvidenceSource<?> source, String field, Set<String> vocabulary, Judge test) {
        return new Condition(source, field, vocabulary, test);
    }

    /** A condition of phrases of any kind, a line each. */
    static Condition phrases(EvidenceSource<?> source, String field, Judge test) {
        return new Condition(source, field, Set.of(), test);
    }

    /** Names what would settle it; the DNS, unless said. */
    Condition needing(Needs what) {
        needs = what;
        return this;
    }

    /** Says when it rests on a guess. */
    Condition guessedIf(Predicate<Inquiry> when) {
        guess = when;
        return this;
    }

    /** Says when it is the bounce that decides it. */
    Condition saidByBounceIf(Predicate<Inquiry> when) {
        said = when;
        return this;
    }

    /** Says by which words it hangs on whose the client's address is. */
    Condition namingAddressIf(Predicate<List<String>> when) {
        namesAddress = when;
        return this;
    }

    /** {@return whose answer decides it} */
    public EvidenceSource<?> source() {
        return source;
    }

    /** {@return the name of its field: {@code Bounce-Cause}} */
    public String field() {
        return field;
    }

    /** {@return whether its values are phrases, a line each, and not words} */
    public boolean isOfPhrases() {
        return vocabulary.isEmpty();
    }

    /**
     * {@return whether such a value may appear in the table}
     *
     * @param word in lower case
     */
    public boolean knows(String word) {
        return isOfPhrases() || vocabulary.contains(word);
    }

    /** {@return the words that may appear in the table; empty where any may} */
    public Set<String> vocabulary() {
        return vocabulary;
    }

    /**
     * {@return whether it holds}
     *
     * @param inquiry the case
     * @param evidence what was found
     * @param words a row's words, of which one is enough
     */
    public Truth test(Inquiry inquiry, Evidence evidence, List<String> words) {
        return test.test(inquiry, evidence, words);
    }

    /**
     * {@return what would settle it: keys {@code need.<key>} of the bundle}
     *
     * @param inquiry the case
     * @param evidence what was found
     */
    public List<String> needs(Inquiry inquiry, Evidence evidence) {
        return needs.of(inquiry, evidence);
    }

    /**
     * {@return the kind of evidence that decides it in this case}
     *
     * @param inquiry the case
     */
    public String kind(Inquiry inquiry) {
        return said.test(inquiry) ? EvidenceSource.BOUNCE : source.kind();
    }

    /**
     * {@return whether it rests on something that only a guess names}
     *
     * @param inquiry the case
     */
    public boolean isGuess(Inquiry inquiry) {
        return guess.test(inquiry)
                || (source.restsOnClient() && inquiry.facts().clientFrom() == CaseFacts.Origin.REPORTING_HOST);
    }

    /**
     * {@return whether it hangs on whose the client's address is}
     *
     * @param words a row's words
     */
    public boolean namesAddress(List<String> words) {
        return namesAddress.test(words);
    }

    /** {@return the word for a constant in the table: {@code no-such-name}} */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@return the words for all constants of an enum} */
    static Set<String> words(Enum<?>... constants) {
        return Arrays.stream(constants).map(Condition::word).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String toString() {
        return field;
    }
}
