package io.github.todoku.message;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One header field (RFC 5322 §2.2), as it came. Immutable; keeps the octets of its message in memory as long as it is
 * kept itself.
 */
public final class HeaderField {
    private final HeaderFields fields;
    private final int index;

    HeaderField(HeaderFields fields, int index) {
        this.fields = fields;
        this.index = index;
    }

    /** {@return the name as written, without the colon} */
    public String name() {
        return fields.name(index);
    }

    /**
     * {@return whether this is its name, in any case}
     *
     * @param name the name to compare with
     */
    public boolean isNamed(String name) {
        return fields.isNamed(index, name);
    }

    /** {@return where the field begins, in octets from the beginning of what was scanned} */
    public int from() {
        return fields.from(index);
    }

    /** {@return where it ends, after its last line end; after its last octet if no line end follows} */
    public int end() {
        return fields.end(index);
    }

    /** {@return the octets of the whole field as they came: name, colon, value, folding, the last line end} */
    public byte[] octets() {
        return fields.octets(from(), end());
    }

    /** {@return what follows the colon, as it came: blanks, folding and the last line end too; an octet a character} */
    public String raw() {
        return new String(fields.octets(fields.valueFrom(index), end()), StandardCharsets.ISO_8859_1);
    }

    /** {@return the value unfolded and stripped, its encoded words left as they are (RFC 5322 §2.2.3)} */
    public String value() {
        return fields.value(index);
    }

    /** {@return the value unfolded, with its encoded words decoded (RFC 2047)} */
    public String decoded() {
        return EncodedWords.decode(value());
    }

    /** {@return the name and how long the value is, for logs} */
    @Override
    public String toString() {
        return Masking.mask(String.format(Locale.ROOT, "%s: (%d octets)", name(), end() - fields.valueFrom(index)));
    }
}
