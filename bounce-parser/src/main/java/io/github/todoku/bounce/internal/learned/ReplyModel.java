package io.github.todoku.bounce.internal.learned;

import io.github.todoku.bounce.Cause;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * A multinomial logistic regression: for each cause a weight for each feature, rounded to fifteen steps of the feature's own
 * scale. Immutable.
 *
 * <p>The file, big-endian: the name of the form; how many causes, their names; the bias of each; the size of a step of the
 * weights; how much the scores are drawn together so that probabilities hold; how many features; by number, each feature's
 * number, how many steps a unit of its weights is, and its weights in units, half a byte each, the first cause's the higher half.
 */
final class ReplyModel {
    static final String FORM = "todoku reply model 2";

    /** The most units that a weight has, of either sign. */
    static final int MOST = 7;

    /** The most steps that a unit has. */
    static final int MAX_SCALE = 255;

    private static final String RESOURCE = "/io/github/todoku/bounce/learned/replies.model";
    private static final int ABSENT = -1;

    private final Cause[] causes;
    private final float[] bias;
    private final float step;
    private final float temperature;

    /** The features' numbers, each in the first free slot at or behind its own, and beside it which it is. */
    private final int[] slotNumber;

    private final int[] slotFeature;
    private final int mask;

    /** Feature after feature, a weight a cause, in steps; widened, so that sums are taken eight at a time. */
    private final int[] weights;

    private final int features;

    private ReplyModel(Cause[] causes, float[] bias, float step, float temperature, int[] numbers, int[] weights) {
        this.causes = causes;
        this.bias = bias;
        this.step = step;
        this.temperature = temperature;
        this.weights = weights;
        this.features = numbers.length;
        int slots = Integer.highestOneBit(Math.max(numbers.length, 1)) * 4;
        this.mask = slots - 1;
        this.slotNumber = new int[slots];
        this.slotFeature = new int[slots];
        Arrays.fill(slotFeature, ABSENT);
        for (int i = 0; i < numbers.length; i++) {
            int slot = numbers[i] & mask;
            while (slotFeature[slot] != ABSENT) {
                slot = (slot + 1) & mask;
            }
            slotNumber[slot] = numbers[i];
            slotFeature[slot] = i;
        }
    }

    /** The model that comes with the library; read when it is first asked for. */
    static ReplyModel shipped() {
        return Shipped.MODEL;
    }

    private static final class Shipped {
        static final ReplyModel MODEL = readShipped();

        private static ReplyModel readShipped() {
            try (InputStream in = ReplyModel.class.getResourceAsStream(RESOURCE)) {
                if (in == null) {
                    throw new IllegalStateException("the library's own " + RESOURCE + " is missing");
                }
                return read(in.readAllBytes());
            } catch (IOException unreadable) {
                throw new UncheckedIOException("the library's own " + RESOURCE, unreadable);
            }
        }
    }

    static ReplyModel read(byte[] file) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
        if (!in.readUTF().equals(FORM)) {
            throw new IOException("not a " + FORM);
        }
        Cause[] causes = new Cause[in.readUnsignedByte()];
        for (int c = 0; c < causes.length; c++) {
            causes[c] = Cause.valueOf(in.readUTF());
        }
        float[] bias = new float[causes.length];
        for (int c = 0; c < causes.length; c++) {
            bias[c] = in.readFloat();
        }
        float step = in.readFloat();
        float temperature = in.readFloat();
        int[] numbers = new int[in.readInt()];
        int[] weights = new int[numbers.length * causes.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readInt();
            int scale = in.readUnsignedByte();
            for (int c = 0; c < causes.length; c += 2) {
                byte two = in.readByte();
                weights[i * causes.length + c] = scale * (two >> 4);
                if (c + 1 < causes.length) {
                    weights[i * causes.length + c + 1] = scale * ((byte) (two << 4) >> 4);
                }
            }
        }
        return new ReplyModel(causes, bias, step, temperature, numbers, weights);
    }

    Cause cause(int number) {
        return causes[number];
    }

    int causes() {
        return causes.length;
    }

    /** Which feature has this number, {@value #ABSENT} if none. */
    private int find(int number) {
        for (int slot = number & mask; slotFeature[slot] != ABSENT; slot = (slot + 1) & mask) {
            if (slotNumber[slot] == number) {
                return slotFeature[slot];
            }
        }
        return ABSENT;
    }

    /** How likely each cause is for a reply with these features. */
    Reading read(ReplyFeatures reply) {
        int[] sums = new int[causes.length];
        int[] found = new int[reply.count()];
        int[] places = new int[reply.count()];
        int known = 0;
        long[] seen = new long[(features >>> 6) + 1];
        for (int i = 0; i < reply.count(); i++) {
            int feature = find(reply.number(i));
            if (feature != ABSENT && (seen[feature >>> 6] & (1L << feature)) == 0) {
                seen[feature >>> 6] |= 1L << feature;
                found[known] = feature;
                places[known++] = i;
                int from = feature * sums.length;
                for (int c = 0; c < sums.length; c++) {
                    sums[c] += weights[from + c];
                }
            }
        }
        float scale = known == 0 ? 0 : step * strength(known);
        double[] scores = new double[sums.length];
        for (int c = 0; c < scores.length; c++) {
            scores[c] = (bias[c] + scale * sums[c]) / temperature;
        }
        return new Reading(this, reply, softmax(scores), Arrays.copyOf(found, known), places);
    }

    /** A feature's share, the less the more there are: a long reply is not surer for being long. */
    static float strength(int known) {
        return (float) (1 / StrictMath.sqrt(known));
    }

    private static double[] softmax(double[] scores) {
        double most = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            most = Math.max(most, score);
        }
        double sum = 0;
        for (int c = 0; c < scores.length; c++) {
            scores[c] = StrictMath.exp(scores[c] - most);
            sum += scores[c];
        }
        for (int c = 0; c < scores.length; c++) {
            scores[c] /= sum;
        }
        return scores;
    }

    int weight(int feature, int cause) {
        return weights[feature * causes.length + cause];
    }
}
