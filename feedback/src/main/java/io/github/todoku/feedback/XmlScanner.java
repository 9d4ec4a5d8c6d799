package io.github.todoku.feedback;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tags of an XML document and the text of those that the caller asks for, one after the other, in constant memory: names,
 * attributes, comments and texts of any length pass by. Knows no document type and no entities but the five of XML 1.0 §4.6.
 * What is not well-formed is noted and read on; no input makes it throw. For one document, on one thread.
 */
final class XmlScanner {
    /** What was come upon. */
    enum Token {
        /** A start tag; an empty element's end comes next. */
        START,
        /** An end tag. */
        END,
        /** The end of the document, or where it breaks off. */
        EOF
    }

    private static final int MAX_NAME = 64;
    private static final int MAX_ATTRIBUTES = 512;

    /** {@code #x10FFFF} and more: the names of the five entities are shorter. */
    private static final int MAX_REFERENCE = 12;

    /** The XML declaration stands within so many octets. */
    private static final int MAX_DECLARATION = 200;

    private static final int END_OF_INPUT = -1;

    private final InputStream in;
    private final Set<FeedbackNote> notes;
    private final XmlText text;
    private final TextCache names = new TextCache();
    private final byte[] buffer = new byte[1 << 15];
    private final byte[] nameOctets = new byte[MAX_NAME];
    private final StringBuilder attributes = new StringBuilder();
    private int at;
    private int limit;
    private long passed;
    private @Nullable IOException damage;

    private Token token = Token.EOF;
    private String name = "";
    private boolean again;
    private boolean emptyElement;
    private boolean entities;

    XmlScanner(InputStream in, Charset charset, Set<FeedbackNote> notes) {
        this.in = in;
        this.notes = notes;
        this.text = new XmlText(charset, notes);
    }

    /** The next tag. What stands between tags is passed over. */
    Token next() {
        if (again) {
            again = false;
            return token;
        }
        if (emptyElement) {
            emptyElement = false;
            token = Token.END;
            return token;
        }
        while (true) {
            int p = at;
            while (p < limit && buffer[p] != '<') {
                p++;
            }
            at = p;
            if (p == limit) {
                if (!fill()) {
                    token = Token.EOF;
                    return token;
                }
                continue;
            }
            at++;
            if (tag()) {
                return token;
            }
        }
    }

    /** Gives the last token once more. */
    void unread() {
        again = true;
    }

    /** Whether the document ended before the element that is being read did. */
    boolean isBrokenOff() {
        return again && token == Token.EOF;
    }

    /** The local name of the tag. */
    String name() {
        return name;
    }

    /** The attributes of the last start tag, the beginning of them. */
    String attributes() {
        return attributes.toString();
    }

    /** Whether the document type declares entities. */
    boolean declaresEntities() {
        return entities;
    }

    /** What stopped the octets; null if they came to their end. */
    @Nullable
    IOException damage() {
        return damage;
    }

    /** How many octets have been read. */
    long position() {
        return passed + at;
    }

    /**
     * The text of the element whose start tag came last, up to its end tag; or up to the tag of a known name, which is left to
     * be read, if the end tag is missing. Other tags in it are text: nobody escapes {@code Some Mail <abuse@example.com>}.
     */
    @Nullable
    String text(Set<String> known) {
        if (emptyElement) {
            emptyElement = false;
            token = Token.END;
            return null;
        }
        String element = name;
        int end = plainEnd(element);
        if (end >= 0) {
            int from = at;
            at = end + element.length() + 3; // </ and >
            token = Token.END;
            return text.trimmed(buffer, from, end);
        }
        text.begin();
        while (true) {
            int c = copyUntilTag();
            if (c == END_OF_INPUT) {
                token = Token.EOF;
                again = true;
                return text.end();
            }
            int mark = text.length();
            if (isTagOf(known)) {
                if (token == Token.END && name.equals(element)) {
                    return text.end();
                }
                again = true;
                notes.add(FeedbackNote.END_TAG);
                return text.endWithout("/" + element + ">", mark);
            }
        }
    }

    /** Where a text ends that is followed by its end tag, without references, all of it at hand; -1 if it is another. */
    private int plainEnd(String element) {
        int p = at;
        int most = limit - element.length() - 3;
        while (p < most && buffer[p] != '<' && buffer[p] != '&') {
            p++;
        }
        if (p >= most || buffer[p] != '<' || buffer[p + 1] != '/') {
            return -1;
        }
        int length = element.length();
        for (int i = 0; i < length; i++) {
            if (buffer[p + 2 + i] != element.charAt(i)) {
                return -1;
            }
        }
        return buffer[p + 2 + length] == '>' ? p : -1;
    }

    /** Behind a less-than sign within a text: whether it is a tag that ends the text. */
    private boolean isTagOf(Set<String> known) {
        int c = peek();
        if (c == '!') {
            read();
            if (peek() == '[') {
                cdata();
            } else {
                declaration();
            }
            return false;
        }
        if (c == '?') {
            skipUntil('?', '>');
            return false;
        }
        boolean end = c == '/';
        if (end) {
            read();
        }
        readName(true);
        if (known.contains(name)) {
            finishTag(end);
            return true;
        }
        notes.add(FeedbackNote.BARE_LESS_THAN);
        text.add('<');
        if (end) {
            text.add('/');
        }
        text.add(nameText);
        return false;
    }

    private String nameText = "";

    private void cdata() {
        for (int i = 0; i < 7; i++) { // [CDATA[
            read();
        }
        int brackets = 0;
        int c = read();
        while (c != END_OF_INPUT && !(c == '>' && brackets >= 2)) {
            brackets = c == ']' ? brackets + 1 : 0;
            text.add(c);
            c = read();
        }
        text.cut(2);
    }

    /** Copies up to a less-than sign, which is read, or to the end. */
    private int copyUntilTag() {
        while (true) {
            int from = at;
            while (at < limit && buffer[at] != '<' && buffer[at] != '&') {
                at++;
            }
            text.add(buffer, from, at);
            int c = read();
            if (c == '&') {
                reference();
            } else if (c == '<' || c == END_OF_INPUT) {
                return c;
            } else {
                text.add(c); // the first octet of the next buffer
            }
        }
    }

    private void reference() {
        StringBuilder reference = new StringBuilder();
        int c = peek();
        while (reference.length() < MAX_REFERENCE && (c == '#' || isNameOctet(c))) {
            reference.append((char) read());
            c = peek();
        }
        if (c == ';' && text.reference(reference.toString())) {
            read();
            return;
        }
        notes.add(FeedbackNote.BARE_AMPERSAND);
        text.add('&');
        text.add(reference.toString());
    }

    /** Behind a less-than sign between texts: whether it is a tag. */
    private boolean tag() {
        int c = peek();
        if (c == '/') {
            read();
            readName(false);
            finishTag(true);
            return true;
        }
        if (c == '!') {
            read();
            declaration();
            return false;
        }
        if (c == '?') {
            skipUntil('?', '>');
            return false;
        }
        if (!isNameStart(c)) {
            notes.add(FeedbackNote.BARE_LESS_THAN);
            return false;
        }
        readName(false);
        finishTag(false);
        return true;
    }

    /** Reads a name without a prefix that is at hand, up to its greater-than sign. */
    private boolean readPlainName() {
        int p = at;
        while (p < limit && buffer[p] >= '_' && buffer[p] <= 'z') {
            p++;
        }
        if (p >= limit || buffer[p] != '>' || p - at > MAX_NAME) {
            return false;
        }
        name = names.text(buffer, at, p);
        at = p;
        return true;
    }

    /** Reads a name; what stands before a colon is forgotten. */
    private void readName(boolean keepText) {
        if (!keepText && readPlainName()) {
            return;
        }
        int length = 0;
        StringBuilder whole = keepText ? new StringBuilder() : null;
        int c = peek();
        while (isNameOctet(c) || c == ':') {
            read();
            if (whole != null && whole.length() < MAX_NAME) {
                whole.append((char) c);
            }
            if (c == ':') {
                length = 0;
            } else if (length < MAX_NAME) {
                nameOctets[length++] = (byte) c;
            }
            c = peek();
        }
        name = names.text(nameOctets, 0, length);
        if (whole != null) {
            nameText = whole.toString();
        }
    }

    private void finishTag(boolean end) {
        attributes.setLength(0);
        if (at < limit && buffer[at] == '>') {
            at++;
            token = end ? Token.END : Token.START;
            emptyElement = false;
            return;
        }
        int quote = 0;
        int last = 0;
        int c = read();
        while (c != END_OF_INPUT && (quote != 0 || c != '>')) {
            if (quote == 0 && c == '<') { // the tag was never closed; another begins
                at--;
                break;
            }
            quote = quote == 0 ? (c == '"' || c == '\'' ? c : 0) : c == quote ? 0 : quote;
            if (attributes.length() < MAX_ATTRIBUTES) {
                attributes.append((char) c);
            }
            last = c;
            c = read();
        }
        token = end ? Token.END : Token.START;
        emptyElement = !end && last == '/';
    }

    /** Behind {@code <!}: a comment, a document type, or what is none. */
    private void declaration() {
        if (peek() == '-') {
            read();
            int dashes = 0;
            read();
            int c = read();
            while (c != END_OF_INPUT && !(c == '>' && dashes >= 2)) {
                dashes = c == '-' ? dashes + 1 : 0;
                c = read();
            }
            return;
        }
        notes.add(FeedbackNote.DOCTYPE);
        int brackets = 0;
        int quote = 0;
        long matched = 0;
        int c = read();
        while (c != END_OF_INPUT && (c != '>' || brackets > 0 || quote != 0)) {
            if (quote == 0 && c == '[') {
                brackets++;
            } else if (quote == 0 && c == ']') {
                brackets--;
            }
            quote = quote == 0 ? (c == '"' || c == '\'' ? c : 0) : c == quote ? 0 : quote;
            matched = (matched << 8 | c) & 0xffffffffffffffL;
            entities |= matched == ENTITY && brackets > 0;
            c = read();
        }
    }

    /** {@code !ENTITY}, seven octets. */
    private static final long ENTITY = 0x21454e54495459L;

    private void skipUntil(int first, int second) {
        int last = read();
        int c = read();
        while (c != END_OF_INPUT && !(last == first && c == second)) {
            last = c;
            c = read();
        }
    }

    private static boolean isNameStart(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || c >= 0x80;
    }

    private static boolean isNameOctet(int c) {
        return (isNameStart(c) && c != ':') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    }

    private int peek() {
        return at < limit || fill() ? buffer[at] & 0xff : END_OF_INPUT;
    }

    private int read() {
        return at < limit || fill() ? buffer[at++] & 0xff : END_OF_INPUT;
    }

    private boolean fill() {
        if (damage != null) {
            return false;
        }
        passed += limit;
        at = 0;
        limit = 0;
        try {
            limit = Math.max(0, in.read(buffer, 0, buffer.length));
        } catch (IOException broken) {
            damage = broken;
        }
        return limit > 0;
    }

    /** UTF-8 unless a declaration says otherwise; null if it names one whose tags are not ASCII. */
    static @Nullable Charset charset(byte[] beginning, Set<FeedbackNote> notes) {
        String head =
                new String(beginning, 0, Math.min(beginning.length, MAX_DECLARATION), StandardCharsets.ISO_8859_1);
        int declaration = head.indexOf("encoding");
        int end = head.indexOf("?>");
        if (declaration < 0 || end < declaration) {
            return StandardCharsets.UTF_8;
        }
        String rest = head.substring(declaration + 8, end).replaceAll("[\\s=\"']", "");
        return named(rest, notes);
    }

    private static @Nullable Charset named(String name, Set<FeedbackNote> notes) {
        if (name.regionMatches(true, 0, "UTF-16", 0, 6)) { // it was read, so it is not
            notes.add(FeedbackNote.ENCODING);
            return StandardCharsets.UTF_8;
        }
        try {
            Charset charset = Charset.forName(name);
            return charset.canEncode() && new String(new byte[] {'<', 'a', '>'}, charset).equals("<a>")
                    ? charset
                    : null;
        } catch (IllegalArgumentException unknown) {
            notes.add(FeedbackNote.ENCODING);
            return StandardCharsets.UTF_8;
        }
    }
}
