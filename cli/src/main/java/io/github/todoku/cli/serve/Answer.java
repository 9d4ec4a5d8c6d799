package io.github.todoku.cli.serve;

import io.github.todoku.dns.DnsName;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What came out, for the page and for programs: each is made only when it is wanted.
 *
 * @param html the part of the page that tells it
 * @param json the same as an object
 * @param editables the records that can be tried out in another form
 */
record Answer(Supplier<String> html, Supplier<String> json, List<Editable> editables) {
    /**
     * A record that can be edited.
     *
     * @param kind an SPF or a DMARC record
     * @param domain about which it is asked; null where nobody said whose record it is
     * @param record what to begin with: what holds for the domain, what is proposed, or where there is none one that lets nobody pass,
     *     or asks for nothing
     * @param isThere whether it is there or proposed, and not one to begin with
     * @param mail the mail that the record is to be tried for; null where it is about no mail
     */
    record Editable(
            Pasted.Kind kind,
            @Nullable DnsName domain,
            String record,
            boolean isThere,
            @Nullable TriedMail mail) {
        static Editable of(Pasted.Kind kind, DnsName domain, String record) {
            return new Editable(kind, domain, record, true, null);
        }

        static Editable begun(Pasted.Kind kind, DnsName domain, String record) {
            return new Editable(kind, domain, record, false, null);
        }

        /** The same, to be tried for a mail. */
        Editable with(@Nullable TriedMail tried) {
            return new Editable(kind, domain, record, isThere, tried);
        }
    }

    Answer(Supplier<String> html, Supplier<String> json) {
        this(html, json, List.of());
    }

    /** What only programs ask. */
    static Answer object(Supplier<String> json) {
        return new Answer(() -> "", json);
    }

    /** What only the page tells. */
    static Answer part(Supplier<String> html) {
        return new Answer(html, () -> "{}");
    }

    Answer with(List<Editable> records) {
        return new Answer(html, json, records);
    }

    /** The same with its object made, for whoever wants nothing else of it. */
    Answer written() {
        String object = json.get();
        return new Answer(html, () -> object, editables);
    }

    /** The same with its part of the page made. */
    Answer drawn() {
        String part = html.get();
        return new Answer(() -> part, json, editables);
    }
}
