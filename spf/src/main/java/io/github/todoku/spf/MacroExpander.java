package io.github.todoku.spf;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.spf.MacroString.Part;
import io.github.todoku.spf.internal.Ascii;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts the values of one check in the place of the macros of one text (RFC 7208 §7). */
final class MacroExpander {
    /** The longest explanation that is given to the caller, in characters; §6.2 lets it be limited. */
    static final int MAX_EXPLANATION_LENGTH = 1024;

    private static final String HEX = "0123456789ABCDEF";

    private final SpfRequest request;
    private final Sender sender;
    private final SpfOptions options;
    private final Answers answers;
    private final ClientNames names;

    private final String localPart;
    private final String address;

    /** The value of {@code %{p}}, once found: a text that names it a thousand times asks once. */
    private @Nullable String validatedName;

    /** The HELO name as A-labels (RFC 8616 §4); null if it has a label that is refused. */
    private final @Nullable String helo;

    MacroExpander(SpfRequest request, Sender sender, SpfOptions options, Answers answers, ClientNames names) {
        this.request = request;
        this.sender = sender;
        this.options = options;
        this.answers = answers;
        this.names = names;
        this.localPart = sender.localPart();
        this.address = localPart + "@" + sender.domain();
        this.helo = Sender.ascii(request.helo());
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
            String piece = expanded(spec.parts().get(i), domain, TargetName.MAX_LENGTH + 1);
            pieces.add(piece);
            length += piece.length();
        }
        Collections.reverse(pieces);
        return TargetName.of(String.join("", pieces));
    }

    /** RFC 8616 §4: "terms that include %{s} or %{l} do not match anything" if the local-part is not ASCII. */
    private boolean unusable(MacroString spec) {
        return (unusable(localPart) && (spec.uses('s') || spec.uses('l'))) || (unusable(helo) && spec.uses('h'));
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
            all.append(expanded(part, domain, Integer.MAX_VALUE));
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

    private String expanded(Part part, String domain, int most) throws NotYet, StopCheck {
        if (part.isLiteral()) {
            return part.literal();
        }
        String value = transformed(value(part.letter(), domain), part, most);
        return part.urlEscaped() ? urlEscaped(value) : value;
    }

    private String value(char letter, String domain) throws NotYet, StopCheck {
        return switch (letter) {
            case 's' -> address;
            case 'l' -> localPart;
            case 'o' -> sender.domain();
            case 'd' -> domain;
            case 'i' -> dotted(request.ip());
            case 'p' -> validatedName(domain);
            case 'v' -> request.ip().getAddress().length == 4 ? "in-addr" : "ip6";
            case 'h' -> helo == null ? request.helo() : helo;
            case 'c' -> IpLiteral.format(request.ip());
            case 'r' -> options.receivingHost();
            case 't' -> Long.toString(answers.epochSecond());
            default -> throw new AssertionError("macro letter " + letter);
        };
    }

    private String validatedName(String domain) throws NotYet, StopCheck {
        String name = validatedName;
        if (name == null) {
            name = names.macroValue(DnsName.parse(domain).orElse(null));
            validatedName = name;
        }
        return name;
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

    /**
     * Split, reversed, shortened to the right-hand parts, joined with dots (§7.3). At least the last {@code most} characters of
     * that; the work is that of the outcome, not of the value, since a record may ask for a long one many times.
     */
    private static String transformed(String value, Part part, int most) {
        if (part.delimiters().isEmpty()) {
            return value;
        }
        return part.reverse() ? reversed(value, part, most) : rightHand(value, part, most);
    }

    private static String rightHand(String value, Part part, int most) {
        int kept = 0;
        int from = value.length();
        while (from > 0 && value.length() - from < most) {
            if (isDelimiter(value, from - 1, part) && ++kept == part.keep()) {
                break;
            }
            from--;
        }
        StringBuilder joined = new StringBuilder(value.length() - from);
        for (int i = from; i < value.length(); i++) {
            joined.append(isDelimiter(value, i, part) ? '.' : value.charAt(i));
        }
        return joined.toString();
    }

    /** The first pieces become the last. */
    private static String reversed(String value, Part part, int most) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= value.length() && pieces.size() < part.keep() && from <= most; i++) {
            if (i == value.length() || isDelimiter(value, i, part)) {
                pieces.add(value.substring(from, i));
                from = i + 1;
            }
        }
        Collections.reverse(pieces);
        return String.join(".", pieces);
    }

    private static boolean isDelimiter(String value, int at, Part part) {
        return part.delimiters().indexOf(value.charAt(at)) >= 0;
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
