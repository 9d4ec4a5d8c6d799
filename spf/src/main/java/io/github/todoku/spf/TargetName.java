package io.github.todoku.spf;

import io.github.todoku.dns.DnsName;
import org.jspecify.annotations.Nullable;

/**
 * What a domain-spec became (RFC 7208 §4.8).
 *
 * @param text the expanded text, without a dot at its end
 * @param name the text as a name; null if it is none
 * @param usable whether the term can match at all: not if it uses a local-part that cannot be part of a name (RFC 8616 §4)
 */
record TargetName(String text, @Nullable DnsName name, boolean usable) {

    /** The longest name in text, without a dot at its end (§7.3). */
    static final int MAX_LENGTH = 253;

    /** Of a term that cannot match. */
    static final TargetName UNUSABLE = new TargetName("", null, false);

    /** Of a domain-spec that expanded to this text. */
    static TargetName of(String expanded) {
        String text = fitted(expanded);
        return new TargetName(text, DnsName.parse(text).orElse(null), true);
    }

    /** Of a domain-spec without macros. */
    static TargetName literal(MacroString spec) {
        DnsName name = spec.literalName();
        return name == null ? of(spec.text()) : new TargetName(fitted(spec.text()), name, true);
    }

    /**
     * Without the dot at its end, and cut to length: "the left side is truncated to fit, by removing successive domain
     * labels (and their following dots)" (§7.3).
     */
    private static String fitted(String name) {
        String text = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        int dot = text.indexOf('.', text.length() - MAX_LENGTH - 1);
        return dot < 0 ? "" : text.substring(dot + 1);
    }
}
