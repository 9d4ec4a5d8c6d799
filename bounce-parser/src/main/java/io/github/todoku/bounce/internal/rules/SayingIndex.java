package io.github.todoku.bounce.internal.rules;

import java.util.BitSet;

/** Sayings by the groups of words of which they have one each: only pairs of which both were sighted are looked at. Immutable. */
final class SayingIndex {
    /** For each group those that stand with it in a saying, a bit each. */
    private final long[][] partners;

    /** For each group the number of the saying that it makes with each other one; 0 also where there is none. */
    private final int[][] sayings;

    /**
     * Of these sayings.
     *
     * @param written of each its number, the group of the one word and the group of the other
     * @param groups how many there are
     */
    SayingIndex(int[][] written, int groups) {
        BitSet[] others = new BitSet[groups];
        for (int group = 0; group < groups; group++) {
            others[group] = new BitSet(groups);
        }
        for (int[] saying : written) {
            others[saying[1]].set(saying[2]);
        }
        this.partners = new long[groups][];
        this.sayings = new int[groups][];
        for (int group = 0; group < groups; group++) {
            partners[group] = others[group].toLongArray();
            sayings[group] = new int[others[group].length()];
        }
        for (int[] saying : written) {
            sayings[saying[1]][saying[2]] = saying[0];
        }
    }

    /** Adds the numbers of the sayings that the sightings make up. */
    void add(Sightings sightings, BitSet found) {
        for (int i = 0; i < sightings.groupsSeen(); i++) {
            int group = sightings.groupSeen(i);
            long[] possible = partners[group];
            for (int word = 0; word < possible.length; word++) {
                long both = possible[word] & sightings.seenAmong(word);
                for (; both != 0; both &= both - 1) {
                    int other = word * Long.SIZE + Long.numberOfTrailingZeros(both);
                    if (sightings.near(group, other)) {
                        found.set(sayings[group][other]);
                    }
                }
            }
        }
    }
}
