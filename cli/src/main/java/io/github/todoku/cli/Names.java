package io.github.todoku.cli;

import io.github.todoku.dns.ALabels;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DomainInput;
import io.github.todoku.senders.SendingService;
import io.github.todoku.senders.ServiceCatalog;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names as people type them; what is no such name is a mistake in the use of the program. */
final class Names {
    private static final String DOMAIN_KEY = "_domainkey";

    private Names() {}

    /** The domain in what was typed. */
    static DnsName domain(String text) {
        return input(text, null).orElseThrow();
    }

    /** The domain in what was typed, and what else it tells; {@code addressOption} is where an IP address belongs. */
    static DomainInput input(String text, @Nullable String addressOption) {
        DomainInput input = DomainInput.parse(text);
        if (input.refusal().isPresent()) {
            throw RefusedInput.of(input, addressOption);
        }
        return input;
    }

    /**
     * Any name of the DNS, as it stands: with a policy record's or a key's labels, a top-level domain, the root. Of a mail
     * address or a link it is the domain.
     */
    static DnsName any(String text) {
        if (text.indexOf('@') >= 0 || text.contains("://")) {
            return domain(text);
        }
        DomainInput input = DomainInput.parse(text);
        if (input.refusal()
                .filter(why -> why.kind() == DomainInput.Refusal.OTHER_OWNER)
                .isPresent()) {
            throw RefusedInput.of(input, null);
        }
        String name = text.strip();
        return ALabels.of(name)
                .filter(ascii -> !ascii.startsWith("-") && ascii.chars().noneMatch(c -> c <= ' '))
                .flatMap(DnsName::parse)
                .orElseThrow(() -> new Failure(ExitCode.USAGE, "usage.name", text));
    }

    /** The selector in what was typed: {@code s1}, or the whole name of the key that belongs to {@code domain}. */
    static DnsName selector(String text, DnsName domain) {
        DomainInput input = DomainInput.parse(text);
        Optional<DnsName> ofKey = input.selector();
        if (ofKey.isPresent()) {
            if (!input.domain().equals(Optional.of(domain))) {
                throw new Failure(ExitCode.USAGE, "usage.selector.domain", text, domain);
            }
            return ofKey.get();
        }
        return selector(text);
    }

    /** The selector that was typed, of no domain in particular: a key's whole name is none. */
    static DnsName selector(String text) {
        if (DomainInput.parse(text).selector().isPresent()) {
            throw new Failure(ExitCode.USAGE, "usage.selector", text);
        }
        return ALabels.of(text.strip())
                .flatMap(DnsName::parse)
                .map(Names::withoutDomainKey)
                .filter(Names::isSelector)
                .orElseThrow(() -> new Failure(ExitCode.USAGE, "usage.selector", text));
    }

    private static DnsName withoutDomainKey(DnsName name) {
        List<String> labels = name.labels();
        int last = labels.size() - 1;
        return last > 0 && labels.get(last).equalsIgnoreCase(DOMAIN_KEY)
                ? DnsName.ofLabels(labels.subList(0, last)).orElse(name)
                : name;
    }

    /** {@code selector = sub-domain *( "." sub-domain )} (RFC 6376 §3.1), and the underscores that some publish. */
    private static boolean isSelector(DnsName name) {
        return !name.isRoot()
                && name.labels().stream()
                        .allMatch(label -> !label.startsWith("-")
                                && label.chars()
                                        .allMatch(c ->
                                                c < 0x80 && (Character.isLetterOrDigit(c) || c == '-' || c == '_')));
    }

    /** The service an option names; a mistyped one is answered with those that are called alike. */
    static SendingService service(ServiceCatalog catalog, String name) {
        return catalog.find(name).orElseThrow(() -> noService(catalog, name));
    }

    /** The answer to a name that no service has. */
    static Failure noService(ServiceCatalog catalog, String name) {
        String alike = alike(catalog, name);
        return alike.isEmpty()
                ? new Failure(ExitCode.USAGE, "usage.service.unknown", name)
                : new Failure(ExitCode.USAGE, "usage.service", name, alike);
    }

    /** The ids of the services that are called alike; empty if none is. */
    static String alike(ServiceCatalog catalog, String name) {
        List<SendingService> near = NearMiss.of(name, catalog.services(), each -> List.of(each.id(), each.name()));
        return String.join(
                ", ",
                NearMiss.together(near, catalog.like(name)).stream()
                        .map(SendingService::id)
                        .toList());
    }
}
