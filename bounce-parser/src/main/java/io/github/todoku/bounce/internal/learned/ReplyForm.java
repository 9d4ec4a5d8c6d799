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

    /** What a character of ASCII is: one of these, and whether an address may hold it. */
    private static final int LETTER = 1;

    private static final int DIGIT = 2;
    private static final int AT = 3;
    /** Left out: "doesn't" is one word. */
    private static final int APOSTROPHE = 4;

    private static final int KIND = 7;
    private static final int OF_ADDRESS = 8;
    private static final byte[] ASCII = kinds();

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
    static ReplyForm read(String text) {
        ReplyForm form = new ReplyForm(text);
        form.run();
        return form;
    }

    /** The same as one text. */
    static String of(String text) {
        ReplyForm form = read(text);
        return form.text(0, form.length());
    }

    /**
     * What is left of a reply where addresses, numbers and codes are taken out: replies that differ in nothing else are twins.
     */
    static String key(String text) {
        return of(text).replaceAll("[@0 ]+", " ").strip();
    }

    int length() {
        return used;
    }

    char at(int index) {
        return out[index];
    }

    String text(int from, int to) {
        return new String(out, from, to - from);
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[0x80];
        for (char c = 0; c < kinds.length; c++) {
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean digit = c >= '0' && c <= '9';
            int kind = letter ? LETTER : digit ? DIGIT : c == '@' ? AT : c == '\'' ? APOSTROPHE : 0;
            kinds[c] = (byte) (letter || digit || ".-_+%".indexOf(c) >= 0 ? kind | OF_ADDRESS : kind);
        }
        return kinds;
    }

    private void run() {
        blank();
        int at = 0;
        while (at < end && used < out.length - 1) {
            char c = text.charAt(at);
            at = c < 0x80 ? ascii(c, at) : other(c, at);
        }
        blank();
    }

    private int ascii(char c, int at) {
        int kind = ASCII[c];
        if (kind != AT && kind < OF_ADDRESS) {
            runStart = -1;
        } else if (runStart < 0) {
            runStart = used;
        }
        switch (kind & KIND) {
            case LETTER -> {
                if (c == 'e' && isExample(at)) {
                    return behindAddress(at + EXAMPLE.length());
                }
                out[used++] = (char) (c | 0x20);
            }
            case DIGIT -> number();
            case AT -> {
                return address(at);
            }
            case APOSTROPHE -> {}
            default -> blank();
        }
        return at + 1;
    }

    private int other(char c, int at) {
        runStart = -1;
        if (Character.isLetter(c)) {
            out[used++] = Character.toLowerCase(c);
        } else if (c != '\u2019' && Character.getType(c) != Character.NON_SPACING_MARK) {
            blank();
        }
        return at + 1;
    }

    private boolean isExample(int at) {
        return text.startsWith(EXAMPLE, at) && (at == 0 || !Character.isLetter(text.charAt(at - 1)));
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
        runStart = -1;
        return behindAddress(at + 1);
    }

    private int behindAddress(int from) {
        int to = from;
        while (to < end && isOfAddress(text.charAt(to))) {
            to++;
        }
        return to;
    }

    private static boolean isOfAddress(char c) {
        return c < 0x80 && ASCII[c] >= OF_ADDRESS;
    }
}
