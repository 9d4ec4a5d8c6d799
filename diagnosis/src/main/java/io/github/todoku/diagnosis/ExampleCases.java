package io.github.todoku.diagnosis;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The cases that a series keeps whole, one a group, within a number of octets. Where that is short, the example of a more
 * frequent group takes the place of rarer ones'. For one thread.
 *
 * @param <K> what tells groups apart
 */
final class ExampleCases<K> {
    private record Kept(Case example, long octets) {}

    private final long maxOctets;
    private final ToLongFunction<K> counts;
    private final Map<K, Kept> kept = new HashMap<>();
    private long octets;

    /** {@code counts} tells how many bounces a group has by now. */
    ExampleCases(long maxOctets, ToLongFunction<K> counts) {
        this.maxOctets = maxOctets;
        this.counts = counts;
    }

    /** Keeps the case if its group has none yet and there is room, or room can be made. */
    void offer(K group, Case examined) {
        long count = counts.applyAsLong(group);
        boolean worthALook = Long.bitCount(count) == 1; // measuring costs: not for each bounce of a group without room
        if (kept.containsKey(group) || !worthALook) {
            return;
        }
        long size = octets(examined);
        if (size > maxOctets) {
            return;
        }
        while (octets + size > maxOctets) {
            Map.Entry<K, Kept> rarest = rarest();
            if (counts.applyAsLong(rarest.getKey()) >= count) {
                return;
            }
            kept.remove(rarest.getKey());
            octets -= rarest.getValue().octets();
        }
        kept.put(group, new Kept(examined, size));
        octets += size;
    }

    /** Only asked for where something is kept. */
    private Map.Entry<K, Kept> rarest() {
        return kept.entrySet().stream()
                .min(Comparator.comparingLong(entry -> counts.applyAsLong(entry.getKey())))
                .orElseThrow(() -> new IllegalStateException("octets are used and nothing is kept"));
    }

    @Nullable
    Case of(K group) {
        Kept example = kept.get(group);
        return example == null ? null : example.example();
    }

    /**
     * How many octets a value has when it is serialized: a measure for memory bounds that every value has, whatever it holds.
     * On the heap it takes more, since small objects have headers there: some four times, by estimate and not measured.
     */
    static long octets(Serializable value) {
        Counter counter = new Counter();
        try (ObjectOutputStream out = new ObjectOutputStream(counter)) {
            out.writeObject(value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // nothing is written anywhere
        }
        return counter.octets;
    }

    private static final class Counter extends OutputStream {
        private long octets;

        @Override
        public void write(int octet) {
            octets++;
        }

        @Override
        public void write(byte[] from, int start, int length) {
            octets += length;
        }
    }
}
