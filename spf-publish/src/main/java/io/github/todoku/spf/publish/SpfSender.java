package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.spf.MacroString;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Somebody who sends mail for a domain, as a record can name them. */
public sealed interface SpfSender extends Serializable {

    /** {@return the term that lets this sender pass: {@code ip4:192.0.2.0/24}, {@code include:_spf.example.net}} */
    String term();

    /**
     * Reads {@code 192.0.2.7}, {@code 192.0.2.0/24}, {@code 2001:db8::/32} (with {@code ip4:} or {@code ip6:} or without),
     * {@code include:_spf.example.net} or {@code a:mail.example.com}.
     *
     * @param text what to read
     * @return the sender; empty for anything else
     */
    static Optional<SpfSender> parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
        String argument = text.substring(colon + 1);
        return switch (name) {
            case "include" -> host(argument).map(Include::new);
            case "a" -> host(argument).map(Host::new);
            case "ip4" -> IpNetwork.parse(argument).filter(IpNetwork::isIpv4).map(Network::new);
            case "ip6" -> IpNetwork.parse(argument).filter(n -> !n.isIpv4()).map(Network::new);
            default -> IpNetwork.parse(text).map(Network::new);
        };
    }

    /** A name that a record can contain: two labels at least, visible, without a percent sign (RFC 7208 §7.1). */
    private static Optional<DnsName> host(String text) {
        return MacroString.parseDomainSpec(text)
                .filter(spec -> !spec.hasMacros())
                .flatMap(MacroString::asName);
    }

    /**
     * A block of addresses.
     *
     * @param network the block; one address is a block of one
     */
    record Network(IpNetwork network) implements SpfSender {
        @Override
        public String term() {
            return (network.isIpv4() ? "ip4:" : "ip6:") + network;
        }
    }

    /**
     * Whatever addresses a host has.
     *
     * @param host the name
     */
    record Host(DnsName host) implements SpfSender {
        @Override
        public String term() {
            return "a:" + host;
        }
    }

    /**
     * Whoever another domain lets send.
     *
     * @param domain whose record is included
     */
    record Include(DnsName domain) implements SpfSender {
        @Override
        public String term() {
            return "include:" + domain;
        }
    }

    /**
     * A sending service, and where SPF for it belongs.
     *
     * @param name for people: {@code Amazon SES}
     * @param terms the SPF terms that allow it; empty if each customer has its own, or none is needed
     * @param placement where they belong
     * @param note the condition on that, in English; null if there is none
     */
    record Service(
            String name,
            List<String> terms,
            Placement placement,
            @Nullable String note) implements SpfSender {

        /**
         * Copies the list.
         *
         * @param name for people
         * @param terms the SPF terms that allow it
         * @param placement where they belong
         * @param note the condition on that
         */
        public Service {
            terms = List.copyOf(terms);
        }

        /** Where SPF for a service belongs. */
        public enum Placement {
            /** In the record of the domain itself: the service sends with it as MAIL FROM. */
            ROOT,
            /** In the record of a subdomain that the service uses as MAIL FROM; at the domain itself it gains nothing. */
            BOUNCE_DOMAIN,
            /** Nowhere: the service's own domain is MAIL FROM, or a CNAME does it. */
            NONE,
            /** The customer's account says where; it is not the same for all. */
            PER_CUSTOMER
        }

        @Override
        public String term() {
            return String.join(" ", terms);
        }
    }
}
