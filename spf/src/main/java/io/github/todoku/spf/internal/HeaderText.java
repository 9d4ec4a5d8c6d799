package io.github.todoku.spf.internal;

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
            if (!Ascii.isVisible(c) || "()<>@,;:\\\"/[]?=".indexOf(c) >= 0) {
                return quoted(value);
            }
        }
        return value.isEmpty() || value.length() > MAX_VALUE_LENGTH ? quoted(value) : value;
    }

    private static boolean isDotAtom(String value) {
        if (value.isEmpty() || value.startsWith(".") || value.endsWith(".") || value.contains("..")) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!Ascii.isAlpha(c) && !Ascii.isDigit(c) && c != '.' && ATOM_SPECIALS.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static String quoted(String value) {
        return '"' + escaped(value, "\"\\") + '"';
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
