package io.github.todoku.spf;

import io.github.todoku.dns.DnsName;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Text that may contain macros (RFC 7208 §7.1): {@code %{ir}.%{v}._spf.%{d2}}. It is kept as written; what it stands for is
 * known only when a client is checked. Immutable; two are equal when their texts are.
 */
public final class MacroString implements Serializable {
    private static final long serialVersionUID = 1;

    private final String text;

    /** Empty when there is no percent sign: then the text stands for itself. */
    private final List<Part> parts;

    /** The text as a name, once somebody wanted it; racing threads find the same. */
    private transient @Nullable DnsName literalName;

    private MacroString(String text, List<Part> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
    }

    static MacroString literal(String text) {
        return new MacroString(text, List.of());
    }

    static MacroString of(String text, List<Part> parts) {
        return new MacroString(text, parts);
    }

    /**
     * {@return what a term's domain may be: {@code domain-spec = macro-string domain-end}; empty for any other text}
     *
     * @param text what to read
     */
    public static Optional<MacroString> parseDomainSpec(String text) {
        return Optional.ofNullable(MacroParser.domainSpec(text, 0, text.length(), new MacroParser.Fault()));
    }

    /**
     * {@return the text of an explanation: {@code explain-string = *( macro-string / SP )} (§6.2); empty for any other text}
     *
     * @param text what to read
     */
    public static Optional<MacroString> parseExplainString(String text) {
        return Optional.ofNullable(MacroParser.explainString(text, new MacroParser.Fault()));
    }

    /** {@return the text as written} */
    public String text() {
        return text;
    }

    /** {@return whether it contains macros, {@code %%}, {@code %_} and {@code %-} among them} */
    public boolean hasMacros() {
        return !parts.isEmpty();
    }

    /**
     * {@return whether it contains the macro of this letter, in either case}
     *
     * @param letter the letter
     */
    public boolean uses(char letter) {
        for (Part part : parts) {
            if (part.letter() == Character.toLowerCase(letter)) {
                return true;
            }
        }
        return false;
    }

    /** {@return the text as a name; empty if it is not one, or has macros} */
    public Optional<DnsName> asName() {
        return Optional.ofNullable(literalName());
    }

    List<Part> parts() {
        return parts;
    }

    /** The name that a text without macros is; null if it is none, or has macros. */
    @Nullable
    DnsName literalName() {
        DnsName name = literalName;
        if (name == null && parts.isEmpty()) {
            name = DnsName.parse(text).orElse(null);
            literalName = name;
        }
        return name;
    }

    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MacroString that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /**
     * A stretch of text that stands for itself, or one macro.
     *
     * @param literal the text; empty for a macro
     * @param letter the macro's letter in lower case; 0 for text
     * @param keep how many right-hand parts are used
     * @param reverse whether the parts are reversed first
     * @param delimiters where the value is split; empty if it is taken whole
     * @param urlEscaped whether the letter was a capital
     */
    record Part(String literal, char letter, int keep, boolean reverse, String delimiters, boolean urlEscaped)
            implements Serializable {
        static Part literal(String text) {
            return new Part(text, (char) 0, 0, false, "", false);
        }

        boolean isLiteral() {
            return letter == 0;
        }
    }
}
