package io.github.todoku.dkim;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.tags.Tag;
import io.github.todoku.dns.tags.TagList;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a DKIM-Signature field names (RFC 6376 §3.5). That it names a key does not mean that it verifies. Immutable.
 *
 * @param domain {@code d=}: who signed; null if there is none or it is no name
 * @param selector {@code s=}: which key; null if there is none or it is no name
 * @param algorithm {@code a=}, in lower case: {@code rsa-sha256}; empty if absent
 * @param identityDomain the domain of {@code i=}; where that is absent it is {@code d=}
 */
public record DkimSignature(
        @Nullable DnsName domain,
        @Nullable DnsName selector,
        String algorithm,
        @Nullable DnsName identityDomain) implements Serializable {
    /** The most characters of a field that are read. */
    public static final int MAX_FIELD_LENGTH = 10_000;

    /** The most signatures of a message that are read. */
    public static final int MAX_SIGNATURES = 20;

    private static final int MAX_ALGORITHM_LENGTH = 40;

    /**
     * {@return the signature in a field's value; any text gives one}
     *
     * @param value the value, folded or not
     */
    public static DkimSignature parse(String value) {
        TagList list = TagList.parse(value.substring(0, Math.min(value.length(), MAX_FIELD_LENGTH)));
        DnsName domain = list.first("d").flatMap(DkimSignature::name).orElse(null);
        String identity = list.first("i").map(Tag::value).orElse("");
        int at = identity.lastIndexOf('@');
        DnsName identityDomain =
                at < 0 ? domain : DnsName.parse(identity.substring(at + 1)).orElse(null);
        return new DkimSignature(
                domain,
                list.first("s").flatMap(DkimSignature::name).orElse(null),
                list.first("a").map(DkimSignature::algorithm).orElse(""),
                identityDomain);
    }

    /**
     * {@return the signatures in these fields that name both a domain and a selector, at most {@value #MAX_SIGNATURES}}
     *
     * @param values the values of a message's DKIM-Signature fields
     */
    public static List<DkimSignature> parseAll(List<String> values) {
        List<DkimSignature> signatures = new ArrayList<>();
        for (String value : values) {
            DkimSignature signature = parse(value);
            if (signature.isComplete() && signatures.size() < MAX_SIGNATURES) {
                signatures.add(signature);
            }
        }
        return List.copyOf(signatures);
    }

    /** {@return whether it names a key: both {@code d=} and {@code s=}} */
    public boolean isComplete() {
        return domain != null && selector != null;
    }

    /** {@return whether the identity is at d= or below it, as §3.5 wants it} */
    public boolean isIdentityWithinDomain() {
        return domain != null && identityDomain != null && identityDomain.isWithin(domain);
    }

    private static Optional<DnsName> name(Tag tag) {
        boolean plain = tag.value().chars().allMatch(c -> c == '.' || c == '-' || c == '_' || isLetterOrDigit(c));
        return plain ? DnsName.parse(tag.value()).filter(name -> !name.isRoot()) : Optional.empty();
    }

    /** RFC 6376 §3.5: {@code a=} is an algorithm's name; what is none is told as none. */
    private static String algorithm(Tag tag) {
        String value = tag.value().toLowerCase(Locale.ROOT);
        boolean plain =
                value.length() <= MAX_ALGORITHM_LENGTH && value.chars().allMatch(c -> c == '-' || isLetterOrDigit(c));
        return plain ? value : "";
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
