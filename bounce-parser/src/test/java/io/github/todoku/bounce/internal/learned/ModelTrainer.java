package io.github.todoku.bounce.internal.learned;

import io.github.todoku.bounce.Cause;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Trains the model: multinomial logistic regression by gradient steps with a step width of its own for each weight (AdaGrad),
 * row after row in a fixed order, on one thread, with numbers of a fixed sequence for chance, so that the same table gives the
 * same bytes on every machine.
 */
final class ModelTrainer {
    /** So many that the file stays below 400,000 octets. */
    private static final int MAX_FEATURES = 18_700;

    /** A feature of one row and its twins says nothing of others. */
    private static final int MIN_ROWS = 2;

    private static final int EPOCHS = 12;
    private static final float RATE = 0.5f;
    /** How much of a row is left out whenever it is shown, so that it is learned from all of its words and not from one. */
    private static final double LEFT_OUT = 0.3;

    /** Where the numbers begin that say what is left out: {@link Random}'s sequence is the same everywhere. */
    private static final long SEED = 12_345;

    private static final float BIAS_RATE = 0.1f;
    private static final float LEAST = 1e-8f;

    /** How strongly weights are drawn to zero; shared by the rows that have the feature. */
    private static final float PULL = 0.005f;

    /** Where several causes are right, how much of what is due is shared evenly; the rest goes to the likelier ones. */
    private static final float EVEN = 0.3f;

    /** How much a row counts when it is shown again without its codes. */
    private static final float WITHOUT_CODES = 0.5f;

    /** By what the scores are divided, so that of claims of 0.9 nine in ten are right: measured on folds. */
    private static final float TEMPERATURE = 0.9f;

    private static final Cause[] CAUSES = Cause.values();

    /** Weights of a feature lie so many apart: a width that a machine adds in whole steps. */
    private static final int WIDTH = (CAUSES.length + 7) / 8 * 8;

    private final List<Example> examples = new ArrayList<>();
    private int[] numbers = new int[0];
    private float[] weights = new float[0];
    private final float[] bias = new float[WIDTH];

    private static final class Example {
        final int[] numbers;
        final boolean[] right = new boolean[CAUSES.length];
        final int rights;
        final float share;
        int[] features = new int[0];

        Example(int[] reply, TableRow row, float share) {
            this.numbers = Arrays.stream(reply).sorted().toArray();
            for (int c = 0; c < CAUSES.length; c++) {
                right[c] = row.causes().contains(CAUSES[c]);
            }
            this.rights = row.causes().size();
            this.share = share;
        }
    }

    private ModelTrainer(List<TableRow> rows) {
        for (TableRow row : rows) {
            examples.add(new Example(row.features(), row, 1));
        }
        for (TableRow row : rows) {
            if (row.reply().code() != null || row.reply().status() != null || row.status() != null) {
                examples.add(new Example(row.bareFeatures(), row, WITHOUT_CODES));
            }
        }
    }

    /** The file of a model that learned from {@code rows}. */
    static byte[] train(List<TableRow> rows) {
        return train(rows, TEMPERATURE);
    }

    /** The same for another temperature. */
    static byte[] train(List<TableRow> rows, float temperature) {
        ModelTrainer trainer = new ModelTrainer(rows);
        trainer.choose(trainer.frequent(rows));
        trainer.learn(EPOCHS);
        if (trainer.numbers.length > MAX_FEATURES) {
            trainer.choose(trainer.heaviest());
            trainer.learn(EPOCHS);
        }
        return trainer.file(temperature);
    }

    /** Features of at least so many rows that are no twins of each other. */
    private int[] frequent(List<TableRow> rows) {
        Map<Integer, Set<String>> keys = new TreeMap<>();
        for (int i = 0; i < rows.size(); i++) {
            for (int number : examples.get(i).numbers) {
                keys.computeIfAbsent(number, n -> new HashSet<>())
                        .add(rows.get(i).key());
            }
        }
        return keys.entrySet().stream()
                .filter(entry -> entry.getValue().size() >= MIN_ROWS)
                .mapToInt(Map.Entry::getKey)
                .toArray();
    }

    /** Of the features chosen those whose weights differ most from cause to cause. */
    private int[] heaviest() {
        double[] spread = new double[numbers.length];
        for (int f = 0; f < numbers.length; f++) {
            for (int c = 0; c < CAUSES.length; c++) {
                float weight = weights[f * WIDTH + c];
                spread[f] += weight * weight;
            }
        }
        double[] sorted = spread.clone();
        Arrays.sort(sorted);
        double least = sorted[sorted.length - MAX_FEATURES];
        List<Integer> kept = new ArrayList<>();
        for (int f = 0; f < numbers.length && kept.size() < MAX_FEATURES; f++) {
            if (spread[f] >= least) {
                kept.add(numbers[f]);
            }
        }
        return kept.stream().mapToInt(Integer::intValue).toArray();
    }

    private void choose(int[] chosen) {
        numbers = chosen;
        Map<Integer, Integer> places = new HashMap<>();
        for (int f = 0; f < chosen.length; f++) {
            places.put(chosen[f], f);
        }
        for (Example example : examples) {
            example.features = Arrays.stream(example.numbers)
                    .filter(places::containsKey)
                    .map(places::get)
                    .toArray();
        }
    }

    private void learn(int epochs) {
        int classes = CAUSES.length;
        weights = new float[numbers.length * WIDTH];
        float[] squares = new float[weights.length];
        Arrays.fill(bias, 0);
        float[] biasSquares = new float[WIDTH];
        float[] pull = pulls();
        float[] slope = new float[WIDTH];
        int count = examples.size();
        int stride = stride(count);
        Random chance = new Random(SEED);
        for (int epoch = 0; epoch < epochs; epoch++) {
            int at = epoch % count;
            for (int n = 0; n < count; n++, at = (at + stride) % count) {
                Example example = examples.get(at);
                int[] shown = shown(example.features, chance);
                float strength = ReplyModel.strength(Math.max(1, shown.length));
                slopes(example, shown, strength, slope);
                for (int feature : shown) {
                    int from = feature * WIDTH;
                    float toZero = pull[feature];
                    for (int c = 0; c < WIDTH; c++) {
                        float g = slope[c] * strength + toZero * weights[from + c];
                        squares[from + c] += g * g;
                        weights[from + c] -= RATE * g / (float) Math.sqrt(squares[from + c] + LEAST);
                    }
                }
                for (int c = 0; c < classes; c++) {
                    biasSquares[c] += slope[c] * slope[c];
                    bias[c] -= BIAS_RATE * slope[c] / (float) Math.sqrt(biasSquares[c] + LEAST);
                }
            }
        }
    }

    private static int[] shown(int[] features, Random chance) {
        int[] shown = new int[features.length];
        int count = 0;
        for (int feature : features) {
            if ((chance.nextInt() >>> 1) >= LEFT_OUT * Integer.MAX_VALUE) {
                shown[count++] = feature;
            }
        }
        return Arrays.copyOf(shown, count);
    }

    /** How far each score is off: where several causes are right, their sum is what should be one. */
    private void slopes(Example example, int[] shown, float strength, float[] slope) {
        int classes = CAUSES.length;
        Arrays.fill(slope, 0);
        for (int feature : shown) {
            int from = feature * WIDTH;
            for (int c = 0; c < WIDTH; c++) {
                slope[c] += weights[from + c];
            }
        }
        float most = Float.NEGATIVE_INFINITY;
        Arrays.fill(slope, classes, WIDTH, 0);
        for (int c = 0; c < classes; c++) {
            slope[c] = bias[c] + strength * slope[c];
            most = Math.max(most, slope[c]);
        }
        float sum = 0;
        float rightSum = 0;
        for (int c = 0; c < classes; c++) {
            slope[c] = (float) StrictMath.exp(slope[c] - most);
            sum += slope[c];
            rightSum += example.right[c] ? slope[c] : 0;
        }
        for (int c = 0; c < classes; c++) {
            float aim = example.right[c] ? EVEN / example.rights + (1 - EVEN) * slope[c] / rightSum : 0;
            slope[c] = example.share * (slope[c] / sum - aim);
        }
    }

    private float[] pulls() {
        int[] rows = new int[numbers.length];
        for (Example example : examples) {
            for (int feature : example.features) {
                rows[feature]++;
            }
        }
        float[] pull = new float[numbers.length];
        for (int f = 0; f < pull.length; f++) {
            pull[f] = PULL / Math.max(1, rows[f]);
        }
        return pull;
    }

    /** A step through the rows that meets each once and no two neighbours one after the other. */
    private static int stride(int count) {
        int stride = Math.max(1, (int) (count * 0.618));
        while (gcd(stride, count) != 1) {
            stride++;
        }
        return stride;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private byte[] file(float temperature) {
        float most = centre();
        float step = most / (FeatureTable.MOST * FeatureTable.MAX_SCALE);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeUTF(ReplyModel.FORM);
            out.writeByte(CAUSES.length);
            for (Cause cause : CAUSES) {
                out.writeUTF(cause.name());
            }
            for (int c = 0; c < CAUSES.length; c++) {
                out.writeFloat(bias[c]);
            }
            out.writeFloat(step);
            out.writeFloat(temperature);
            out.writeInt(numbers.length);
            for (int f = 0; f < numbers.length; f++) {
                out.writeInt(numbers[f]);
                writeWeights(f, step, out);
            }
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return bytes.toByteArray();
    }

    /** Lets each feature's weights have a mean of zero, which changes no probability; gives the largest. */
    private float centre() {
        float most = 1e-6f;
        for (int f = 0; f < numbers.length; f++) {
            float mean = 0;
            for (int c = 0; c < CAUSES.length; c++) {
                mean += weights[f * WIDTH + c];
            }
            mean /= CAUSES.length;
            for (int c = 0; c < CAUSES.length; c++) {
                weights[f * WIDTH + c] -= mean;
                most = Math.max(most, Math.abs(weights[f * WIDTH + c]));
            }
        }
        return most;
    }

    /** A scale, then half a byte a cause: {@link ReplyModel}. */
    private void writeWeights(int feature, float step, DataOutputStream out) throws IOException {
        int from = feature * WIDTH;
        float most = 0;
        for (int c = 0; c < CAUSES.length; c++) {
            most = Math.max(most, Math.abs(weights[from + c]));
        }
        int scale = Math.max(1, Math.min(FeatureTable.MAX_SCALE, Math.round(most / (FeatureTable.MOST * step))));
        out.writeByte(scale);
        for (int c = 0; c < CAUSES.length; c += 2) {
            int high = half(weights[from + c] / (scale * step));
            int low = c + 1 < CAUSES.length ? half(weights[from + c + 1] / (scale * step)) : 0;
            out.writeByte((high << 4) | (low & 0xF));
        }
    }

    private static int half(float weight) {
        return Math.max(-FeatureTable.MOST, Math.min(FeatureTable.MOST, Math.round(weight)));
    }
}
