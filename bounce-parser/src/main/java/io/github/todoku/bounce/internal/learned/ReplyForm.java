package io.github.todoku.bounce.internal.learned;

/**
 * A reply as the model looks at it: letters in lower case, each run of numbers a {@code 0}, each address an {@code @}, everything
 * else one blank; a blank at both ends. Example names are left out: they stand for names that differ from reply to reply.
 */
final class ReplyForm {
    /** What is looked at of a reply, in characters; longer ones say nothing new. */
    static final int MAX_TEXT = 700;

    /** What is read of a text at most to get there: blanks and rules of dashes may stand between. */
    private static final int MAX_READ = 2_800;

    private static final String EXAMPLE = "example.";

    private final String text;
    private final int end;
    private final char[] out;
    private int used;
    /** Where the run of characters that may be an address begins in what was written. */
    private int runStart;

    private ReplyForm(String text) {
        this.text = text;
        this.end = Math.min(text.length(), MAX_READ);
        this.out = new char[Math.min(end, MAX_TEXT) + 3];
        this.runStart = -1;
    }

    /** As above. */
    static String of(String text) {
        return new ReplyForm(text).run();
    }

    /**
     * What is left of a reply where addresses, numbers and codes are taken out: replies that differ in nothing else are twins.
     */
    static String key(String text) {
        return of(text).replaceAll("[@0 ]+", " ").strip();
    }

    private String run() {
        blank();
        int at = 0;
        while (at < end && used < out.length - 1) {
            char c = text.charAt(at);
            if (!isOfAddress(c) && c != '@') {
                runStart = -1;
            } else if (runStart < 0) {
                runStart = used;
            }
            if (c == '@') {
                at = address(at);
            } else if (c < 0x80 ? isAsciiLetter(c) : Character.isLetter(c)) {
                at = text.startsWith(EXAMPLE, at) && (at == 0 || !Character.isLetter(text.charAt(at - 1)))
                        ? example(at)
                        : letter(c, at);
            } else if (c >= '0' && c <= '9') {
                number();
                at++;
            } else {
                if (c != '\'' && c != '\u2019' && Character.getType(c) != Character.NON_SPACING_MARK) {
                    blank(); // "doesn't" is one word
                }
                at++;
            }
        }
        blank();
        return new String(out, 0, used);
    }

    private int letter(char c, int at) {
        out[used++] = c < 0x80 ? (char) (c | 0x20) : Character.toLowerCase(c);
        return at + 1;
    }

    /** Numbers that only signs part are one: {@code 5.7.1}, {@code 203.0.113.7}. */
    private void number() {
        if (out[used - 1] == '0' || (used > 1 && out[used - 1] == ' ' && out[used - 2] == '0')) {
            return;
        }
        out[used++] = '0';
    }

    private void blank() {
        if (used == 0 || out[used - 1] != ' ') {
            out[used++] = ' ';
        }
    }

    /** Takes back what was written of the address so far, and passes over what stands behind the at sign. */
    private int address(int at) {
        used = runStart;
        blank();
        if (used < out.length - 1) {
            out[used++] = '@';
        }
        int to = at + 1;
        while (to < end && isOfAddress(text.charAt(to))) {
            to++;
        }
        runStart = -1;
        return to;
    }

    private int example(int at) {
        int to = at + EXAMPLE.length();
        while (to < end && isOfAddress(text.charAt(to))) {
            to++;
        }
        return to;
    }

    private static boolean isAsciiLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isOfAddress(char c) {
        return isAsciiLetter(c) || (c >= '0' && c <= '9') || ".-_+%".indexOf(c) >= 0;
    }
}
