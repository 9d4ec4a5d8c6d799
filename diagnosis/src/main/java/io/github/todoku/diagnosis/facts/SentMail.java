package io.github.todoku.diagnosis.facts;

import io.github.todoku.dkim.DkimSignature;
import io.github.todoku.dns.DnsName;
import io.github.todoku.message.Masking;
import java.io.Serializable;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a sending program knows of a mail that came back and the bounce may not say: its envelope, and whose it says it
 * is. Anything may be left out. Immutable; each method gives a new one.
 *
 * <pre>{@code
 * SentMail mail = SentMail.UNKNOWN.client(address).mailFromDomain(DnsName.of("bounce.example.com")).from(DnsName.of("example.com"));
 * Case c = Doctor.using(dns).check(reply, mail);
 * }</pre>
 */
public final class SentMail implements Serializable {
    private static final long serialVersionUID = 1;

    private final @Nullable InetAddress client;
    private final @Nullable DnsName helo;
    private final @Nullable DnsName mailFromDomain;
    private final @Nullable DnsName from;
    private final @Nullable List<DkimSignature> signatures;
    private final @Nullable String recipient;
    private final @Nullable String receivingHost;
    private final @Nullable String command;
    private final boolean nullSender;

    SentMail(
            @Nullable InetAddress client,
            @Nullable DnsName helo,
            @Nullable DnsName mailFromDomain,
            @Nullable DnsName from,
            @Nullable List<DkimSignature> signatures,
            @Nullable String recipient,
            @Nullable String receivingHost,
            @Nullable String command,
            boolean nullSender) {
        this.client = client;
        this.helo = helo;
        this.mailFromDomain = mailFromDomain;
        this.from = from;
        this.signatures = signatures == null ? null : List.copyOf(signatures);
        this.recipient = recipient;
        this.receivingHost = receivingHost;
        this.command = command;
        this.nullSender = nullSender;

        if (signatures != null && !signatures.stream().allMatch(DkimSignature::isComplete)) {
            throw new IllegalArgumentException("a signature without d= or s=: " + signatures);
        }
        if (recipient != null && FactsReader.domain(recipient) == null) {
            throw new IllegalArgumentException("a recipient without a domain: " + Masking.mask(recipient));
        }
        if (command != null && !VERBS.contains(command)) {
            throw new IllegalArgumentException("no SMTP verb: " + command);
        }
        if (nullSender && mailFromDomain != null) {
            throw new IllegalArgumentException("a null sender with the domain " + mailFromDomain);
        }
    }

    /** {@return the address it was sent from} */
    public @Nullable InetAddress client() {
        return client;
    }

    /** {@return the name said in HELO or EHLO} */
    public @Nullable DnsName helo() {
        return helo;
    }

    /** {@return the domain of MAIL FROM (RFC 5321 §4.1.1.2); null too where the null sender was used} */
    public @Nullable DnsName mailFromDomain() {
        return mailFromDomain;
    }

    /** {@return the domain of the From field (RFC 5322 §3.6.2)} */
    public @Nullable DnsName from() {
        return from;
    }

    /** {@return its DKIM-Signature fields; null where they are not known, empty if it had none} */
    public @Nullable List<DkimSignature> signatures() {
        return signatures;
    }

    /** {@return the address it was sent to} */
    public @Nullable String recipient() {
        return recipient;
    }

    /** {@return the host that answered, name or address} */
    public @Nullable String receivingHost() {
        return receivingHost;
    }

    /** {@return the SMTP command that was answered: {@code RCPT}, {@code DATA}…} */
    public @Nullable String command() {
        return command;
    }

    /** {@return whether it was sent with {@code MAIL FROM:<>}, as reports are: then the name in HELO is used for the sender} */
    public boolean nullSender() {
        return nullSender;
    }

    /** The verbs that a server may have answered (RFC 5321 §4.1.1, RFC 3207, RFC 3030, RFC 4954); CONNECT is its greeting. */
    private static final Set<String> VERBS =
            Set.of("CONNECT", "EHLO", "HELO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "BDAT");

    /** Nothing is known. */
    public static final SentMail UNKNOWN = new SentMail(null, null, null, null, null, null, null, null, false);

    /**
     * The same with the address it was sent from.
     *
     * @param address the address
     * @return the same with that address
     */
    public SentMail client(InetAddress address) {
        return new SentMail(
                Objects.requireNonNull(address, "address"),
                helo,
                mailFromDomain,
                from,
                signatures,
                recipient,
                receivingHost,
                command,
                nullSender);
    }

    /**
     * The same with the name said in HELO.
     *
     * @param name the name
     * @return the same with that name
     */
    public SentMail helo(DnsName name) {
        return new SentMail(
                client,
                Objects.requireNonNull(name, "name"),
                mailFromDomain,
                from,
                signatures,
                recipient,
                receivingHost,
                command,
                nullSender);
    }

    /**
     * The same with the domain of MAIL FROM.
     *
     * @param domain the domain
     * @return the same with that domain
     */
    public SentMail mailFromDomain(DnsName domain) {
        return new SentMail(
                client,
                helo,
                Objects.requireNonNull(domain, "domain"),
                from,
                signatures,
                recipient,
                receivingHost,
                command,
                false);
    }

    /**
     * The same with the domain of the From field.
     *
     * @param domain the domain
     * @return the same with that domain
     */
    public SentMail from(DnsName domain) {
        return new SentMail(
                client,
                helo,
                mailFromDomain,
                Objects.requireNonNull(domain, "domain"),
                signatures,
                recipient,
                receivingHost,
                command,
                nullSender);
    }

    /**
     * The same with its DKIM signatures.
     *
     * @param fields the values of its DKIM-Signature fields; empty if it had none
     * @return the same with those signatures; what is not a signature is left out
     */
    public SentMail signatures(List<String> fields) {
        return new SentMail(
                client,
                helo,
                mailFromDomain,
                from,
                DkimSignature.parseAll(fields),
                recipient,
                receivingHost,
                command,
                nullSender);
    }

    /**
     * The same sent with {@code MAIL FROM:<>}, as reports are; a MAIL FROM domain is dropped.
     *
     * @return the same with the null sender
     */
    public SentMail fromNullSender() {
        return new SentMail(client, helo, null, from, signatures, recipient, receivingHost, command, true);
    }

    /**
     * The same with the address it was sent to.
     *
     * @param address the address, {@code taro@example.com}
     * @return the same with that recipient
     * @throws IllegalArgumentException if it has no domain
     */
    public SentMail recipient(String address) {
        return new SentMail(
                client,
                helo,
                mailFromDomain,
                from,
                signatures,
                Objects.requireNonNull(address, "address"),
                receivingHost,
                command,
                nullSender);
    }

    /**
     * The same with the host that answered.
     *
     * @param host its name or address
     * @return the same with that host
     */
    public SentMail receivingHost(String host) {
        return new SentMail(
                client,
                helo,
                mailFromDomain,
                from,
                signatures,
                recipient,
                Objects.requireNonNull(host, "host"),
                command,
                nullSender);
    }

    /**
     * The same with the SMTP command that was answered: some receivers give one answer to {@code RCPT} and {@code DATA}, and
     * mean different things.
     *
     * @param verb the command's verb in any case: {@code RCPT}, {@code DATA}; {@code CONNECT} for the greeting
     * @return the same with that command
     * @throws IllegalArgumentException if it is not an SMTP verb
     */
    public SentMail command(String verb) {
        return new SentMail(
                client,
                helo,
                mailFromDomain,
                from,
                signatures,
                recipient,
                receivingHost,
                verb.toUpperCase(Locale.ROOT),
                nullSender);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SentMail that
                && Objects.equals(client, that.client)
                && Objects.equals(helo, that.helo)
                && Objects.equals(mailFromDomain, that.mailFromDomain)
                && Objects.equals(from, that.from)
                && Objects.equals(signatures, that.signatures)
                && Objects.equals(recipient, that.recipient)
                && Objects.equals(receivingHost, that.receivingHost)
                && Objects.equals(command, that.command)
                && nullSender == that.nullSender;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                client, helo, mailFromDomain, from, signatures, recipient, receivingHost, command, nullSender);
    }

    /** Without the recipient's local part. */
    @Override
    public String toString() {
        String to = recipient == null ? "?" : Masking.mask(recipient);
        String sender = nullSender ? "<>" : String.valueOf(mailFromDomain);
        return "SentMail[" + sender + " via " + client + " to " + to + " at " + receivingHost + "]";
    }
}
