package io.github.todoku.bounce.suppression;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.github.todoku.bounce.Cause;
import io.github.todoku.words.Printable;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A history as an object of JSON. Fields that are not known are passed over; a value that cannot be is refused. */
final class HistoryJson {
    /** Generous: these files are written here, and still a damaged one must end. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxStringLength(10_000)
                    .maxNameLength(100)
                    .maxNumberLength(20)
                    .build())
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private HistoryJson() {}

    static String write(AddressHistory history) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            write(history, json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    static void write(AddressHistory history, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("address", history.address());
        if (history.isSuppressed()) {
            json.writeStringField("reason", history.reason().orElseThrow().name());
            json.writeStringField("since", history.since().orElseThrow().toString());
        }
        if (history.leftOut() > 0) {
            json.writeNumberField("leftOut", history.leftOut());
        }
        json.writeArrayFieldStart("events");
        for (SuppressionEvent event : history.events()) {
            json.writeStartObject();
            json.writeStringField("at", event.at().toString());
            json.writeStringField("kind", event.kind().name());
            Cause cause = event.cause();
            field("cause", cause == null ? null : cause.name(), json);
            field("words", event.words(), json);
            field("messageId", event.messageId(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void field(String name, @Nullable String value, JsonGenerator json) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    static AddressHistory read(String text) throws IOException {
        try (JsonParser json = FACTORY.createParser(text)) {
            json.nextToken();
            return read(json);
        }
    }

    /** Reads the object whose brace was read, up to its end. */
    static AddressHistory read(JsonParser json) throws IOException {
        require(json.currentToken() == JsonToken.START_OBJECT, "an address", json);
        Map<String, String> fields = new HashMap<>();
        List<SuppressionEvent> events = new ArrayList<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            if (name.equals("events") && token == JsonToken.START_ARRAY) {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    events.add(event(texts(json), json));
                    require(events.size() <= AddressHistory.MAX_EVENTS, "so few events", json);
                }
            } else if (token.isScalarValue()) {
                fields.put(name, json.getText());
            } else {
                json.skipChildren();
            }
        }
        require(json.currentToken() == JsonToken.END_OBJECT, "the end of an address", json);
        String address = fields.getOrDefault("address", "");
        require(!address.isEmpty(), "the name of an address", json);
        String reason = fields.get("reason");
        String since = fields.get("since");
        require((reason == null) == (since == null), "a reason and since when", json);
        return new AddressHistory(
                address,
                events,
                number(fields.getOrDefault("leftOut", "0"), json),
                reason == null ? null : constant(SuppressionReason.class, reason, json),
                reason == null || since == null ? null : moment(since, json));
    }

    private static Map<String, String> texts(JsonParser json) throws IOException {
        Map<String, String> fields = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (json.nextToken().isScalarValue()) {
                fields.put(name, json.getText());
            } else {
                json.skipChildren();
            }
        }
        return fields;
    }

    private static SuppressionEvent event(Map<String, String> fields, JsonParser json) throws IOException {
        String cause = fields.get("cause");
        return new SuppressionEvent(
                moment(fields.getOrDefault("at", ""), json),
                constant(SuppressionEvent.Kind.class, fields.getOrDefault("kind", ""), json),
                cause == null ? null : constant(Cause.class, cause, json),
                fields.get("words"),
                fields.get("messageId"));
    }

    private static Instant moment(String text, JsonParser json) throws IOException {
        try {
            return Instant.parse(text);
        } catch (DateTimeException none) {
            throw new JsonParseException(json, "not a time: " + text, none);
        }
    }

    private static long number(String text, JsonParser json) throws IOException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException none) {
            throw new JsonParseException(json, "not a number: " + text, none);
        }
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name, JsonParser json) throws IOException {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new JsonParseException(json, "not a " + type.getSimpleName() + ": " + name));
    }

    /** What is wrong, and where: on one line, which the parser's own message, that quotes what it reads as it stands, is not. */
    static String told(JsonProcessingException wrong) {
        JsonLocation at = wrong.getLocation();
        String place = at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
        return Printable.cut(wrong.getOriginalMessage()) + place;
    }

    static void require(boolean holds, String what, JsonParser json) throws IOException {
        if (!holds) {
            throw new JsonParseException(json, what + " was expected here");
        }
    }
}
