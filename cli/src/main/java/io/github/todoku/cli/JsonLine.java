package io.github.todoku.cli;

import io.github.todoku.render.JsonReport;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON of what is the program's own: refusals and the list of services. Results are written by {@link JsonReport}. */
final class JsonLine {
    private JsonLine() {}

    /** A whole answer, with the version of its fields. */
    static String of(Map<String, @Nullable Object> fields) {
        return JsonReport.of(fields).toJson();
    }

    /** In the place of one of many inputs: the line that is refused, from 1. */
    static String refused(long line, Failure why, Words words) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("line", line);
        object.putAll(why.fields(words));
        return of(object);
    }
}
