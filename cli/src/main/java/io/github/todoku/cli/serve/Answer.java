package io.github.todoku.cli.serve;

import java.util.List;
import java.util.function.Supplier;

/**
 * What came out, for the page and for programs.
 *
 * @param html the part of the page that tells it
 * @param json the same as an object, made when it is wanted
 * @param editables the records that can be tried out in another form
 */
record Answer(String html, Supplier<String> json, List<Editable> editables) {
    /**
     * A record that can be edited.
     *
     * @param kind an SPF or a DMARC record
     * @param domain about which it is asked
     * @param record what holds for it; what would let nobody pass, or ask for nothing, where there is none
     */
    record Editable(Pasted.Kind kind, String domain, String record) {}

    Answer(String html, Supplier<String> json) {
        this(html, json, List.of());
    }
}
