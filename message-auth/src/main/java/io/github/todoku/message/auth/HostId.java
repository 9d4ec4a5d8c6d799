package io.github.todoku.message.auth;

import io.github.todoku.message.internal.ServiceName;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The name under which a host reports what it checked: the authserv-id (RFC 8601 §2.5) and {@code receiver=} (RFC 7208 §9.1).
 * Whether it is one of ours is asked twice: strictly before it is believed, generously before it is let in.
 */
final class HostId {
    private static final char IDEOGRAPHIC_STOP = '\u3002'; // RFC 3490 §3.1; NFKC makes one of its kind

    private HostId() {}

    /** Whether both are the same name: in A-labels, whatever the case, with or without the root's dot. No name is nobody's. */
    static boolean same(String one, String other) {
        return ServiceName.same(one, other);
    }

    /** All that a reader may take the name for. */
    static Set<String> readings(String written) {
        return new LinkedHashSet<>(List.of(ServiceName.strict(written), generous(written)));
    }

    /** Look-alikes of one letter (ſ and s, ı and i, full width) as that letter; what is not seen is not there. */
    private static String generous(String written) {
        StringBuilder seen = new StringBuilder(written.length());
        Normalizer.normalize(written, Normalizer.Form.NFKC)
                .codePoints()
                .filter(c -> c > ' ' && c != '\\' && !Character.isIdentifierIgnorable(c) && !Character.isSpaceChar(c))
                .forEach(c -> seen.appendCodePoint(Character.toLowerCase(Character.toUpperCase(c))));
        String text = seen.toString().replace(IDEOGRAPHIC_STOP, '.');
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '.') {
            end--;
        }
        return ServiceName.strict(text.substring(0, end));
    }
}
