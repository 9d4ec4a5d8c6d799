package io.github.todoku.spf;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.spf.MacroString.Part;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts the values of one check in the place of macros (RFC 7208 §7). */
final class MacroExpander {
    /** The longest explanation that is given to the caller, in characters; §6.2 lets it be limited. */
    static final int MAX_EXPLANATION_LENGTH = 1024;

    /**
     * How much of a local-part or HELO name is put in the place of a macro: many times what SMTP lets through (paths of 256
     * octets), and bounded, since a record may ask for it hundreds of times. Of a longer one that end stays which a name
     * keeps when its left side is cut.
     */
    static final int MAX_VALUE_LENGTH = 4_096;

    private static final String HEX = "0123456789ABCDEF";

    private final SpfRequest request;
    private final Sender sender;
    private final SpfOptions options;
    private final Answers answers;
    private final ClientNames names;

    /** The HELO name as A-labels (RFC 8616 §4); null if it has a label that is refused. */
    private final @Nullable String helo;

    MacroExpander(SpfRequest request, Sender sender, SpfOptions options, Answers answers, ClientNames names) {
        this.request = request;
        this.sender = sender;
        this.options = options;
        this.answers = answers;
        this.names = names;
        this.helo = IdnDomain.toAscii(request.helo());
    }

    /** The name that a domain-spec stands for while {@code domain} is checked. */
    TargetName target(MacroString spec, String domain) throws NotYet, StopCheck {
        if (unusable(spec)) {
            return TargetName.UNUSABLE;
        }
        // From the right, since only that end of a long name is used: a record full of macros costs no more than it
        // shows.
        List<String> pieces = new ArrayList<>();
        int length = 0;
        for (int i = spec.parts().size() - 1; i >= 0 && length <= TargetName.MAX_LENGTH + 1; i--) {
            String piece = expanded(spec.parts().get(i), domain);
            pieces.add(piece);
            length += piece.length();
        }
        Collections.reverse(pieces);
        return TargetName.of(String.join("", pieces));
    }

    /** RFC 8616 §4: "terms that include %{s} or %{l} do not match anything" if the local-part is not ASCII. */
    private boolean unusable(MacroString spec) {
        return (unusable(sender.localPart()) && (spec.uses('s') || spec.uses('l')))
                || (unusable(helo) && spec.uses('h'));
    }

    private static boolean unusable(@Nullable String value) {
        return value == null || !Ascii.isAscii(value);
    }

    /** An explanation (§6.2); null if it cannot be said in US-ASCII. Longer ones are cut. */
    @Nullable
    String explanation(MacroString text, String domain) throws NotYet, StopCheck {
        if (!text.hasMacros()) {
            return cut(text.text());
        }
        StringBuilder all = new StringBuilder();
        for (Part part : text.parts()) {
            if (all.length() > MAX_EXPLANATION_LENGTH) {
                break;
            }
            all.append(expanded(part, domain));
        }
        String explanation = cut(all.toString());
        for (int i = 0; i < explanation.length(); i++) {
            char c = explanation.charAt(i);
            if (c < ' ' || c >= 0x7F) {
                return null; // from the sender or HELO name; a line end would reach into the SMTP reply
            }
        }
        return explanation;
    }

    private static String cut(String text) {
        return text.length() <= MAX_EXPLANATION_LENGTH ? text : text.substring(0, MAX_EXPLANATION_LENGTH);
    }

    private String expanded(Part part, String domain) throws NotYet, StopCheck {
        if (part.isLiteral()) {
            return part.literal();
        }
        String value = transformed(value(part, domain), part);
        return part.urlEscaped() ? urlEscaped(value) : value;
    }

    private String value(Part part, String domain) throws NotYet, StopCheck {
        return switch (part.letter()) {
            case 's' -> clipped(sender.localPart(), part) + "@" + sender.domain();
            case 'l' -> clipped(sender.localPart(), part);
            case 'o' -> sender.domain();
            case 'd' -> domain;
            case 'i' -> dotted(request.ip());
            case 'p' -> names.macroValue(DnsName.parse(domain).orElse(null));
            case 'v' -> request.ip().getAddress().length == 4 ? "in-addr" : "ip6";
            case 'h' -> clipped(helo == null ? request.helo() : helo, part);
            case 'c' -> IpLiteral.format(request.ip());
            case 'r' -> options.receivingHost();
            case 't' -> Long.toString(answers.epochSecond());
            default -> throw new AssertionError("macro letter " + part.letter());
        };
    }

    private static String clipped(String value, Part part) {
        if (value.length() <= MAX_VALUE_LENGTH) {
            return value;
        }
        return part.reverse()
                ? value.substring(0, MAX_VALUE_LENGTH)
                : value.substring(value.length() - MAX_VALUE_LENGTH);
    }

    /** §7.3: the dotted quad, or for IPv6 "a dot-format address": its nibbles, capitals as the published suite has them. */
    private static String dotted(InetAddress ip) {
        byte[] octets = ip.getAddress();
        if (octets.length == 4) {
            return ip.getHostAddress();
        }
        char[] text = new char[4 * octets.length - 1];
        for (int i = 0; i < octets.length; i++) {
            text[4 * i] = HEX.charAt(octets[i] >> 4 & 0xF);
            text[4 * i + 1] = '.';
            text[4 * i + 2] = HEX.charAt(octets[i] & 0xF);
            if (i < octets.length - 1) {
                text[4 * i + 3] = '.';
            }
        }
        return new String(text);
    }

    /** Split, reversed, shortened to the right-hand parts, joined with dots (§7.3). */
    private static String transformed(String value, Part part) {
        if (part.delimiters().isEmpty()) {
            return value;
        }
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= value.length(); i++) {
            if (i == value.length() || part.delimiters().indexOf(value.charAt(i)) >= 0) {
                pieces.add(value.substring(from, i));
                from = i + 1;
            }
        }
        if (part.reverse()) {
            Collections.reverse(pieces);
        }
        int first = Math.max(0, pieces.size() - part.keep());
        return String.join(".", pieces.subList(first, pieces.size()));
    }

    /** §7.3: "URL escaping MUST be performed for characters not in the "unreserved" set" of RFC 3986 §2.3. */
    private static String urlEscaped(String value) {
        StringBuilder escaped = new StringBuilder(value.length());
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            boolean unreserved = Ascii.isAlpha(c) || Ascii.isDigit(c) || "-._~".indexOf(c) >= 0;
            if (unreserved) {
                escaped.append(c);
            } else {
                escaped.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return escaped.toString();
    }
}
