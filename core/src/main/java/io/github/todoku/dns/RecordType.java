package io.github.todoku.dns;

import java.util.Locale;
import java.util.Optional;

/** The record types this library asks for, with their numbers on the wire (RFC 1035 §3.2.2 and the IANA registry). */
public enum RecordType {
    /** An IPv4 address. */
    A(1),
    /** A name server of a zone. */
    NS(2),
    /** An alias. */
    CNAME(5),
    /** The start of a zone. */
    SOA(6),
    /** A pointer, as reverse names have. */
    PTR(12),
    /** A mail exchange. */
    MX(15),
    /** Text. */
    TXT(16),
    /** An IPv6 address. */
    AAAA(28),
    /** A certificate or key that a TLS server shows (RFC 6698). */
    TLSA(52),
    /** The obsolete SPF type (RFC 7208 §3.1: must not be asked by a verifier; a linter reports it). */
    SPF(99),
    /** Certification authorities (RFC 8659). */
    CAA(257);

    private final int code;

    RecordType(int code) {
        this.code = code;
    }

    /** {@return the number on the wire} */
    public int code() {
        return code;
    }

    /**
     * {@return the type with this number, if it is one of ours}
     *
     * @param code the number on the wire
     */
    public static Optional<RecordType> ofCode(int code) {
        for (RecordType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /**
     * {@return the type with this name in any case, if it is one of ours}
     *
     * @param name the name to ask at
     */
    public static Optional<RecordType> parse(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        for (RecordType type : values()) {
            if (type.name().equals(upper)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
