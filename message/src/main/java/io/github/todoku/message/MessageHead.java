package io.github.todoku.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The header of a message as octets, for hashing: fields end at CRLF alone and keep every octet, nothing is repaired. A line
 * that is not a field has the empty name. For reading values see {@link HeaderFields}. Immutable, as long as nobody changes
 * the array.
 */
public final class MessageHead {
    private static final int STEP = 3;

    private final byte[] octets;
    private final List<String> names;
    private final Map<String, List<Integer>> indexes = new HashMap<>();
    private final int[] places;
    private final boolean cut;
    private final boolean bareLineEnds;

    private MessageHead(byte[] octets, List<String> names, int[] places, boolean cut, boolean bareLineEnds) {
        this.octets = octets;
        this.names = names;
        this.places = places;
        this.cut = cut;
        this.bareLineEnds = bareLineEnds;
        for (int i = 0; i < names.size(); i++) {
            indexes.computeIfAbsent(names.get(i), name -> new ArrayList<>(2)).add(i);
        }
    }

    /**
     * {@return the header that these octets are, without the empty line that ends it}
     *
     * @param octets the octets; not copied
     * @param length how many of them
     * @param cut whether more of the header was not read
     */
    public static MessageHead of(byte[] octets, int length, boolean cut) {
        List<String> names = new ArrayList<>();
        int[] places = new int[24 * STEP];
        boolean bare = false;
        int from = 0;
        while (from < length) {
            int end = from;
            boolean goesOn = true;
            while (goesOn) {
                int lineEnd = end;
                while (lineEnd < length && (octets[lineEnd] > '\r' || !isCrlf(octets, lineEnd, length))) {
                    bare |= octets[lineEnd] == '\r' || octets[lineEnd] == '\n';
                    lineEnd++;
                }
                end = Math.min(length, lineEnd + 2);
                goesOn = end < length && (octets[end] == ' ' || octets[end] == '\t');
            }
            int at = names.size() * STEP;
            if (at == places.length) {
                places = Arrays.copyOf(places, places.length * 2);
            }
            int colon = colon(octets, from, end);
            places[at] = from;
            places[at + 1] = colon;
            places[at + 2] = end;
            names.add(colon < 0 ? "" : name(octets, from, colon));
            from = end;
        }
        return new MessageHead(octets, names, places, cut, bare);
    }

    private static boolean isCrlf(byte[] octets, int at, int length) {
        return octets[at] == '\r' && at + 1 < length && octets[at + 1] == '\n';
    }

    /** RFC 5322 §2.2, and §4.5 for blanks before the colon; -1 if the line is no field. */
    private static int colon(byte[] octets, int from, int end) {
        int at = from;
        while (at < end && octets[at] > ' ' && octets[at] < 0x7F && octets[at] != ':') {
            at++;
        }
        boolean named = at > from;
        while (at < end && (octets[at] == ' ' || octets[at] == '\t')) {
            at++;
        }
        return named && at < end && octets[at] == ':' ? at : -1;
    }

    private static String name(byte[] octets, int from, int colon) {
        int end = colon;
        while (octets[end - 1] == ' ' || octets[end - 1] == '\t') {
            end--;
        }
        return new String(octets, from, end - from, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }

    /** {@return how many fields there are, including lines that are not fields} */
    public int count() {
        return names.size();
    }

    /**
     * {@return the name of a field in lower case; empty for a line that is not a field}
     *
     * @param index 0 for the topmost
     */
    public String name(int index) {
        return names.get(index);
    }

    /**
     * {@return where a field begins}
     *
     * @param index 0 for the topmost
     */
    public int from(int index) {
        return places[index * STEP];
    }

    /**
     * {@return where its colon is; -1 if it is not a field}
     *
     * @param index 0 for the topmost
     */
    public int colon(int index) {
        return places[index * STEP + 1];
    }

    /**
     * {@return where a field ends, after its last CRLF}
     *
     * @param index 0 for the topmost
     */
    public int end(int index) {
        return places[index * STEP + 2];
    }

    /**
     * {@return what follows the colon of a field, as it came, an octet a character}
     *
     * @param index 0 for the topmost
     */
    public String raw(int index) {
        int from = colon(index) + 1;
        return new String(octets, from, end(index) - from, StandardCharsets.ISO_8859_1);
    }

    /**
     * {@return the value of a field unfolded and stripped, read as UTF-8}
     *
     * @param index 0 for the topmost
     */
    public String value(int index) {
        int from = colon(index) + 1;
        return new String(octets, from, end(index) - from, StandardCharsets.UTF_8)
                .replace("\r\n", "")
                .strip();
    }

    /**
     * {@return the places of the fields of that name, from the top down}
     *
     * @param name the name in lower case
     */
    public List<Integer> indexesOf(String name) {
        return Collections.unmodifiableList(indexes.getOrDefault(name, List.of()));
    }

    /** {@return the octets that the places point into; not a copy} */
    public byte[] octets() {
        return octets;
    }

    /** {@return whether the header was longer than was read} */
    public boolean isCut() {
        return cut;
    }

    /** {@return whether it contains a CR or LF that is not part of a CRLF; readers may see lines there that no hash knows} */
    public boolean hasBareLineEnds() {
        return bareLineEnds;
    }

    /** {@return how many fields there are, for logs} */
    @Override
    public String toString() {
        return "MessageHead[" + names.size() + (cut ? ", cut]" : "]");
    }
}
