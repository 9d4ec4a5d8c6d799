package io.github.todoku.cli.serve;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DomainInput;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.message.Message;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What somebody pasted, and what it is taken for. Immutable. */
final class Pasted {
    /** What a text can be. */
    enum Kind {
        /** A bounce, a reply, or a line of a log. */
        BOUNCE,
        /** A message with its header. */
        MESSAGE,
        /** A domain. */
        DOMAIN,
        /** An IP address. */
        ADDRESS,
        /** The text of an SPF record. */
        SPF,
        /** The text of a DMARC record. */
        DMARC;

        /** The one called so in a form or a path. */
        static Optional<Kind> named(@Nullable String word) {
            for (Kind kind : values()) {
                if (kind.word().equals(word)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final byte[] octets;
    private final String text;
    private final Kind kind;

    private Pasted(byte[] octets, String text, Kind kind) {
        this.octets = octets;
        this.text = text;
        this.kind = kind;
    }

    /** The octets, taken for what they look like, or for what somebody says. */
    static Pasted of(byte[] octets, @Nullable Kind said) {
        String text = new String(octets, StandardCharsets.UTF_8).strip();
        return new Pasted(octets, text, said == null ? kind(octets, text) : said);
    }

    private static Kind kind(byte[] octets, String text) {
        String beginning = text.length() > 20 ? text.substring(0, 20) : text;
        String record = beginning.replace("\"", "").strip().toLowerCase(Locale.ROOT);
        if (record.startsWith("v=spf1")) {
            return Kind.SPF;
        } else if (record.startsWith("v=dmarc1")) {
            return Kind.DMARC;
        } else if (text.indexOf('\n') < 0 && text.indexOf(' ') < 0) {
            if (IpLiteral.parse(text).isPresent()) {
                return Kind.ADDRESS;
            } else if (DomainInput.parse(text).domain().isPresent()) {
                return Kind.DOMAIN;
            }
        }
        return isMessageAndNoBounce(octets) ? Kind.MESSAGE : Kind.BOUNCE;
    }

    private static boolean isMessageAndNoBounce(byte[] octets) {
        boolean message = Message.parse(octets).headers().has("From");
        return message && !BounceParser.standard().parse(octets).isBounce();
    }

    Kind kind() {
        return kind;
    }

    String text() {
        return text;
    }

    byte[] octets() {
        return octets;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** Read as a bounce. */
    BounceReport bounce() {
        return BounceParser.standard().parse(octets);
    }

    /** Read as a domain; empty if it is none. */
    Optional<DnsName> domain() {
        return DomainInput.parse(text).domain();
    }

    /** Read as an address; empty if it is none. */
    Optional<InetAddress> address() {
        return IpLiteral.parse(text);
    }

    /** A record on one line, the strings of a TXT record as {@code dig +short} prints them put together. */
    String record() {
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted
                ? text.substring(1, text.length() - 1).replaceAll("\"\\s+\"", "")
                : text.replaceAll("\\s*\\R\\s*", " ");
    }

    /** Without what was pasted. */
    @Override
    public String toString() {
        return kind + ", " + octets.length + " octets";
    }
}
