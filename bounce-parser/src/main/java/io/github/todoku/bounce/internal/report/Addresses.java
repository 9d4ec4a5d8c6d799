package io.github.todoku.bounce.internal.report;

import io.github.todoku.message.EncodedWords;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Addresses as reports write them. */
public final class Addresses {
    private static final int MAX_LENGTH = 512;

    private Addresses() {}

    /**
     * The address in a recipient field: its type before a semicolon taken off (RFC 3464 §2.3.2), also {@code rfc/822} and
     * none at all; brackets, comments and display names gone; {@code \x{…}} of type utf-8 decoded (RFC 6533 §3). Null if
     * nothing is left.
     */
    static @Nullable String ofField(String field) {
        int semicolon = field.indexOf(';');
        String address = semicolon < 0 ? field : field.substring(semicolon + 1);
        boolean utf8 = semicolon >= 0 && field.substring(0, semicolon).strip().equalsIgnoreCase("utf-8");
        String bare = bare(utf8 ? decodeUtf8Address(address) : address);
        return bare.isEmpty() ? null : bare;
    }

    /** As {@link #ofField}, for Original-Recipient: xtext that was not decoded on its way is decoded (RFC 3461 §4). */
    static @Nullable String ofOriginalField(String field) {
        String address = ofField(field);
        return address == null ? null : decodeXtext(address);
    }

    /** The address without brackets, quotes around it, comments behind it. */
    public static String bare(String text) {
        String address = text.strip();
        int open = address.lastIndexOf('<');
        int close = address.indexOf('>', open + 1);
        if (open >= 0 && close > open) {
            address = address.substring(open + 1, close).strip();
        }
        if (address.regionMatches(true, 0, "mailto:", 0, 7)) {
            address = address.substring(7);
        }
        if (address.length() > 2 && address.startsWith("\"") && address.endsWith("\"")) {
            address = address.substring(1, address.length() - 1);
        }
        int end = address.startsWith("\"") ? address.indexOf("\"@", 1) + 1 : 0;
        while (end < address.length() && !isBlank(address.charAt(end))) {
            end++;
        }
        address = address.substring(0, end);
        while (!address.isEmpty() && ">.,;:)'".indexOf(address.charAt(address.length() - 1)) >= 0) {
            address = address.substring(0, address.length() - 1);
        }
        while (!address.isEmpty() && "<('".indexOf(address.charAt(0)) >= 0) {
            address = address.substring(1);
        }
        return address.length() > MAX_LENGTH ? "" : address;
    }

    /** Whether the text has the form of an address: something, an {@code @}, a host; no blanks unless quoted. */
    public static boolean isAddress(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1 || at == text.length() - 1 || text.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '.' && c != '-' && c != '_' && c != '[' && c != ']' && c != ':') {
                return false;
            }
        }
        if (text.charAt(0) == '"') {
            return text.charAt(at - 1) == '"' && at > 1;
        }
        for (int i = 0; i < at; i++) {
            char c = text.charAt(i);
            if (c <= ' ' || "<>()[],;:\"".indexOf(c) >= 0 || isOfSentence(c)) {
                return false;
            }
        }
        return true;
    }

    /** A comma, a full stop, a bracket of Chinese, Japanese and Korean texts, which have no blank before an address. */
    private static boolean isOfSentence(char c) {
        return (c >= 0x3000 && c <= 0x303F && c != 0x3005 && c != 0x3007)
                || (c >= 0xFF00 && c <= 0xFF0F)
                || c == 0xFF1A;
    }

    /** Whether it is a name of another kind of mail system, put into the form of an address (Exchange's IMCEA). */
    public static boolean isEncapsulated(String address) {
        return address.regionMatches(true, 0, "IMCEA", 0, 5);
    }

    /** What stands behind the last at sign, in lower case; empty if there is none. */
    static String domainOf(String address) {
        return address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    /** The first address in running text at or behind {@code from}; null if there is none. */
    static @Nullable String firstIn(String text, int from) {
        for (int at = text.indexOf('@', from); at >= 0; at = text.indexOf('@', at + 1)) {
            String address = around(text, at, from);
            if (address != null) {
                return address;
            }
        }
        return null;
    }

    /** The address whose {@code @} stands at {@code at}; null if it is none. */
    static @Nullable String around(String text, int at, int floor) {
        int start = at;
        if (at > floor && text.charAt(at - 1) == '"') {
            int quote = text.lastIndexOf('"', at - 2);
            start = quote >= floor && at - quote < 66 ? quote : at;
        } else {
            while (start > floor && at - start < MAX_LENGTH && isLocal(text.charAt(start - 1))) {
                start--;
            }
        }
        int end = at + 1;
        while (end < text.length() && end - at < MAX_LENGTH && isHost(text.charAt(end))) {
            end++;
        }
        while (end > at + 1 && (text.charAt(end - 1) == '.' || text.charAt(end - 1) == '-')) {
            end--;
        }
        String address = text.substring(start, end);
        return isAddress(address) ? address : null;
    }

    private static boolean isLocal(char c) {
        return c > ' '
                && (c < 0x3000 || Character.isSurrogate(c))
                && "<>()[],;:\"'`@\u00a0\u00ab\u00bb\u201c\u201d\u2018\u2019".indexOf(c) < 0;
    }

    private static boolean isHost(char c) {
        return c < 0x3000 && (Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_');
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\u00a0';
    }

    /** Only what must be written so is taken back: {@code +3D}, {@code +2B} and what does not print; {@code bob+25@} stays. */
    private static String decodeXtext(String address) {
        int plus = address.indexOf('+');
        if (plus < 0) {
            return address;
        }
        StringBuilder decoded = new StringBuilder(address.length());
        for (int i = 0; i < address.length(); i++) {
            int octet = address.charAt(i) == '+' ? hexAt(address, i + 1, i + 3) : -1;
            if (octet == '=' || octet == '+' || (octet >= 0 && (octet <= ' ' || octet >= 0x7F))) {
                decoded.append((char) octet);
                i += 2;
            } else {
                decoded.append(address.charAt(i));
            }
        }
        return decoded.toString();
    }

    private static String decodeUtf8Address(String address) {
        if (address.indexOf("\\x{") < 0) {
            return EncodedWords.decode(address);
        }
        StringBuilder decoded = new StringBuilder(address.length());
        for (int i = 0; i < address.length(); i++) {
            int close = address.startsWith("\\x{", i) ? closingBrace(address, i + 3) : -1;
            int codePoint = close < 0 ? -1 : hexAt(address, i + 3, close);
            if (codePoint > 0 && Character.isValidCodePoint(codePoint)) {
                decoded.appendCodePoint(codePoint);
                i = close;
            } else {
                decoded.append(address.charAt(i));
            }
        }
        return decoded.toString();
    }

    /** Where the brace behind at most six digits stands; -1 if it does not. */
    private static int closingBrace(String text, int from) {
        for (int i = from; i < text.length() && i <= from + 6; i++) {
            if (text.charAt(i) == '}') {
                return i;
            }
        }
        return -1;
    }

    private static int hexAt(String text, int from, int end) {
        if (end > text.length() || from == end) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            int digit = c > 'f' || (c >= 'a' && end - from == 2) ? -1 : Character.digit(c, 16);
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }
}
