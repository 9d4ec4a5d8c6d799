package io.github.todoku.dnsbl;

import io.github.todoku.dns.DnsClock;
import io.github.todoku.dns.DnsName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a checker and its copies remember, by zone with the key in place. Safe for use by many threads. */
final class ListMemories {
    /**
     * What is remembered of one list.
     *
     * @param state its pace, its budget, whether it is being left alone
     * @param health how it stood its tests
     */
    record Memory(ListState state, HealthMemory health) {}

    private final DnsClock clock;
    private final Map<DnsName, Memory> memories = new ConcurrentHashMap<>();

    ListMemories(DnsClock clock) {
        this.clock = clock;
    }

    /** The memory of a list; one whose entry in the catalogue has changed starts afresh. */
    Memory of(DnsblList list, @Nullable String key) {
        DnsName zone = list.zoneWith(key == null ? "" : key)
                .orElseThrow(() -> new IllegalArgumentException("no zone: " + list.zone()));
        return memories.compute(zone, (same, old) -> {
            if (old != null && old.state().list.equals(list)) {
                return old;
            }
            ListState state = new ListState(list, zone, list.needsKey() ? key : null, clock);
            return new Memory(state, new HealthMemory(state));
        });
    }
}
