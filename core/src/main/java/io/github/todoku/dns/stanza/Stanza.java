package io.github.todoku.dns.stanza;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One stanza: fields in their order, some of them repeated. Names are compared without case. Immutable.
 *
 * @param file the file it is in, for messages
 * @param line the number of its first line, from 1
 * @param fields its fields
 */
public record Stanza(String file, int line, List<Field> fields) {

    /**
     * One field.
     *
     * @param line the number of its line, from 1
     * @param name as written
     * @param value stripped; continuation lines joined with a blank
     */
    public record Field(int line, String name, String value) {}

    /**
     * Copies the list.
     *
     * @param file the file it is in, for messages
     * @param line the number of its line, from 1
     * @param fields its fields
     */
    public Stanza {
        fields = List.copyOf(fields);
    }

    /**
     * Every value of a field, in order.
     *
     * @param name the name of the field
     * @return every value of a field, in order
     */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>();
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                values.add(field.value());
            }
        }
        return values;
    }

    /**
     * The value of a field that appears at most once.
     *
     * @param name the name of the field
     * @return the value of a field that appears at most once
     * @throws StanzaException if it appears more than once
     */
    public Optional<String> optional(String name) {
        List<String> values = all(name);
        if (values.size() > 1) {
            throw wrong(name + " stands " + values.size() + " times");
        }
        return values.stream().findFirst();
    }

    /**
     * The value of a field that must appear exactly once.
     *
     * @param name the name of the field
     * @return the value of a field that must appear exactly once
     * @throws StanzaException if it does not
     */
    public String required(String name) {
        return optional(name).orElseThrow(() -> wrong(name + " is missing"));
    }

    /**
     * The value as a constant of an enum, written in any case, with {@code -} for {@code _}.
     *
     * @param <E> the enum
     * @param type the enum
     * @param value the value
     * @return the value as a constant of an enum, written in any case, with {@code -} for {@code _}
     * @throws StanzaException if there is no such constant
     */
    public <E extends Enum<E>> E constant(Class<E> type, String value) {
        try {
            return Enum.valueOf(type, value.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException unknown) {
            throw wrong("no such " + type.getSimpleName() + ": " + value);
        }
    }

    /**
     * Refuses fields that are not among these, so that a misspelt name cannot pass unseen.
     *
     * @param names the names allowed
     * @throws StanzaException naming the first one
     */
    public void allowOnly(Set<String> names) {
        for (Field field : fields) {
            if (names.stream().noneMatch(field.name()::equalsIgnoreCase)) {
                throw new StanzaException(file, field.line(), "no such field: " + field.name());
            }
        }
    }

    /**
     * A fault in one field of this stanza, to be thrown.
     *
     * @param field the field
     * @param what what is wrong
     * @return a fault in that field, to be thrown
     */
    public StanzaException wrong(Field field, String what) {
        return new StanzaException(file, field.line(), what);
    }

    /**
     * A fault in this stanza, to be thrown.
     *
     * @param what what is wrong
     * @return a fault in this stanza, to be thrown
     */
    public StanzaException wrong(String what) {
        return new StanzaException(file, line, what);
    }
}
