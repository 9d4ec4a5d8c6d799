package io.github.todoku.message;

import io.github.todoku.words.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One part of a message, or the message itself: its header fields and its place. Text is decoded when it is asked for.
 * Immutable, safe for threads; keeps the octets of its message in memory.
 *
 * <p>Places count in octets of the message. Where a message is inside another in base64 or quoted-printable (which RFC 2046
 * §5.2.1 forbids), the places of its parts count in the decoded octets: {@link #isDecoded()}.
 */
public final class MimePart {
    private final byte[] bytes;
    private final HeaderFields headers;
    private final PartBudget budget;
    private final int depth;
    private final List<MimePart> children = new ArrayList<>(2);
    private ContentType type = ContentType.PLAIN;
    private final int from;
    private int bodyFrom;
    private int bodyEnd;
    private final boolean decoded;
    private @Nullable String text;

    MimePart(byte[] bytes, int from, int depth, PartBudget budget, boolean decoded) {
        this.bytes = bytes;
        this.headers = new HeaderFields(bytes);
        this.budget = budget;
        this.depth = depth;
        this.from = from;
        this.decoded = decoded;
        this.bodyFrom = from;
        this.bodyEnd = from;
    }

    /** {@return its header fields} */
    public HeaderFields headers() {
        return headers;
    }

    /** {@return its Content-Type; plain text if it names none} */
    public ContentType type() {
        return type;
    }

    /** {@return the parts of a multipart, or the one message in a message part; in order} */
    public List<MimePart> children() {
        return Collections.unmodifiableList(children);
    }

    void add(MimePart child) {
        children.add(child);
    }

    /** {@return where its header fields begin: after the line end of the boundary line} */
    public int from() {
        return from;
    }

    /** {@return where its body begins: after the empty line} */
    public int bodyFrom() {
        return bodyFrom;
    }

    /** {@return where its body ends; the line end before a boundary line belongs to that line (RFC 2046 §5.1.1)} */
    public int end() {
        return bodyEnd;
    }

    /** {@return whether places count in the decoded body of another part, not in the message} */
    public boolean isDecoded() {
        return decoded;
    }

    /** {@return the octets of the body as they came, still encoded} */
    public byte[] body() {
        return Arrays.copyOfRange(bytes, bodyFrom, bodyEnd);
    }

    /** {@return the octets of the body without their transfer encoding} */
    public byte[] content() {
        return TransferDecoding.decode(
                bytes, bodyFrom, bodyEnd, headers.first("Content-Transfer-Encoding"), Integer.MAX_VALUE);
    }

    /** {@return how many octets the body has, still encoded} */
    public int bodyLength() {
        return bodyEnd - bodyFrom;
    }

    /** {@return the body decoded, lines separated by {@code \n}; at most {@link MessageLimits#maxTextBytes()} of it} */
    public String text() {
        String known = text;
        if (known == null) {
            known = decodeText();
            text = known; // two threads may decode it at once, to the same text
        }
        return known;
    }

    /** {@return the text of this part and all parts in it, preambles too, still encoded; for forms without MIME} */
    public String rawText() {
        int length = Math.min(bodyLength(), budget.limits().maxTextBytes());
        return lineFeeds(Charsets.decode(bytes, bodyFrom, length, type.charset()));
    }

    /**
     * {@return the topmost value of a field, with its encoded words decoded; empty if there is none}
     *
     * @param name the name, in any case
     */
    public String decodedHeader(String name) {
        String value = headers.first(name);
        return value == null ? "" : EncodedWords.decode(value);
    }

    private String decodeText() {
        String encoding = headers.first("Content-Transfer-Encoding");
        int limit = budget.limits().maxTextBytes();
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

    /**
     * {@return the header fields at the beginning of the body, as in a part of type text/rfc822-headers (RFC 6522 §4) or
     * message/feedback-report (RFC 5965 §3)}
     */
    public HeaderFields bodyFields() {
        int length = Math.min(bodyLength(), budget.limits().maxTextBytes());
        boolean plain = !TransferDecoding.isEncoded(headers.first("Content-Transfer-Encoding"))
                && Charsets.isPlainAscii(bytes, bodyFrom, length);
        if (!plain) {
            return HeaderFields.parse(text(), budget.limits());
        }
        if (bodyLength() > length) {
            budget.textLimitReached();
        }
        return HeaderReader.read(bytes, bodyFrom, bodyFrom + length, budget.limits());
    }

    /** {@return its type and its places, for logs} */
    @Override
    public String toString() {
        return "MimePart[" + Printable.octets(type.type(), 80) + ", " + from + " to " + bodyEnd + ", " + children.size()
                + " parts]";
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
        char[] lines = text.toCharArray(); // never longer, so written over what has been read
        int used = 0;
        for (int i = 0; i < lines.length; i++) {
            char c = lines[i];
            if (c != '\r') {
                lines[used++] = c;
                continue;
            }
            while (i + 2 < lines.length && lines[i + 1] == '\r' && lines[i + 2] == '\n') {
                i++; // \r\r\n is one line end
            }
            if (i + 1 < lines.length && lines[i + 1] == '\n') {
                i++;
            }
            lines[used++] = '\n';
        }
        return new String(lines, 0, used);
    }
}
