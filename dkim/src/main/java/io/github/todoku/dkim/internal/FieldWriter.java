package io.github.todoku.dkim.internal;

import java.nio.charset.StandardCharsets;

/** Writes a field that is signed: folded at 78 columns where white space may stand, never inside a word. For one thread. */
public final class FieldWriter {
    private static final int LINE_LENGTH = 78;
    private static final int BASE64_LINE = 72;
    private static final int NOT_YET = -1;
    private static final String FOLDING = "\r\n ";

    /** A usual field without its signature. */
    private static final int USUAL_LENGTH = 768;

    private final StringBuilder text = new StringBuilder(USUAL_LENGTH);
    private final int colon;
    private int column;
    private int signature = NOT_YET;

    /** Begins a field of that name. */
    public FieldWriter(String name) {
        text.append(name).append(':');
        colon = name.length();
        column = text.length();
    }

    /** Adds a piece behind a blank or a folding. */
    public FieldWriter piece(String piece) {
        boolean fold = column + 1 + piece.length() > LINE_LENGTH;
        text.append(fold ? FOLDING : " ").append(piece);
        column = (fold ? 1 : column + 1) + piece.length();
        return this;
    }

    /** Adds {@code h=}, which may be folded behind each colon where it is longer than a line. */
    public FieldWriter fields(Iterable<String> names) {
        String whole = "h=" + String.join(":", names) + ";";
        if (whole.length() < LINE_LENGTH) {
            return piece(whole);
        }
        int from = 0;
        while (from < whole.length()) {
            int to = whole.length();
            if (to - from >= LINE_LENGTH) {
                int last = whole.lastIndexOf(':', from + LINE_LENGTH - 2);
                int next = whole.indexOf(':', from);
                to = last >= from ? last + 1 : next < 0 ? to : next + 1;
            }
            piece(whole.substring(from, to));
            from = to;
        }
        return this;
    }

    /** Adds {@code b=} on a line of its own, whose value comes later; {@code end} follows it. */
    public FieldWriter signature(String end) {
        text.append("\r\n b=");
        signature = text.length();
        column = " b=".length();
        text.append(end);
        if (!end.isEmpty()) {
            column = LINE_LENGTH; // the value will end no one knows where: a folding follows
        }
        return this;
    }

    /** Adds the field to what is signed, its {@code b=} empty, without a line end. */
    public void addTo(HeaderHash hash) {
        byte[] octets = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        hash.addUnsigned(octets, colon, signature, signature);
    }

    /**
     * The whole field with the value of {@code b=} on one line: where others sign the field, no white space in it can then be
     * lost on the way.
     */
    public String withUnfolded(String base64) {
        return text.substring(0, signature) + base64 + text.substring(signature);
    }

    /** The whole field with the value of {@code b=}, folded. */
    public String with(String base64) {
        int lines = base64.length() / BASE64_LINE + 1;
        StringBuilder whole = new StringBuilder(text.length() + base64.length() + FOLDING.length() * lines);
        whole.append(text, 0, signature);
        int from = 0;
        int to = Math.min(base64.length(), BASE64_LINE - "b=".length());
        while (from < base64.length()) {
            whole.append(base64, from, to);
            from = to;
            to = Math.min(base64.length(), from + BASE64_LINE);
            if (from < base64.length()) {
                whole.append(FOLDING);
            }
        }
        return whole.append(text, signature, text.length()).toString();
    }
}
