package io.github.todoku.dkim;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * A key record as its owner wrote it (RFC 6376 §3.6.1), with every finding. Immutable.
 *
 * @param text the joined strings of the TXT record, one char an octet
 * @param tags in order
 * @param keyType {@code rsa} where {@code k=} is absent
 * @param keyBits the size of the key, read from the key itself; 0 if it cannot be read
 * @param problems in order of place
 */
public record DkimRecord(String text, List<DkimTag> tags, String keyType, int keyBits, List<DkimProblem> problems)
        implements Serializable {
    /** The version that begins a record. */
    static final String VERSION = "DKIM1";

    /**
     * Copies the lists.
     *
     * @param text the joined strings of the TXT record
     * @param tags in order
     * @param keyType the kind of key
     * @param keyBits the size of the key
     * @param problems in order of place
     */
    public DkimRecord {
        tags = List.copyOf(tags);
        problems = List.copyOf(problems);
    }

    /**
     * {@return the record that {@code text} is; any text gives one, with its findings} The work is linear in the text.
     *
     * @param text what to read
     */
    public static DkimRecord parse(String text) {
        return new RecordReader(text).read();
    }

    /**
     * {@return the first tag of a kind}
     *
     * @param <T> the kind
     * @param kind the kind
     */
    public <T extends DkimTag> Optional<T> tag(Class<T> kind) {
        return tags.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** {@return whether {@code p=} is there and empty (§3.6.1: "this public key has been revoked")} */
    public boolean isRevoked() {
        return has(DkimProblem.Kind.REVOKED);
    }

    /** {@return whether verifiers can use the key: nothing fails} */
    public boolean isUsable() {
        return problems.stream().noneMatch(p -> p.level() == DkimProblem.Level.FAIL);
    }

    /** {@return whether the text is meant as a key record: it has a key, or says that it is one} */
    boolean isDkim() {
        return !has(DkimProblem.Kind.NOT_DKIM);
    }

    boolean has(DkimProblem.Kind kind) {
        return problems.stream().anyMatch(p -> p.kind() == kind);
    }

    /** {@return the record's text} */
    @Override
    public String toString() {
        return text;
    }
}
