package io.github.todoku.message;

/**
 * Reads header fields line by line (RFC 5322 §2.2). Takes LF, CRLF and bare CR as line ends, blanks before the colon, the
 * {@code From } line of a mailbox file, and single lines that are no fields. One object a piece of octets.
 */
final class HeaderReader {
    private final byte[] bytes;
    private final int end;
    private final PartBudget budget;

    HeaderReader(byte[] bytes, int end, PartBudget budget) {
        this.bytes = bytes;
        this.end = end;
        this.budget = budget;
    }

    /** The header fields at the beginning of these octets, as of a message that came back without its body. */
    static HeaderFields read(byte[] bytes, int from, int end, MessageLimits limits) {
        HeaderFields headers = new HeaderFields(bytes);
        new HeaderReader(bytes, end, new PartBudget(limits)).header(headers, from);
        return headers;
    }

    /** Reads a header; gives where the body begins, which is the end if no body does. */
    int header(HeaderFields headers, int from) {
        int lineFrom = from;
        while (lineFrom < end) {
            int lineEnd = lineEnd(lineFrom);
            int next = nextLine(lineEnd);
            if (lineEnd > lineFrom) {
                int bodyFrom = take(headers, lineFrom, lineEnd, next);
                if (bodyFrom >= 0) {
                    return bodyFrom;
                }
            } else if (headers.count() > 0) { // blank lines before the first field do not count
                return next;
            }
            lineFrom = next;
        }
        return end;
    }

    /** Takes a line of a header that is not empty; where the body begins if the line ends the header, else -1. */
    int take(HeaderFields headers, int from, int lineEnd, int next) {
        byte first = bytes[from];
        if ((first == ' ' || first == '\t') && headers.count() > 0) {
            if (isBlank(from, lineEnd)) {
                return next; // a line of blanks meant as the empty one
            }
            if (budget.takeHeader(lineEnd - from)) {
                headers.extendLast(lineEnd, next);
            } else {
                headers.cut();
            }
            return -1;
        }
        int colon = colonOfField(from, lineEnd);
        if (colon > 0) {
            if (budget.takeHeader(lineEnd - from)) {
                headers.add(from, nameEnd(from, colon), colon + 1, lineEnd, next);
            } else {
                headers.cut();
            }
            return -1;
        }
        return isMailboxLine(from, lineEnd) || isStrayLine(headers, next) ? -1 : from;
    }

    int lineEnd(int from) {
        int at = from;
        while (at < end && bytes[at] != '\n' && bytes[at] != '\r') {
            at++;
        }
        return at;
    }

    /** Behind LF, CRLF, CR, or the CR CR LF that some gateways make of CRLF. */
    int nextLine(int lineEnd) {
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

    boolean isBlank(int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t') {
                return false;
            }
        }
        return true;
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
