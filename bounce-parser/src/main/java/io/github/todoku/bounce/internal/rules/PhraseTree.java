package io.github.todoku.bounce.internal.rules;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Phrases of {@value #BEGINNING} letters and more: a table of their beginnings, and for each a tree of what follows it,
 * letter by letter. Immutable.
 */
final class PhraseTree {
    /** The number of no phrase, and of no state. */
    static final int NONE = -1;

    /** How many characters a beginning has: four letters of 16 bits fill a {@code long}. */
    static final int BEGINNING = 4;

    static final int BITS_PER_LETTER = 16;

    /** The bits of {@link #begun} are 64 times as many. */
    private static final int BEGUN_WORD_BITS = 10;

    private static final int BEGUN_WORD_SHIFT = Long.SIZE - BEGUN_WORD_BITS;

    /** A shift of a long takes the last six digits of what is left. */
    private static final int BEGUN_BIT_SHIFT = BEGUN_WORD_SHIFT - 6;

    /** Spreads the letters of a beginning over the table (Knuth's multiplicative hashing). */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** A state's phrase and its first child have so many bits each; its letter has what is left. */
    private static final int NUMBER_BITS = 24;

    private static final int MAX_NUMBER = (1 << NUMBER_BITS) - 1;
    private static final int PHRASE_SHIFT = BITS_PER_LETTER;
    private static final int CHILD_SHIFT = PHRASE_SHIFT + NUMBER_BITS;

    /** The beginnings, each in the first free slot at or behind its own; 0 is a free one. */
    private final long[] beginnings;

    /** A bit for the upper digits of each beginning as it is spread: most places in a text begin nothing. */
    private final long[] begun = new long[1 << BEGUN_WORD_BITS];

    /** The state to which the beginning in the same slot leads. */
    private final int[] states;

    private final int slotShift;

    /**
     * For each state the letter that led to it, above it the phrase that ends there and one more, above that its first child: what a
     * step looks at lies together. The children of a state lie side by side, by letter, up to the first child of the next state.
     */
    private final long[] nodes;

    /**
     * Of those of these phrases that are long enough.
     *
     * @param letters character to letter
     */
    PhraseTree(List<String> phrases, char[] letters) {
        int[] sorted = sorted(phrases);
        int slots = Integer.highestOneBit(sorted.length + 1) << 2; // never more than half full
        this.slotShift = Long.numberOfLeadingZeros(slots) + 1;
        this.beginnings = new long[slots];
        this.states = new int[slots];
        this.nodes = grow(phrases, sorted, letters);
    }

    /** The phrases that have a beginning, by number, in the order of their texts. */
    private static int[] sorted(List<String> phrases) {
        Map<String, Integer> numbers = new HashMap<>();
        for (int phrase = 0; phrase < phrases.size(); phrase++) {
            numbers.put(phrases.get(phrase), phrase);
        }
        String[] texts =
                phrases.stream().filter(text -> text.length() >= BEGINNING).toArray(String[]::new);
        Arrays.sort(texts);
        return Arrays.stream(texts).mapToInt(numbers::get).toArray();
    }

    /** The letters of a text of at most {@value #BEGINNING}, the last in the lowest bits. */
    static long lettersOf(String text, char[] letters) {
        long last = 0;
        for (int i = 0; i < text.length(); i++) {
            last = (last << BITS_PER_LETTER) | letters[text.charAt(i)];
        }
        return last;
    }

    /** Breadth first: every state stands for a range of the sorted phrases, those that begin alike. */
    private long[] grow(List<String> phrases, int[] sorted, char[] letters) {
        int most = 1 + phrases.stream().mapToInt(String::length).sum();
        if (most > MAX_NUMBER) {
            throw new IllegalArgumentException("more than " + MAX_NUMBER + " letters of phrases");
        }
        long[] grown = new long[most + 1];
        int[] from = new int[most];
        int[] to = new int[most];
        int[] depth = new int[most];
        int used = 0;
        for (int at = 0; at < sorted.length; at++) {
            long beginning = lettersOf(phrases.get(sorted[at]).substring(0, BEGINNING), letters);
            int slot = slotOf(beginning);
            if (beginnings[slot] == 0) {
                long spread = beginning * SPREAD;
                begun[(int) (spread >>> BEGUN_WORD_SHIFT)] |= 1L << (spread >>> BEGUN_BIT_SHIFT);
                beginnings[slot] = beginning;
                states[slot] = used;
                from[used] = at;
                depth[used++] = BEGINNING;
            }
            to[states[slot]] = at + 1;
        }
        for (int state = 0; state < used; state++) {
            grown[state] |= (long) used << CHILD_SHIFT;
            int children = used;
            for (int at = from[state]; at < to[state]; at++) {
                String phrase = phrases.get(sorted[at]);
                if (phrase.length() == depth[state]) {
                    grown[state] |=
                            (long) (sorted[at] + 1) << PHRASE_SHIFT; // it is there once, and sorts before longer ones
                    continue;
                }
                char next = letters[phrase.charAt(depth[state])];
                if (used == children || (char) grown[used - 1] != next) {
                    grown[used] = next;
                    from[used] = at;
                    depth[used++] = depth[state] + 1;
                }
                to[used - 1] = at + 1;
            }
        }
        grown[used] = (long) used << CHILD_SHIFT;
        return Arrays.copyOf(grown, used + 1);
    }

    /** The state that these {@value #BEGINNING} letters lead to, {@link #NONE} where no phrase begins so. */
    int begin(long last) {
        long spread = last * SPREAD;
        if ((begun[(int) (spread >>> BEGUN_WORD_SHIFT)] & (1L << (spread >>> BEGUN_BIT_SHIFT))) == 0) {
            return NONE;
        }
        int slot = slotOf(last);
        return beginnings[slot] == 0 ? NONE : states[slot];
    }

    /** Where a beginning stands in the table, or the free slot where it would. */
    private int slotOf(long beginning) {
        int slot = (int) ((beginning * SPREAD) >>> slotShift);
        while (beginnings[slot] != 0 && beginnings[slot] != beginning) {
            slot = (slot + 1) & (beginnings.length - 1);
        }
        return slot;
    }

    /** The state that a letter leads on to; mostly of one or two, so that looking at each is faster than halving. */
    int child(int state, char wanted) {
        int end = (int) (nodes[state + 1] >>> CHILD_SHIFT);
        for (int child = (int) (nodes[state] >>> CHILD_SHIFT); child < end; child++) {
            if ((char) nodes[child] == wanted) {
                return child;
            }
        }
        return NONE;
    }

    /** The phrase that ends in a state, {@link #NONE} if none does. */
    int ending(int state) {
        return ((int) (nodes[state] >>> PHRASE_SHIFT) & MAX_NUMBER) - 1;
    }
}
