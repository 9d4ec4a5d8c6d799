package io.github.todoku.dns.internal;

import java.util.Locale;
import org.xbill.DNS.Type;

/** The numbers of record types that zone text may name though answers do not carry them typed. */
public final class TypeNames {
    /** No type has this name. */
    public static final int UNKNOWN = -1;

    private static final int MAX_LENGTH = 16;

    private TypeNames() {}

    /**
     * The number of a type by its mnemonic or as {@code TYPE123} (RFC 3597 §5), in any case; {@link #UNKNOWN} if there is
     * none.
     */
    public static int code(String name) {
        return name.length() > MAX_LENGTH ? UNKNOWN : Type.value(name.toUpperCase(Locale.ROOT));
    }
}
