package io.github.todoku.bounce.internal.learned;

import io.github.todoku.bounce.Advice;
import io.github.todoku.bounce.Cause;
import io.github.todoku.bounce.Classification;
import io.github.todoku.bounce.Evidence;
import io.github.todoku.bounce.Evidence.Confidence;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.bounce.internal.rules.ReplyCase;
import io.github.todoku.bounce.internal.rules.RuleTable;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** How often rules, model and both are right on rows that the model has not seen. Filled on one thread. */
final class Figures {
    private int rows;
    private int rulesRight;
    private int modelRight;
    private int togetherRight;
    private int amongTwo;
    private int unknown;
    private int sure;
    private int sureRight;
    private int likely;
    private int likelyRight;
    private int wrongRemovals;
    private int wrongByCode;
    private int dead;
    private int deadMissed;
    private int deadOnProof;
    private final int[] claims = new int[10];
    private final int[] claimsRight = new int[10];
    private final double[] claimed = new double[10];

    /** Each row read by a model that learned from the others: twins, which differ in addresses and numbers alone, left out too. */
    static Figures ofFolds(List<TableRow> rows, int folds) throws IOException {
        Figures figures = new Figures();
        for (int fold = 0; fold < folds; fold++) {
            int left = fold;
            figures.add(
                    rows.stream().filter(row -> row.fold(folds) != left).toList(),
                    rows.stream().filter(row -> row.fold(folds) == left).toList());
        }
        return figures;
    }

    /** Rows of {@code asked} by a model that learned from {@code taught}. */
    void add(List<TableRow> taught, List<TableRow> asked) throws IOException {
        ReplyModel model = ReplyModel.read(ModelTrainer.train(taught));
        SecondOpinion opinion = new SecondOpinion(RuleTable.shipped(), model);
        for (TableRow row : asked) {
            ReplyCase words =
                    new ReplyCase(row.reply(), row.status(), null, null, row.command(), Evidence.Place.REPLY, false);
            Classification rules = RuleTable.shipped().classify(words, List.of());
            add(row, rules, row.read(model), opinion.on(rules, List.of(words)));
            wrongByCode += row.dead().equals("no") && removesByCode(row, opinion) ? 1 : 0;
        }
    }

    /** Whether the same words would cost an address if the server had put the code of an unknown one before them. */
    private static boolean removesByCode(TableRow row, SecondOpinion opinion) {
        SmtpReply reply = SmtpReply.parse("550 5.1.1 " + row.reply().text()).orElseThrow();
        ReplyCase words = new ReplyCase(reply, null, null, null, "RCPT", Evidence.Place.REPLY, false);
        Classification rules = RuleTable.shipped().classify(words, List.of());
        return opinion.on(rules, List.of(words)).advice() == Advice.REMOVE_ADDRESS;
    }

    private void add(TableRow row, Classification rules, Reading model, Classification together) {
        rows++;
        rulesRight += isRight(row, rules.cause());
        int right = isRight(row, model.cause());
        modelRight += right;
        togetherRight += isRight(row, together.cause());
        amongTwo += Math.max(right, isRight(row, second(model)));
        unknown += together.cause() == Cause.UNKNOWN ? 1 - isRight(row, Cause.UNKNOWN) : 0;
        if (together.evidence().get(0).confidence() == Confidence.HIGH) {
            sure++;
            sureRight += isRight(row, together.cause());
        }
        double probability = model.likely(model.cause());
        if (probability > 0.7) {
            likely++;
            likelyRight += right;
        }
        int tenth = Math.min(9, (int) (probability * 10));
        claims[tenth]++;
        claimed[tenth] += probability;
        claimsRight[tenth] += right;
        wrongRemovals +=
                together.advice() == Advice.REMOVE_ADDRESS && row.dead().equals("no") ? 1 : 0;
        if (row.dead().equals("yes")) {
            dead++;
            boolean found =
                    together.advice() == Advice.REMOVE_ADDRESS || together.advice() == Advice.VERIFY_THEN_REMOVE;
            deadMissed += found ? 0 : 1;
            deadOnProof += together.advice() == Advice.VERIFY_THEN_REMOVE ? 1 : 0;
        }
    }

    private static int isRight(TableRow row, Cause cause) {
        return row.causes().contains(cause) ? 1 : 0;
    }

    private static Cause second(Reading reading) {
        Cause first = reading.cause();
        Cause second = Cause.UNKNOWN;
        for (Cause cause : Cause.values()) {
            if (cause != first && reading.likely(cause) > (second == first ? 0 : reading.likely(second))) {
                second = cause;
            }
        }
        return second;
    }

    double rules() {
        return share(rulesRight, rows);
    }

    double model() {
        return share(modelRight, rows);
    }

    double together() {
        return share(togetherRight, rows);
    }

    double sure() {
        return share(sureRight, sure);
    }

    double likely() {
        return share(likelyRight, likely);
    }

    int wrongRemovals() {
        return wrongRemovals;
    }

    /** Lines that are not of a dead address and would cost one with 5.1.1 before them. */
    int wrongByCode() {
        return wrongByCode;
    }

    /** How many of the claims from {@code tenth} tenths on are right. */
    double right(int tenth) {
        return share(claimsRight[tenth], claims[tenth]);
    }

    private static double share(int some, int all) {
        return all == 0 ? 1 : (double) some / all;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d rows: rules %.1f, model %.1f (among two %.1f), together %.1f, UNKNOWN %.1f; HIGH %d right %.1f;"
                        + " above 0.7 %d right %.1f; wrong removals %d (with 5.1.1 before the words %d), dead missed %d of %d (of the found, %d to verify first)%n",
                rows,
                100 * rules(),
                100 * model(),
                100 * share(amongTwo, rows),
                100 * together(),
                100 * share(unknown, rows),
                sure,
                100 * sure(),
                likely,
                100 * likely(),
                wrongRemovals,
                wrongByCode,
                deadMissed,
                dead,
                deadOnProof));
        for (int tenth = 0; tenth < 10; tenth++) {
            text.append(String.format(
                    Locale.ROOT,
                    "| 0.%d | %d | %.2f | %.2f |%n",
                    tenth,
                    claims[tenth],
                    claims[tenth] == 0 ? 0 : claimed[tenth] / claims[tenth],
                    right(tenth)));
        }
        return text.toString();
    }
}
