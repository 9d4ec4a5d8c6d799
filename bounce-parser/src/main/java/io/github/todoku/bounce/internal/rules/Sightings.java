package io.github.todoku.bounce.internal.rules;

import java.util.Arrays;

/**
 * Where the words of sayings stand in one text, and which sayings they make up. One object a text, on one thread.
 */
final class Sightings {
    /** A reply says a thing once or twice; what comes behind so many is help. */
    private static final int MAX_SIGHTINGS = 96;

    private static final int NONE = -1;

    private final char[] text;
    private final int groups;
    /** For each group the sighting that came last; made with the first sighting, since most texts have few. */
    private int[] last = {};

    private int[] before = {};
    /** The groups of which a word was sighted, each once, and the same as bits. */
    private int[] seen = {};

    private int seenCount;
    private long[] seenBits = {};
    private int[] begins = {};
    private int[] ends = {};
    /** Behind which place the sentence ends that a sighting ends in, as far as it matters; 0 until it is asked for. */
    private int[] reaches = {};

    private int used;

    /** How long the longest of the words is as it is written, the blanks in it counted. */
    private int longest;

    Sightings(char[] text, int groups) {
        this.text = text;
        this.groups = groups;
    }

    /** The text they stand in. */
    char[] text() {
        return text;
    }

    /** Where a word of the group stands. Of two words the one that begins first is added first; short ones up to a few letters later. */
    void add(int group, int begin, int end) {
        if (used == before.length && !grow()) {
            return;
        }
        begins[used] = begin;
        ends[used] = end;
        longest = Math.max(longest, end - begin);
        if (last[group] == NONE) {
            seen[seenCount++] = group;
            seenBits[group / Long.SIZE] |= 1L << group;
        }
        before[used] = last[group];
        last[group] = used++;
    }

    /** Makes room for more; says whether there may be more. */
    private boolean grow() {
        if (used == MAX_SIGHTINGS) {
            return false;
        }
        if (used == 0) {
            last = new int[groups];
            Arrays.fill(last, NONE);
            seenBits = new long[groups / Long.SIZE + 1];
        }
        int room = used == 0 ? MAX_SIGHTINGS / 6 : MAX_SIGHTINGS;
        begins = Arrays.copyOf(begins, room);
        ends = Arrays.copyOf(ends, room);
        reaches = Arrays.copyOf(reaches, room);
        before = Arrays.copyOf(before, room);
        seen = Arrays.copyOf(seen, room);
        return true;
    }

    /** How many groups have a word in the text. */
    int groupsSeen() {
        return seenCount;
    }

    int groupSeen(int index) {
        return seen[index];
    }

    /** Which of the 64 groups from {@code 64 * word} on have one, a bit each. */
    long seenAmong(int word) {
        return seenBits[word];
    }

    /** Whether a word of the one group stands near one of the other, in the same sentence; each has one. */
    boolean near(int one, int other) {
        for (int i = last[one]; i >= 0; i = before[i]) {
            for (int j = last[other]; j >= 0 && mayReach(j, begins[i]); j = before[j]) {
                if (reaches(i, begins[j]) || reaches(j, begins[i])) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Whether the word, or one that was added before it, may end near {@code place}. Words are added by where they begin, give or take
     * the few letters of a beginning; a long one that begins before another may end behind it.
     */
    private boolean mayReach(int word, int place) {
        return begins[word] + PhraseTree.BEGINNING + longest + Saying.MAX_GAP >= place;
    }

    /** Whether a place lies behind the word, near it and in the same sentence. */
    private boolean reaches(int word, int place) {
        if (place < ends[word] || place - ends[word] > Saying.MAX_GAP) {
            return false;
        }
        if (reaches[word] == 0) {
            int at = ends[word];
            int last = Math.min(text.length, at + Saying.MAX_GAP);
            while (at < last && !endsSentence(at)) {
                at++;
            }
            reaches[word] = at;
        }
        return place <= reaches[word];
    }

    /** A full stop and a blank behind it, but not the dots of {@code <a@b>... User unknown}; an empty line. */
    private boolean endsSentence(int at) {
        boolean atEnd = at + 1 >= text.length;
        return switch (text[at]) {
            case '\u3002', '\uff01', '\uff1f' -> true;
            case '.', '!', '?', ';' -> atEnd || (text[at + 1] <= ' ' && (at == 0 || text[at - 1] != '.'));
            case '\n' -> !atEnd && text[at + 1] == '\n';
            default -> false;
        };
    }
}
