package io.github.todoku.dkim;

import io.github.todoku.dns.DnsName;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands at one selector. Immutable.
 *
 * @param selector the selector and who named it
 * @param owner the name that was asked: {@code s1._domainkey.example.com}
 * @param state in one word
 * @param aliases the names that CNAMEs led to, in order
 * @param texts every TXT record there, joined
 * @param record the key record that was read; null if there is none
 * @param problems of the answer and of the record; those with a span point into the record's text
 */
public record DkimKey(
        DkimSelector selector,
        DnsName owner,
        State state,
        List<DnsName> aliases,
        List<String> texts,
        @Nullable DkimRecord record,
        List<DkimProblem> problems)
        implements Serializable {
    /**
     * Copies the lists.
     *
     * @param selector the selector and who named it
     * @param owner the name that was asked
     * @param state in one word
     * @param aliases the names that CNAMEs led to
     * @param texts every TXT record there
     * @param record the key record that was read
     * @param problems of the answer and of the record
     */
    public DkimKey {
        aliases = List.copyOf(aliases);
        texts = List.copyOf(texts);
        problems = List.copyOf(problems);
    }

    /** What a selector comes to. */
    public enum State {
        /** A key that verifiers can use. */
        USABLE,
        /** A record whose key verifiers cannot or will not use. */
        UNUSABLE,
        /** The key was revoked: {@code p=} is empty. */
        REVOKED,
        /** Nothing is published at the selector. */
        MISSING,
        /** The answer comes from a wildcard; it proves no key at this selector. */
        WILDCARD,
        /** Nothing is known. */
        UNKNOWN
    }
}
