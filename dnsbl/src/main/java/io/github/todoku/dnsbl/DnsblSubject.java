package io.github.todoku.dnsbl;

import io.github.todoku.dns.ALabels;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import java.io.Serializable;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/** What the lists are asked about. Immutable. */
public sealed interface DnsblSubject extends Serializable {

    /** The longest text that {@link #parse} looks at, in characters. */
    int MAX_TEXT_LENGTH = 1024;

    /** {@return which kind of question this is} */
    SubjectKind kind();

    /** {@return the subject as people write it} */
    String text();

    /**
     * An address that connects to send mail. An IPv4-mapped IPv6 address becomes the IPv4 address it stands for.
     *
     * @param address the address
     */
    record Address(InetAddress address) implements DnsblSubject {
        /**
         * Unfolds IPv4-mapped addresses.
         *
         * @param address the address
         */
        public Address {
            address = SubjectText.unmapped(address);
        }

        @Override
        public SubjectKind kind() {
            return address instanceof Inet4Address ? SubjectKind.IPV4 : SubjectKind.IPV6;
        }

        @Override
        public String text() {
            return IpLiteral.format(address);
        }
    }

    /**
     * A domain or host name.
     *
     * @param name the name, as A-labels
     */
    record Domain(DnsName name) implements DnsblSubject {
        @Override
        public SubjectKind kind() {
            return SubjectKind.DOMAIN;
        }

        @Override
        public String text() {
            return name.toString();
        }
    }

    /**
     * An IPv4 address in a link, where others have a host name. Lists of links are asked about these; lists of senders are
     * not.
     *
     * @param address the address
     */
    record UriAddress(Inet4Address address) implements DnsblSubject {
        @Override
        public SubjectKind kind() {
            return SubjectKind.URI_ADDRESS;
        }

        @Override
        public String text() {
            return IpLiteral.format(address);
        }
    }

    /**
     * A mailbox, for the lists of mailboxes that are asked by hash; it leaves this machine only as a hash.
     *
     * @param address the address, with its one at sign
     */
    record Mailbox(String address) implements DnsblSubject {
        /**
         * Refuses anything without an at sign with something on both sides.
         *
         * @param address the address, with its one at sign
         */
        public Mailbox {
            int at = address.lastIndexOf('@');
            if (at <= 0 || at == address.length() - 1 || address.length() > MAX_TEXT_LENGTH) {
                throw new IllegalArgumentException("not a mailbox: " + MailboxHash.masked(address));
            }
        }

        @Override
        public SubjectKind kind() {
            return SubjectKind.MAILBOX;
        }

        /** The address with its local part masked. */
        @Override
        public String text() {
            return MailboxHash.masked(address);
        }

        /** The address with its local part masked. */
        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * {@return the address as a subject}
     *
     * @param address the address
     */
    static DnsblSubject of(InetAddress address) {
        return new Address(address);
    }

    /**
     * {@return the name as a subject}
     *
     * @param name the name
     */
    static DnsblSubject of(DnsName name) {
        return new Domain(name);
    }

    /**
     * {@return the address or domain in a text; empty if it is neither}
     *
     * <p>Addresses are read strictly, as {@link IpLiteral} does, also in brackets as mail writes them
     * ({@code [192.0.2.1]}, {@code [IPv6:2001:db8::1]}) and with the zone id of a link-local one. What only looks like an
     * address ({@code 127.1}, {@code 0x7f.1}, {@code 01.02.03.04}) is refused, not taken for a name. Names may be
     * internationalised; they become A-labels as {@link ALabels} has it, in lower case: a name that old and new rules give to
     * different owners ({@code straße.example}) is refused.
     *
     * @param text the text to read
     */
    static Optional<DnsblSubject> parse(String text) {
        if (text.isEmpty() || text.length() > MAX_TEXT_LENGTH) {
            return Optional.empty();
        }
        Optional<InetAddress> address = SubjectText.address(text);
        return address.isPresent()
                ? address.map(Address::new)
                : SubjectText.name(text).map(Domain::new);
    }
}
