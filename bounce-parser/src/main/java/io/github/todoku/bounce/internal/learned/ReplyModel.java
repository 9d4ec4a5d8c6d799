package io.github.todoku.bounce.internal.learned;

import io.github.todoku.bounce.Cause;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
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

    private static final String RESOURCE = "/io/github/todoku/bounce/learned/replies.model";

    private final Cause[] causes;
    private final Map<Cause, Integer> numbers = new EnumMap<>(Cause.class);

    private final float[] bias;
    private final float step;
    private final float temperature;

    private final FeatureTable features;
    private final Sieve sieve;

    private ReplyModel(
            Cause[] causes, float[] bias, float step, float temperature, FeatureTable features, Sieve sieve) {
        this.causes = causes;
        for (int c = 0; c < causes.length; c++) {
            numbers.put(causes[c], c);
        }
        this.bias = bias;
        this.step = step;
        this.temperature = temperature;
        this.features = features;
        this.sieve = sieve;
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
        int count = in.readInt();
        int at = file.length - octets.available();
        int length = Integer.BYTES + 1 + (causes.length + 1) / 2;
        if (count > FeatureTable.MAX_FEATURES || octets.available() < length * (long) count) {
            throw new EOFException("a part of a " + FORM + ", or one too large");
        }
        ByteBuffer rest = ByteBuffer.wrap(file);
        FeatureTable features = new FeatureTable(count, causes.length);
        Sieve.Builder sieve = new Sieve.Builder();
        for (int i = 0; i < count; i++, at += length) {
            int number = rest.getInt(at);
            sieve.let(number);
            features.add(number, rest.get(at + Integer.BYTES) & 0xff, file, at + Integer.BYTES + 1);
        }
        return new ReplyModel(causes, bias, step, temperature, features, sieve.build());
    }

    Cause cause(int number) {
        return causes[number];
    }

    /** The number of a cause; {@value FeatureTable#ABSENT} for one that the model does not know. */
    int number(Cause cause) {
        return numbers.getOrDefault(cause, FeatureTable.ABSENT);
    }

    int causes() {
        return causes.length;
    }

    FeatureTable features() {
        return features;
    }

    /** These words, without the codes that stand before them. */
    ReadWords read(String words) {
        return new ReadWords(this, WordFeatures.of(words, sieve));
    }

    /** How likely each cause is where so many features have these sums. */
    double[] likely(int[] sums, int count) {
        float scale = count == 0 ? 0 : step * strength(count);
        double[] scores = new double[sums.length];
        for (int c = 0; c < scores.length; c++) {
            scores[c] = (bias[c] + scale * sums[c]) / temperature;
        }
        return softmax(scores);
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
}
