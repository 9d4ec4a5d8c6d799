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

    private final boolean headersOnly;
    private boolean inDecoded;

    private boolean inHeader;
    private boolean stopped;

    private MimeScanner(byte[] bytes, int end, PartBudget budget, boolean headersOnly) {
        this.bytes = bytes;
        this.end = end;
        this.budget = budget;
        this.headersOnly = headersOnly;
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

    /** The header fields at the beginning of these octets, as of a message that came back without its body. */
    static HeaderFields headersIn(byte[] bytes, int from, int end, MessageLimits limits) {
        return head(bytes, from, end, limits).headers();
    }

    /** The same with where the body begins. */
    static MimePart head(byte[] bytes, int from, int end, MessageLimits limits) {
        return new MimeScanner(bytes, end, new PartBudget(limits), true).run(from, 0);
    }

    private MimePart run(int from, int depth) {
        MimePart root = new MimePart(bytes, from, depth, budget, inDecoded);
        open.add(new Open(root));
        inHeader = true;
        budget.takePart();
        int lineFrom = from;
        while (lineFrom < end && !stopped) {
            int lineEnd = lineEnd(lineFrom);
            int next = nextLine(lineEnd);
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

    private int lineEnd(int from) {
        int at = from;
        while (at < end && bytes[at] != '\n' && bytes[at] != '\r') {
            at++;
        }
        return at;
    }

    /** Behind LF, CRLF, CR, or the CR CR LF that some gateways make of CRLF. */
    private int nextLine(int lineEnd) {
        int at = lineEnd;
        if (at < end && bytes[at] == '\r') {
            at++;
            if (at + 1 < end && bytes[at] == '\r' && bytes[at + 1] == '\n') {
                at++;
            }
            return at < end && bytes[at] == '\n' ? at + 1 : at;
        }
        return Math.min(end, at + 1);
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
            if (!last && !isBlank(after, lineEnd)) {
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

    private boolean isBlank(int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t') {
                return false;
            }
        }
        return true;
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
            MimeScanner within = new MimeScanner(decoded, decoded.length, budget, false);
            within.inDecoded = true;
            part.add(within.run(0, part.depth() + 1));
        }
    }

    private void headerLine(int from, int lineEnd, int next) {
        MimePart part = current().part;
        HeaderFields headers = part.headers();
        if (lineEnd == from) {
            if (headers.count() > 0 || (open.size() > 1 && !isMessageChild())) {
                endHeaders(next);
            }
            return; // blank lines before the first field of a message do not count
        }
        byte first = bytes[from];
        if ((first == ' ' || first == '\t') && headers.count() > 0) {
            if (isBlank(from, lineEnd)) {
                endHeaders(next); // a line of blanks meant as the empty one
            } else if (budget.takeHeader(lineEnd - from)) {
                headers.extendLast(lineEnd, next);
            } else {
                headers.cut();
            }
            return;
        }
        int colon = colonOfField(from, lineEnd);
        if (colon > 0) {
            if (budget.takeHeader(lineEnd - from)) {
                headers.add(from, nameEnd(from, colon), colon + 1, lineEnd, next);
            } else {
                headers.cut();
            }
        } else if (!isMailboxLine(from, lineEnd) && !isStrayLine(headers, next)) {
            endHeaders(from);
        }
    }

    private boolean isMessageChild() {
        return open.get(open.size() - 2).part.type().isMessage();
    }

    private void endHeaders(int bodyStart) {
        inHeader = false;
        if (headersOnly) {
            stopped = true;
            current().part.headersOnly(bodyStart);
            return;
        }
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

    /** The place of the colon if the line is a field (RFC 5322 §2.2, blanks before the colon allowed), else -1. */
    private int colonOfField(int from, int lineEnd) {
        int at = from;
        while (at < lineEnd && bytes[at] > ' ' && bytes[at] < 0x7F && bytes[at] != ':') {
            at++;
        }
        int nameEnd = at;
        while (at < lineEnd && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        return nameEnd > from && at < lineEnd && bytes[at] == ':' ? at : -1;
    }

    private int nameEnd(int from, int colon) {
        int at = colon;
        while (at > from && bytes[at - 1] <= ' ') {
            at--;
        }
        return at;
    }

    /** The {@code From } line of a mailbox file, quoted or not. */
    private boolean isMailboxLine(int from, int lineEnd) {
        int at = bytes[from] == '>' ? from + 1 : from;
        return lineEnd - at > 5
                && bytes[at] == 'F'
                && bytes[at + 1] == 'r'
                && bytes[at + 2] == 'o'
                && bytes[at + 3] == 'm'
                && bytes[at + 4] == ' ';
    }

    /** Whether a line that is no field stands between fields, and so is only in the way. */
    private boolean isStrayLine(HeaderFields headers, int next) {
        if (headers.count() == 0 || next >= end) {
            return false;
        }
        return colonOfField(next, lineEnd(next)) > 0;
    }
}
