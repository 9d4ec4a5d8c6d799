package io.github.todoku.spf;

import io.github.todoku.finding.Finding;
import io.github.todoku.spf.MacroString.Part;
import io.github.todoku.spf.internal.Ascii;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code domain-spec}, {@code macro-string} and {@code explain-string} (RFC 7208 §7.1). One pass, no look back; the
 * first fault ends it and {@link #problem} tells which and where.
 */
final class MacroParser {
    private static final String LETTERS = "slodiphv";
    private static final String EXPLANATION_LETTERS = "crt";
    private static final String DELIMITERS = ".-+,/_=";

    /** More right-hand parts than any value has: larger numbers mean the same (§7.3 wants at least 127). */
    private static final int MOST_PARTS = 1_000_000;

    private final String text;
    private final int end;
    private final boolean explanation;
    private final List<Part> parts = new ArrayList<>(2);
    private int at;
    private @Nullable Finding problem;

    private MacroParser(String text, int start, int end, boolean explanation) {
        this.text = text;
        this.at = start;
        this.end = end;
        this.explanation = explanation;
    }

    /** What was wrong, when a method gave null; and how much was read, since the work must stay linear in the text. */
    static final class Fault {
        @Nullable
        Finding problem;

        long octetsRead;
    }

    /** {@code domain-spec = macro-string domain-end}: null and a fault if it is none. */
    static @Nullable MacroString domainSpec(String text, int start, int end, Fault fault) {
        if (start >= end) {
            fault.problem = Finding.of(SpfFinding.MISSING_DOMAIN, "", "").at(start, end);
            return null;
        }
        MacroString spec = parse(text, start, end, false, fault);
        if (spec != null && !endsAsDomain(spec)) {
            fault.problem = Finding.of(SpfFinding.BAD_TOPLABEL, "", spec.text()).at(start, end);
            return null;
        }
        return spec;
    }

    /** {@code macro-string}, as unknown modifiers have: every letter of the grammar is fine there. */
    static @Nullable MacroString macroString(String text, int start, int end, Fault fault) {
        return parse(text, start, end, true, fault);
    }

    /** {@code explain-string = *( macro-string / SP )} (§6.2). */
    static @Nullable MacroString explainString(String text, Fault fault) {
        return parse(text, 0, text.length(), true, fault);
    }

    private static @Nullable MacroString parse(String text, int start, int end, boolean explanation, Fault fault) {
        int odd = firstOdd(text, start, end, explanation);
        fault.octetsRead += 2L * (end - start); // once here or in parts, once for the end of a domain
        if (odd == end) {
            return MacroString.literal(text.substring(start, end));
        }
        if (text.charAt(odd) != '%') {
            fault.problem = badCharacter(text, odd);
            return null;
        }
        MacroParser parser = new MacroParser(text, start, end, explanation);
        parser.parts();
        if (parser.problem != null) {
            fault.problem = parser.problem;
            return null;
        }
        return MacroString.of(text.substring(start, end), parser.parts);
    }

    /** The first character in {@code text[start..end)} that is no {@code macro-literal}; {@code end} if all are. */
    private static int firstOdd(String text, int start, int end, boolean blanks) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            boolean literal = (Ascii.isVisible(c) && c != '%') || (blanks && c == ' ');
            if (!literal) {
                return i;
            }
        }
        return end;
    }

    private static Finding badCharacter(String text, int at) {
        return Finding.of(SpfFinding.BAD_CHARACTER, "", text.substring(at, at + 1))
                .at(at, at + 1);
    }

    private void parts() {
        while (at < end && problem == null) {
            int odd = firstOdd(text, at, end, explanation);
            if (at < odd) {
                parts.add(Part.literal(text.substring(at, odd)));
            }
            at = odd;
            if (odd < end && text.charAt(odd) == '%') {
                macro();
            } else if (odd < end) {
                problem = badCharacter(text, odd);
            }
        }
    }

    /** {@code macro-expand = ( "%{" macro-letter transformers *delimiter "}" ) / "%%" / "%_" / "%-"}. */
    private void macro() {
        int start = at;
        char kind = charAt(at + 1);
        at += 2;
        if (kind == '%') {
            parts.add(Part.literal("%"));
        } else if (kind == '_') {
            parts.add(Part.literal(" "));
        } else if (kind == '-') {
            parts.add(Part.literal("%20"));
        } else if (kind == '{') {
            expand(start);
        } else {
            bad(SpfFinding.BAD_MACRO, start, Math.min(start + 2, end));
        }
    }

    private void expand(int start) {
        char written = charAt(at++);
        char letter = Character.toLowerCase(written);
        boolean known = written < 0x7F && LETTERS.indexOf(letter) >= 0;
        boolean knownInExplanations = written < 0x7F && EXPLANATION_LETTERS.indexOf(letter) >= 0;
        if (knownInExplanations && !explanation) {
            bad(SpfFinding.MACRO_ONLY_IN_EXPLANATION, start, Math.min(at, end));
            return;
        }
        int digitsFrom = at;
        int keep = digits();
        boolean zero = at > digitsFrom && keep == 0; // §7.3: "If a DIGIT is specified, the value MUST be nonzero."
        boolean reverse = charAt(at) == 'r' || charAt(at) == 'R';
        if (reverse) {
            at++;
        }
        int delimitersFrom = at;
        while (at < end && DELIMITERS.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        if (!(known || knownInExplanations) || zero || charAt(at) != '}') {
            bad(SpfFinding.BAD_MACRO, start, Math.min(at + 1, end));
            return;
        }
        String delimiters = text.substring(delimitersFrom, at);
        boolean transformed = at > digitsFrom;
        at++;
        parts.add(new Part(
                "",
                letter,
                keep == 0 ? MOST_PARTS : keep,
                reverse,
                transformed && delimiters.isEmpty() ? "." : delimiters,
                letter != written));
    }

    private int digits() {
        int value = 0;
        while (at < end && Ascii.isDigit(text.charAt(at))) {
            value = Math.min(MOST_PARTS, 10 * value + (text.charAt(at) - '0'));
            at++;
        }
        return value;
    }

    private void bad(SpfFinding kind, int from, int to) {
        problem = Finding.of(kind, "", text.substring(from, to)).at(from, to);
    }

    private char charAt(int index) {
        return index < end ? text.charAt(index) : 0;
    }

    /** {@code domain-end = ( "." toplabel [ "." ] ) / macro-expand}. */
    private static boolean endsAsDomain(MacroString spec) {
        if (!spec.hasMacros()) {
            return endsInToplabel(spec.text());
        }
        Part last = spec.parts().get(spec.parts().size() - 1);
        // A percent sign or a blank in a literal can only have come from %%, %_ or %-, which are macro-expands too.
        boolean macroExpand = !last.isLiteral()
                || last.literal().startsWith("%")
                || last.literal().equals(" ");
        return macroExpand || endsInToplabel(last.literal());
    }

    private static boolean endsInToplabel(String literal) {
        int end = literal.endsWith(".") ? literal.length() - 1 : literal.length();
        int dot = literal.lastIndexOf('.', end - 1);
        return dot >= 0 && isToplabel(literal, dot + 1, end);
    }

    /** {@code toplabel}: letters, digits and inner hyphens, not digits alone. */
    private static boolean isToplabel(String text, int start, int end) {
        boolean onlyDigits = true;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            boolean innerHyphen = c == '-' && i > start && i < end - 1;
            if (!Ascii.isAlpha(c) && !Ascii.isDigit(c) && !innerHyphen) {
                return false;
            }
            onlyDigits &= Ascii.isDigit(c);
        }
        return end > start && !onlyDigits;
    }
}
