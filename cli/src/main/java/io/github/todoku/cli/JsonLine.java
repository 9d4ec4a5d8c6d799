package io.github.todoku.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.todoku.render.JsonReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON of what is the program's own: refusals and the list of services. Results are written by {@link JsonReport}. */
final class JsonLine {
    private static final JSON WRITER = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

    private JsonLine() {}

    /** A whole answer, with the version of its fields. */
    static String of(Map<String, @Nullable Object> fields) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schema", JsonReport.SCHEMA);
        object.putAll(fields);
        return write(object);
    }

    /** In the place of one of many inputs: the line that is refused, from 1. */
    static String refused(long line, Failure why, Words words) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("line", line);
        object.putAll(why.fields(words));
        return write(object);
    }

    private static String write(Map<String, @Nullable Object> object) {
        try {
            return WRITER.asString(object);
        } catch (IOException impossible) { // nothing is written but to memory
            throw new UncheckedIOException(impossible);
        }
    }
}
