package io.github.todoku.bounce.internal.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shape most free forms share: a line with an address, then lines that say what was wrong, then the next address. An
 * address line is {@code a@b}, {@code <a@b>:}, {@code "a@b":}, {@code -- a@b}, {@code * a@b}, or one of these with the
 * reason behind it.
 */
final class AddressBlocks {
    /** One address and what is said of it. */
    record Block(String address, List<String> lines) {
        String text() {
            return String.join("\n", lines);
        }
    }

    /** How a reason may follow its address on the same line. */
    enum Reason {
        /** Not at all: only lines with nothing but an address count. */
        NEXT_LINES,
        /** Behind a colon. */
        AFTER_COLON,
        /** Behind a colon or a blank. */
        AFTER_BLANK
    }

    private AddressBlocks() {}

    static List<Block> read(List<String> lines, Reason reason) {
        List<Block> blocks = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (String line : lines) {
            Block begun = begin(line, reason);
            if (begun != null) {
                blocks.add(begun);
                words = begun.lines();
            } else if (!blocks.isEmpty()) {
                words.add(line);
            }
        }
        return blocks;
    }

    /** The block that the line begins; null if it begins none. */
    static @Nullable Block begin(String line, Reason reason) {
        if (line.indexOf('@') < 0) {
            return null;
        }
        String text = line.strip();
        int from = 0;
        while (from < text.length() && from < 4 && "-*>\u2022\u00b7\u30fb \t".indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        text = text.substring(from);
        int end = addressEnd(text);
        if (end < 0) {
            return null;
        }
        String address = Addresses.bare(text.substring(0, end));
        String rest = text.substring(end).strip();
        if (!Addresses.isAddress(address)) {
            return null;
        }
        if (rest.startsWith("<") && rest.indexOf('>') > 0) { // the address before was a display name
            String real = rest.substring(1, rest.indexOf('>'));
            if (Addresses.isAddress(real)) {
                address = real;
                rest = rest.substring(rest.indexOf('>') + 1).strip();
            }
        }
        boolean colon = rest.startsWith(":");
        String words = colon ? rest.substring(1).strip() : rest;
        boolean fits = words.isEmpty() || (colon && reason != Reason.NEXT_LINES) || reason == Reason.AFTER_BLANK;
        if (!fits) {
            return null;
        }
        List<String> lines = new ArrayList<>();
        if (!words.isEmpty()) {
            lines.add(words);
        }
        return new Block(address, lines);
    }

    /** Where the address at the beginning ends; -1 if the text does not begin with one. */
    private static int addressEnd(String text) {
        if (text.startsWith("<")) {
            int close = text.indexOf('>');
            return close < 0 ? -1 : close + 1;
        }
        if (text.startsWith("\"")) {
            int quote = text.indexOf('"', 1);
            return quote < 0 ? -1 : text.startsWith("@", quote + 1) ? tokenEnd(text, quote + 1) : quote + 1;
        }
        return tokenEnd(text, 0);
    }

    private static int tokenEnd(String text, int from) {
        int end = from;
        while (end < text.length() && " \t:;,()[]".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.indexOf('@', from) < 0 || text.indexOf('@', from) >= end ? -1 : end;
    }
}
