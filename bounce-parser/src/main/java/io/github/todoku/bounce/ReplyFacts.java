package io.github.todoku.bounce;

import io.github.todoku.dns.DnsName;
import java.io.Serializable;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a reply tells beyond its cause, as values that can be asked about; null where the reply does not say. Immutable.
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
}
