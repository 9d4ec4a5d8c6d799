package io.github.todoku.diagnosis;

import io.github.todoku.bounce.AuthenticationMethod;
import io.github.todoku.bounce.EnhancedStatus;
import io.github.todoku.bounce.ReportedVerdict;
import io.github.todoku.dkim.DkimSignature;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.RegistrableDomain;
import java.io.Serializable;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the bounce itself says, before anything is asked. {@code toString} shows no recipient.
 *
 * @param recipient the address that was not reached
 * @param recipientDomain its domain
 * @param sendingHost the host that wrote the report
 * @param receivingHost the host that refused
 * @param replyCode the SMTP code
 * @param status the enhanced status
 * @param words the reply's own words, one blank between
 * @param domain the MAIL FROM domain, or the domain the receiver says it checked
 * @param domainFrom where {@code domain} stood
 * @param clientAddress the address the receiver saw
 * @param clientFrom where {@code clientAddress} stood
 * @param fromDomain the domain of the From field of the original mail, or the one whose DMARC policy the receiver applied
 * @param signatures the DKIM signatures of the original mail; null where its header is not known
 * @param spf what the receiver says SPF gave
 * @param dkim what the receiver says DKIM gave
 * @param dmarc what the receiver says DMARC gave
 * @param listName the block list, as the receiver names it
 * @param url the first link in the reply
 * @param otherRecipients how many more recipients the report names
 */
public record CaseFacts(
        @Nullable String recipient,
        @Nullable DnsName recipientDomain,
        @Nullable String sendingHost,
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
        int otherRecipients)
        implements Serializable {

    /** Where a fact stood, the most to be trusted first. */
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
     * Copies the list.
     *
     * @param recipient the address that was not reached
     * @param recipientDomain its domain
     * @param sendingHost the host that wrote the report
     * @param receivingHost the host that refused
     * @param replyCode the SMTP code
     * @param status the enhanced status
     * @param words the reply's own words, one blank between
     * @param domain the MAIL FROM domain, or the domain the receiver says it checked
     * @param domainFrom where {@code domain} stood
     * @param clientAddress the address the receiver saw
     * @param clientFrom where {@code clientAddress} stood
     * @param fromDomain the domain of the From field of the original mail, or the one whose DMARC policy the receiver applied
     * @param signatures the DKIM signatures of the original mail; null where its header is not known
     * @param spf what the receiver says SPF gave
     * @param dkim what the receiver says DKIM gave
     * @param dmarc what the receiver says DMARC gave
     * @param listName the block list, as the receiver names it
     * @param url the first link in the reply
     * @param otherRecipients how many more recipients the report names
     */
    public CaseFacts {
        signatures = signatures == null ? null : List.copyOf(signatures);
    }

    /** {@return the MAIL FROM domain, if it is known and not guessed from the From field} */
    public @Nullable DnsName mailFromDomain() {
        return domainFrom == Origin.FROM_FIELD ? null : domain;
    }

    /** The names by which the mail itself tells who sent it: MAIL FROM first, then the signers, then the sending host. */
    List<DnsName> mailsNames() {
        List<DnsName> names = new ArrayList<>();
        if (mailFromDomain() != null) {
            names.add(mailFromDomain());
        }
        if (signatures != null) {
            for (DkimSignature signature : signatures) {
                if (signature.domain() != null) {
                    names.add(signature.domain());
                }
            }
        }
        if (sendingHost != null) {
            DnsName.parse(sendingHost).ifPresent(names::add);
        }
        return names;
    }

    /** The host that sent, as far as it is known: by its word in HELO, or as writer of a report that is not the receiver's own. */
    Optional<DnsName> sendersHost() {
        return sendingHost == null
                ? Optional.empty()
                : DnsName.parse(sendingHost).filter(host -> host.labelCount() > 1 && !isReceivers(host));
    }

    /** A report written by the receiver's own host says nothing about the sender's. */
    private boolean isReceivers(DnsName host) {
        Optional<DnsName> receiver = receivingHost == null ? Optional.empty() : DnsName.parse(receivingHost);
        return receiver.filter(name -> isOfSameOwner(name, host)).isPresent()
                || (recipientDomain != null && isOfSameOwner(recipientDomain, host));
    }

    private static boolean isOfSameOwner(DnsName one, DnsName other) {
        Optional<DnsName> registered = RegistrableDomain.of(one);
        return one.equals(other) || (registered.isPresent() && registered.equals(RegistrableDomain.of(other)));
    }

    /** The checks of {@code named} that the receiver does not say passed; all of them, if it says so of each. */
    Set<AuthenticationMethod> refusedBy(Set<AuthenticationMethod> named) {
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

    CaseFacts withClient(InetAddress address, Origin from) {
        return new CaseFacts(
                recipient,
                recipientDomain,
                sendingHost,
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
        return "CaseFacts[" + replyCode + " " + status + " from " + receivingHost + ", " + domain + " via "
                + clientAddress + "]";
    }
}
