package io.github.todoku.preflight;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.IpScope;
import io.github.todoku.dns.RegistrableDomain;
import io.github.todoku.finding.Finding;
import io.github.todoku.message.HeaderFields;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a message came to its receiver over TLS, by what the receiver wrote into Received (RFC 3848): the uppermost field that
 * names a public address tells of the hop into the receiver's house.
 */
final class ReceivedTls {
    /** The most octets of one field that are looked at. */
    private static final int MAX_FIELD = 2_000;

    /** Protocols of the registry that say that there was no TLS (RFC 3848, RFC 6531). */
    private static final Set<String> WITHOUT_TLS = Set.of("SMTP", "ESMTP", "UTF8SMTP");

    /** A name of two labels or more. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_.-]+");

    /** One field: the part before {@code by}, where the client's own words stand, and the part from it on. */
    private record Hop(String from, String by, InetAddress client) {}

    private static final String FROM = "from ";

    private ReceivedTls() {}

    static Finding judge(HeaderFields header) {
        return header.all("Received").stream()
                .map(field -> hop(field.substring(0, Math.min(field.length(), MAX_FIELD))))
                .flatMap(Optional::stream)
                .filter(hop -> !isOfOneHouse(hop))
                .findFirst()
                .map(ReceivedTls::judge)
                .orElseGet(() -> PreflightFinding.TLS.of(""));
    }

    private static Finding judge(Hop hop) {
        String client = IpLiteral.format(hop.client());
        String protocol = protocol(hop.by()).toUpperCase(Locale.ROOT);
        if (protocol.endsWith("SMTPA") || protocol.endsWith("SMTPSA")) {
            return PreflightFinding.TLS.of(""); // somebody who logged in handed it over: it came from no other house
        }
        // ESMTPS, UTF8SMTPS; others say it beside the protocol: version=TLS1_3, (AES256 encrypted)
        if (protocol.endsWith("SMTPS") || says(hop.by().toLowerCase(Locale.ROOT))) {
            return PreflightFinding.TLS_USED.of(client);
        }
        return WITHOUT_TLS.contains(protocol)
                ? PreflightFinding.TLS_NOT_USED.of(client, protocol)
                : PreflightFinding.TLS.of("");
    }

    private static boolean says(String lower) {
        return lower.contains("tlsv1") || lower.contains("version=tls") || lower.contains(" encrypted)");
    }

    /** With the first public address of the from clause. */
    private static Optional<Hop> hop(String field) {
        String text = field.strip().replaceAll("\\s+", " ");
        String bare = withoutComments(text).toLowerCase(Locale.ROOT);
        int by = bare.indexOf(" by ", FROM.length());
        if (!bare.startsWith(FROM) || by < 0) {
            return Optional.empty();
        }
        String from = text.substring(FROM.length(), by);
        for (String word : from.toLowerCase(Locale.ROOT).split("[\\s\\[\\]();,=]+", -1)) {
            Optional<InetAddress> address = IpLiteral.parse(word.startsWith("ipv6:") ? word.substring(5) : word);
            if (address.filter(ReceivedTls::isOutside).isPresent()) {
                return Optional.of(new Hop(from, text.substring(by + 1), address.get()));
            }
        }
        return Optional.empty();
    }

    /** Whether both hosts are of one registrable domain; what the receiver looked up counts before what the client says. */
    private static boolean isOfOneHouse(Hop hop) {
        Optional<DnsName> house = house(firstWord(hop.by().substring("by ".length())));
        int comment = hop.from().indexOf('(');
        String lookedUp = comment < 0 ? "" : firstWord(hop.from().substring(comment + 1));
        boolean named = lookedUp.equalsIgnoreCase("unknown") || isHost(lookedUp);
        return house.isPresent() && house.equals(house(named ? lookedUp : firstWord(hop.from())));
    }

    private static String firstWord(String text) {
        return text.split("[\\s\\[();]", 2)[0];
    }

    private static boolean isHost(String word) {
        return HOST.matcher(word).matches() && IpLiteral.parse(word).isEmpty();
    }

    private static Optional<DnsName> house(String host) {
        return isHost(host) ? DnsName.parse(host).flatMap(RegistrableDomain::of) : Optional.empty();
    }

    /** A hop between two hosts of one house, by a private address, tells nothing. */
    private static boolean isOutside(InetAddress address) {
        return IpScope.isPublic(address) || IpScope.isDocumentation(address);
    }

    /** The word after {@code with}, which is not looked for in comments: {@code (using TLSv1.3 with cipher …)}. */
    private static String protocol(String field) {
        List<String> words = List.of(withoutComments(field).strip().split("\\s+", -1));
        int with = words.stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList()
                .indexOf("with");
        return with < 0 || with + 1 >= words.size() ? "" : words.get(with + 1);
    }

    private static String withoutComments(String field) {
        StringBuilder out = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < field.length(); i++) {
            char each = field.charAt(i);
            depth += each == '(' ? 1 : 0;
            out.append(depth == 0 ? each : ' ');
            depth -= each == ')' && depth > 0 ? 1 : 0;
        }
        return out.toString();
    }
}
