package io.github.todoku.bounce.internal.learned;

import java.util.Arrays;

/**
 * The weights of a model's features, found by the features' numbers. Half a byte each as in the file, so that all of them stay in a
 * cache: where a reply's features lie is chance, and fetching them was half of reading it. Filled once, then never changed.
 */
final class FeatureTable {
    static final int ABSENT = -1;

    /** The most units that a weight has, of either sign. */
    static final int MOST = 7;

    /** The most steps that a unit has. */
    static final int MAX_SCALE = 255;

    /** The most features there may be: a slot has two octets for which one it is. */
    static final int MAX_FEATURES = (1 << Short.SIZE) - 2;

    private static final int UNIT_BITS = 4;
    private static final int UNIT_MASK = (1 << UNIT_BITS) - 1;

    /** Makes a unit with a sign one without. */
    private static final int BIAS = MOST + 1;

    /** Sums of four causes stand in one {@code long}, so that adding two adds four. */
    private static final int LANES = 4;

    private static final int LANE_BITS = Long.SIZE / LANES;
    private static final int LANE_MASK = (1 << LANE_BITS) - 1;
    private static final long A_UNIT_IN_EACH = 0x000F_000F_000F_000FL;

    /** So many weights fit into a lane. */
    private static final int MOST_ADDED = LANE_MASK / (UNIT_MASK * MAX_SCALE);

    private static final int UNITS = Long.SIZE / UNIT_BITS;

    private final int causes;
    /** The upper digits of each number, and one more than which feature it is, in the first free slot at or behind its own. */
    private final int[] slots;

    private final int mask;

    /** Of each feature its number and, below, its scale; then its units, each lane's in steps of {@value #LANES} causes. */
    private final long[] rows;

    private final int row;

    private int count;

    /** Of so many features, still to be added, each with a weight for so many causes. */
    FeatureTable(int features, int causes) {
        this.causes = causes;
        this.row = 1 + (causes + UNITS - 1) / UNITS;
        this.rows = new long[features * row];
        int size = Integer.highestOneBit(features + features / 2 + 1) * 2; // at most two thirds full
        this.slots = new int[size];
        this.mask = size - 1;
    }

    /** Adds a feature; its weights are so many steps of the scale, half a byte each from there on, the first in the upper half. */
    void add(int number, int scale, byte[] units, int from) {
        int at = count * row;
        rows[at] = (long) number << Integer.SIZE | scale;
        for (int c = 0; c < causes; c++) {
            byte two = units[from + c / 2];
            int unit = (c % 2 == 0 ? two : (byte) (two << UNIT_BITS)) >> UNIT_BITS;
            rows[at + 1 + c / UNITS] |= (long) (unit + BIAS) << placeOf(c);
        }
        int slot = number & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        count++;
        slots[slot] = (number >>> Short.SIZE << Short.SIZE) | count;
    }

    /** How far its unit is shifted among those of its {@code long}. */
    private static int placeOf(int cause) {
        return cause % LANES * LANE_BITS + cause % UNITS / LANES * UNIT_BITS;
    }

    int count() {
        return count;
    }

    /** Which feature has this number, {@value #ABSENT} if none. */
    int find(int number) {
        for (int slot = number & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            if ((slots[slot] ^ number) >>> Short.SIZE == 0) {
                int feature = (char) slots[slot] - 1;
                if ((int) (rows[feature * row] >>> Integer.SIZE) == number) {
                    return feature;
                }
            }
        }
        return ABSENT;
    }

    int weight(int feature, int cause) {
        int at = feature * row;
        int unit = (int) (rows[at + 1 + cause / UNITS] >>> placeOf(cause)) & UNIT_MASK;
        return (unit - BIAS) * scale(at);
    }

    private int scale(int at) {
        return (int) rows[at];
    }

    /** The sums of the weights of so many of these features, cause by cause. */
    int[] sums(int[] features, int from, int to) {
        int[] sums = new int[causes];
        long[] lanes = new long[(row - 1) * LANES];
        int scales = 0;
        for (int i = from; i < to; i++) {
            int at = features[i] * row;
            int scale = scale(at);
            scales += scale;
            for (int group = 0; group < lanes.length; group++) {
                long units = rows[at + 1 + group / LANES] >>> (group % LANES * UNIT_BITS);
                lanes[group] += (units & A_UNIT_IN_EACH) * scale;
            }
            if ((i - from) % MOST_ADDED == MOST_ADDED - 1) {
                take(lanes, sums);
            }
        }
        take(lanes, sums);
        for (int c = 0; c < causes; c++) {
            sums[c] -= BIAS * scales;
        }
        return sums;
    }

    /** Adds what the lanes hold to the sums and empties them. */
    private static void take(long[] lanes, int[] sums) {
        for (int c = 0; c < sums.length; c++) {
            sums[c] += (int) (lanes[c / LANES] >>> (c % LANES * LANE_BITS)) & LANE_MASK;
        }
        Arrays.fill(lanes, 0);
    }
}
