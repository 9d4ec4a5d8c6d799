package io.github.todoku.feedback.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.github.todoku.feedback.ReportLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object: objects as maps, arrays as lists, all else as text as written, null left out; of doubled names the last counts.
 * What breaks off, is malformed or passes a limit gives what stood before it. Without recursion.
 */
public final class JsonTree {
    /** In octets: a text that was kept of a report may be a name. */
    private static final int MAX_NAME_LENGTH = 4 * ReportLimits.MAX_TEXT_LENGTH;

    private static final int MAX_NUMBER_LENGTH = 100;
    private static final int MAX_STRING_LENGTH = 1 << 20;

    private final Deque<Object> open = new ArrayDeque<>();
    private Map<String, Object> root = Map.of();
    private boolean begun;
    private boolean whole;
    private String name = "";

    private JsonTree() {}

    public static JsonTree read(InputStream in, long maxOctets, long maxTokens) throws IOException {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(ReportLimits.MAX_JSON_DEPTH)
                        .maxNameLength(MAX_NAME_LENGTH)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .maxStringLength(MAX_STRING_LENGTH)
                        .maxDocumentLength(maxOctets)
                        .maxTokenCount(maxTokens)
                        .build())
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
        JsonTree tree = new JsonTree();
        try (JsonParser parser = factory.createParser(in)) {
            tree.read(parser);
        } catch (com.fasterxml.jackson.core.JacksonException malformed) {
            tree.whole = false; // or a limit was passed: what stood before it is there
        }
        return tree;
    }

    private void read(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        while (token != null) {
            take(token, parser);
            if (open.isEmpty()) {
                whole = begun;
                return;
            }
            token = parser.nextToken();
        }
    }

    public Map<String, Object> root() {
        return root;
    }

    /** Whether it came to its end. */
    public boolean isWhole() {
        return whole;
    }

    public static Map<String, Object> object(Map<String, Object> object, String name) {
        return asObject(object.get(name));
    }

    @SuppressWarnings("unchecked") // only take() makes these maps
    public static Map<String, Object> asObject(@Nullable Object value) {
        return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
    }

    /** A list; one value alone is a list of one. */
    public static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    }

    public static @Nullable String text(Map<String, Object> object, String name) {
        return object.get(name) instanceof String text ? text : null;
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
        if (!begun) {
            begun = true;
            root = asObject(container);
        }
        put(container);
        open.push(container);
    }

    @SuppressWarnings("unchecked") // only begin() makes these containers
    private void put(Object value) {
        Object container = open.peek();
        if (container instanceof List) {
            ((List<Object>) container).add(value);
        } else if (container instanceof Map) {
            ((Map<String, Object>) container).put(name, value);
        }
    }
}
