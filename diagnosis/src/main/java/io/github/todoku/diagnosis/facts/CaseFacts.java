package io.github.todoku.diagnosis.facts;

import io.github.todoku.bounce.AuthenticationMethod;
import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.EnhancedStatus;
import io.github.todoku.bounce.ReportedVerdict;
import io.github.todoku.dkim.DkimSignature;
import io.github.todoku.dns.DnsName;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the bounce itself says, before anything is asked. {@code toString} shows no recipient.
 */
public final class CaseFacts implements Serializable {
    private static final long serialVersionUID = 1;

    private final @Nullable String recipient;
    private final @Nullable DnsName recipientDomain;
    private final @Nullable String sendingHost;
    private final @Nullable DnsName sendersHost;
    private final @Nullable String receivingHost;
    private final @Nullable Integer replyCode;
    private final @Nullable EnhancedStatus status;
    private final @Nullable String words;
    private final @Nullable DnsName domain;
    private final Origin domainFrom;
    private final @Nullable InetAddress clientAddress;
    private final Origin clientFrom;
    private final @Nullable DnsName fromDomain;
    private final @Nullable List<DkimSignature> signatures;
    private final @Nullable ReportedVerdict spf;
    private final @Nullable ReportedVerdict dkim;
    private final @Nullable ReportedVerdict dmarc;
    private final @Nullable String listName;
    private final @Nullable String url;
    private final int otherRecipients;

    CaseFacts(
            @Nullable String recipient,
            @Nullable DnsName recipientDomain,
            @Nullable String sendingHost,
            @Nullable DnsName sendersHost,
            @Nullable String receivingHost,
            @Nullable Integer replyCode,
            @Nullable EnhancedStatus status,
            @Nullable String words,
            @Nullable DnsName domain,
            Origin domainFrom,
            @Nullable InetAddress clientAddress,
            Origin clientFrom,
            @Nullable DnsName fromDomain,
            @Nullable List<DkimSignature> signatures,
            @Nullable ReportedVerdict spf,
            @Nullable ReportedVerdict dkim,
            @Nullable ReportedVerdict dmarc,
            @Nullable String listName,
            @Nullable String url,
            int otherRecipients) {
        this.recipient = recipient;
        this.recipientDomain = recipientDomain;
        this.sendingHost = sendingHost;
        this.sendersHost = sendersHost;
        this.receivingHost = receivingHost;
        this.replyCode = replyCode;
        this.status = status;
        this.words = words;
        this.domain = domain;
        this.domainFrom = domainFrom;
        this.clientAddress = clientAddress;
        this.clientFrom = clientFrom;
        this.fromDomain = fromDomain;
        this.signatures = signatures == null ? null : List.copyOf(signatures);
        this.spf = spf;
        this.dkim = dkim;
        this.dmarc = dmarc;
        this.listName = listName;
        this.url = url;
        this.otherRecipients = otherRecipients;
    }

    /** {@return the address that was not reached} */
    public @Nullable String recipient() {
        return recipient;
    }

    /** {@return its domain} */
    public @Nullable DnsName recipientDomain() {
        return recipientDomain;
    }

    /** {@return the host that wrote the report} */
    public @Nullable String sendingHost() {
        return sendingHost;
    }

    /** {@return the host that refused} */
    public @Nullable String receivingHost() {
        return receivingHost;
    }

    /** {@return the SMTP code} */
    public @Nullable Integer replyCode() {
        return replyCode;
    }

    /** {@return the enhanced status} */
    public @Nullable EnhancedStatus status() {
        return status;
    }

    /** {@return the reply's own words, separated by single blanks} */
    public @Nullable String words() {
        return words;
    }

    /** {@return the MAIL FROM domain, or the domain the receiver says it checked} */
    public @Nullable DnsName domain() {
        return domain;
    }

    /** {@return where {@code domain} was found} */
    public Origin domainFrom() {
        return domainFrom;
    }

    /** {@return the address the receiver saw} */
    public @Nullable InetAddress clientAddress() {
        return clientAddress;
    }

    /** {@return where {@code clientAddress} was found} */
    public Origin clientFrom() {
        return clientFrom;
    }

    /** {@return the domain of the From field of the original mail, or the one whose DMARC policy the receiver applied} */
    public @Nullable DnsName fromDomain() {
        return fromDomain;
    }

    /** {@return the DKIM signatures of the original mail; null where its header is not known} */
    public @Nullable List<DkimSignature> signatures() {
        return signatures;
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

    /** {@return the block list, as the receiver names it} */
    public @Nullable String listName() {
        return listName;
    }

    /** {@return the first link in the reply} */
    public @Nullable String url() {
        return url;
    }

    /** {@return how many more recipients the report names} */
    public int otherRecipients() {
        return otherRecipients;
    }

    /** Where a fact was found, the most trustworthy place first. */
    public enum Origin {
        /** In the receiver's reply. */
        QUOTED,
        /** The caller said so. */
        GIVEN,
        /** In the Return-Path of the original mail. */
        RETURN_PATH,
        /** The null sender was used: the name in HELO, or of the host that wrote the report, stands for it (RFC 7208 §2.4). */
        HELO,
        /** The domain in From, of the original mail or by the receiver's word: a guess where MAIL FROM is not known. */
        FROM_FIELD,
        /** An address of the reporting host, as the DNS says today: a guess. */
        REPORTING_HOST,
        /** Nowhere. */
        NOWHERE
    }

    /**
     * {@return what a report says of one of its bounces}
     *
     * @param report the report
     * @param bounce one of its bounces
     * @param sent what the sending program knows of the mail
     * @param registrable from a name to the domain above it that somebody registered
     */
    public static CaseFacts of(
            BounceReport report, Bounce bounce, SentMail sent, Function<DnsName, Optional<DnsName>> registrable) {
        return new FactsReader(registrable).facts(report, bounce, sent);
    }

    /**
     * {@return what a mail that reports no delivery says}
     *
     * @param report the report
     * @param sent what the sending program knows of the mail
     * @param registrable from a name to the domain above it that somebody registered
     */
    public static CaseFacts of(BounceReport report, SentMail sent, Function<DnsName, Optional<DnsName>> registrable) {
        return new FactsReader(registrable).facts(report, sent);
    }

    /**
     * {@return the domain after the last at sign of an address; empty if there is none}
     *
     * @param address the address, as a report has it; null if it names none
     */
    public static Optional<DnsName> domainOf(@Nullable String address) {
        return Optional.ofNullable(FactsReader.domain(address));
    }

    /** {@return the MAIL FROM domain, if it is known and not guessed from the From field} */
    public @Nullable DnsName mailFromDomain() {
        return domainFrom == Origin.FROM_FIELD ? null : domain;
    }

    /**
     * {@return the names by which the mail itself says who sent it: MAIL FROM first, then the signers, then the sending
     * host}
     */
    public List<DnsName> mailsNames() {
        List<DnsName> names = new ArrayList<>();
        if (mailFromDomain() != null) {
            names.add(mailFromDomain());
        }
        if (signatures != null) {
            for (DkimSignature signature : signatures) {
                signature.domain().ifPresent(names::add);
            }
        }
        if (sendingHost != null) {
            DnsName.parse(sendingHost).ifPresent(names::add);
        }
        return names;
    }

    /**
     * {@return the host that sent, as far as it is known: from its HELO, or as the writer of a report that is not the
     * receiver's own}
     */
    public Optional<DnsName> sendersHost() {
        return Optional.ofNullable(sendersHost);
    }

    /**
     * {@return whether two names are equal, or below the same registrable domain}
     *
     * @param one a name; null where it is not known, and then nobody's
     * @param other a name
     * @param registrable from a name to the domain above it that somebody registered
     */
    public static boolean isOfSameOwner(
            @Nullable DnsName one, DnsName other, Function<DnsName, Optional<DnsName>> registrable) {
        if (one == null || one.equals(other)) {
            return one != null;
        }
        Optional<DnsName> registered = registrable.apply(one);
        return registered.isPresent() && registered.equals(registrable.apply(other));
    }

    /**
     * {@return those checks that the receiver does not say passed; all of them, if it says that of each}
     *
     * @param named the checks that its reply names
     */
    public Set<AuthenticationMethod> refusedBy(Set<AuthenticationMethod> named) {
        Set<AuthenticationMethod> refused = EnumSet.noneOf(AuthenticationMethod.class);
        for (AuthenticationMethod method : named) {
            ReportedVerdict said = switch (method) {
                case SPF -> spf;
                case DKIM -> dkim;
                case DMARC, ALIGNMENT -> dmarc;
                case ARC -> null;
            };
            if (said != ReportedVerdict.PASS) {
                refused.add(method);
            }
        }
        return refused.isEmpty() ? named : refused;
    }

    /**
     * {@return the same with the address that sent}
     *
     * @param address the address
     * @param from where it was found
     */
    public CaseFacts withClient(InetAddress address, Origin from) {
        return new CaseFacts(
                recipient,
                recipientDomain,
                sendingHost,
                sendersHost,
                receivingHost,
                replyCode,
                status,
                words,
                domain,
                domainFrom,
                address,
                from,
                fromDomain,
                signatures,
                spf,
                dkim,
                dmarc,
                listName,
                url,
                otherRecipients);
    }

    /** Without the recipient and the receiver's words. */
    @Override
    public String toString() {
        return Printable.line("CaseFacts[" + replyCode + " " + status + " from " + receivingHost + ", " + domain
                + " via " + clientAddress + "]");
    }
}
