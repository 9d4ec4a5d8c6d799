package io.github.todoku.message;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Hides who people are in what is shown or logged: {@code bob@example.com} becomes {@code b***@example.com}. Everything in
 * this library that prints an address goes through here.
 */
public final class Masking {
    private static final String STARS = "***";

    private Masking() {}

    /**
     * The text with the local part of every address cut to its first character. Linear in its length.
     *
     * @param text the text to read
     * @return what is said above
     */
    public static String mask(String text) {
        int at = nextAt(text, 0);
        if (at < 0) {
            return text;
        }
        StringBuilder masked = new StringBuilder(text.length());
        int copied = 0;
        while (at >= 0) {
            int from = localPartStart(text, at, copied);
            masked.append(text, copied, from);
            if (from < at) {
                masked.append(text, from, firstCharacterEnd(text, from, at)).append(STARS);
            }
            copied = at;
            at = nextAt(text, at + 1);
        }
        return masked.append(text, copied, text.length()).toString();
    }

    /**
     * One address: a name without a domain still is a local part.
     *
     * @param address the address
     * @return the address with its local part cut to its first character
     */
    public static String maskAddress(String address) {
        if (address.isEmpty() || nextAt(address, 0) >= 0) {
            return mask(address);
        }
        return address.substring(0, firstCharacterEnd(address, 0, address.length())) + STARS;
    }

    /** The next at sign, also as links ({@code %40}) and HTML (a character reference) write it; -1 if there is none. */
    private static int nextAt(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean written = (c == '%' && text.startsWith("%40", i)) || (c == '&' && text.startsWith("&#64;", i));
            if (c == '@' || written) {
                return i;
            }
        }
        return -1;
    }

    /**
     * {@return as {@link #mask(String)}, and the recipient's local part also where it appears as a word without its domain,
     * as in "Unknown user bob"}
     *
     * @param recipient who the text is about; may be null
     * @param text the text to read
     */
    public static String mask(String text, @Nullable String recipient) {
        String masked = mask(text);
        if (recipient == null) {
            return masked;
        }
        int at = recipient.lastIndexOf('@');
        String local = at < 0 ? recipient : recipient.substring(0, at);
        return local.length() < 3 ? masked : maskWord(masked, local); // a shorter word would hit half the sentence
    }

    /**
     * {@return what is shown in place of a subject: only how long it is}
     *
     * @param subject the subject
     */
    public static String maskSubject(String subject) {
        return "(" + subject.codePointCount(0, subject.length()) + ")";
    }

    private static String maskWord(String text, String word) {
        String haystack = text.toLowerCase(Locale.ROOT);
        String needle = word.toLowerCase(Locale.ROOT);
        if (haystack.length() != text.length()) {
            return text; // a letter whose lower case is longer: offsets would not fit
        }
        StringBuilder masked = new StringBuilder(text.length());
        int copied = 0;
        int at = haystack.indexOf(needle);
        while (at >= 0) {
            int end = at + needle.length();
            if (isEdge(haystack, at - 1) && isEdge(haystack, end)) {
                masked.append(text, copied, at).append(text.charAt(at)).append(STARS);
                copied = end;
            }
            at = haystack.indexOf(needle, end);
        }
        return masked.append(text, copied, text.length()).toString();
    }

    private static boolean isEdge(String text, int at) {
        return at < 0 || at >= text.length() || !Character.isLetterOrDigit(text.charAt(at));
    }

    private static int firstCharacterEnd(String text, int from, int at) {
        int end = from + (text.charAt(from) == '"' && from + 1 < at ? 2 : 1);
        return end < at && Character.isLowSurrogate(text.charAt(end)) ? end + 1 : end;
    }

    private static int localPartStart(String text, int at, int floor) {
        int from = at;
        if (at > floor && text.charAt(at - 1) == '"') {
            int quote = text.lastIndexOf('"', at - 2);
            return quote >= floor && at - quote <= 66 ? quote : at - 1;
        }
        while (from > floor && isLocal(text.charAt(from - 1))) {
            from--;
        }
        return parameterStart(text, from, at);
    }

    /** In a link the address is the value of the last parameter, or what stands behind the last slash. */
    private static int parameterStart(String text, int from, int at) {
        for (int i = at - 1; i >= from; i--) {
            char c = text.charAt(i);
            if (c == '?' || c == '&') {
                int equals = text.indexOf('=', i);
                return equals >= 0 && equals < at ? equals + 1 : i + 1;
            }
            if (c == '/') {
                return i + 1;
            }
        }
        return from;
    }

    private static boolean isLocal(char c) {
        return c > ' ' && "<>()[],;:\"@\u3000\uff1c\u300c".indexOf(c) < 0 && c != '\u00a0';
    }
}
