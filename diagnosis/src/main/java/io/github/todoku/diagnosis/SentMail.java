package io.github.todoku.diagnosis;

import io.github.todoku.dkim.DkimSignature;
import io.github.todoku.dns.DnsName;
import java.io.Serializable;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a sending program knows of a mail that came back and the bounce may not tell: its envelope, and whose it says it is.
 * Anything may be left out. Immutable; each method gives a new one.
 *
 * <pre>{@code
 * SentMail mail = SentMail.UNKNOWN.client(address).mailFrom(DnsName.of("bounce.example.com")).from(DnsName.of("example.com"));
 * Case c = Doctor.using(dns).examine(SmtpReply.parse(reply), mail);
 * }</pre>
 *
 * @param client the address it was sent from
 * @param helo the name said in HELO or EHLO
 * @param mailFrom the domain of MAIL FROM (RFC 5321 §4.1.1.2)
 * @param from the domain of the From field (RFC 5322 §3.6.2)
 * @param signatures its DKIM-Signature fields; null where they are not known, empty where it bore none
 */
public record SentMail(
        @Nullable InetAddress client,
        @Nullable DnsName helo,
        @Nullable DnsName mailFrom,
        @Nullable DnsName from,
        @Nullable List<DkimSignature> signatures)
        implements Serializable {
    /** Nothing is known. */
    public static final SentMail UNKNOWN = new SentMail(null, null, null, null, null);

    /**
     * Copies the list.
     *
     * @param client the address it was sent from
     * @param helo the name said in HELO or EHLO
     * @param mailFrom the domain of MAIL FROM (RFC 5321 §4.1.1.2)
     * @param from the domain of the From field (RFC 5322 §3.6.2)
     * @param signatures its DKIM-Signature fields; null where they are not known, empty where it bore none
     * @throws IllegalArgumentException if a signature names no domain or no selector
     */
    public SentMail {
        signatures = signatures == null ? null : List.copyOf(signatures);
        if (signatures != null && !signatures.stream().allMatch(DkimSignature::isComplete)) {
            throw new IllegalArgumentException("a signature without d= or s=: " + signatures);
        }
    }

    /**
     * The same with the address it was sent from.
     *
     * @param address the address
     * @return the same with that address
     */
    public SentMail client(InetAddress address) {
        return new SentMail(Objects.requireNonNull(address, "address"), helo, mailFrom, from, signatures);
    }

    /**
     * The same with the name said in HELO.
     *
     * @param name the name
     * @return the same with that name
     */
    public SentMail helo(DnsName name) {
        return new SentMail(client, Objects.requireNonNull(name, "name"), mailFrom, from, signatures);
    }

    /**
     * The same with the domain of MAIL FROM.
     *
     * @param domain the domain
     * @return the same with that domain
     */
    public SentMail mailFrom(DnsName domain) {
        return new SentMail(client, helo, Objects.requireNonNull(domain, "domain"), from, signatures);
    }

    /**
     * The same with the domain of the From field.
     *
     * @param domain the domain
     * @return the same with that domain
     */
    public SentMail from(DnsName domain) {
        return new SentMail(client, helo, mailFrom, Objects.requireNonNull(domain, "domain"), signatures);
    }

    /**
     * The same with its DKIM signatures.
     *
     * @param fields the values of its DKIM-Signature fields; empty if it bore none
     * @return the same with those signatures; what is no signature is left out
     */
    public SentMail signatures(List<String> fields) {
        return new SentMail(client, helo, mailFrom, from, DkimSignature.parseAll(fields));
    }
}
