package io.github.todoku.dns.tags;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A list of tags with its faults: {@code tag-spec *( ";" tag-spec ) [ ";" ]} (RFC 6376 §3.2). Any text gives one; the work
 * is linear in the text. Immutable.
 *
 * @param text as written
 * @param tags those that have a name and an equals sign, in order; at most {@value #MAX_TAGS}
 * @param faults what is wrong, in order of place; at most {@value #MAX_FAULTS}
 */
public record TagList(String text, List<Tag> tags, List<Fault> faults) implements Serializable {
    /** The most tags kept; the standards know some ten. */
    public static final int MAX_TAGS = 200;

    /** The most faults kept. */
    public static final int MAX_FAULTS = 50;

    /**
     * Copies the lists.
     *
     * @param text as written
     * @param tags those that have a name and an equals sign
     * @param faults what is wrong
     */
    public TagList {
        tags = List.copyOf(tags);
        faults = List.copyOf(faults);
    }

    /**
     * Something that the grammar does not allow.
     *
     * @param kind what it is
     * @param start where it begins in the text
     * @param end where it ends, exclusive
     */
    public record Fault(Kind kind, int start, int end) implements Serializable {}

    /** The kinds of faults. */
    public enum Kind {
        /** A piece without an equals sign. */
        NO_EQUALS,
        /** A name that is none: {@code ALPHA *(ALPHA / DIGIT / "_")}. */
        BAD_NAME,
        /** Nothing between two semicolons. */
        EMPTY,
        /** A name that occurred before; "the entire tag-list is invalid" (§3.2). */
        DUPLICATE,
        /** More tags than are kept. */
        TOO_MANY
    }

    /**
     * {@return the list that {@code text} is}
     *
     * @param text what to read
     */
    public static TagList parse(String text) {
        List<Tag> tags = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int from = 0;
        while (from < text.length() && faults.size() < MAX_FAULTS) {
            int semicolon = text.indexOf(';', from);
            int to = semicolon < 0 ? text.length() : semicolon;
            int start = skipBlanks(text, from, to);
            int end = skipBlanksBack(text, start, to);
            if (tags.size() == MAX_TAGS) {
                faults.add(new Fault(Kind.TOO_MANY, start, text.length()));
                break;
            }
            if (start < end) {
                read(text, start, end, tags, faults, names);
            } else if (semicolon >= 0) {
                faults.add(new Fault(Kind.EMPTY, from, to + 1)); // blanks behind the last semicolon are nothing
            }
            from = to + 1;
        }
        return new TagList(text, tags, faults);
    }

    private static void read(String text, int start, int end, List<Tag> tags, List<Fault> faults, Set<String> names) {
        int equals = text.indexOf('=', start);
        if (equals < 0 || equals >= end) {
            faults.add(new Fault(Kind.NO_EQUALS, start, end));
            return;
        }
        String name = text.substring(start, skipBlanksBack(text, start, equals));
        String value = text.substring(skipBlanks(text, equals + 1, end), end);
        if (!isName(name)) {
            faults.add(new Fault(Kind.BAD_NAME, start, equals));
        } else if (!names.add(name)) {
            faults.add(new Fault(Kind.DUPLICATE, start, end));
        }
        tags.add(new Tag(name, value, start, end));
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '_'))) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static int skipBlanks(String text, int from, int to) {
        int at = from;
        while (at < to && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int skipBlanksBack(String text, int from, int to) {
        int at = to;
        while (at > from && isBlank(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    /**
     * {@return whether it is white space in a list (FWS, RFC 6376 §2.8)}
     *
     * @param c the character
     */
    public static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    /**
     * {@return the first tag of that name}
     *
     * @param name in its exact case
     */
    public Optional<Tag> first(String name) {
        return tags.stream().filter(tag -> tag.name().equals(name)).findFirst();
    }
}
