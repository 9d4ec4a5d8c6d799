package io.github.todoku.dkim.internal;

import io.github.todoku.dns.tags.Tag;
import io.github.todoku.dns.tags.TagList;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tag list in a field (RFC 6376 §3.2), held to its grammar. Immutable. */
public final class SignatureTags {
    private static final int NOT_THERE = -1;

    /** Digits of a number that is told apart from a longer one. */
    private static final int MAX_DIGITS = 18;

    /** So many octets are four characters of base64. */
    private static final int OCTETS_OF_FOUR = 3;

    private final String text;
    private final Map<String, Tag> tags = new HashMap<>();
    private final @Nullable String fault;

    /** Reads what stands behind a field's colon, an octet a character. */
    public SignatureTags(String text) {
        this.text = text;
        TagList list = TagList.parse(text);
        list.tags().forEach(tag -> tags.putIfAbsent(tag.name(), tag));
        if (!list.faults().isEmpty()) {
            TagList.Fault first = list.faults().get(0);
            fault = text.substring(first.start(), Math.min(first.end(), text.length()));
        } else {
            fault = strayOctet(text);
        }
    }

    /** What the grammar does not allow anywhere: control characters, and CR or LF outside of a folding. */
    private static @Nullable String strayOctet(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean crlf = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (crlf) {
                i++;
            } else if ((c < ' ' && c != '\t') || c == 0x7F) {
                return text.substring(i, i + 1);
            }
        }
        return null;
    }

    /** The first piece that breaks the grammar; null if none does. */
    public @Nullable String fault() {
        return fault;
    }

    /** Whether the list has that tag. */
    public boolean has(String name) {
        return tags.containsKey(name);
    }

    /** The value of a tag as written; empty if it is not there. */
    public String value(String name) {
        Tag tag = tags.get(name);
        return tag == null ? "" : tag.value();
    }

    /** The same without white space, as base64 and numbers may be folded. */
    public String flat(String name) {
        return flat(name, Integer.MAX_VALUE);
    }

    /** The first so many characters of {@link #flat(String)}. */
    public String flat(String name, int most) {
        return new String(flatOctets(value(name), most), StandardCharsets.ISO_8859_1);
    }

    private static byte[] flatOctets(String value, int most) {
        byte[] octets = value.getBytes(StandardCharsets.ISO_8859_1);
        int length = 0;
        for (int i = 0; i < octets.length && length < most; i++) {
            if (!TagList.isBlank((char) octets[i])) {
                octets[length++] = octets[i];
            }
        }
        return length == octets.length ? octets : Arrays.copyOf(octets, length);
    }

    /** The octets that base64 stands for; null if it stands for none. */
    public byte @Nullable [] base64(String name) {
        byte[] flat = flatOctets(value(name), Integer.MAX_VALUE);
        try {
            return flat.length == 0 ? null : Base64.getDecoder().decode(flat);
        } catch (IllegalArgumentException broken) {
            return null;
        }
    }

    /**
     * Whether the tag, whose base64 stands for these octets, is the one text that does: the last bits, which no decoder reads, are
     * zero.
     */
    public boolean isCanonicalBase64(String name, byte[] octets) {
        int left = octets.length % OCTETS_OF_FOUR;
        byte[] end = Arrays.copyOfRange(octets, octets.length - left, octets.length);
        String last = Base64.getEncoder().withoutPadding().encodeToString(end);
        String value = flat(name);
        int padding = value.indexOf('=');
        return value.startsWith(last, (padding < 0 ? value.length() : padding) - last.length());
    }

    /** An unsigned number of at most so many digits; {@link Long#MAX_VALUE} where it has more than 18; -1 where it is none. */
    public long number(String name, int mostDigits) {
        String value = value(name);
        if (value.isEmpty() || value.length() > mostDigits || !areDigits(value)) {
            return NOT_THERE;
        }
        int from = 0;
        while (from < value.length() - 1 && value.charAt(from) == '0') {
            from++;
        }
        return value.length() - from > MAX_DIGITS ? Long.MAX_VALUE : Long.parseLong(value.substring(from));
    }

    private static boolean areDigits(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Where behind the colon the value of a tag begins: behind the equals sign. */
    public int valueFrom(String name) {
        Tag tag = tags.get(name);
        return tag == null ? NOT_THERE : text.indexOf('=', tag.start()) + 1;
    }

    /** Where the value of a tag ends with all white space: at the semicolon, or at the end. */
    public int valueEnd(String name) {
        int semicolon = text.indexOf(';', valueFrom(name));
        return semicolon < 0 ? text.length() : semicolon;
    }
}
