package io.github.todoku.cli.serve;

import io.github.todoku.dns.Zone;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Room for zones that were pasted: as records they take much more memory than as text, with every name above them. */
final class ZoneRoom {
    /** A longer text is not read, in characters. */
    static final int MAX_LENGTH = 1 << 20;

    /** A longer text waits until there is room, in characters. */
    static final int MAX_SMALL_LENGTH = 8 << 10;

    /** The most labels of all owners together: each may be one more name that exists, of some 400 octets. */
    static final int MAX_LABELS = 150_000;

    /** What one of the longest needs, and as much for all else. */
    private static final long MEMORY_OF_ONE = 256L << 20;

    /** How long one waits for its turn. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(2);

    private static final Semaphore ROOM =
            new Semaphore((int) Math.max(1, Runtime.getRuntime().maxMemory() / MEMORY_OF_ONE), true);

    private ZoneRoom() {}

    /**
     * Reads and answers a zone while it has room.
     *
     * @param text the zone, not yet read
     * @throws NoAnswer.TooMuch if it is too long
     * @throws NoAnswer.TooMany if others have the room
     */
    static <T> T with(String text, Supplier<T> work) {
        if (text.length() > MAX_LENGTH) {
            throw tooMuch();
        } else if (text.length() <= MAX_SMALL_LENGTH) {
            return work.get();
        }
        boolean entered = false;
        try {
            entered = ROOM.tryAcquire(MAX_WAIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
        if (!entered) {
            throw new NoAnswer.TooMany();
        }
        try {
            return work.get();
        } finally {
            ROOM.release();
        }
    }

    /** The zone, if its names are not too many. */
    static Zone held(Zone zone) {
        long labels = zone.entries().stream()
                .mapToLong(each -> each.owner().labelCount())
                .sum();
        if (labels > MAX_LABELS) {
            throw tooMuch();
        }
        return zone;
    }

    private static NoAnswer.TooMuch tooMuch() {
        return new NoAnswer.TooMuch("page.zone-too-large");
    }
}
