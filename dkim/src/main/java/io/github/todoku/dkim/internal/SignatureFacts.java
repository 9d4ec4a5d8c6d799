package io.github.todoku.dkim.internal;

import io.github.todoku.dkim.DkimAlgorithm;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.RecordType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a signature's field says, read whole and found in order.
 *
 * @param tags its tags
 * @param algorithm {@code a=}
 * @param domain {@code d=}
 * @param selector {@code s=}
 * @param identityDomain the domain of {@code i=}; null if it has none, as in ARC
 * @param relaxedHeader the first half of {@code c=}
 * @param relaxedBody the second half
 * @param fields {@code h=}; empty for a seal
 * @param bodyHash {@code bh=}; empty for a seal
 * @param bodyLength {@code l=}; -1 for the whole body
 * @param signature {@code b=}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SignatureFacts(
        SignatureTags tags,
        DkimAlgorithm algorithm,
        DnsName domain,
        DnsName selector,
        @Nullable DnsName identityDomain,
        boolean relaxedHeader,
        boolean relaxedBody,
        List<String> fields,
        byte[] bodyHash,
        long bodyLength,
        byte[] signature) {

    /** {@code l=} is not there. */
    public static final long WHOLE_BODY = -1;

    private static final DnsName KEYS = DnsName.of("_domainkey");

    /** The question for its key; empty if the name would be too long. */
    public Optional<DnsQuestion> question() {
        return selector.below(KEYS)
                .flatMap(name -> name.below(domain))
                .map(name -> new DnsQuestion(name, RecordType.TXT));
    }

    /** Whether the identity is below {@code d=}. */
    public boolean isIdentityBelow() {
        return identityDomain != null && !identityDomain.equals(domain);
    }
}
