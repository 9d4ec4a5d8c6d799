package io.github.todoku.message.internal;

import io.github.todoku.words.Printable;
import java.util.List;

/**
 * Values as header fields may carry them. Nothing that comes out holds a line end, a control character or an octet above
 * 0x7E; what cannot stand there is written as text, {@code \x0D}.
 */
public final class HeaderText {
    /** RFC 5322 §2.1.1: lines should not be longer. */
    private static final int LINE_LENGTH = 78;

    /** The longest value, in characters: a reverse-path has 256 octets at most (RFC 5321 §4.5.3.1.3). */
    private static final int MAX_VALUE_LENGTH = 320;

    /** The longest it may become by its escapes: a line has 998 octets at most (RFC 5322 §2.1.1). */
    private static final int MAX_ESCAPED_LENGTH = 2 * MAX_VALUE_LENGTH;

    private static final String ATOM_SPECIALS = "!#$%&'*+-/=?^_`{|}~";

    private HeaderText() {}

    /**
     * {@return the value as {@code dot-atom} if it is one, else as {@code quoted-string} (RFC 5322 §3.2.3, §3.2.4)}
     *
     * @param value the value
     */
    public static String dotAtomOrQuoted(String value) {
        return isDotAtom(value) && value.length() <= MAX_VALUE_LENGTH ? value : quoted(value);
    }

    /**
     * {@return the value as {@code token} if it is one, else as {@code quoted-string} (RFC 2045 §5.1)}
     *
     * @param value the value
     */
    public static String tokenOrQuoted(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ' || c >= 0x7F || "()<>@,;:\\\"/[]?=".indexOf(c) >= 0) {
                return quoted(value);
            }
        }
        return value.isEmpty() || value.length() > MAX_VALUE_LENGTH ? quoted(value) : value;
    }

    /**
     * {@return the value as a property's (RFC 8601 §2.2): an address of atoms stands as it is}
     *
     * @param value the value
     */
    public static String pvalue(String value) {
        int end = value.startsWith("\"") ? value.lastIndexOf("\"@") : -1;
        if (end > 0 && value.length() <= MAX_VALUE_LENGTH && isDotAtom(value.substring(end + 2))) {
            String local = quotedLocalPart(unescaped(value.substring(1, end)));
            if (local.equals(value.substring(0, end + 1))) {
                return value;
            }
        }
        int at = value.indexOf('@');
        boolean address = at >= 0
                && value.length() <= MAX_VALUE_LENGTH
                && (at == 0 || isDotAtom(value.substring(0, at)))
                && isDotAtom(value.substring(at + 1));
        return address ? value : tokenOrQuoted(value);
    }

    /**
     * {@return whether the value is {@code dot-atom-text} of ASCII}
     *
     * @param value the value
     */
    public static boolean isDotAtom(String value) {
        return isDotAtomText(value) && value.chars().allMatch(c -> c < 0x80);
    }

    /**
     * {@return whether the value is {@code dot-atom-text}, with what RFC 6532 §3.2 adds to it}
     *
     * @param value the value
     */
    public static boolean isDotAtomText(String value) {
        if (value.isEmpty() || value.startsWith(".") || value.endsWith(".") || value.contains("..")) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '.' && !isAtomText(c)) {
                return false;
            }
        }
        return true;
    }

    /** {@code atext}, with what RFC 6532 §3.2 adds to it. */
    static boolean isAtomText(char c) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        return letter || c >= 0xA0 || ATOM_SPECIALS.indexOf(c) >= 0;
    }

    private static String quoted(String value) {
        return '"' + escaped(value, "\"\\") + '"';
    }

    /**
     * {@return a local part that needs quotes, with them (RFC 5322 §3.4.1)}
     *
     * @param value the value
     */
    public static String quotedLocalPart(String value) {
        return quoted(value);
    }

    private static String unescaped(String quoted) {
        StringBuilder plain = new StringBuilder(quoted.length());
        for (int i = 0; i < quoted.length(); i++) {
            boolean escaped = quoted.charAt(i) == '\\' && i + 1 < quoted.length();
            plain.append(quoted.charAt(escaped ? ++i : i));
        }
        return plain.toString();
    }

    /**
     * {@return the text as {@code comment} (RFC 5322 §3.2.2)}
     *
     * @param text the text
     */
    public static String comment(String text) {
        return '(' + escaped(text, "()\\") + ')';
    }

    private static String escaped(String value, String specials) {
        String safe = Printable.octets(value, MAX_VALUE_LENGTH);
        StringBuilder escaped = new StringBuilder(safe.length() + 8);
        for (int i = 0; i < safe.length(); i++) {
            char c = safe.charAt(i);
            if (escaped.length() >= MAX_ESCAPED_LENGTH) {
                return escaped.append("...").toString();
            }
            if (specials.indexOf(c) >= 0) {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        return escaped.toString();
    }

    /**
     * {@return name and pieces, folded between pieces so that lines stay short where they can}
     *
     * @param name the field's name
     * @param pieces what stands in it, in order
     */
    public static String folded(String name, List<String> pieces) {
        StringBuilder field = new StringBuilder(name).append(':');
        int column = field.length();
        for (String piece : pieces) {
            if (column + 1 + piece.length() > LINE_LENGTH && column > name.length() + 1) {
                field.append("\r\n");
                column = 0;
            }
            field.append(' ').append(piece);
            column += 1 + piece.length();
        }
        return field.toString();
    }
}
