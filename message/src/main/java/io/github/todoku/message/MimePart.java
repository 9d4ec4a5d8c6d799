package io.github.todoku.bounce.internal.mime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One part of a message, or the message itself: its header fields and where its body stands. Text is decoded when it is
 * asked for. Belongs to one parse on one thread.
 */
public final class MimePart {
    private final byte[] bytes;
    private final HeaderFields headers;
    private final ScanBudget budget;
    private final int depth;
    private final List<MimePart> children = new ArrayList<>(2);
    private ContentType type = ContentType.PLAIN;
    private int bodyFrom;
    private int bodyEnd;
    private @Nullable String text;

    MimePart(byte[] bytes, int from, int depth, ScanBudget budget) {
        this.bytes = bytes;
        this.headers = new HeaderFields(bytes);
        this.budget = budget;
        this.depth = depth;
        this.bodyFrom = from;
        this.bodyEnd = from;
    }

    /** Its header fields. */
    public HeaderFields headers() {
        return headers;
    }

    /** Its Content-Type. */
    public ContentType type() {
        return type;
    }

    /** The parts of a multipart, or the one message in a message part; in order. */
    public List<MimePart> children() {
        return children;
    }

    /** How many octets the body has, still encoded. */
    public int bodyLength() {
        return bodyEnd - bodyFrom;
    }

    /** The body decoded, lines divided by {@code \n}; at most as much as the limits allow. */
    public String text() {
        if (text == null) {
            text = decodeText();
        }
        return text;
    }

    /** The text in which this part and all parts in it stand, preambles too, still encoded; for forms without MIME. */
    public String rawText() {
        int length = Math.min(bodyLength(), budget.maxTextBytes());
        return lineFeeds(Charsets.decode(bytes, bodyFrom, length, type.charset()));
    }

    /** The value of a field with its encoded words decoded; empty if there is none. */
    public String decodedHeader(String name) {
        String value = headers.first(name);
        return value == null ? "" : EncodedWords.decode(value);
    }

    private String decodeText() {
        String encoding = headers.first("Content-Transfer-Encoding");
        int limit = budget.maxTextBytes();
        if (!TransferDecoding.isEncoded(encoding)) {
            if (bodyLength() > limit) {
                budget.textLimitReached();
            }
            return lineFeeds(Charsets.decode(bytes, bodyFrom, Math.min(bodyLength(), limit), type.charset()));
        }
        byte[] decoded = TransferDecoding.decode(bytes, bodyFrom, bodyEnd, encoding, limit);
        if (decoded.length == limit) {
            budget.textLimitReached();
        }
        return lineFeeds(Charsets.decode(decoded, 0, decoded.length, type.charset()));
    }

    /** The body's octets without their transfer encoding. */
    byte[] decodedBody() {
        return TransferDecoding.decode(
                bytes, bodyFrom, bodyEnd, headers.first("Content-Transfer-Encoding"), Integer.MAX_VALUE);
    }

    /** Whether the body's octets are its text already. */
    boolean isPlainAscii() {
        return !TransferDecoding.isEncoded(headers.first("Content-Transfer-Encoding"))
                && Charsets.isPlainAscii(bytes, bodyFrom, textEnd() - bodyFrom);
    }

    byte[] bytes() {
        return bytes;
    }

    int bodyFrom() {
        return bodyFrom;
    }

    /** Where the part of the body ends that may be read as text. */
    int textEnd() {
        return bodyFrom + Math.min(bodyLength(), budget.maxTextBytes());
    }

    int depth() {
        return depth;
    }

    void headersEnd(int bodyStart) {
        type = ContentType.parse(headers.first("Content-Type"));
        bodyFrom = bodyStart;
        bodyEnd = bodyStart;
    }

    void bodyEnd(int end) {
        bodyEnd = Math.max(bodyFrom, end);
    }

    static String lineFeeds(String text) {
        if (text.indexOf('\r') < 0) {
            return text;
        }
        StringBuilder lines = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\r') {
                lines.append(c);
                continue;
            }
            while (i + 1 < text.length() && text.charAt(i + 1) == '\r' && endsInLineFeed(text, i + 1)) {
                i++;
            }
            if (i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                i++;
            }
            lines.append('\n');
        }
        return lines.toString();
    }

    /** Whether the carriage returns from {@code at} on end in a line feed: {@code \r\r\n} is one line end. */
    private static boolean endsInLineFeed(String text, int at) {
        return at + 1 < text.length() && text.charAt(at + 1) == '\n';
    }
}
