package io.github.todoku.dkim;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A key record as its owner wrote it (RFC 6376 §3.6.1), with everything found in it. Immutable. */
public final class DkimRecord implements Serializable {
    private static final long serialVersionUID = 1;

    /** The version that begins a record. */
    static final String VERSION = "DKIM1";

    private final String text;
    private final List<DkimTag> tags;
    private final String keyType;
    private final int keyBits;
    private final List<Finding> findings;

    DkimRecord(String text, List<DkimTag> tags, String keyType, int keyBits, List<Finding> findings) {
        this.text = text;
        this.tags = List.copyOf(tags);
        this.keyType = keyType;
        this.keyBits = keyBits;
        this.findings = List.copyOf(findings);
    }

    /**
     * {@return the record in a text} Any text gives one, with what is wrong in its findings; the work is linear in the text.
     *
     * @param text the joined strings of a TXT record
     */
    public static DkimRecord parse(String text) {
        return new KeyRecordReader(text).read();
    }

    /** {@return the text as written: the joined strings of the TXT record, one char per octet} */
    public String text() {
        return text;
    }

    /** {@return its tags in the order written} */
    public List<DkimTag> tags() {
        return tags;
    }

    /**
     * {@return the first tag of a kind}
     *
     * @param <T> the kind
     * @param kind the kind
     */
    public <T extends DkimTag> Optional<T> tag(Class<T> kind) {
        for (DkimTag each : tags) {
            if (kind.isInstance(each)) {
                return Optional.of(kind.cast(each));
            }
        }
        return Optional.empty();
    }

    /** {@return the key type in lower case; {@code rsa} if there is no {@code k=}} */
    public String keyType() {
        return keyType;
    }

    /** {@return the size of the key in bits, read from the key itself; 0 if it cannot be read} */
    public int keyBits() {
        return keyBits;
    }

    /** {@return what was found in it, in order of place; the spans point into {@link #text}} */
    public List<Finding> findings() {
        return findings;
    }

    /** {@return whether {@code p=} is present and empty (§3.6.1: "this public key has been revoked")} */
    public boolean isRevoked() {
        return has(DkimFinding.REVOKED);
    }

    /** {@return whether verifiers can use the key: none of the findings is a failure} */
    public boolean isUsable() {
        return findings.stream().noneMatch(each -> each.severity() == Severity.FAIL);
    }

    /** Whether the text is meant as a key record: it has a key, or says that it is one. */
    boolean isDkim() {
        return !has(DkimFinding.NOT_DKIM);
    }

    private boolean has(DkimFinding kind) {
        return findings.stream().anyMatch(each -> each.kind() == kind);
    }

    /** Equal texts are equal records. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DkimRecord that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The beginning of the text on one line, for logs. */
    @Override
    public String toString() {
        return Printable.octets(text);
    }
}
