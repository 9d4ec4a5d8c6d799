package io.github.todoku.flink;

/**
 * How many deliveries failed for a cause. A public record of simple parts: the engine carries it without help.
 *
 * @param sender the domain that had sent
 * @param hour when, in hours since 1970
 * @param cause why, a {@code Cause} of the bounce module
 * @param count how many
 */
public record CauseCount(String sender, long hour, String cause, long count) {
    /** {@return both of an hour together} */
    CauseCount plus(CauseCount other) {
        return new CauseCount(sender, hour, cause, count + other.count);
    }

    /** {@return sender and cause} */
    String key() {
        return sender + " " + cause;
    }
}
