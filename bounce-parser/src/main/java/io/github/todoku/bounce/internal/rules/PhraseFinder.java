package io.github.todoku.bounce.internal.rules;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds which of many phrases stand in a text in one pass over it, however many there are (Aho and Corasick 1975). Phrases
 * and text are compared as {@link ReplyText} writes them. Immutable.
 */
final class PhraseFinder {
    private static final int NONE = -1;

    /** Character to column; column 0 is every character that is in no phrase. */
    private final short[] columns;

    private final int width;
    /** {@code next[state * width + column]}: the state after one more character. */
    private final char[] next;
    /** The phrase that ends in a state, or {@link #NONE}. */
    private final int[] ending;
    /** The nearest shorter state, also a suffix of what was read, in which a phrase ends, or 0. */
    private final int[] shorterEnding;

    private final int phrases;

    /** Collects phrases and numbers them; the same phrase gets the same number. */
    static final class Builder {
        private final Map<String, Integer> numbers = new LinkedHashMap<>();

        int add(String phrase) {
            if (phrase.isEmpty()) {
                throw new IllegalArgumentException("an empty phrase would stand everywhere");
            }
            return numbers.computeIfAbsent(phrase, unused -> numbers.size());
        }

        PhraseFinder build() {
            return new PhraseFinder(List.copyOf(numbers.keySet()));
        }
    }

    private PhraseFinder(List<String> phrases) {
        this.phrases = phrases.size();
        this.columns = new short[Character.MAX_VALUE + 1];
        short column = 0;
        int states = 1;
        for (String phrase : phrases) {
            states += phrase.length();
            for (int i = 0; i < phrase.length(); i++) {
                if (columns[phrase.charAt(i)] == 0) {
                    columns[phrase.charAt(i)] = ++column;
                }
            }
        }
        this.width = column + 1;
        int[] table = new int[states * width];
        Arrays.fill(table, NONE);
        int[] ends = new int[states];
        Arrays.fill(ends, NONE);
        int used = 1;
        for (int number = 0; number < phrases.size(); number++) {
            String phrase = phrases.get(number);
            int state = 0;
            for (int i = 0; i < phrase.length(); i++) {
                int at = state * width + columns[phrase.charAt(i)];
                if (table[at] == NONE) {
                    table[at] = used++;
                }
                state = table[at];
            }
            ends[state] = number;
        }
        if (used > Character.MAX_VALUE) {
            throw new IllegalArgumentException("too many phrases: " + phrases.size());
        }
        this.ending = Arrays.copyOf(ends, used);
        this.shorterEnding = new int[used];
        link(table, used);
        this.next = new char[used * width];
        for (int i = 0; i < next.length; i++) {
            next[i] = (char) table[i];
        }
    }

    /** Fills the gaps, breadth first: where no phrase goes on, the longest suffix that begins a phrase goes on. */
    private void link(int[] table, int states) {
        int[] fallback = new int[states];
        Deque<Integer> queue = new ArrayDeque<>();
        for (int c = 0; c < width; c++) {
            int to = table[c];
            if (to == NONE) {
                table[c] = 0;
            } else {
                queue.add(to);
            }
        }
        while (!queue.isEmpty()) {
            int state = queue.remove();
            int shorter = fallback[state];
            shorterEnding[state] = ending[shorter] != NONE ? shorter : shorterEnding[shorter];
            for (int c = 0; c < width; c++) {
                int at = state * width + c;
                int elsewhere = table[shorter * width + c];
                if (table[at] == NONE) {
                    table[at] = elsewhere;
                } else {
                    fallback[table[at]] = elsewhere;
                    queue.add(table[at]);
                }
            }
        }
    }

    /** How many phrases there are; their numbers begin with 0. */
    int count() {
        return phrases;
    }

    /** The numbers of the phrases that stand in {@code text}. */
    BitSet find(String text) {
        BitSet found = new BitSet(phrases);
        int state = 0;
        for (int i = 0; i < text.length(); i++) {
            state = next[state * width + columns[text.charAt(i)]];
            for (int s = ending[state] != NONE ? state : shorterEnding[state]; s != 0; s = shorterEnding[s]) {
                found.set(ending[s]);
            }
        }
        return found;
    }
}
