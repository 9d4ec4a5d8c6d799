package io.github.todoku.bounce.internal.rules;

import java.util.BitSet;

/**
 * Where the words of sayings stand in one text, and which sayings they make up. One object a text, on one thread.
 */
final class Sightings {
    /** A reply says a thing once or twice; what comes behind so many is help. */
    private static final int MAX_SIGHTINGS = 96;

    private final char[] text;
    private final int[] groups = new int[MAX_SIGHTINGS];
    private final int[] begins = new int[MAX_SIGHTINGS];
    private final int[] ends = new int[MAX_SIGHTINGS];
    private final BitSet seen = new BitSet();
    private int used;

    Sightings(char[] text) {
        this.text = text;
    }

    /** The text they stand in. */
    char[] text() {
        return text;
    }

    /** Where a word of the group stands. */
    void add(int group, int begin, int end) {
        if (used < MAX_SIGHTINGS) {
            groups[used] = group;
            begins[used] = begin;
            ends[used++] = end;
            seen.set(group);
        }
    }

    boolean isEmpty() {
        return used == 0;
    }

    /** Whether a word of the one group stands near one of the other, in the same sentence. */
    boolean near(int one, int other) {
        if (!seen.get(one) || !seen.get(other)) {
            return false;
        }
        for (int i = 0; i < used; i++) {
            for (int j = 0; groups[i] == one && j < used; j++) {
                if (groups[j] == other && (inOneSentence(ends[i], begins[j]) || inOneSentence(ends[j], begins[i]))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean inOneSentence(int from, int to) {
        if (from > to || to - from > Saying.MAX_GAP) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (endsSentence(i)) {
                return false;
            }
        }
        return true;
    }

    /** A full stop and a blank behind it, but not the dots of {@code <a@b>... User unknown}; an empty line. */
    private boolean endsSentence(int at) {
        boolean last = at + 1 >= text.length;
        return switch (text[at]) {
            case '\u3002', '\uff01', '\uff1f' -> true;
            case '.', '!', '?', ';' -> last || (text[at + 1] <= ' ' && (at == 0 || text[at - 1] != '.'));
            case '\n' -> !last && text[at + 1] == '\n';
            default -> false;
        };
    }
}
