package io.github.todoku.cli;

import io.github.todoku.dns.DnsName;
import io.github.todoku.senders.SendingService;
import io.github.todoku.senders.ServiceCatalog;
import java.net.IDN;
import java.util.List;
import java.util.Optional;

/** Domain names as people type them: the conversion to A-labels happens here, in sight (RFC 8616). */
final class Names {
    private Names() {}

    /** The domain an option names; anything else, the root too, is a mistake in its use. */
    static DnsName domain(String text) {
        return parse(text)
                .filter(name -> !name.isRoot())
                .orElseThrow(() -> new Failure(ExitCode.USAGE, "usage.domain", text));
    }

    /** The service an option names; a mistyped one is answered with those that are called alike. */
    static SendingService service(ServiceCatalog catalog, String name) {
        return catalog.find(name).orElseThrow(() -> {
            List<String> alike =
                    catalog.like(name).stream().map(SendingService::id).toList();
            return new Failure(ExitCode.USAGE, "usage.service", name, alike.isEmpty() ? "?" : String.join(", ", alike));
        });
    }

    /** The name, U-labels turned into A-labels; empty if it is none. */
    static Optional<DnsName> parse(String text) {
        if (text.chars().allMatch(c -> c < 0x80)) {
            return DnsName.parse(text);
        }
        try {
            return DnsName.parse(IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES));
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }
}
