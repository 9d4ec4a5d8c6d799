package io.github.todoku.message;

import java.io.Serializable;

/**
 * How much of a message is read. Reaching a limit is a {@link MessageNote}, never an exception. Immutable.
 *
 * @param maxMessageBytes octets of one message
 * @param maxParts MIME parts of one message
 * @param maxDepth parts within parts
 * @param maxHeaderBytes octets of header fields in all
 * @param maxTextBytes octets decoded of one part's text
 */
public record MessageLimits(int maxMessageBytes, int maxParts, int maxDepth, int maxHeaderBytes, int maxTextBytes)
        implements Serializable {

    /** 32 MiB, 64 parts, 16 deep, 1 MB of headers, 256 KB of text a part. */
    public static final MessageLimits DEFAULT = new MessageLimits(32 << 20, 64, 16, 1_000_000, 256_000);

    /**
     * Refuses a limit below 1.
     *
     * @param maxMessageBytes octets of one message
     * @param maxParts MIME parts of one message
     * @param maxDepth parts within parts
     * @param maxHeaderBytes octets of header fields in all
     * @param maxTextBytes octets decoded of one part's text
     */
    public MessageLimits {
        requirePositive("maxMessageBytes", maxMessageBytes);
        requirePositive("maxParts", maxParts);
        requirePositive("maxDepth", maxDepth);
        requirePositive("maxHeaderBytes", maxHeaderBytes);
        requirePositive("maxTextBytes", maxTextBytes);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " " + value + " is not positive");
        }
    }
}
