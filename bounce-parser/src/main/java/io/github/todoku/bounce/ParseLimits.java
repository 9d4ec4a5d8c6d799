package io.github.todoku.bounce;

import java.io.Serializable;

/**
 * How much of an input is read. Reaching a limit is a {@link ReportNote} in the report, never an exception. Immutable.
 *
 * @param maxInputBytes octets of one message
 * @param maxParts MIME parts of one message
 * @param maxDepth parts within parts
 * @param maxHeaderBytes octets of header fields in all
 * @param maxTextBytes octets decoded of one part
 * @param maxRecipients recipients of one report
 */
public record ParseLimits(
        int maxInputBytes, int maxParts, int maxDepth, int maxHeaderBytes, int maxTextBytes, int maxRecipients)
        implements Serializable {

    /** 32 MiB, 64 parts, 16 deep, 1 MB of headers, 256 KB of text a part, 1,000 recipients. */
    public static final ParseLimits DEFAULT = new ParseLimits(32 << 20, 64, 16, 1_000_000, 256_000, 1_000);

    /** A quarter of each. */
    public static final ParseLimits STRICT = new ParseLimits(8 << 20, 16, 4, 250_000, 64_000, 250);

    /**
     * Refuses a limit below 1.
     *
     * @param maxDepth as in the record
     * @param maxHeaderBytes as in the record
     * @param maxInputBytes as in the record
     * @param maxParts as in the record
     * @param maxRecipients as in the record
     * @param maxTextBytes as in the record
     */
    public ParseLimits {
        requirePositive("maxInputBytes", maxInputBytes);
        requirePositive("maxParts", maxParts);
        requirePositive("maxDepth", maxDepth);
        requirePositive("maxHeaderBytes", maxHeaderBytes);
        requirePositive("maxTextBytes", maxTextBytes);
        requirePositive("maxRecipients", maxRecipients);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " " + value + " is not positive");
        }
    }
}
