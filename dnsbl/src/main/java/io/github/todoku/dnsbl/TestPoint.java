package io.github.todoku.dnsbl;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * An entry by which a list shows that it works (RFC 5782 §5): one that is always listed, or one that never is.
 *
 * @param subject the address or name to ask about, as the list writes it
 * @param mustBeListed whether it must be listed, or must not
 * @param answer the very answer that shows it, where that would look like something else; null for any listing
 */
public record TestPoint(
        String subject, boolean mustBeListed, @Nullable String answer) implements Serializable {

    /** {@return which kind of question it tests} */
    public SubjectKind kind() {
        if (subject.indexOf(':') >= 0) {
            return SubjectKind.IPV6;
        }
        return subject.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'))
                ? SubjectKind.IPV4
                : SubjectKind.DOMAIN;
    }
}
