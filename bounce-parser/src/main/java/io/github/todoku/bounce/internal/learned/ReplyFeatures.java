package io.github.todoku.bounce.internal.learned;

import io.github.todoku.bounce.EnhancedStatus;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the model sees of one reply: its words, pairs of words, groups of four letters, code, status and stage, each as a number
 * of 32 bits. Chinese and Japanese, written without blanks, give pairs of characters for words. One object a reply.
 */
final class ReplyFeatures {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int GRAM = 4;
    private static final int CODES = 8;

    private static final int WORD = 1;
    private static final int PAIR = 2;
    private static final int LETTERS = 3;
    private static final int SAID = 4;

    private final String form;
    private int[] numbers;
    /** Where each feature stands: its beginning in the form and its length, or its place in {@link #said}. */
    private int[] places;

    private int count;
    private final String[] said = new String[CODES];
    private int saidCount;

    private ReplyFeatures(String form) {
        this.form = form;
        this.numbers = new int[2 * form.length() + CODES];
        this.places = new int[numbers.length];
    }

    /**
     * The features of these words and what is known beside them.
     *
     * @param words the words without codes
     * @param code the reply code; null if there is none
     * @param status the enhanced status; null if there is none
     * @param command the SMTP command that is answered; null if unknown
     */
    static ReplyFeatures of(
            String words, @Nullable Integer code, @Nullable EnhancedStatus status, @Nullable String command) {
        ReplyFeatures features = new ReplyFeatures(ReplyForm.of(words));
        features.addWords();
        features.addLetters();
        features.addCodes(code, status, command);
        return features;
    }

    int count() {
        return count;
    }

    int number(int feature) {
        return numbers[feature];
    }

    /** How many there are of the words themselves, beside codes and stage. */
    int ofWords() {
        return count - saidCount;
    }

    boolean isOfWords(int feature) {
        return (places[feature] & 0xFFF) != 0;
    }

    /** The feature as a person reads it. */
    String name(int feature) {
        int from = places[feature] >>> 12;
        int length = places[feature] & 0xFFF;
        return length == 0 ? said[from] : form.substring(from, from + length);
    }

    private void addWords() {
        int before = 0;
        int beforeAt = 0;
        int from = 1;
        for (int at = 1; at < form.length(); at++) {
            char c = form.charAt(at);
            if (c == ' ') {
                if (at > from) {
                    int word = hash(from, at);
                    add(WORD, word, from, at - from);
                    if (before != 0) {
                        add(PAIR, 31 * before + word, beforeAt, at - beforeAt);
                    }
                    before = word;
                    beforeAt = from;
                }
                from = at + 1;
            } else if (c >= 0x2E80 && isUnspaced(c) && isUnspaced(form.charAt(at - 1))) {
                add(WORD, 31 * form.charAt(at - 1) + c, at - 1, 2);
            }
        }
    }

    private void addLetters() {
        long letters = 0;
        for (int at = 0; at < form.length(); at++) {
            letters = (letters << 16) | form.charAt(at);
            if (at >= GRAM - 1) {
                long spread = (letters ^ LETTERS) * SPREAD;
                put((int) (spread >>> 32) ^ (int) (spread >>> 7), at - GRAM + 1, GRAM);
            }
        }
    }

    private void addCodes(@Nullable Integer code, @Nullable EnhancedStatus status, @Nullable String command) {
        addSaid(code == null ? "no code" : code.toString());
        if (status == null) {
            addSaid("no status");
        } else {
            addSaid(status.toString());
            addSaid("x." + status.subject() + "." + status.detail());
            addSaid("x." + status.subject() + ".x");
        }
        if (code != null || status != null) {
            int first = code != null ? code / 100 : status == null ? 0 : status.statusClass();
            addSaid(first + "xx");
        }
        if (command != null) {
            addSaid("after " + command);
        }
    }

    private void addSaid(String word) {
        said[saidCount] = word;
        add(SAID, word.hashCode(), saidCount, 0);
        saidCount++;
    }

    private int hash(int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + form.charAt(i);
        }
        return hash == 0 ? 1 : hash;
    }

    private void add(int kind, int hash, int from, int length) {
        long spread = (((long) kind << 32) | (hash & 0xFFFFFFFFL)) * SPREAD;
        put((int) (spread >>> 32) ^ (int) (spread >>> 7), from, length);
    }

    private void put(int number, int from, int length) {
        if (count == numbers.length) { // many words of one letter
            numbers = Arrays.copyOf(numbers, 2 * count);
            places = Arrays.copyOf(places, 2 * count);
        }
        numbers[count] = number;
        places[count++] = (from << 12) | Math.min(length, 0xFFF);
    }

    /** Whether no blanks stand between words in its script: Han, kana. */
    private static boolean isUnspaced(char c) {
        return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF);
    }
}
