package io.github.todoku.bounce.internal.learned;

import io.github.todoku.bounce.Cause;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

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

    private static final int LANES = 4;
    private static final int LANE_BITS = Long.SIZE / LANES;
    private static final int LANE_MASK = (1 << LANE_BITS) - 1;

    /** Makes a weight with a sign one without. */
    private static final int BIAS = (MOST + 1) * (MAX_SCALE + 1);

    /** So many weights fit into a lane. */
    private static final int MOST_ADDED = LANE_MASK / (2 * BIAS);

    /** The bits of {@link #known} are 64 times as many. */
    private static final int KNOWN_WORD_BITS = 11;

    private static final int KNOWN_WORD_SHIFT = Integer.SIZE - KNOWN_WORD_BITS;

    /** A shift of a long takes the last six digits of what is left. */
    private static final int KNOWN_BIT_SHIFT = KNOWN_WORD_SHIFT - 6;

    private final Cause[] causes;
    private final Map<Cause, Integer> numbers = new EnumMap<>(Cause.class);

    private final float[] bias;
    private final float step;
    private final float temperature;

    /** The features' numbers, each in the first free slot at or behind its own, and beside it which it is. */
    private final int[] slotNumber;

    private final int[] slotFeature;
    private final int mask;

    /** A bit for the upper digits of each number: most features of a reply are in no model, and these few are soon asked. */
    private final long[] known = new long[1 << KNOWN_WORD_BITS];

    /**
     * Feature after feature, a weight a cause, four in a {@code long}: {@value #LANE_BITS} bits hold it above {@value #BIAS}, so that
     * adding two adds four, and a feature's weights lie in one or two cache lines.
     */
    private final long[] weights;

    /** How many of them a feature has. */
    private final int row;

    private final int features;

    private ReplyModel(Cause[] causes, float[] bias, float step, float temperature, int[] numbers, long[] weights) {
        this.causes = causes;
        for (int c = 0; c < causes.length; c++) {
            this.numbers.put(causes[c], c);
        }
        this.bias = bias;
        this.step = step;
        this.temperature = temperature;
        this.weights = weights;
        this.row = rowOf(causes.length);
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
            known[numbers[i] >>> KNOWN_WORD_SHIFT] |= 1L << (numbers[i] >>> KNOWN_BIT_SHIFT);
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
        ByteArrayInputStream octets = new ByteArrayInputStream(file);
        DataInputStream in = new DataInputStream(octets);
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
        int row = rowOf(causes.length);
        long[] weights = new long[numbers.length * row];
        int at = file.length - octets.available();
        if (octets.available() < (Integer.BYTES + 1 + (causes.length + 1) / 2) * (long) numbers.length) {
            throw new EOFException("a part of a " + FORM);
        }
        ByteBuffer rest = ByteBuffer.wrap(file);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = rest.getInt(at);
            at += Integer.BYTES;
            int scale = rest.get(at++) & 0xff;
            for (int c = 0; c < causes.length; c++) {
                byte two = file[at + c / 2];
                int units = (c % 2 == 0 ? two : (byte) (two << 4)) >> 4;
                weights[i * row + c / LANES] |= (long) (scale * units + BIAS) << (c % LANES * LANE_BITS);
            }
            at += (causes.length + 1) / 2;
        }
        return new ReplyModel(causes, bias, step, temperature, numbers, weights);
    }

    private static int rowOf(int causes) {
        return (causes + LANES - 1) / LANES;
    }

    Cause cause(int number) {
        return causes[number];
    }

    /** The number of a cause; {@value #ABSENT} for one that the model does not know. */
    int number(Cause cause) {
        return numbers.getOrDefault(cause, ABSENT);
    }

    int causes() {
        return causes.length;
    }

    /** Which feature has this number, {@value #ABSENT} if none. */
    private int find(int number) {
        if ((known[number >>> KNOWN_WORD_SHIFT] & (1L << (number >>> KNOWN_BIT_SHIFT))) == 0) {
            return ABSENT;
        }
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
        long[] lanes = new long[row];
        int added = 0;
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
                for (int from = feature * row, lane = 0; lane < row; lane++) {
                    lanes[lane] += weights[from + lane];
                }
                if (++added == MOST_ADDED) {
                    take(lanes, added, sums);
                    added = 0;
                }
            }
        }
        take(lanes, added, sums);
        float scale = known == 0 ? 0 : step * strength(known);
        double[] scores = new double[sums.length];
        for (int c = 0; c < scores.length; c++) {
            scores[c] = (bias[c] + scale * sums[c]) / temperature;
        }
        return new Reading(this, reply, softmax(scores), Arrays.copyOf(found, known), places);
    }

    /** Adds what the lanes hold to the sums and empties them. */
    private static void take(long[] lanes, int added, int[] sums) {
        for (int c = 0; c < sums.length; c++) {
            sums[c] += (int) (lanes[c / LANES] >>> (c % LANES * LANE_BITS) & LANE_MASK) - BIAS * added;
        }
        Arrays.fill(lanes, 0);
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
        long lane = weights[feature * row + cause / LANES] >>> (cause % LANES * LANE_BITS);
        return (int) (lane & LANE_MASK) - BIAS;
    }
}
