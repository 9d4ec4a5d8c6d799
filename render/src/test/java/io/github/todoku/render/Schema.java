package io.github.todoku.render;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code docs/schema} uses of JSON Schema, draft 2020-12, and one thing beyond: a name that no {@code properties} has is a
 * fault, for here it is the schema that is on trial. An unknown keyword is an error, so that no rule is passed over.
 */
final class Schema {
    private static final Set<String> KEYWORDS = Set.of(
            "description",
            "type",
            "enum",
            "const",
            "pattern",
            "required",
            "properties",
            "items",
            "prefixItems",
            "anyOf",
            "oneOf",
            "$ref");

    private final Map<?, ?> definitions;

    private Schema(Map<?, ?> definitions) {
        this.definitions = definitions;
    }

    static Schema read(Path file) throws IOException {
        Map<?, ?> root = JSON.std.mapFrom(Files.readString(file, StandardCharsets.UTF_8));
        return new Schema((Map<?, ?>) Objects.requireNonNull(root.get("$defs"), "$defs"));
    }

    Map<?, ?> definitions() {
        return definitions;
    }

    /** {@return what is wrong with the value, a line each: where, and why} */
    List<String> faults(String definition, @Nullable Object value) {
        List<String> faults = new ArrayList<>();
        Map<?, ?> schema = (Map<?, ?>) definitions.get(definition);
        if (schema == null) {
            throw new AssertionError("no definition " + definition);
        }
        check(schema, value, definition, faults);
        return faults;
    }

    private void check(Map<?, ?> schema, @Nullable Object value, String at, List<String> faults) {
        if (!KEYWORDS.containsAll(schema.keySet())) {
            throw new AssertionError(at + ": unknown keyword among " + schema.keySet());
        }
        if (schema.get("$ref") instanceof String reference) {
            faults.addAll(faults(reference.substring("#/$defs/".length()), value).stream()
                    .map(fault -> at + " " + fault)
                    .toList());
        }
        if (schema.containsKey("type") && types(schema.get("type")).noneMatch(type -> isOf(type, value))) {
            faults.add(at + " is no " + schema.get("type") + ": " + value);
            return;
        }
        if (schema.get("enum") instanceof List<?> words && !words.contains(value)) {
            faults.add(at + " is none of " + words + ": " + value);
        }
        if (schema.containsKey("const") && !String.valueOf(schema.get("const")).equals(String.valueOf(value))) {
            faults.add(at + " is not " + schema.get("const") + ": " + value);
        }
        if (schema.get("pattern") instanceof String pattern
                && value instanceof String text
                && !Pattern.compile(pattern).matcher(text).find()) {
            faults.add(at + " does not match " + pattern + ": " + value);
        }
        alternatives(schema, value, at, faults);
        if (value instanceof Map<?, ?> object && schema.get("properties") instanceof Map<?, ?> properties) {
            object(schema, properties, object, at, faults);
        }
        if (value instanceof List<?> list) {
            list(schema, list, at, faults);
        }
    }

    private static Stream<?> types(@Nullable Object type) {
        return type instanceof List<?> several ? several.stream() : Stream.of(String.valueOf(type));
    }

    private static boolean isOf(Object type, @Nullable Object value) {
        return switch (type.toString()) {
            case "null" -> value == null;
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "integer" -> value instanceof Integer || value instanceof Long || value instanceof BigInteger;
            case "number" -> value instanceof Number;
            case "array" -> value instanceof List;
            case "object" -> value instanceof Map;
            default -> throw new AssertionError("unknown type " + type);
        };
    }

    private void alternatives(Map<?, ?> schema, @Nullable Object value, String at, List<String> faults) {
        for (String keyword : List.of("anyOf", "oneOf")) {
            if (schema.get(keyword) instanceof List<?> choices) {
                List<List<String>> tried = new ArrayList<>();
                for (Object choice : choices) {
                    List<String> wrong = new ArrayList<>();
                    check((Map<?, ?>) choice, value, at, wrong);
                    tried.add(wrong);
                }
                long right = tried.stream().filter(List::isEmpty).count();
                if (right == 0 || (right > 1 && keyword.equals("oneOf"))) {
                    faults.add(at + " fits " + right + " of " + keyword + ": " + tried);
                }
            }
        }
    }

    private void object(Map<?, ?> schema, Map<?, ?> properties, Map<?, ?> object, String at, List<String> faults) {
        if (schema.get("required") instanceof List<?> required) {
            required.stream()
                    .filter(name -> !object.containsKey(name))
                    .forEach(name -> faults.add(at + " lacks " + name));
        }
        object.forEach((name, member) -> {
            if (properties.get(name) instanceof Map<?, ?> property) {
                check(property, member, at + "/" + name, faults);
            } else {
                faults.add(at + " has a field of no schema: " + name);
            }
        });
    }

    private void list(Map<?, ?> schema, List<?> list, String at, List<String> faults) {
        List<?> first = schema.get("prefixItems") instanceof List<?> given ? given : List.of();
        for (int i = 0; i < list.size(); i++) {
            Object items = i < first.size() ? first.get(i) : schema.get("items");
            if (items instanceof Map<?, ?> item) {
                check(item, list.get(i), at + "/" + i, faults);
            } else if (Boolean.FALSE.equals(items)) {
                faults.add(at + " has more than " + first.size() + " items");
            }
        }
    }
}
