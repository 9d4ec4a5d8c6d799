package io.github.todoku.cli.serve;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DomainInput;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record that is tried out: laid over the DNS for one answer, and published nowhere. */
final class Trial {
    private final Pasted.Kind kind;
    private final @Nullable DnsName domain;
    private final String record;
    private final @Nullable TriedMail mail;

    private Trial(Pasted.Kind kind, @Nullable DnsName domain, String record, @Nullable TriedMail mail) {
        this.kind = kind;
        this.domain = domain;
        this.record = record;
        this.mail = mail;
    }

    /** One of which only its text is known. */
    static Trial bare(Pasted.Kind kind, String record) {
        return new Trial(kind, null, record, null);
    }

    /**
     * Read from a form.
     *
     * @param pasted the record
     * @return empty where the record is longer than any, or the domain is none; where no domain is given, one without it
     */
    static Optional<Trial> of(Pasted pasted, Map<String, byte[]> fields) {
        String typed = RequestBody.text(fields, "domain").strip();
        DnsName domain = DomainInput.parse(typed).domain().orElse(null);
        if (domain == null && !typed.isEmpty()) {
            return Optional.empty();
        }
        TriedMail mail = TriedMail.of(fields).orElse(null);
        return pasted.record().map(record -> new Trial(pasted.kind(), domain, record, mail));
    }

    Pasted.Kind kind() {
        return kind;
    }

    boolean isPolicy() {
        return kind == Pasted.Kind.DMARC;
    }

    /** Whose record it is to be; null where nobody said so. */
    @Nullable
    DnsName domain() {
        return domain;
    }

    String record() {
        return record;
    }

    /** The mail that it is tried for; empty where it is about no mail. */
    Optional<TriedMail> mail() {
        return Optional.ofNullable(mail);
    }

    /** The record once more, to be edited on. */
    Answer.Editable again() {
        return new Answer.Editable(kind, domain, record, true, mail);
    }
}
