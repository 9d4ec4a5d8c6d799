package io.github.todoku.dkim.internal;

import io.github.todoku.dns.ALabels;
import io.github.todoku.dns.DnsName;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names in signatures (RFC 6376 §3.5): letters, digits, hyphens; in internationalized mail U-labels, too (RFC 8616 §5). */
public final class SignedDomain {
    /** What lets a reader see another address (RFC 5322 §3.2.3). */
    private static final String SPECIALS = "()<>@,\"";

    private SignedDomain() {}

    /** The name; empty if it is none. */
    public static Optional<DnsName> parse(String octets, boolean internationalized) {
        String text = octets;
        if (internationalized && octets.chars().anyMatch(c -> c >= 0x80)) {
            text = ALabels.of(new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                    .orElse("");
        }
        return isName(text) ? DnsName.parse(text) : Optional.empty();
    }

    private static boolean isName(String text) {
        boolean edge = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean last = i + 1 == text.length() || text.charAt(i + 1) == '.';
            boolean word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
            if (c == '.' ? edge : !word && !(c == '-' && !edge && !last)) {
                return false;
            }
            edge = c == '.';
        }
        return !edge;
    }

    /** The domain of {@code i=}: {@code [ Local-part ] "@" domain-name} in dkim-quoted-printable (§2.11); null if it is none. */
    public static @Nullable DnsName ofIdentity(String value, boolean internationalized) {
        StringBuilder decoded = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '=') {
                int high = i + 2 < value.length() ? Character.digit(value.charAt(i + 1), 16) : -1;
                int low = i + 2 < value.length() ? Character.digit(value.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    return null;
                }
                decoded.append((char) (high * 16 + low));
                i += 2;
            } else {
                decoded.append(c);
            }
        }
        int at = decoded.lastIndexOf("@");
        return at < 0 || !isLocalPart(decoded, at)
                ? null
                : parse(decoded.substring(at + 1), internationalized).orElse(null);
    }

    /** Nothing, a quoted string, or what has none of the characters that begin or end an address (RFC 5321 §4.1.2). */
    private static boolean isLocalPart(CharSequence text, int end) {
        if (end == 0 || text.charAt(0) != '"') {
            return text.chars().limit(end).noneMatch(c -> c <= ' ' || c == 0x7F || SPECIALS.indexOf(c) >= 0);
        }
        int at = 1;
        while (at < end && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at == end - 1;
    }
}
