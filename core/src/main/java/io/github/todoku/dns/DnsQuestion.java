package io.github.todoku.dns;

import java.io.Serializable;
import java.util.Objects;

/**
 * What is asked: a name and a type, class IN. The name is absolute; no search list exists anywhere in this library.
 *
 * @param name the name to ask at
 * @param type the type to ask for
 */
public record DnsQuestion(DnsName name, RecordType type) implements Serializable {

    /**
     * Refuses null.
     *
     * @param name the name to ask at
     * @param type the type
     */
    public DnsQuestion {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    /**
     * {@return a question about a literal name: {@code DnsQuestion.of("example.com", RecordType.TXT)}}
     *
     * @param name the name to ask at
     * @param type the type
     */
    public static DnsQuestion of(String name, RecordType type) {
        return new DnsQuestion(DnsName.of(name), type);
    }

    /** Written out, since every map of questions asks for it: what a record makes of itself is several times slower. */
    @Override
    public boolean equals(Object other) {
        return other instanceof DnsQuestion that && type == that.type && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + type.code();
    }

    /** {@code example.com TXT}. */
    @Override
    public String toString() {
        return name + " " + type;
    }
}
