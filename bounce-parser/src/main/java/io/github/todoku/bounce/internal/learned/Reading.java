package io.github.todoku.bounce.internal.learned;

import io.github.todoku.bounce.Cause;
import java.util.ArrayList;
import java.util.List;

/** What the model says of one reply: how likely each cause is, and why. Made and read on one thread. */
final class Reading {
    /** How many features are told. */
    static final int TOLD = 5;

    /** How much of the words must be known. */
    private static final double LEGIBLE = 0.2;

    private final ReplyModel model;
    private final ReplyFeatures reply;
    private final double[] likely;
    private final int[] found;
    private final int[] places;

    Reading(ReplyModel model, ReplyFeatures reply, double[] likely, int[] found, int[] places) {
        this.model = model;
        this.reply = reply;
        this.likely = likely;
        this.found = found;
        this.places = places;
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

    /** Whether the model knows enough of the words to read them: of {@code 550 Zork zork} it knows a code alone. */
    boolean isLegible() {
        int known = 0;
        for (int i = 0; i < found.length; i++) {
            known += reply.isOfWords(places[i]) ? 1 : 0;
        }
        return known >= LEGIBLE * reply.ofWords();
    }

    /** The features that weigh most for {@code cause}, the heaviest first, as a person reads them. */
    List<String> reasons(Cause cause) {
        int number = model.number(cause);
        int column = number < 0 ? model.causes() - 1 : number;
        List<String> reasons = new ArrayList<>(TOLD);
        boolean[] told = new boolean[found.length];
        while (reasons.size() < TOLD) {
            int best = -1;
            for (int i = 0; i < found.length; i++) {
                int weight = model.weight(found[i], column);
                if (!told[i] && weight > 0 && (best < 0 || weight > model.weight(found[best], column))) {
                    best = i;
                }
            }
            if (best < 0) {
                return reasons;
            }
            told[best] = true;
            reasons.add(reply.name(places[best]));
        }
        return reasons;
    }
}
