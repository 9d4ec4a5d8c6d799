package io.github.todoku.spf;

import io.github.todoku.spf.internal.Ascii;
import org.jspecify.annotations.Nullable;

/**
 * {@code dual-cidr-length = [ ip4-cidr-length ] [ "/" ip6-cidr-length ]} at the end of a term (RFC 7208 §5.6). A
 * domain-spec may hold slashes itself, and ends in neither a slash nor digits alone; so the lengths are found from behind.
 */
final class CidrText {
    private CidrText() {}

    /** Where the lengths begin in {@code text[from..end)}; {@code end} if there are none. */
    static int start(String text, int from, int end) {
        int digits = beforeDigits(text, from, end);
        if (digits == from || text.charAt(digits - 1) != '/') {
            return end;
        }
        int start = digits - 1;
        if (start > from && text.charAt(start - 1) == '/') {
            start--; // "//64": an ip4 length may stand before it
            int more = beforeDigits(text, from, start);
            if (more < start && more > from && text.charAt(more - 1) == '/') {
                start = more - 1;
            }
        }
        return start;
    }

    private static int beforeDigits(String text, int from, int end) {
        int at = end;
        while (at > from && Ascii.isDigit(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    /** The lengths in {@code text[start..end)}, which begins with a slash; null if they are out of range or badly written. */
    static @Nullable DualCidr parse(String text, int start, int end) {
        int digits = beforeDigits(text, start, end);
        boolean hasIp6 = digits - start >= 2 && text.charAt(digits - 2) == '/';
        int ip4End = hasIp6 ? digits - 2 : end;
        int ip4 = ip4End == start ? DualCidr.MAX_IP4 : number(text, start + 1, ip4End, DualCidr.MAX_IP4);
        int ip6 = hasIp6 ? number(text, digits, end, DualCidr.MAX_IP6) : DualCidr.MAX_IP6;
        return ip4 < 0 || ip6 < 0 ? null : new DualCidr(ip4, ip6);
    }

    /** {@code "0" / %x31-39 *DIGIT} up to {@code max}; -1 for anything else. */
    private static int number(String text, int start, int end, int max) {
        if (start == end || end - start > 3 || (text.charAt(start) == '0' && end - start > 1)) {
            return -1;
        }
        int value = 0;
        for (int i = start; i < end; i++) {
            value = 10 * value + (text.charAt(i) - '0');
        }
        return value <= max ? value : -1;
    }
}
