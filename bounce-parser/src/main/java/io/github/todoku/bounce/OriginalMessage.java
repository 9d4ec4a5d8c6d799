package io.github.todoku.bounce;

import io.github.todoku.message.Masking;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * As much of the undelivered mail as came back: its header fields, decoded (RFC 2047), in their order, and where it came back
 * whole and signed its octets. Immutable.
 */
public final class OriginalMessage implements Serializable {
    private static final long serialVersionUID = 1;

    /** The most fields kept. */
    public static final int MAX_FIELDS = 200;

    /** The most characters kept of one value. */
    public static final int MAX_VALUE = 2_000;

    /** The most octets of a mail that are kept; of a longer one only the fields are. */
    public static final int MAX_OCTETS = 256 << 10;

    private final List<Field> fields;
    private final byte @Nullable [] octets;

    private OriginalMessage(List<Field> fields, byte @Nullable [] octets) {
        this.fields = List.copyOf(fields);
        this.octets = octets;
        if (fields.size() > MAX_FIELDS) {
            throw new IllegalArgumentException(fields.size() + " fields are more than " + MAX_FIELDS);
        }
        if (octets != null && octets.length > MAX_OCTETS) {
            throw new IllegalArgumentException(octets.length + " octets are more than " + MAX_OCTETS);
        }
    }

    /**
     * {@return a mail of which the header came back; made by the library}
     *
     * @param fields at most {@value #MAX_FIELDS}
     */
    public static OriginalMessage of(List<Field> fields) {
        return new OriginalMessage(fields, null);
    }

    /**
     * {@return the same with the whole mail; made by the library}
     *
     * @param whole at most {@value #MAX_OCTETS}; not copied
     */
    public OriginalMessage withOctets(byte[] whole) {
        return new OriginalMessage(fields, whole);
    }

    /**
     * One header field.
     *
     * @param name as written
     * @param value unfolded and decoded
     */
    public record Field(String name, String value) implements Serializable {
        /**
         * Shortens what is too long.
         *
         * @param name the name, in any case
         * @param value as in the record
         */
        public Field {
            if (value.length() > MAX_VALUE) {
                value = value.substring(0, MAX_VALUE);
            }
        }

        /** The name and how long the value is: a value may be private. */
        @Override
        public String toString() {
            return Printable.line(Masking.mask(name)) + ": (" + value.length() + " characters)";
        }
    }

    /** {@return its header fields, from the top down, at most {@value #MAX_FIELDS}} */
    public List<Field> fields() {
        return fields;
    }

    /** {@return whether {@link #octets} are there} */
    public boolean isWhole() {
        return octets != null;
    }

    /**
     * {@return the mail as it came back, for those who verify its signatures} Empty unless it bears a DKIM-Signature, came back
     * whole and not encoded anew, as a part of type message/rfc822 or message/global, and has at most {@value #MAX_OCTETS} octets.
     * Lines end as in the file that the report was read from.
     */
    public Optional<byte[]> octets() {
        return Optional.ofNullable(octets).map(byte[]::clone);
    }

    /**
     * {@return the value of the first field of that name, in any case}
     *
     * @param name the name, in any case
     */
    public Optional<String> first(String name) {
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    /**
     * {@return the values of all fields of that name, in any case}
     *
     * @param name the name, in any case
     */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>();
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                values.add(field.value());
            }
        }
        return List.copyOf(values);
    }

    /** {@return the Message-ID with its angle brackets} */
    public @Nullable String messageId() {
        return first("Message-ID").orElse(null);
    }

    /** {@return the From field} */
    public @Nullable String from() {
        return first("From").orElse(null);
    }

    /** {@return the To field} */
    public @Nullable String to() {
        return first("To").orElse(null);
    }

    /** {@return the Subject} */
    public @Nullable String subject() {
        return first("Subject").orElse(null);
    }

    /** {@return the List-Id (RFC 2919)} */
    public @Nullable String listId() {
        return first("List-Id").orElse(null);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OriginalMessage that
                && fields.equals(that.fields)
                && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return 31 * fields.hashCode() + Arrays.hashCode(octets);
    }

    /** The Message-ID masked, how many fields there are, and how many octets were kept. */
    @Override
    public String toString() {
        String id = messageId();
        return "OriginalMessage[" + (id == null ? "" : Printable.line(Masking.mask(id)) + ", ") + fields.size()
                + " fields" + (octets == null ? "" : ", " + octets.length + " octets") + "]";
    }
}
