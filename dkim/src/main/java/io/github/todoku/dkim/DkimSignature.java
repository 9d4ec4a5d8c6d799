package io.github.todoku.dkim;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.tags.Tag;
import io.github.todoku.dns.tags.TagList;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a DKIM-Signature field says about its key (RFC 6376 §3.5). That it names a key does not mean that the signature is
 * valid. Immutable.
 */
public final class DkimSignature implements Serializable {
    private static final long serialVersionUID = 1;

    /** How much of a field is read, in characters. */
    public static final int MAX_FIELD_LENGTH = 10_000;

    /** The most signatures read from one message. */
    public static final int MAX_SIGNATURES = 20;

    private static final int MAX_ALGORITHM_LENGTH = 40;

    private final @Nullable DnsName domain;
    private final @Nullable DnsName selector;
    private final String algorithm;
    private final @Nullable DnsName identityDomain;

    private DkimSignature(
            @Nullable DnsName domain, @Nullable DnsName selector, String algorithm, @Nullable DnsName identityDomain) {
        this.domain = domain;
        this.selector = selector;
        this.algorithm = algorithm;
        this.identityDomain = identityDomain;
    }

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

    /** {@return {@code d=}, the signing domain; empty if it is missing or not a domain name} */
    public Optional<DnsName> domain() {
        return Optional.ofNullable(domain);
    }

    /** {@return {@code s=}, the selector of the key; empty if it is missing or not a domain name} */
    public Optional<DnsName> selector() {
        return Optional.ofNullable(selector);
    }

    /** {@return {@code a=} in lower case: {@code rsa-sha256}; the empty text if it is missing or not an algorithm's name} */
    public String algorithm() {
        return algorithm;
    }

    /** {@return the domain of {@code i=}, or {@code d=} where that is missing; empty if it is not a domain name} */
    public Optional<DnsName> identityDomain() {
        return Optional.ofNullable(identityDomain);
    }

    /** {@return whether it names a key: it has both {@code d=} and {@code s=}} */
    public boolean isComplete() {
        return domain != null && selector != null;
    }

    /** {@return whether the identity is at {@code d=} or below it, as §3.5 requires} */
    public boolean isIdentityWithinDomain() {
        return domain != null && identityDomain != null && identityDomain.isWithin(domain);
    }

    private static Optional<DnsName> name(Tag tag) {
        boolean plain = tag.value().chars().allMatch(c -> c == '.' || c == '-' || c == '_' || isLetterOrDigit(c));
        return plain ? DnsName.parse(tag.value()).filter(name -> !name.isRoot()) : Optional.empty();
    }

    /** RFC 6376 §3.5: {@code a=} is the name of an algorithm. */
    private static String algorithm(Tag tag) {
        String value = tag.value().toLowerCase(Locale.ROOT);
        boolean plain =
                value.length() <= MAX_ALGORITHM_LENGTH && value.chars().allMatch(c -> c == '-' || isLetterOrDigit(c));
        return plain ? value : "";
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DkimSignature that
                && Objects.equals(domain, that.domain)
                && Objects.equals(selector, that.selector)
                && algorithm.equals(that.algorithm)
                && Objects.equals(identityDomain, that.identityDomain);
    }

    @Override
    public int hashCode() {
        return Objects.hash(domain, selector, algorithm, identityDomain);
    }

    /** {@code d=example.com s=s1 a=rsa-sha256}, for logs. */
    @Override
    public String toString() {
        return "d=" + domain + " s=" + selector + " a=" + algorithm;
    }
}
