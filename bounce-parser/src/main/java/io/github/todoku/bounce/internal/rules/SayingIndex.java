package io.github.todoku.bounce.internal.rules;

import java.util.BitSet;

/** Sayings by the groups of words of which they have one each: only pairs of which both were sighted are looked at. Immutable. */
final class SayingIndex {
    /** For each group those that stand with it in a saying. */
    private final BitSet[] partners;

    /** For each group the number of the saying that it makes with each other one; 0 also where there is none. */
    private final int[][] sayings;

    /**
     * Of these sayings.
     *
     * @param written of each its number, the group of the one word and the group of the other
     * @param groups how many there are
     */
    SayingIndex(int[][] written, int groups) {
        this.partners = new BitSet[groups];
        for (int group = 0; group < groups; group++) {
            partners[group] = new BitSet(groups);
        }
        for (int[] saying : written) {
            partners[saying[1]].set(saying[2]);
        }
        this.sayings = new int[groups][];
        for (int group = 0; group < groups; group++) {
            sayings[group] = new int[partners[group].length()];
        }
        for (int[] saying : written) {
            sayings[saying[1]][saying[2]] = saying[0];
        }
    }

    /** Adds the numbers of the sayings that the sightings make up. */
    void add(Sightings sightings, BitSet found) {
        BitSet seen = sightings.groups();
        for (int group = seen.nextSetBit(0); group >= 0; group = seen.nextSetBit(group + 1)) {
            BitSet possible = partners[group];
            if (possible.isEmpty() || !possible.intersects(seen)) {
                continue;
            }
            for (int other = seen.nextSetBit(0); other >= 0; other = seen.nextSetBit(other + 1)) {
                if (possible.get(other) && sightings.near(group, other)) {
                    found.set(sayings[group][other]);
                }
            }
        }
    }
}
