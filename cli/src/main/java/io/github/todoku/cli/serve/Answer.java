package io.github.todoku.cli.serve;

import io.github.todoku.dns.DnsName;
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
     * @param record what holds for it; where there is none, one that lets nobody pass, or asks for nothing
     * @param isThere whether it is there, and not one to begin with
     */
    record Editable(Pasted.Kind kind, String domain, String record, boolean isThere) {
        static Editable of(Pasted.Kind kind, DnsName domain, String record) {
            return new Editable(kind, domain.toString(), record, true);
        }

        static Editable begun(Pasted.Kind kind, DnsName domain, String record) {
            return new Editable(kind, domain.toString(), record, false);
        }
    }

    /** The same with its object made. */
    Answer written() {
        String object = json.get();
        return new Answer(html, () -> object, editables);
    }

    Answer(String html, Supplier<String> json) {
        this(html, json, List.of());
    }
}
