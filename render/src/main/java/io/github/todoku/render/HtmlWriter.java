package io.github.todoku.render;

import io.github.todoku.words.Printable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Writes HTML that is well-formed XML too. Text and attribute values are escaped here and nowhere else, and characters that
 * neither may hold are shown as a replacement character: whatever a bounce or a record says stays text. For one thread.
 */
public final class HtmlWriter {
    private static final Set<String> INLINE = Set.of("ins", "del", "span", "mark");

    private final StringBuilder out = new StringBuilder(16_384);
    private final Deque<String> open = new ArrayDeque<>();

    private HtmlWriter() {}

    /** {@return a writer that has written nothing yet} */
    public static HtmlWriter start() {
        return new HtmlWriter();
    }

    /**
     * Begins an element.
     *
     * @param element its name
     * @param attributes names and values in turn
     * @return this
     */
    public HtmlWriter open(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i + 1 < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
        open.push(element);
        return this;
    }

    /**
     * Ends the element that began last.
     *
     * @return this
     */
    public HtmlWriter close() {
        String element = open.pop();
        out.append("</").append(element).append('>');
        if (!INLINE.contains(element)) { // in preformatted text a line end would be one
            out.append('\n');
        }
        return this;
    }

    /**
     * Text of anybody's, escaped.
     *
     * @param text the text
     * @return this
     */
    public HtmlWriter text(String text) {
        escape(text);
        return this;
    }

    /**
     * An element that holds text only.
     *
     * @param element its name
     * @param text the text, escaped
     * @param attributes names and values in turn
     * @return this
     */
    public HtmlWriter element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    /**
     * Our own markup, style or script: never anything that came from outside.
     *
     * @param markup as it is to stand
     * @return this
     */
    public HtmlWriter own(String markup) {
        out.append(markup);
        return this;
    }

    /** {@return what was written}
     *
     * @throws IllegalStateException if an element is still open
     */
    public String html() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open);
        }
        return out.toString();
    }

    private void escape(String text) {
        escape(text, out);
    }

    /** The text as it may stand in any XML, a picture too. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        escape(text, escaped);
        return escaped.toString();
    }

    private static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isShown(c) ? c : 0xFFFD);
            }
        }
    }

    private static boolean isShown(int c) {
        return c == '\n' || c == '\t' || (Printable.isShown(c) && Character.getType(c) != Character.PRIVATE_USE);
    }
}
