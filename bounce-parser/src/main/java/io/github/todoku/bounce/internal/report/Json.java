package io.github.todoku.bounce.internal.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A notification's JSON: objects as maps, arrays as lists, strings; numbers and words as strings, null left out. What breaks
 * off, is malformed or passes a limit gives what stood before it. Without recursion.
 */
public final class Json {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_NAME_LENGTH = 1_000;
    private static final int MAX_NUMBER_LENGTH = 100;

    /** A notification may stand as one string in another. */
    private static final int MAX_STRING_LENGTH = 1 << 20;

    private static final long MAX_DOCUMENT_LENGTH = 2L * MAX_STRING_LENGTH;
    private static final long MAX_TOKENS = 200_000;

    /** Lenient where mail programs wrap lines; names are not kept for later, as strangers choose them. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(MAX_NAME_LENGTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxStringLength(MAX_STRING_LENGTH)
                    .maxDocumentLength(MAX_DOCUMENT_LENGTH)
                    .maxTokenCount(MAX_TOKENS)
                    .build())
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private final Deque<Object> open = new ArrayDeque<>();
    private @Nullable Object root;
    private String name = "";

    private Json() {}

    /** The object at the beginning of the text; empty if there is none. */
    public static Map<String, Object> object(String text) {
        return asObject(new Json().read(text));
    }

    /** A member that is an object; empty if it is none. */
    public static Map<String, Object> member(Map<String, Object> object, String name) {
        return asObject(object.get(name));
    }

    /** A member that is a text or a number, as it stands; null if it is none. */
    public static @Nullable String text(Map<String, Object> object, String name) {
        return object.get(name) instanceof String text && !text.isBlank() ? text : null;
    }

    /** A value that is an object; empty if it is none. */
    @SuppressWarnings("unchecked") // only read() makes these maps
    public static Map<String, Object> asObject(@Nullable Object value) {
        return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
    }

    /** A value that is an array; empty if it is none. */
    public static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private @Nullable Object read(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonToken token = parser.nextToken();
            while (token != null) {
                take(token, parser);
                if (open.isEmpty()) {
                    break; // what stands behind it is not ours
                }
                token = parser.nextToken();
            }
        } catch (IOException malformed) {
            return root; // or it broke off, or a limit was passed
        }
        return root;
    }

    private void take(JsonToken token, JsonParser parser) throws IOException {
        switch (token) {
            case START_OBJECT -> begin(new LinkedHashMap<String, Object>());
            case START_ARRAY -> begin(new ArrayList<>());
            case END_OBJECT, END_ARRAY -> open.pop();
            case FIELD_NAME -> name = parser.currentName();
            case VALUE_NULL -> {}
            default -> put(parser.getText());
        }
    }

    private void begin(Object container) {
        root = root == null ? container : root;
        put(container);
        open.push(container);
    }

    @SuppressWarnings("unchecked") // only read() makes these containers
    private void put(Object value) {
        Object container = open.peek();
        if (container instanceof List) {
            ((List<Object>) container).add(value);
        } else if (container instanceof Map) {
            ((Map<String, Object>) container).putIfAbsent(name, value);
        }
    }
}
