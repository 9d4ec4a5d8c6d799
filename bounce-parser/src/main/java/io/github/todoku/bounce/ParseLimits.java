package io.github.todoku.bounce;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How much of an input is read; {@code ParseLimits.DEFAULT.withMaxParts(16)}. Reaching a limit is a {@link ReportNote} in the report,
 * never an exception. Immutable.
 */
public final class ParseLimits implements Serializable {
    private static final long serialVersionUID = 1;

    /** 32 MiB, 64 parts, 16 deep, 1 MB of headers, 256 KB of text a part, 1,000 recipients. */
    public static final ParseLimits DEFAULT = new ParseLimits(32 << 20, 64, 16, 1_000_000, 256_000, 1_000);

    /** A quarter of each. */
    public static final ParseLimits STRICT = new ParseLimits(8 << 20, 16, 4, 250_000, 64_000, 250);

    private final int maxInputBytes;
    private final int maxParts;
    private final int maxDepth;
    private final int maxHeaderBytes;
    private final int maxTextBytes;
    private final int maxRecipients;

    private ParseLimits(
            int maxInputBytes, int maxParts, int maxDepth, int maxHeaderBytes, int maxTextBytes, int maxRecipients) {
        this.maxInputBytes = positive("maxInputBytes", maxInputBytes);
        this.maxParts = positive("maxParts", maxParts);
        this.maxDepth = positive("maxDepth", maxDepth);
        this.maxHeaderBytes = positive("maxHeaderBytes", maxHeaderBytes);
        this.maxTextBytes = positive("maxTextBytes", maxTextBytes);
        this.maxRecipients = positive("maxRecipients", maxRecipients);
    }

    private static int positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " " + value + " is not positive");
        }
        return value;
    }

    /** {@return the most octets of one message} */
    public int maxInputBytes() {
        return maxInputBytes;
    }

    /** {@return the most MIME parts of one message} */
    public int maxParts() {
        return maxParts;
    }

    /** {@return the most parts within parts} */
    public int maxDepth() {
        return maxDepth;
    }

    /** {@return the most octets of header fields in all} */
    public int maxHeaderBytes() {
        return maxHeaderBytes;
    }

    /** {@return the most octets decoded of one part} */
    public int maxTextBytes() {
        return maxTextBytes;
    }

    /** {@return the most recipients of one report} */
    public int maxRecipients() {
        return maxRecipients;
    }

    /**
     * {@return the same with another limit}
     *
     * @param maxInputBytes the most octets of one message
     * @throws IllegalArgumentException if it is below 1
     */
    public ParseLimits withMaxInputBytes(int maxInputBytes) {
        return new ParseLimits(maxInputBytes, maxParts, maxDepth, maxHeaderBytes, maxTextBytes, maxRecipients);
    }

    /**
     * {@return the same with another limit}
     *
     * @param maxParts the most MIME parts of one message
     * @throws IllegalArgumentException if it is below 1
     */
    public ParseLimits withMaxParts(int maxParts) {
        return new ParseLimits(maxInputBytes, maxParts, maxDepth, maxHeaderBytes, maxTextBytes, maxRecipients);
    }

    /**
     * {@return the same with another limit}
     *
     * @param maxDepth the most parts within parts
     * @throws IllegalArgumentException if it is below 1
     */
    public ParseLimits withMaxDepth(int maxDepth) {
        return new ParseLimits(maxInputBytes, maxParts, maxDepth, maxHeaderBytes, maxTextBytes, maxRecipients);
    }

    /**
     * {@return the same with another limit}
     *
     * @param maxHeaderBytes the most octets of header fields in all
     * @throws IllegalArgumentException if it is below 1
     */
    public ParseLimits withMaxHeaderBytes(int maxHeaderBytes) {
        return new ParseLimits(maxInputBytes, maxParts, maxDepth, maxHeaderBytes, maxTextBytes, maxRecipients);
    }

    /**
     * {@return the same with another limit}
     *
     * @param maxTextBytes the most octets decoded of one part
     * @throws IllegalArgumentException if it is below 1
     */
    public ParseLimits withMaxTextBytes(int maxTextBytes) {
        return new ParseLimits(maxInputBytes, maxParts, maxDepth, maxHeaderBytes, maxTextBytes, maxRecipients);
    }

    /**
     * {@return the same with another limit}
     *
     * @param maxRecipients the most recipients of one report
     * @throws IllegalArgumentException if it is below 1
     */
    public ParseLimits withMaxRecipients(int maxRecipients) {
        return new ParseLimits(maxInputBytes, maxParts, maxDepth, maxHeaderBytes, maxTextBytes, maxRecipients);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ParseLimits limits && toString().equals(limits.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return "ParseLimits[maxInputBytes = " + maxInputBytes + ", maxParts = " + maxParts + ", maxDepth = " + maxDepth
                + ", maxHeaderBytes = " + maxHeaderBytes + ", maxTextBytes = " + maxTextBytes + ", maxRecipients = "
                + maxRecipients + "]";
    }
}
