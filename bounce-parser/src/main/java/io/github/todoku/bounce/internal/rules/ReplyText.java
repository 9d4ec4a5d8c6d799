package io.github.todoku.bounce.internal.rules;

/** One way to write text for comparing: lower case, no accents on Latin letters, single blanks, straight quotes; long text cut. */
final class ReplyText {
    /** What rules look at: longer replies say nothing new. */
    static final int MAX_LENGTH = 6_000;

    private static final char FIRST_PLAIN = '\u00C0';

    /**
     * Latin letters from U+00C0 on without their marks, in lower case: half of the servers that write "Boîte" write "Boite". As
     * they are decomposed (NFD); written down, since to ask the JDK costs every start a hundredth of a second.
     */
    private static final String PLAIN = ""
            + "aaaaaaæceeeeiiiiðnooooo×ouuuuyþß"
            + "aaaaaaæceeeeiiiiðnooooo÷ouuuuyþy"
            + "aaaaaaccccccccddddeeeeeeeeeegggg"
            + "gggghhħħiiiiiiiiiiĳĳjjkkĸllllllŀ"
            + "ŀllnnnnnnŉŋŋooooooœœrrrrrrssssss"
            + "ssttttŧŧuuuuuuuuuuuuwwyyyzzzzzzſ";

    private ReplyText() {}

    /** As above. */
    static String normal(String text) {
        return lower(written(text));
    }

    /** The text with every address cut to its at sign: what people call a mailbox is not what a server says of it. */
    static String withoutAddresses(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            return text;
        }
        StringBuilder rest = new StringBuilder(text.length());
        int copied = 0;
        for (; at >= 0; at = text.indexOf('@', at + 1)) {
            int from = at;
            while (from > copied && isOfAddress(text.charAt(from - 1))) {
                from--;
            }
            int to = at + 1;
            while (to < text.length() && isOfAddress(text.charAt(to))) {
                to++;
            }
            while (text.charAt(to - 1) == '.') {
                to--; // "bob@example.com... User unknown": the dots are the server's
            }
            rest.append(text, Math.min(copied, from), from).append('@');
            copied = to;
        }
        return rest.append(text, copied, text.length()).toString();
    }

    private static boolean isOfAddress(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || ".-_+%".indexOf(c) >= 0;
    }

    /** The same, case kept: every place in it is the same place in {@link #normal}. */
    static String written(String text) {
        int length = Math.min(text.length(), MAX_LENGTH);
        char[] out = new char[length];
        int used = 0;
        boolean blank = true;
        for (int i = 0; i < length; i++) {
            char c = straight(text.charAt(i));
            if (c != ' ') {
                out[used++] = c;
                blank = false;
            } else if (!blank) {
                out[used++] = ' ';
                blank = true;
            }
        }
        return new String(out, 0, blank && used > 0 ? used - 1 : used);
    }

    /** {@link #normal} of a text that is {@link #written} so; as long as that. */
    static String lower(String written) {
        char[] out = new char[written.length()];
        for (int i = 0; i < out.length; i++) {
            out[i] = lower(written.charAt(i));
        }
        return new String(out);
    }

    /** The normal form of one character. */
    static char normal(char c) {
        return lower(straight(c));
    }

    private static char lower(char c) {
        if (c < 0x80) {
            return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
        }
        int place = c - FIRST_PLAIN;
        return place >= 0 && place < PLAIN.length() ? PLAIN.charAt(place) : Character.toLowerCase(c);
    }

    private static char straight(char c) {
        if (c > ' ' && c < 0x7F) {
            return c;
        }
        return switch (c) {
            case '\u2018', '\u2019', '\u0092' -> '\'';
            case '\u201c', '\u201d' -> '"';
            case '\t', '\n', '\r', '\u00a0', '\u3000' -> ' ';
            default -> c;
        };
    }
}
