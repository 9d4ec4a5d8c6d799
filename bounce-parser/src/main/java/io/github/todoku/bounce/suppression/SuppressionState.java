package io.github.todoku.bounce.suppression;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A store in memory, which a file of JSON brings from one run to the next. Not for several threads at a time.
 *
 * <p>Bounded: of an address {@value AddressHistory#MAX_EVENTS} events, {@value #MAX_ADDRESSES} addresses (later ones are only counted,
 * {@link #leftOut}), and the mails of the last million to two.
 */
public final class SuppressionState implements SuppressionStore {
    /** The version of what {@link #write} writes. */
    public static final int VERSION = 1;

    /** The most addresses that are kept. */
    public static final int MAX_ADDRESSES = 1 << 20;

    private static final String FORMAT = "todoku-suppressions";

    private final Map<String, AddressHistory> histories = new LinkedHashMap<>();
    private final SeenMails mails = new SeenMails();
    private long leftOut;

    private SuppressionState() {}

    /** {@return a state in which nothing is known} */
    public static SuppressionState empty() {
        return new SuppressionState();
    }

    @Override
    public Optional<AddressHistory> find(String key) {
        return Optional.ofNullable(histories.get(key));
    }

    @Override
    public void save(String key, AddressHistory history) {
        if (histories.size() < MAX_ADDRESSES || histories.containsKey(key)) {
            histories.put(key, history);
        } else {
            leftOut++;
        }
    }

    @Override
    public boolean remember(String mail) {
        return mails.add(mail);
    }

    /** {@return what is known of each address, in the order in which they came} */
    public Stream<AddressHistory> stream() {
        return histories.values().stream();
    }

    /** {@return how many events hit addresses for which there was no room} */
    public long leftOut() {
        return leftOut;
    }

    /**
     * Drops addresses that get mail and of which nothing was heard since.
     *
     * @param before an earlier time; what happened before is not asked for again
     */
    public void forget(Instant before) {
        histories
                .values()
                .removeIf(history -> !history.isSuppressed() && latest(history).isBefore(before));
    }

    private static Instant latest(AddressHistory history) {
        List<SuppressionEvent> events = history.events();
        return events.isEmpty() ? Instant.MIN : events.get(events.size() - 1).at();
    }

    /**
     * Writes everything as one object of JSON in UTF-8; {@link #read} reads it.
     *
     * @param out where to; not closed
     * @throws IOException if the stream does
     */
    public void write(OutputStream out) throws IOException {
        try (JsonGenerator json = HistoryJson.FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeStringField("format", FORMAT);
            json.writeNumberField("version", VERSION);
            json.writeNumberField("leftOut", leftOut);
            json.writeArrayFieldStart("addresses");
            for (AddressHistory history : histories.values()) {
                json.writeRaw('\n');
                HistoryJson.write(history, json);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("mails");
            mails.forEach(mail -> number(mail, json));
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private static void number(long mail, JsonGenerator json) {
        try {
            json.writeNumber(mail);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * {@return what {@link #write} wrote}
     *
     * @param in where from; not closed
     * @throws Damaged if it holds something else, a part of it, or a later version
     * @throws IOException if the stream does
     */
    public static SuppressionState read(InputStream in) throws IOException {
        SuppressionState state = empty();
        try (JsonParser json = HistoryJson.FACTORY.createParser(in)) {
            json.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            HistoryJson.require(json.nextToken() == JsonToken.START_OBJECT, "an object", json);
            boolean known = false;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "format" -> HistoryJson.require(json.getText().equals(FORMAT), FORMAT, json);
                    case "version" -> known = isKnown(json);
                    case "leftOut" -> state.leftOut = json.getLongValue();
                    case "addresses" -> state.addresses(json);
                    case "mails" -> state.mails(json);
                    default -> json.skipChildren();
                }
            }
            HistoryJson.require(known && json.currentToken() == JsonToken.END_OBJECT, "a whole state", json);
        } catch (JsonProcessingException wrong) {
            throw new Damaged(wrong);
        }
        return state;
    }

    /** What was read is no state, or only a part of one. */
    public static final class Damaged extends IOException {
        private static final long serialVersionUID = 1;

        Damaged(JsonProcessingException wrong) {
            super(HistoryJson.told(wrong));
        }
    }

    private static boolean isKnown(JsonParser json) throws IOException {
        int version = json.getIntValue();
        if (version != VERSION) {
            throw new JsonParseException(json, "version " + version + " is not known here");
        }
        return true;
    }

    private void addresses(JsonParser json) throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            AddressHistory history = HistoryJson.read(json);
            save(Suppressions.key(history.address()), history);
        }
    }

    private void mails(JsonParser json) throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            mails.add(json.getLongValue());
        }
    }
}
