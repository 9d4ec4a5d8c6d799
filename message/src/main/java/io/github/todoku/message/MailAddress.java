package io.github.todoku.message;

import io.github.todoku.dns.DnsName;
import io.github.todoku.message.internal.HeaderText;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An address: {@code addr-spec = local-part "@" domain} (RFC 5322 §3.4.1, RFC 6532). Immutable. Addresses are equal if their
 * domains differ only in case; local parts are compared exactly, since only their host knows better (RFC 5321 §2.4).
 */
public final class MailAddress implements Serializable {
    private static final long serialVersionUID = 1;

    private static final int MAX_PRINTED = 200;

    private final String localPart;
    private final String domain;

    MailAddress(String localPart, String domain) {
        this.localPart = localPart;
        this.domain = domain;
    }

    /**
     * {@return the address in this text}
     *
     * @param text as for {@link #parse}
     * @throws IllegalArgumentException if it is not a single address
     */
    public static MailAddress of(String text) {
        return parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no address: \"" + Masking.maskAddress(Printable.octets(text, MAX_PRINTED)) + "\""));
    }

    /**
     * Reads one address, alone or with a name: {@code bob@example.com}, {@code Bob <bob@example.com>}. For fields that may
     * hold several see {@link AddressList}.
     *
     * @param text the text, unfolded or not
     * @return the address; empty if there is none, more than one, or something else beside it
     */
    public static Optional<MailAddress> parse(String text) {
        AddressList list = AddressList.parse(text);
        List<MailAddress> addresses = list.addresses();
        return list.isWellFormed() && addresses.size() == 1 ? Optional.of(addresses.get(0)) : Optional.empty();
    }

    /** {@return what is before the at sign, without quotes and escapes} */
    public String localPart() {
        return localPart;
    }

    /** {@return what follows the at sign as written: a name, or a literal with its brackets} */
    public String domain() {
        return domain;
    }

    /** {@return the domain as the DNS knows it; empty for a literal, for letters beyond ASCII, and for what is not a name} */
    public Optional<DnsName> domainName() {
        boolean ascii = domain.chars().allMatch(c -> c < 0x80);
        return ascii && !domain.startsWith("[") ? DnsName.parse(domain) : Optional.empty();
    }

    /** {@return the whole address, its local part quoted if it has to be; never for a log} */
    public String text() {
        return (HeaderText.isDotAtomText(localPart) ? localPart : quoted(localPart)) + "@" + domain;
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(c);
        }
        return quoted.append('"').toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MailAddress that
                && localPart.equals(that.localPart)
                && domain.toLowerCase(Locale.ROOT).equals(that.domain.toLowerCase(Locale.ROOT));
    }

    @Override
    public int hashCode() {
        return 31 * localPart.hashCode() + domain.toLowerCase(Locale.ROOT).hashCode();
    }

    /** {@return the address for logs: {@code b***@example.com}} */
    @Override
    public String toString() {
        String first = localPart.isEmpty() ? "" : localPart.substring(0, localPart.offsetByCodePoints(0, 1));
        return Printable.octets(first + "***@" + domain, MAX_PRINTED);
    }
}
