package io.github.todoku.feedback.summary;

import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The keys of reports that were counted, each eight octets, up to a million of them. */
final class SeenReports implements Serializable {
    private static final long serialVersionUID = 1;

    static final int MAX_SEEN = 1_000_000;
    private static final int FIRST_SLOTS = 64;

    /** Open addressing; 0 is an empty slot. */
    private long[] slots = new long[FIRST_SLOTS];

    private int size;
    private boolean full;

    /** Adds a key; whether it is new. */
    boolean add(long wanted) {
        long key = wanted == 0 ? 1 : wanted;
        int slot = slot(slots, key);
        if (slots[slot] == key) {
            return false;
        }
        if (size >= MAX_SEEN) {
            full = true; // whether it is new is not known from here on
            return true;
        }
        slots[slot] = key;
        if (++size * 2 > slots.length) {
            long[] wider = new long[slots.length * 2];
            for (long each : slots) {
                if (each != 0) {
                    wider[slot(wider, each)] = each;
                }
            }
            slots = wider;
        }
        return true;
    }

    boolean contains(long wanted) {
        long key = wanted == 0 ? 1 : wanted;
        return slots[slot(slots, key)] == key;
    }

    private static int slot(long[] among, long key) {
        int slot = (int) (key ^ (key >>> 32)) & (among.length - 1);
        while (among[slot] != 0 && among[slot] != key) {
            slot = (slot + 1) & (among.length - 1);
        }
        return slot;
    }

    /** Adds all of another; how many of them were here before. */
    long merge(SeenReports other) {
        long both = 0;
        for (long each : other.slots) {
            if (each != 0 && !add(each)) {
                both++;
            }
        }
        full |= other.full;
        return both;
    }

    SeenReports copy() {
        SeenReports copy = new SeenReports();
        copy.slots = slots.clone();
        copy.size = size;
        copy.full = full;
        return copy;
    }

    /** What was written down. */
    void setFull() {
        full = true;
    }

    /** Whether there were more than are kept. */
    boolean isFull() {
        return full;
    }

    long[] sorted() {
        return Arrays.stream(slots).filter(each -> each != 0).sorted().toArray();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SeenReports that && full == that.full && Arrays.equals(sorted(), that.sorted());
    }

    @Override
    public int hashCode() {
        return size;
    }
}
