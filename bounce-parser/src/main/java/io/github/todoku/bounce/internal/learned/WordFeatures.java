package io.github.todoku.bounce.internal.learned;

import java.util.Arrays;

/**
 * What the model sees of the words of one reply: each word, each pair of words, each group of four letters as a number of 32 bits.
 * Chinese and Japanese, written without blanks, give pairs of characters for words. Only numbers that pass the sieve are kept. One
 * object a reply.
 */
final class WordFeatures {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int GRAM = 4;

    private static final int WORD = 1;
    private static final int PAIR = 2;
    private static final int LETTERS = 3;
    private static final int SAID = 4;

    /** So many are kept of most replies. */
    private static final int ROOM = 256;

    private final ReplyForm form;
    private final Sieve sieve;
    private int[] numbers = new int[ROOM];
    /** Where each feature stands: its beginning in the form and its length. */
    private int[] places = new int[ROOM];

    private int kept;
    private int seen;

    private WordFeatures(ReplyForm form, Sieve sieve) {
        this.form = form;
        this.sieve = sieve;
    }

    /** Those of these words, without the codes that stand before them. */
    static WordFeatures of(String words, Sieve sieve) {
        WordFeatures features = new WordFeatures(ReplyForm.read(words), sieve);
        features.addWords();
        features.addLetters();
        return features;
    }

    /** How many there are in all. */
    int seen() {
        return seen;
    }

    /** How many passed the sieve. */
    int kept() {
        return kept;
    }

    int number(int feature) {
        return numbers[feature];
    }

    /** The feature as a person reads it. */
    String name(int feature) {
        int from = places[feature] >>> 12;
        return form.text(from, from + (places[feature] & 0xFFF));
    }

    /** The number of what is said beside the words. */
    static int said(String word) {
        return spread(SAID, word.hashCode());
    }

    private void addWords() {
        int before = 0;
        int beforeAt = 0;
        int word = 0;
        int from = 1;
        for (int at = 1; at < form.length(); at++) {
            char c = form.at(at);
            if (c == ' ') {
                if (at > from) {
                    word = word == 0 ? 1 : word;
                    put(spread(WORD, word), from, at - from);
                    if (before != 0) {
                        put(spread(PAIR, 31 * before + word), beforeAt, at - beforeAt);
                    }
                    before = word;
                    beforeAt = from;
                }
                from = at + 1;
                word = 0;
                continue;
            }
            word = 31 * word + c;
            if (c >= 0x2E80 && isUnspaced(c) && isUnspaced(form.at(at - 1))) {
                put(spread(WORD, 31 * form.at(at - 1) + c), at - 1, 2);
            }
        }
    }

    private void addLetters() {
        long letters = 0;
        for (int at = 0; at < form.length(); at++) {
            letters = (letters << 16) | form.at(at);
            if (at >= GRAM - 1) {
                put(folded((letters ^ LETTERS) * SPREAD), at - GRAM + 1, GRAM);
            }
        }
    }

    private static int spread(int kind, int hash) {
        return folded((((long) kind << 32) | (hash & 0xFFFFFFFFL)) * SPREAD);
    }

    private static int folded(long spread) {
        return (int) (spread >>> 32) ^ (int) (spread >>> 7);
    }

    private void put(int number, int from, int length) {
        seen++;
        if (sieve.passes(number)) {
            keep(number, from, length);
        }
    }

    private void keep(int number, int from, int length) {
        if (kept == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * kept);
            places = Arrays.copyOf(places, 2 * kept);
        }
        numbers[kept] = number;
        places[kept++] = (from << 12) | Math.min(length, 0xFFF);
    }

    /** Whether no blanks stand between words in its script: Han, kana. */
    private static boolean isUnspaced(char c) {
        return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF);
    }
}
