package io.github.todoku.diagnosis;

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
        long size = SerializedSize.of(examined);
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
}
