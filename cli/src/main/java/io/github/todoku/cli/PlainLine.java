package io.github.todoku.cli;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command line of the plainest kind: the command's words, then options written in full and values, each known and in its place. It is
 * read without picocli, which takes longer to set up than a check takes. Whatever else a line holds is left to picocli, and so is all
 * that is said of it: help, mistakes, shortened names, {@code @file}. Which option sets which field is in {@code options/COMMAND}, written
 * from picocli's annotations by PlainLineTest, which holds both readings to the same values.
 */
final class PlainLine {
    private static final String REQUIRED = "required";

    /** Behind the place of a value: also at every place after it. */
    private static final String REST = "..";

    private static final int MAX_DIGITS = 9;

    private final Command command;
    private final Map<String, Slot> slots = new HashMap<>();
    private @Nullable Slot rest;
    private int restFrom;

    /** A field, by the name or the place of the words that set it. */
    private static final class Slot {
        final Object owner;
        final Field field;
        final boolean required;
        private @Nullable List<String> values;
        private boolean isSet;

        Slot(Object owner, Field field, boolean required) {
            this.owner = owner;
            this.field = field;
            this.required = required;
        }

        boolean isFlag() {
            return field.getType() == boolean.class;
        }

        /** Whether it is a value that this field can take. */
        boolean set(String word) throws IllegalAccessException {
            Class<?> type = field.getType();
            if (type == List.class) {
                return add(word);
            }
            Object value = value(type, word);
            if (isSet || value == null) {
                return false;
            }
            field.set(owner, value);
            isSet = true;
            return true;
        }

        private boolean add(String word) throws IllegalAccessException {
            List<String> all = values;
            if (all == null) {
                all = new ArrayList<>();
                values = all;
                field.set(owner, all);
            }
            all.add(word);
            isSet = true;
            return true;
        }

        private static @Nullable Object value(Class<?> type, String word) {
            if (type == boolean.class) {
                return true;
            } else if (type == String.class) {
                return word;
            }
            return type == Path.class ? path(word) : number(type, word);
        }

        private static @Nullable Path path(String word) {
            try {
                return word.isEmpty() ? null : Path.of(word);
            } catch (InvalidPathException ofAnotherLocale) {
                return null;
            }
        }

        private static @Nullable Object number(Class<?> type, String word) {
            boolean plain =
                    !word.isEmpty() && word.length() <= MAX_DIGITS && (word.charAt(0) != '0' || word.length() == 1);
            for (int i = 0; i < word.length() && plain; i++) {
                plain = word.charAt(i) >= '0' && word.charAt(i) <= '9';
            }
            return !plain ? null : type == int.class ? (Object) Integer.valueOf(word) : Long.valueOf(word);
        }

        boolean isMissing() {
            return required && !isSet;
        }
    }

    /** The first line of the form is the command's class, each other one a name or a place, its field, and whether it must be set. */
    private PlainLine(String form) throws ReflectiveOperationException {
        String[] lines = form.split("\n", 0);
        Constructor<?> maker =
                Class.forName(PlainLine.class.getPackageName() + "." + lines[0]).getDeclaredConstructor();
        command = (Command) maker.newInstance();
        for (int i = 1; i < lines.length; i++) {
            String[] words = lines[i].split(" ", 0);
            Object owner = command;
            String path = words[1];
            for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.')) {
                owner = owner.getClass()
                        .getDeclaredField(path.substring(0, dot))
                        .get(owner);
                path = path.substring(dot + 1);
            }
            Field field = owner.getClass().getDeclaredField(path);
            Slot slot = new Slot(owner, field, words.length == 3 && words[2].equals(REQUIRED));
            slots.put(words[0], slot);
            if (words[0].endsWith(REST)) {
                rest = slot;
                restFrom = Integer.parseInt(words[0].substring(0, words[0].length() - REST.length()));
            }
        }
    }

    /** The command with its options set, ready to be called; null if the line is picocli's to read. */
    static @Nullable Command of(String... typed) {
        try {
            for (int words = Math.min(typed.length, 2); words > 0; words--) {
                String form = form(typed, words);
                if (form != null) {
                    PlainLine line = new PlainLine(form);
                    return line.read(typed, words) ? line.command : null;
                }
            }
            return null;
        } catch (ReflectiveOperationException ofAnotherBuild) {
            return null;
        }
    }

    private static @Nullable String form(String[] typed, int words) {
        for (int i = 0; i < words; i++) {
            if (!isName(typed[i])) {
                return null;
            }
        }
        String file = "options/" + (words == 2 ? typed[0] + "-" + typed[1] : typed[0]);
        try (InputStream in = PlainLine.class.getResourceAsStream(file)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            return null;
        }
    }

    /** Letters and nothing else: what is typed names no file of its own choice. */
    private static boolean isName(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) < 'a' || word.charAt(i) > 'z') {
                return false;
            }
        }
        return !word.isEmpty();
    }

    private boolean read(String[] typed, int from) throws IllegalAccessException {
        int place = 0;
        for (int i = from; i < typed.length; i++) {
            String word = typed[i];
            if (!isOption(word)) {
                if (!set(at(place), word)) {
                    return false;
                }
                place++;
                continue;
            }
            int equals = word.indexOf('=');
            Slot slot = slots.get(equals < 0 ? word : word.substring(0, equals));
            if (slot == null || (slot.isFlag() && equals >= 0)) {
                return false;
            }
            String value = equals < 0 ? "" : word.substring(equals + 1);
            if (equals < 0 && !slot.isFlag()) {
                i++;
                value = i < typed.length ? typed[i] : word; // no value is there
            }
            if (isOption(value) || !set(slot, value)) {
                return false;
            }
        }
        for (Slot each : slots.values()) {
            if (each.isMissing()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOption(String word) {
        return word.startsWith("-") && !word.equals("-");
    }

    private static boolean set(@Nullable Slot slot, String value) throws IllegalAccessException {
        return slot != null && !value.startsWith("@") && slot.set(value);
    }

    /** What the value at a place sets; null if there is to be none. */
    private @Nullable Slot at(int place) {
        return rest != null && place >= restFrom ? rest : slots.get(String.valueOf(place));
    }
}
