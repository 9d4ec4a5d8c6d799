package io.github.todoku.dns;

import java.io.Serializable;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The data of one record, typed. Its owner and TTL belong to the answer or zone it is in. */
public sealed interface DnsRecord extends Serializable {

    /** {@return the number of its type on the wire} */
    int typeCode();

    /** {@return the data as a master file writes it (RFC 1035 §5.1); one line, safe to print} */
    String toText();

    /**
     * An IPv4 address (RFC 1035 §3.4.1).
     *
     * @param address the address
     */
    record A(Inet4Address address) implements DnsRecord {
        @Override
        public int typeCode() {
            return RecordType.A.code();
        }

        @Override
        public String toText() {
            return address.getHostAddress();
        }
    }

    /**
     * An IPv6 address (RFC 3596 §2.1). An IPv4-mapped one stays what was published: sixteen octets.
     *
     * @param address the address
     */
    record Aaaa(Inet6Address address) implements DnsRecord {
        @Override
        public int typeCode() {
            return RecordType.AAAA.code();
        }

        @Override
        public String toText() {
            return IpLiteral.format(address);
        }
    }

    /**
     * A mail exchange (RFC 1035 §3.3.9).
     *
     * @param preference 0 to 65535, the lowest is tried first
     * @param exchange the host; the root is the null MX of RFC 7505
     */
    record Mx(int preference, DnsName exchange) implements DnsRecord {
        /** {@return whether it says "this domain accepts no mail" (RFC 7505 §3)} */
        public boolean isNullMx() {
            return exchange.isRoot();
        }

        @Override
        public int typeCode() {
            return RecordType.MX.code();
        }

        @Override
        public String toText() {
            return preference + " " + absolute(exchange);
        }
    }

    /**
     * A pointer (RFC 1035 §3.3.12).
     *
     * @param target the name pointed at, chosen by whoever runs the reverse zone
     */
    record Ptr(DnsName target) implements DnsRecord {
        @Override
        public int typeCode() {
            return RecordType.PTR.code();
        }

        @Override
        public String toText() {
            return absolute(target);
        }
    }

    /**
     * An alias (RFC 1035 §3.3.1).
     *
     * @param target the name it stands for
     */
    record Cname(DnsName target) implements DnsRecord {
        @Override
        public int typeCode() {
            return RecordType.CNAME.code();
        }

        @Override
        public String toText() {
            return absolute(target);
        }
    }

    /**
     * A name server (RFC 1035 §3.3.11).
     *
     * @param host the server's name
     */
    record Ns(DnsName host) implements DnsRecord {
        @Override
        public int typeCode() {
            return RecordType.NS.code();
        }

        @Override
        public String toText() {
            return absolute(host);
        }
    }

    /**
     * The start of a zone (RFC 1035 §3.3.13). The times are seconds.
     *
     * @param primary the server that holds the original
     * @param mailbox the mailbox of who is responsible, its first dot standing for an at sign
     * @param serial the version
     * @param refresh how often secondaries look
     * @param retry how long they wait after a failure
     * @param expire how long they answer without having looked
     * @param minimum the TTL of negative answers (RFC 2308 §4)
     */
    record Soa(DnsName primary, DnsName mailbox, long serial, long refresh, long retry, long expire, long minimum)
            implements DnsRecord {
        @Override
        public int typeCode() {
            return RecordType.SOA.code();
        }

        @Override
        public String toText() {
            return absolute(primary) + " " + absolute(mailbox) + " " + serial + " " + refresh + " " + retry + " "
                    + expire + " " + minimum;
        }
    }

    /**
     * Text: one or more character-strings (RFC 1035 §3.3.14). One char stands for one octet (ISO-8859-1), so that nothing
     * is lost and nothing is guessed.
     *
     * @param strings the character-strings, each of 0 to 255 octets
     */
    record Txt(List<String> strings) implements DnsRecord {
        /**
         * Copies the strings.
         *
         * @param strings the character-strings
         */
        public Txt {
            strings = List.copyOf(strings);
        }

        /** {@return the strings joined without blanks, as RFC 7208 §3.3 wants them read} */
        public String joined() {
            return strings.size() == 1 ? strings.get(0) : String.join("", strings);
        }

        /** {@return the octets of {@link #joined()}} */
        public byte[] octets() {
            return joined().getBytes(StandardCharsets.ISO_8859_1);
        }

        @Override
        public int typeCode() {
            return RecordType.TXT.code();
        }

        @Override
        public String toText() {
            return TextData.quoted(strings);
        }

        @Override
        public String toString() {
            return "Txt[" + toText() + "]";
        }
    }

    /**
     * Text at the obsolete SPF type 99 (RFC 7208 §3.1).
     *
     * @param strings the character-strings, as in {@link Txt}
     */
    record Spf(List<String> strings) implements DnsRecord {
        /**
         * Copies the strings.
         *
         * @param strings the character-strings
         */
        public Spf {
            strings = List.copyOf(strings);
        }

        /** {@return the strings joined without blanks} */
        public String joined() {
            return String.join("", strings);
        }

        @Override
        public int typeCode() {
            return RecordType.SPF.code();
        }

        @Override
        public String toText() {
            return TextData.quoted(strings);
        }

        @Override
        public String toString() {
            return "Spf[" + toText() + "]";
        }
    }

    /**
     * Who may issue certificates (RFC 8659 §4.1).
     *
     * @param flags the flags octet
     * @param tag the property's name
     * @param value the property's value, one char an octet
     */
    record Caa(int flags, String tag, String value) implements DnsRecord {
        @Override
        public int typeCode() {
            return RecordType.CAA.code();
        }

        @Override
        public String toText() {
            return flags + " " + TextData.word(tag) + " " + TextData.quoted(List.of(value));
        }

        @Override
        public String toString() {
            return "Caa[" + toText() + "]";
        }
    }

    /**
     * What a TLS server's certificate or key must be (RFC 6698 §2.1). Values that no standard defines are kept as published.
     *
     * @param usage the certificate usage: 0 PKIX-TA, 1 PKIX-EE, 2 DANE-TA, 3 DANE-EE
     * @param selector what is matched: 0 the whole certificate, 1 its public key
     * @param matchingType how: 0 as it is, 1 by SHA-256, 2 by SHA-512
     * @param data the association data in lower-case hexadecimal; empty if the record ends before it
     */
    record Tlsa(int usage, int selector, int matchingType, String data) implements DnsRecord {
        @Override
        public int typeCode() {
            return RecordType.TLSA.code();
        }

        @Override
        public String toText() {
            return (usage + " " + selector + " " + matchingType + " " + TextData.plain(data)).stripTrailing();
        }

        @Override
        public String toString() {
            return "Tlsa[" + toText() + "]";
        }
    }

    /**
     * A record of a type this library does not read. It matters because the name exists.
     *
     * @param typeCode the number of its type
     * @param text its data as text, in the generic form of RFC 3597 §5 when it came over the wire
     */
    record Other(int typeCode, String text) implements DnsRecord {
        @Override
        public String toText() {
            return TextData.plain(text);
        }

        @Override
        public String toString() {
            return "Other[" + typeCode + " " + toText() + "]";
        }
    }

    private static String absolute(DnsName name) {
        return name.isRoot() ? "." : name + ".";
    }
}
