package io.github.todoku.bounce;

import io.github.todoku.dns.DnsName;
import io.github.todoku.message.Masking;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What a reply says beyond its cause, as values that can be looked up; null where the reply does not say. Immutable;
 * {@code toString} masks addresses.
 */
public final class ReplyFacts implements Serializable {
    private static final long serialVersionUID = 1;

    private final @Nullable DnsName domain;
    private final @Nullable InetAddress clientAddress;
    private final @Nullable ReportedVerdict spf;
    private final @Nullable ReportedVerdict dkim;
    private final @Nullable ReportedVerdict dmarc;
    private final @Nullable String listName;
    private final @Nullable String url;
    private final @Nullable DnsName policyOwner;
    private final @Nullable String rate;

    private ReplyFacts(
            @Nullable DnsName domain,
            @Nullable InetAddress clientAddress,
            @Nullable ReportedVerdict spf,
            @Nullable ReportedVerdict dkim,
            @Nullable ReportedVerdict dmarc,
            @Nullable String listName,
            @Nullable String url,
            @Nullable DnsName policyOwner,
            @Nullable String rate) {
        this.domain = domain;
        this.clientAddress = clientAddress;
        this.spf = spf;
        this.dkim = dkim;
        this.dmarc = dmarc;
        this.listName = listName;
        this.url = url;
        this.policyOwner = policyOwner;
        this.rate = rate;
    }

    /**
     * {@return such a value; made by the library}
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
    public static ReplyFacts of(
            @Nullable DnsName domain,
            @Nullable InetAddress clientAddress,
            @Nullable ReportedVerdict spf,
            @Nullable ReportedVerdict dkim,
            @Nullable ReportedVerdict dmarc,
            @Nullable String listName,
            @Nullable String url,
            @Nullable DnsName policyOwner,
            @Nullable String rate) {
        return new ReplyFacts(domain, clientAddress, spf, dkim, dmarc, listName, url, policyOwner, rate);
    }

    /** {@return the domain that was checked or refused} */
    public @Nullable DnsName domain() {
        return domain;
    }

    /** {@return the address the mail came from, as the receiver saw it} */
    public @Nullable InetAddress clientAddress() {
        return clientAddress;
    }

    /** {@return what the receiver says SPF gave} */
    public @Nullable ReportedVerdict spf() {
        return spf;
    }

    /** {@return what the receiver says DKIM gave} */
    public @Nullable ReportedVerdict dkim() {
        return dkim;
    }

    /** {@return what the receiver says DMARC gave} */
    public @Nullable ReportedVerdict dmarc() {
        return dmarc;
    }

    /** {@return the block list, as the reply names it: a zone ({@code zen.spamhaus.org}) or a name ({@code Spamhaus})} */
    public @Nullable String listName() {
        return listName;
    }

    /** {@return the first link in the reply} */
    public @Nullable String url() {
        return url;
    }

    /** {@return the domain of the From field, where the receiver names it: its DMARC policy was applied, or its mail judged} */
    public @Nullable DnsName policyOwner() {
        return policyOwner;
    }

    /** {@return the limit or the time to wait, in the reply's words} */
    public @Nullable String rate() {
        return rate;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReplyFacts that
                && Objects.equals(domain, that.domain)
                && Objects.equals(clientAddress, that.clientAddress)
                && Objects.equals(spf, that.spf)
                && Objects.equals(dkim, that.dkim)
                && Objects.equals(dmarc, that.dmarc)
                && Objects.equals(listName, that.listName)
                && Objects.equals(url, that.url)
                && Objects.equals(policyOwner, that.policyOwner)
                && Objects.equals(rate, that.rate);
    }

    @Override
    public int hashCode() {
        return Objects.hash(domain, clientAddress, spf, dkim, dmarc, listName, url, policyOwner, rate);
    }

    /** The reply says nothing more. */
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

    /** Everything, with addresses masked, since links contain them. */
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
        return Printable.line(Masking.mask(told.toString()));
    }

    private static void add(String name, @Nullable Object value, StringJoiner told) {
        if (value != null) {
            told.add(name + " = " + value);
        }
    }
}
