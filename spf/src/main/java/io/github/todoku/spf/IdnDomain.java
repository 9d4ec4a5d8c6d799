package io.github.todoku.spf;

import io.github.todoku.spf.internal.Ascii;
import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * U-labels to A-labels (RFC 8616 §4), by {@link IDN} with STD3 rules.
 *
 * <p>{@code IDN} follows IDNA2003, which maps ß to ss and ς to σ and drops ZWJ and ZWNJ: to names that IDNA2008 gives to
 * other owners. So a label is taken only if the way back leads to the same label; unassigned characters are refused too.
 */
final class IdnDomain {
    /** No label with this many characters fits into 63 octets. */
    private static final int MAX_LABEL_LENGTH = 63;

    private IdnDomain() {}

    /** The domain with all labels as A-labels; null if one of them is refused. Text that is ASCII comes back as it is. */
    static @Nullable String toAscii(String domain) {
        if (Ascii.isAscii(domain)) {
            return domain;
        }
        StringBuilder ascii = new StringBuilder(domain.length() + 16);
        int from = 0;
        while (from <= domain.length()) {
            int dot = domain.indexOf('.', from);
            int end = dot < 0 ? domain.length() : dot;
            String label = labelToAscii(domain.substring(from, end));
            if (label == null) {
                return null;
            }
            ascii.append(label);
            if (dot >= 0) {
                ascii.append('.');
            }
            from = end + 1;
        }
        return ascii.toString();
    }

    private static @Nullable String labelToAscii(String label) {
        if (Ascii.isAscii(label)) {
            return label;
        }
        if (label.length() > MAX_LABEL_LENGTH) {
            return null;
        }
        try {
            String ascii = IDN.toASCII(label, IDN.USE_STD3_ASCII_RULES);
            String back = IDN.toUnicode(ascii, IDN.USE_STD3_ASCII_RULES);
            return back.equals(lowerCase(Normalizer.normalize(label, Normalizer.Form.NFC))) ? ascii : null;
        } catch (IllegalArgumentException refused) {
            return null;
        }
    }

    /** Letter by letter: a whole word's lower case would end in ς where its capitals end in Σ, which stands for both. */
    private static String lowerCase(String label) {
        StringBuilder lower = new StringBuilder(label.length());
        label.codePoints().forEach(each -> lower.append(Character.toString(each).toLowerCase(Locale.ROOT)));
        return lower.toString();
    }
}
