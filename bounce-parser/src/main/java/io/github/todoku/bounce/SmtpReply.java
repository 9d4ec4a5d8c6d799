package io.github.todoku.bounce;

import io.github.todoku.bounce.internal.rules.EscapedOctets;
import io.github.todoku.message.Masking;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A server's reply (RFC 5321 §4.2), whatever happened to it on its way: several lines or one, codes repeated, joined with
 * blanks or missing. Immutable; {@code toString} masks addresses.
 *
 * @param code the reply code, 200 to 599; null where the words came without one
 * @param status the enhanced status the reply itself bears, not one from elsewhere
 * @param lines the words, a line each, without the codes that repeat at their beginnings; at least one
 */
public record SmtpReply(@Nullable Integer code, @Nullable EnhancedStatus status, List<String> lines)
        implements Serializable {

    /** The most characters kept of a reply. */
    public static final int MAX_LENGTH = 8_000;

    /**
     * Copies the lines, cut where one holds a line end; refuses a code outside 200..599 and a reply without lines.
     *
     * @param code as in the record
     * @param lines as in the record
     * @param status the status
     */
    public SmtpReply {
        lines = hasLineEnd(lines) ? lines.stream().flatMap(String::lines).toList() : List.copyOf(lines);
        if (code != null && (code < 200 || code > 599)) {
            throw new IllegalArgumentException("reply code " + code + " is not in 200..599");
        }
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a reply has at least one line");
        }
    }

    /**
     * The reply in {@code text}; empty if the text is blank. Words without any code make a reply without one. Octets that a
     * mail server has escaped ({@code \303\251}) are letters again.
     *
     * @param text the text to read
     * @return what is said above
     */
    public static Optional<SmtpReply> parse(String text) {
        String bounded = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
        return new ReplyReader(EscapedOctets.read(bounded)).read();
    }

    /** {@return the lines joined with single blanks: what rules are matched against; a stranger's words, not safe to print} */
    public String text() {
        return lines.size() == 1 ? lines.get(0) : String.join(" ", lines);
    }

    /** {@return code, status and words in one line; a stranger's words, not safe to print} */
    public String toLine() {
        String codes = (code == null ? "" : code + " ") + (status == null ? "" : status + " ");
        return codes.isEmpty() ? text() : codes + text();
    }

    private static boolean hasLineEnd(List<String> lines) {
        for (String line : lines) {
            if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
                return true;
            }
        }
        return false;
    }

    /** As {@link #toLine()}, addresses masked and what does not print escaped. */
    @Override
    public String toString() {
        return Printable.line(Masking.mask(toLine()));
    }
}
