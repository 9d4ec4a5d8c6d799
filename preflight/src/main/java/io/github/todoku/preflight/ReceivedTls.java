package io.github.todoku.preflight;

import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.IpScope;
import io.github.todoku.finding.Finding;
import io.github.todoku.message.HeaderFields;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a message came to its receiver over TLS, by what the receiver wrote into Received (RFC 3848): the uppermost field that
 * names a public address tells of the hop into the receiver's house.
 */
final class ReceivedTls {
    /** The most octets of one field that are looked at. */
    private static final int MAX_FIELD = 2_000;

    /** Protocols of the registry that say that there was no TLS (RFC 3848, RFC 6531). */
    private static final Set<String> WITHOUT_TLS = Set.of("SMTP", "ESMTP", "ESMTPA", "UTF8SMTP", "UTF8SMTPA");

    private ReceivedTls() {}

    static Finding judge(HeaderFields header) {
        return header.all("Received").stream()
                .map(field -> field.substring(0, Math.min(field.length(), MAX_FIELD)))
                .filter(field -> client(field).isPresent())
                .findFirst()
                .map(ReceivedTls::judge)
                .orElseGet(() -> PreflightFinding.TLS.of(""));
    }

    private static Finding judge(String field) {
        String client = client(field).map(IpLiteral::format).orElse("");
        String lower = field.toLowerCase(Locale.ROOT);
        String protocol = protocol(field).toUpperCase(Locale.ROOT);
        // ESMTPS, ESMTPSA, UTF8SMTPS; others say it beside the protocol: version=TLS1_3, (AES256 encrypted)
        if (protocol.endsWith("SMTPS") || protocol.endsWith("SMTPSA") || says(lower)) {
            return PreflightFinding.TLS_USED.of(client);
        }
        return WITHOUT_TLS.contains(protocol)
                ? PreflightFinding.TLS_NOT_USED.of(client, protocol)
                : PreflightFinding.TLS.of("");
    }

    private static boolean says(String lower) {
        return lower.contains("tlsv1") || lower.contains("version=tls") || lower.contains(" encrypted)");
    }

    /** The first public address of the from clause. */
    private static Optional<InetAddress> client(String field) {
        String lower = field.strip().toLowerCase(Locale.ROOT);
        if (!lower.startsWith("from ")) {
            return Optional.empty();
        }
        int by = lower.indexOf(" by ");
        String from = by < 0 ? lower : lower.substring(0, by);
        for (String word : from.split("[\\s\\[\\]();,=]+", -1)) {
            Optional<InetAddress> address = IpLiteral.parse(word.startsWith("ipv6:") ? word.substring(5) : word);
            if (address.filter(ReceivedTls::isOutside).isPresent()) {
                return address;
            }
        }
        return Optional.empty();
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
