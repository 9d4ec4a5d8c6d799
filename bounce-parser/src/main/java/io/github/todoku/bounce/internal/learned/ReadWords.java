package io.github.todoku.bounce.internal.learned;

import java.util.Arrays;

/**
 * What the model knows of the words of one reply, looked up once: they may be read with the codes beside them, and without. Made
 * and read on one thread.
 */
final class ReadWords {
    /** How much of the words must be known. */
    private static final double LEGIBLE = 0.2;

    private final ReplyModel model;
    private final WordFeatures words;
    /** The features of the model that stand in the words, each once, and which of the words' each is. */
    private final int[] found;

    private final int[] places;
    private int count;
    private final int[] sums;

    ReadWords(ReplyModel model, WordFeatures words) {
        this.model = model;
        this.words = words;
        this.found = new int[words.kept()];
        this.places = new int[words.kept()];
        FeatureTable table = model.features();
        long[] seen = new long[(table.count() >>> 6) + 1];
        for (int i = 0; i < words.kept(); i++) {
            int feature = table.find(words.number(i));
            if (feature != FeatureTable.ABSENT && (seen[feature >>> 6] & (1L << feature)) == 0) {
                seen[feature >>> 6] |= 1L << feature;
                found[count] = feature;
                places[count++] = i;
            }
        }
        this.sums = table.sums(found, 0, count);
    }

    /** With these codes beside them. */
    Reading beside(CodeFeatures codes) {
        int[] all = Arrays.copyOf(found, count + codes.count());
        int[] saidAt = new int[codes.count()];
        int known = count;
        for (int i = 0; i < codes.count(); i++) {
            int feature = model.features().find(codes.number(i));
            if (feature != FeatureTable.ABSENT && !holds(all, known, feature)) {
                saidAt[known - count] = i;
                all[known++] = feature;
            }
        }
        int[] total = model.features().sums(all, count, known);
        for (int c = 0; c < total.length; c++) {
            total[c] += sums[c];
        }
        return new Reading(this, codes, model.likely(total, known), Arrays.copyOf(all, known), saidAt);
    }

    private static boolean holds(int[] features, int count, int feature) {
        for (int i = 0; i < count; i++) {
            if (features[i] == feature) {
                return true;
            }
        }
        return false;
    }

    ReplyModel model() {
        return model;
    }

    /** How many of the features are in the model. */
    int known() {
        return count;
    }

    /** Whether the model knows enough of the words to read them: of {@code 550 Zork zork} it knows a code alone. */
    boolean isLegible() {
        return count >= LEGIBLE * words.seen();
    }

    /** The feature found as a person reads it. */
    String name(int index) {
        return words.name(places[index]);
    }
}
