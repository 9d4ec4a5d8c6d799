package io.github.todoku.cli.serve;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What came out, for the page and for programs.
 *
 * @param html the part of the page that tells it
 * @param json the same as an object, made when it is wanted
 * @param editable the SPF record that can be tried out in another form; null where there is none
 */
record Answer(String html, Supplier<String> json, @Nullable Editable editable) {
    /**
     * A record that can be edited.
     *
     * @param domain whose it is
     * @param record what stands there; what would let nobody pass where there is none
     */
    record Editable(String domain, String record) {}

    Answer(String html, Supplier<String> json) {
        this(html, json, null);
    }
}
