package io.github.todoku.dns;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * U-labels to A-labels (RFC 8616 §4, RFC 5890 §2.3.2.1), by {@link IDN} with STD3 rules.
 *
 * <p>{@code IDN} follows IDNA2003, which maps ß to ss and ς to σ and drops ZWJ and ZWNJ: to names that IDNA2008 gives to
 * other owners. So a label is taken only if the way back leads to the same label; characters that Unicode 3.2 does not
 * know are refused too. {@link #literal} gives the A-label that IDNA2008 has for such a label.
 */
public final class ALabels {
    private static final String PREFIX = "xn--";

    private ALabels() {}

    /**
     * {@return the domain with all labels as A-labels; empty if one of them is refused} Text that is ASCII comes back as it
     * is.
     *
     * @param domain labels with dots between
     */
    public static Optional<String> of(String domain) {
        return eachLabel(domain, ALabels::label);
    }

    /**
     * {@return the domain with each label encoded as it is, in lower case: what its owner would have to publish if IDNA2008
     * allows the name} No table of IDNA2008 is consulted: a proposal for a person to look at, never a name to ask.
     *
     * @param domain labels with dots between
     */
    public static Optional<String> literal(String domain) {
        return eachLabel(domain, label -> {
            String wanted = lowerCase(Normalizer.normalize(label, Normalizer.Form.NFC));
            boolean letters =
                    wanted.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || isJoiner(c));
            if (!letters || wanted.length() > DnsName.MAX_LABEL_LENGTH) {
                return null;
            }
            String ascii = PREFIX + Punycode.encode(wanted);
            return ascii.length() > DnsName.MAX_LABEL_LENGTH ? null : ascii;
        });
    }

    private static boolean isJoiner(int c) {
        return c == 0x200C || c == 0x200D || Character.getType(c) == Character.NON_SPACING_MARK;
    }

    private interface Conversion {
        @Nullable
        String convert(String label);
    }

    private static Optional<String> eachLabel(String domain, Conversion conversion) {
        if (isAscii(domain)) {
            return Optional.of(domain);
        }
        StringBuilder ascii = new StringBuilder(domain.length() + 16);
        int from = 0;
        while (from <= domain.length()) {
            int dot = domain.indexOf('.', from);
            int end = dot < 0 ? domain.length() : dot;
            String label = domain.substring(from, end);
            String converted = isAscii(label) ? label : conversion.convert(label);
            if (converted == null) {
                return Optional.empty();
            }
            ascii.append(converted);
            if (dot >= 0) {
                ascii.append('.');
            }
            from = end + 1;
        }
        return Optional.of(ascii.toString());
    }

    private static @Nullable String label(String label) {
        if (label.length() > DnsName.MAX_LABEL_LENGTH) {
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

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
