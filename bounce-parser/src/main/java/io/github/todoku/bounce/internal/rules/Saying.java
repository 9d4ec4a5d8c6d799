package io.github.todoku.bounce.internal.rules;

import java.util.List;

/**
 * A concept: a word for whom and a word for what is said of it, close together in one sentence and in either order. They count
 * as whole words; one that ends in {@code *} is the beginning of words. Immutable.
 *
 * @param who one of these must stand there
 * @param what and one of these near it
 */
record Saying(List<String> who, List<String> what) {
    /** How far apart the two may stand. */
    static final int MAX_GAP = 64;

    /** Marks the beginning of a word where a whole one would be too narrow. */
    static final String STEM = "*";

    Saying {
        who = List.copyOf(who);
        what = List.copyOf(what);
    }

    /** By the first words alone: the lists are long, and few begin alike. */
    @Override
    public int hashCode() {
        return 31 * (31 * who.size() + what.size()) + firstOf(who) + 31 * firstOf(what);
    }

    private static int firstOf(List<String> words) {
        return words.isEmpty() ? 0 : words.get(0).hashCode();
    }

    /** The word as it is looked for, whether it is a whole one or the beginning of one. */
    static String stripped(String word) {
        return word.length() > 1 && word.endsWith(STEM) ? word.substring(0, word.length() - 1) : word;
    }
}
