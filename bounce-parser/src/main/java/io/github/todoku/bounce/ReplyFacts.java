package io.github.todoku.bounce;

import io.github.todoku.dns.DnsName;
import io.github.todoku.message.Masking;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What a reply tells beyond its cause, as values that can be asked about; null where the reply does not say. Immutable;
 * {@code toString} masks addresses.
 *
 * @param domain the domain that was checked or refused
 * @param clientAddress the address the mail came from, as the receiver saw it
 * @param spf what the receiver says SPF gave
 * @param dkim what the receiver says DKIM gave
 * @param dmarc what the receiver says DMARC gave
 * @param listName the block list, as the reply names it: a zone ({@code zen.spamhaus.org}) or a name ({@code Spamhaus})
 * @param url the first link in the reply
 * @param policyOwner the domain of the From field, where the receiver names it: its DMARC policy was applied, or its mail judged
 * @param rate the limit or the time to wait, in the reply's words
 */
public record ReplyFacts(
        @Nullable DnsName domain,
        @Nullable InetAddress clientAddress,
        @Nullable ReportedVerdict spf,
        @Nullable ReportedVerdict dkim,
        @Nullable ReportedVerdict dmarc,
        @Nullable String listName,
        @Nullable String url,
        @Nullable DnsName policyOwner,
        @Nullable String rate)
        implements Serializable {

    /** The reply tells nothing more. */
    public static final ReplyFacts NONE = new ReplyFacts(null, null, null, null, null, null, null, null, null);

    /** {@return how long to wait, where {@link #rate} is a time: {@code 300 seconds}; to the second} */
    public Optional<Duration> retryAfter() {
        return rate == null ? Optional.empty() : Waiting.in(rate);
    }

    /** {@return the first link, where {@link #url} is one that can be opened; nothing is asked} */
    public Optional<URI> link() {
        try {
            return url == null ? Optional.empty() : Optional.of(new URI(url));
        } catch (URISyntaxException torn) { // a link as a mail server broke it
            return Optional.empty();
        }
    }

    /** All that is told, with addresses masked: links carry them. */
    @Override
    public String toString() {
        StringJoiner told = new StringJoiner(", ", "ReplyFacts[", "]");
        add("domain", domain, told);
        add("clientAddress", clientAddress == null ? null : clientAddress.getHostAddress(), told);
        add("spf", spf, told);
        add("dkim", dkim, told);
        add("dmarc", dmarc, told);
        add("listName", listName, told);
        add("url", url, told);
        add("policyOwner", policyOwner, told);
        add("rate", rate, told);
        return Masking.mask(told.toString());
    }

    private static void add(String name, @Nullable Object value, StringJoiner told) {
        if (value != null) {
            told.add(name + " = " + value);
        }
    }
}
