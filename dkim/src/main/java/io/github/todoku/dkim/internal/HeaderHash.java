package io.github.todoku.dkim.internal;

import io.github.todoku.message.MessageHead;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Gathers the header octets that a signature covers (RFC 6376 §3.4.1, §3.4.2, §3.7). For one thread, one object a signature. */
public final class HeaderHash {
    private byte[] octets = new byte[2048];
    private int length;
    private final boolean relaxed;

    /** Relaxed or simple. */
    public HeaderHash(boolean relaxed) {
        this.relaxed = relaxed;
    }

    /**
     * Adds the fields of these names: each name takes the lowest field of that name not taken yet (§5.4.2); a name without a
     * field left adds nothing. The signature's own field, at {@code except}, is none of them.
     */
    public void addAll(MessageHead head, List<String> names, int except) {
        for (int index : select(head, names, except)) {
            if (index >= 0) {
                add(head.octets(), head.from(index), head.colon(index), head.end(index), true);
            }
        }
    }

    /** The field that each name takes; -1 where none is left. */
    public static int[] select(MessageHead head, List<String> names, int except) {
        Map<String, int[]> left = new HashMap<>();
        int[] taken = new int[names.size()];
        for (int i = 0; i < taken.length; i++) {
            String name = names.get(i).toLowerCase(Locale.ROOT);
            List<Integer> fields =
                    name.isEmpty() ? List.of() : head.indexesOf(name); // a line without a name is no field
            int[] next = left.computeIfAbsent(name, first -> new int[] {fields.size() - 1});
            if (next[0] >= 0 && fields.get(next[0]) == except) {
                next[0]--;
            }
            taken[i] = next[0] < 0 ? -1 : fields.get(next[0]--);
        }
        return taken;
    }

    /** Adds one field. */
    public void add(MessageHead head, int index) {
        add(head.octets(), head.from(index), head.colon(index), head.end(index), true);
    }

    /** Adds the field of a signature as it was when it was signed: {@code b=} empty, without the last CRLF (§3.7). */
    public void addUnsigned(MessageHead head, int index, SignatureTags tags) {
        int from = head.from(index);
        int value = head.colon(index) + 1 - from;
        byte[] field = Arrays.copyOfRange(head.octets(), from, head.end(index));
        addUnsigned(field, value - 1, value + tags.valueFrom("b"), value + tags.valueEnd("b"));
    }

    /** Adds a signature's field with what stands from {@code b=} to its end taken out, and without its last CRLF (§3.7). */
    public void addUnsigned(byte[] field, int colon, int valueOfB, int endOfB) {
        byte[] without = field;
        if (endOfB > valueOfB) {
            without = Arrays.copyOf(field, field.length - (endOfB - valueOfB));
            System.arraycopy(field, endOfB, without, valueOfB, field.length - endOfB);
        }
        int end = without.length;
        if (end >= 2 && without[end - 2] == '\r' && without[end - 1] == '\n') {
            end -= 2;
        }
        add(without, 0, colon, end, false);
    }

    private void add(byte[] from, int start, int colon, int end, boolean withLineEnd) {
        int most = end - start + 4;
        if (octets.length - length < most) {
            octets = Arrays.copyOf(octets, Math.max(length + most, octets.length * 2));
        }
        if (relaxed) {
            relaxed(from, start, colon, end);
        } else {
            System.arraycopy(from, start, octets, length, end - start);
            length += end - start;
        }
        boolean ended = !relaxed && length >= 2 && octets[length - 2] == '\r' && octets[length - 1] == '\n';
        if (withLineEnd && !ended) {
            octets[length++] = '\r';
            octets[length++] = '\n';
        }
    }

    private void relaxed(byte[] from, int start, int colon, int end) {
        int nameEnd = colon;
        while (nameEnd > start && isBlank(from[nameEnd - 1])) {
            nameEnd--;
        }
        byte[] to = octets;
        int at = length;
        for (int i = start; i < nameEnd; i++) {
            byte b = from[i];
            to[at++] = b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
        }
        to[at++] = ':';
        int begin = at;
        boolean blank = false;
        for (int i = colon + 1; i < end; i++) {
            byte b = from[i];
            if (b == '\r' && i + 1 < end && from[i + 1] == '\n') {
                i++; // folding, or the end
            } else if (isBlank(b)) {
                blank = true;
            } else {
                if (blank && at > begin) {
                    to[at++] = ' ';
                }
                blank = false;
                to[at++] = b;
            }
        }
        length = at;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    /** What is signed. */
    public byte[] octets() {
        return Arrays.copyOf(octets, length);
    }
}
