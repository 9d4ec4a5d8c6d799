package io.github.todoku.bounce;

import io.github.todoku.message.Masking;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * As much of the undelivered mail as came back: its header fields, decoded (RFC 2047), in their order. Immutable.
 *
 * @param fields at most {@value #MAX_FIELDS} fields
 */
public record OriginalMessage(List<Field> fields) implements Serializable {

    /** The most fields kept. */
    public static final int MAX_FIELDS = 200;

    /** The most characters kept of one value. */
    public static final int MAX_VALUE = 2_000;

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

    /**
     * Copies the list; refuses more fields than are kept.
     *
     * @param fields as in the record
     */
    public OriginalMessage {
        fields = List.copyOf(fields);
        if (fields.size() > MAX_FIELDS) {
            throw new IllegalArgumentException(fields.size() + " fields are more than " + MAX_FIELDS);
        }
    }

    /**
     * {@return the value of the first field of that name, in any case}
     *
     * @param name the name, in any case
     */
    public Optional<String> first(String name) {
        return fields.stream()
                .filter(f -> f.name().equalsIgnoreCase(name))
                .map(Field::value)
                .findFirst();
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

    /** The Message-ID masked, and how many fields there are. */
    @Override
    public String toString() {
        String id = messageId();
        return "OriginalMessage[" + (id == null ? "" : Printable.line(Masking.mask(id)) + ", ") + fields.size()
                + " fields]";
    }
}
