package io.github.todoku.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Divides a message into its parts in one pass over its lines (RFC 2045, RFC 2046). Takes LF, CRLF and bare CR as line ends,
 * multiparts that never end or do not name their boundary, and headers with lines that are none. One object a message.
 */
final class MimeScanner {
    private final byte[] bytes;
    private final int end;
    private final PartBudget budget;
    /** From the message down to the part whose lines are being read. */
    private final List<Open> open = new ArrayList<>();

    private final boolean inDecoded;
    private final HeaderReader lines;

    private boolean inHeader;
    private boolean stopped;

    private MimeScanner(byte[] bytes, int end, PartBudget budget, boolean inDecoded) {
        this.bytes = bytes;
        this.end = end;
        this.budget = budget;
        this.inDecoded = inDecoded;
        this.lines = new HeaderReader(bytes, end, budget);
    }

    /** A part being read, and the line that ends its children, {@code --boundary}. */
    private static final class Open {
        final MimePart part;
        byte @Nullable [] delimiter;
        boolean guessDelimiter;

        Open(MimePart part) {
            this.part = part;
        }
    }

    /** The message in the first {@code length} octets. */
    static MimePart scan(byte[] bytes, int length, PartBudget budget) {
        return new MimeScanner(bytes, length, budget, false).run(0, 0);
    }

    private MimePart run(int from, int depth) {
        MimePart root = new MimePart(bytes, from, depth, budget, inDecoded);
        open.add(new Open(root));
        inHeader = true;
        budget.takePart();
        int lineFrom = from;
        while (lineFrom < end && !stopped) {
            int lineEnd = lines.lineEnd(lineFrom);
            int next = lines.nextLine(lineEnd);
            line(lineFrom, lineEnd, next);
            lineFrom = next;
        }
        if (inHeader) {
            current().part.headersEnd(end);
        }
        if (!stopped && open.stream().anyMatch(o -> o.delimiter != null)) {
            budget.note(MessageNote.TORN_MULTIPART);
        }
        closeDeeperThan(-1, end);
        return root;
    }

    private void line(int from, int lineEnd, int next) {
        boolean dashes = lineEnd - from > 2 && bytes[from] == '-' && bytes[from + 1] == '-';
        if (dashes && delimiterLine(from, lineEnd, next)) {
            return;
        }
        if (inHeader) {
            headerLine(from, lineEnd, next);
        }
    }

    private Open current() {
        return open.get(open.size() - 1);
    }

    private boolean delimiterLine(int from, int lineEnd, int next) {
        for (int i = open.size() - 1; i >= 0; i--) {
            Open parent = open.get(i);
            if (parent.guessDelimiter && i == open.size() - 1 && !inHeader) {
                parent.guessDelimiter = false;
                parent.delimiter = guessedDelimiter(from, lineEnd);
            }
            byte[] delimiter = parent.delimiter;
            if (delimiter == null || !startsWith(from, lineEnd, delimiter)) {
                continue;
            }
            int after = from + delimiter.length;
            boolean last = lineEnd - after >= 2 && bytes[after] == '-' && bytes[after + 1] == '-';
            if (!last && !lines.isBlank(after, lineEnd)) {
                continue; // a longer boundary that begins like this one
            }
            closeDeeperThan(i, from);
            inHeader = false;
            if (last) {
                parent.delimiter = null;
            } else {
                openChild(parent.part, next);
            }
            return true;
        }
        return false;
    }

    private byte[] guessedDelimiter(int from, int lineEnd) {
        int to = lineEnd;
        while (to > from && bytes[to - 1] <= ' ') {
            to--;
        }
        return Arrays.copyOfRange(bytes, from, to);
    }

    private boolean startsWith(int from, int lineEnd, byte[] delimiter) {
        int to = from + delimiter.length;
        return to <= lineEnd && Arrays.equals(bytes, from, to, delimiter, 0, delimiter.length);
    }

    private void openChild(MimePart parent, int from) {
        if (!budget.takePart()) {
            stopped = true;
            return;
        }
        MimePart child = new MimePart(bytes, from, parent.depth() + 1, budget, inDecoded);
        parent.add(child);
        open.add(new Open(child));
        inHeader = true;
    }

    private void closeDeeperThan(int index, int at) {
        int bodyEnd = beforeLineEnd(at);
        while (open.size() - 1 > index) {
            Open closing = open.remove(open.size() - 1);
            if (inHeader) {
                closing.part.headersEnd(at);
                inHeader = false;
            }
            closing.part.bodyEnd(index < 0 ? at : bodyEnd);
            openEncodedMessage(closing.part);
        }
    }

    /** The line end before a delimiter belongs to the delimiter (RFC 2046 §5.1.1). */
    private int beforeLineEnd(int at) {
        int i = at;
        if (i > 0 && bytes[i - 1] == '\n') {
            i--;
        }
        return i > 0 && bytes[i - 1] == '\r' ? i - 1 : i;
    }

    /** A message in base64 is against RFC 2046 §5.2.1 and seen all the same. */
    private void openEncodedMessage(MimePart part) {
        boolean encoded = part.type().isMessage()
                && TransferDecoding.isEncoded(part.headers().first("Content-Transfer-Encoding"));
        if (encoded && part.children().isEmpty() && budget.mayNest(part.depth())) {
            byte[] decoded = part.content();
            part.add(new MimeScanner(decoded, decoded.length, budget, true).run(0, part.depth() + 1));
        }
    }

    private void headerLine(int from, int lineEnd, int next) {
        HeaderFields headers = current().part.headers();
        if (lineEnd > from) {
            int bodyFrom = lines.take(headers, from, lineEnd, next);
            if (bodyFrom >= 0) {
                endHeaders(bodyFrom);
            }
        } else if (headers.count() > 0 || (open.size() > 1 && !isMessageChild())) {
            endHeaders(next); // blank lines before the first field of a message do not count
        }
    }

    private boolean isMessageChild() {
        return open.get(open.size() - 2).part.type().isMessage();
    }

    private void endHeaders(int bodyStart) {
        inHeader = false;
        Open opened = current();
        MimePart part = opened.part;
        part.headersEnd(bodyStart);
        ContentType type = part.type();
        if (type.isMultipart() && budget.mayNest(part.depth())) {
            String boundary = type.boundary();
            if (boundary == null || boundary.isBlank()) {
                opened.guessDelimiter = true;
            } else {
                opened.delimiter = ("--" + boundary.stripTrailing()).getBytes(StandardCharsets.ISO_8859_1);
            }
        } else if (type.isMessage()
                && !TransferDecoding.isEncoded(part.headers().first("Content-Transfer-Encoding"))
                && budget.mayNest(part.depth())) {
            openChild(part, bodyStart);
        }
    }
}
