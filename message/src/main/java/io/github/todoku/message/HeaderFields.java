package io.github.todoku.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of a message or of one part, in their order, as places in its octets: nothing is copied until it is
 * asked for. Names compare without case; blanks before the colon do not count. Immutable.
 */
public final class HeaderFields implements Iterable<HeaderField> {
    private static final int STEP = 5;

    private final byte[] bytes;
    private int[] places = new int[24 * STEP];
    private int count;
    private boolean cut;

    HeaderFields(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * {@return the fields at the beginning of a text, up to its first empty line; the text's characters above 0x7F count as
     * UTF-8}
     *
     * @param text the text
     * @param limits of which {@link MessageLimits#maxHeaderBytes()} counts
     */
    public static HeaderFields parse(String text, MessageLimits limits) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return HeaderReader.read(bytes, 0, bytes.length, limits);
    }

    /**
     * {@return the fields at the beginning of a text, within {@link MessageLimits#DEFAULT}}
     *
     * @param text the text
     */
    public static HeaderFields parse(String text) {
        return parse(text, MessageLimits.DEFAULT);
    }

    void add(int nameFrom, int nameEnd, int valueFrom, int valueEnd, int end) {
        if (count * STEP == places.length) {
            places = Arrays.copyOf(places, places.length * 2);
        }
        int at = count++ * STEP;
        places[at] = nameFrom;
        places[at + 1] = nameEnd;
        places[at + 2] = valueFrom;
        places[at + 3] = valueEnd;
        places[at + 4] = end;
    }

    /** The last field's value goes on to {@code valueEnd}, its line to {@code end}: it was folded. */
    void extendLast(int valueEnd, int end) {
        int at = (count - 1) * STEP;
        places[at + 3] = valueEnd;
        places[at + 4] = end;
    }

    void cut() {
        cut = true;
    }

    /** {@return whether {@link MessageLimits#maxHeaderBytes()} was reached, so that fields or ends of fields are missing} */
    public boolean isCut() {
        return cut;
    }

    @Override
    public Iterator<HeaderField> iterator() {
        return stream().iterator();
    }

    /** {@return the fields in their order} */
    public Stream<HeaderField> stream() {
        return IntStream.range(0, count).mapToObj(this::get);
    }

    /**
     * {@return the field at a place}
     *
     * @param index 0 for the topmost
     * @throws IndexOutOfBoundsException if there is none
     */
    public HeaderField get(int index) {
        return new HeaderField(this, Objects.checkIndex(index, count));
    }

    /**
     * {@return the topmost field of that name}
     *
     * @param name the name, in any case
     */
    public Optional<HeaderField> field(String name) {
        int index = indexOf(name, 0);
        return index < 0 ? Optional.empty() : Optional.of(get(index));
    }

    int from(int index) {
        return places[index * STEP];
    }

    int valueFrom(int index) {
        return places[index * STEP + 2];
    }

    int end(int index) {
        return places[index * STEP + 4];
    }

    byte[] octets(int from, int end) {
        return Arrays.copyOfRange(bytes, from, end);
    }

    boolean isNamed(int index, String name) {
        int at = index * STEP;
        return places[at + 1] - places[at] == name.length() && sameName(places[at], name);
    }

    /** {@return how many there are} */
    public int count() {
        return count;
    }

    /**
     * {@return the name of a field, as written}
     *
     * @param index 0 for the topmost
     */
    public String name(int index) {
        int at = index * STEP;
        return new String(bytes, places[at], places[at + 1] - places[at], StandardCharsets.ISO_8859_1);
    }

    /**
     * {@return the value of a field, unfolded, its encoded words left as they are}
     *
     * @param index 0 for the topmost
     */
    public String value(int index) {
        int from = places[index * STEP + 2];
        int end = places[index * STEP + 3];
        while (from < end && isBlank(bytes[from])) {
            from++;
        }
        while (end > from && isBlank(bytes[end - 1])) {
            end--;
        }
        return unfold(from, end);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }

    /**
     * {@return the topmost value of that name, unfolded, its encoded words left as they are; null if there is none}
     *
     * @param name the name, in any case
     */
    public @Nullable String first(String name) {
        int index = indexOf(name, 0);
        return index < 0 ? null : value(index);
    }

    /**
     * {@return all values of that name, unfolded, from the top down}
     *
     * @param name the name, in any case
     */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>();
        for (int i = indexOf(name, 0); i >= 0; i = indexOf(name, i + 1)) {
            values.add(value(i));
        }
        return values;
    }

    /**
     * {@return whether there is a field of that name}
     *
     * @param name the name, in any case
     */
    public boolean has(String name) {
        return indexOf(name, 0) >= 0;
    }

    private int indexOf(String name, int from) {
        for (int i = from; i < count; i++) {
            if (isNamed(i, name)) {
                return i;
            }
        }
        return -1;
    }

    private boolean sameName(int from, String name) {
        for (int i = 0; i < name.length(); i++) {
            int a = bytes[from + i];
            int b = name.charAt(i);
            if (a != b && (a | 0x20) != (b | 0x20)) {
                return false;
            }
        }
        return true;
    }

    /** {@return how many there are, for logs} */
    @Override
    public String toString() {
        return "HeaderFields[" + count + (cut ? ", cut]" : "]");
    }

    /** Folding: a line end before a blank is no part of the value (RFC 5322 §2.2.3). */
    private String unfold(int from, int end) {
        String plain = new String(bytes, from, end - from, StandardCharsets.US_ASCII);
        boolean ascii = plain.indexOf(Charsets.NO_ASCII) < 0;
        if (plain.indexOf('\n') < 0 && plain.indexOf('\r') < 0) {
            return ascii
                    ? plain
                    : Charsets.decode(bytes, from, end - from, null).strip();
        }
        byte[] value = new byte[end - from];
        int length = 0;
        boolean afterBlank = true;
        for (int i = from; i < end; i++) {
            byte b = bytes[i];
            boolean blank = b == ' ' || b == '\t' || b == '\n' || b == '\r';
            if (!blank) {
                value[length++] = b;
            } else if (!afterBlank) {
                value[length++] = ' ';
            }
            afterBlank = blank;
        }
        return ascii
                ? new String(value, 0, length, StandardCharsets.ISO_8859_1)
                : Charsets.decode(value, 0, length, null).strip();
    }
}
