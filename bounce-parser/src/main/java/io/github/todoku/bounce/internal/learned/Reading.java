package io.github.todoku.bounce.internal.learned;

import io.github.todoku.bounce.Cause;
import java.util.ArrayList;
import java.util.List;

/** What the model says of one reply: how likely each cause is, and why. Made and read on one thread. */
final class Reading {
    /** How many features are told. */
    static final int TOLD = 5;

    private final ReplyModel model;
    private final ReadWords words;
    private final CodeFeatures codes;
    private final double[] likely;
    /** The features of the model that were found, first those of the words, then those of the codes. */
    private final int[] found;
    /** Which of the codes' features each of the latter is. */
    private final int[] saidAt;

    Reading(ReadWords words, CodeFeatures codes, double[] likely, int[] found, int[] saidAt) {
        this.model = words.model();
        this.words = words;
        this.codes = codes;
        this.likely = likely;
        this.found = found;
        this.saidAt = saidAt;
    }

    /** How likely {@code cause} is; 0 for one that the model does not know. */
    double likely(Cause cause) {
        int number = model.number(cause);
        return number < 0 ? 0 : likely[number];
    }

    /** The likeliest cause. */
    Cause cause() {
        int best = 0;
        for (int c = 1; c < likely.length; c++) {
            best = likely[c] > likely[best] ? c : best;
        }
        return model.cause(best);
    }

    /** {@link ReadWords#isLegible}. */
    boolean isLegible() {
        return words.isLegible();
    }

    /** The features that weigh most for {@code cause}, the heaviest first, as a person reads them. */
    List<String> reasons(Cause cause) {
        int number = model.number(cause);
        int column = number < 0 ? model.causes() - 1 : number;
        int[] heaviest = new int[TOLD];
        int[] weights = new int[TOLD];
        int count = 0;
        for (int i = 0; i < found.length; i++) {
            int weight = model.features().weight(found[i], column);
            if (weight <= 0 || (count == TOLD && weight <= weights[TOLD - 1])) {
                continue;
            }
            int at = count == TOLD ? TOLD - 1 : count++;
            for (; at > 0 && weights[at - 1] < weight; at--) { // of two as heavy the first stays before
                weights[at] = weights[at - 1];
                heaviest[at] = heaviest[at - 1];
            }
            weights[at] = weight;
            heaviest[at] = i;
        }
        List<String> reasons = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            reasons.add(name(heaviest[i]));
        }
        return reasons;
    }

    private String name(int index) {
        return index < words.known() ? words.name(index) : codes.said().get(saidAt[index - words.known()]);
    }
}
