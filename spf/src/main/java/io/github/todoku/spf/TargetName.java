package io.github.todoku.spf;

import io.github.todoku.dns.DnsName;
import org.jspecify.annotations.Nullable;

/**
 * What a domain-spec became (RFC 7208 §4.8).
 *
 * @param text the expanded text, without a dot at its end
 * @param name the text as a name; null if it is none
 * @param usable whether the term can match at all: not if it uses a local-part that can stand in no name (RFC 8616 §4)
 */
record TargetName(String text, @Nullable DnsName name, boolean usable) {

    /** Of a term that cannot match. */
    static final TargetName UNUSABLE = new TargetName("", null, false);

    static TargetName of(String text) {
        return new TargetName(text, DnsName.parse(text).orElse(null), true);
    }
}
