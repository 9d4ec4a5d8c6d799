package io.github.todoku.message.internal;

import io.github.todoku.message.LineEnds;
import io.github.todoku.message.MessageHead;
import java.util.Arrays;

/** Parts a message that comes in pieces into its header, which is kept, and its body, which passes. For one thread. */
public final class MessageSplitter {
    /** Who takes the parts. */
    public interface Reader {
        /**
         * Takes the header, whole; called once, before any of the body.
         *
         * @param head the header
         */
        void head(MessageHead head);

        /**
         * Takes a piece of the body; the array is the caller's.
         *
         * @param octets where it stands
         * @param from its first octet
         * @param to behind its last
         */
        void body(byte[] octets, int from, int to);
    }

    private enum Ends {
        UNKNOWN,
        AS_THEY_ARE,
        LF_IS_CRLF
    }

    private static final byte[] CRLF = {'\r', '\n'};

    /** Room for a short header. */
    private static final int LEAST_HEAD = 512;

    /** Octets of CR LF CR LF. */
    private static final int WHOLE_END = 4;

    private final Reader reader;
    private final int maxHeadOctets;
    private Ends ends;
    private byte last;

    private byte[] head = {};
    private int length;
    private boolean cut;
    private boolean inBody;

    /** Octets of CR LF CR LF seen in a row; a message may begin with the last two. */
    private int endSeen = 2;

    /**
     * Stands before a message.
     *
     * @param lineEnds how its lines end
     * @param maxHeadOctets the most octets of the header that are kept
     * @param reader who takes the parts
     */
    public MessageSplitter(LineEnds lineEnds, int maxHeadOctets, Reader reader) {
        this.reader = reader;
        this.maxHeadOctets = maxHeadOctets;
        this.ends = lineEnds == LineEnds.OF_A_FILE ? Ends.UNKNOWN : Ends.AS_THEY_ARE;
    }

    /**
     * Takes the next octets, cut anywhere.
     *
     * @param octets the array they are in
     * @param from the first
     * @param to behind the last
     */
    public void write(byte[] octets, int from, int to) {
        if (ends == Ends.AS_THEY_ARE) {
            take(octets, from, to);
            return;
        }
        int done = from;
        for (int i = from; i < to; i++) {
            byte before = i == from ? last : octets[i - 1];
            if (octets[i] == '\n' && before != '\r') {
                ends = Ends.LF_IS_CRLF;
                take(octets, done, i);
                take(CRLF, 0, 2);
                done = i + 1;
            } else if (octets[i] == '\n' && ends == Ends.UNKNOWN) {
                ends = Ends.AS_THEY_ARE;
                break;
            }
        }
        last = to > from ? octets[to - 1] : last;
        take(octets, done, to);
    }

    /** Nothing more comes. */
    public void end() {
        if (!inBody) {
            headIsWhole(length);
        }
    }

    private void take(byte[] octets, int from, int to) {
        int at = inBody ? from : takeHead(octets, from, to);
        if (at < to) {
            reader.body(octets, at, to);
        }
    }

    /** Where the body begins, if it does. */
    private int takeHead(byte[] octets, int from, int to) {
        int at = from;
        while (at < to && endSeen < WHOLE_END) {
            byte b = octets[at++];
            if (b > '\r') { // most octets
                endSeen = 0;
                continue;
            }
            boolean wanted = (endSeen & 1) == 0 ? b == '\r' : b == '\n';
            endSeen = wanted ? endSeen + 1 : b == '\r' ? 1 : 0;
        }
        keep(octets, from, at);
        if (endSeen == WHOLE_END) {
            headIsWhole(cut ? length : length - 2);
        }
        return at;
    }

    private void keep(byte[] octets, int from, int to) {
        int count = Math.min(to - from, maxHeadOctets - length);
        cut |= count < to - from;
        if (length + count > head.length) {
            int wanted = Math.max(
                    length + count, Math.max(LEAST_HEAD, head.length * 2)); // exact where it comes in one piece
            head = Arrays.copyOf(head, Math.min(maxHeadOctets, wanted));
        }
        System.arraycopy(octets, from, head, length, count);
        length += count;
    }

    private void headIsWhole(int fields) {
        inBody = true;
        reader.head(MessageHead.of(head, fields, cut));
    }
}
