package io.github.todoku.publicsuffix;

import crawlercommons.domains.EffectiveTldFinder;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.RegistrableDomain;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The registrable domain as the public suffix list has it, in place of the short rule of {@link RegistrableDomain}. The list
 * is as old as the crawler-commons release on the class path; its private part counts too: {@code example.github.io} is
 * somebody's.
 *
 * <pre>{@code
 * DnsblChecker.using(dns).withRegistrableDomain(PublicSuffixList::registrableDomain)
 * }</pre>
 *
 * <p>The first call reads the list, about 10,000 rules; after that nothing is read or asked.
 */
public final class PublicSuffixList {
    private static final Pattern HOST_LABEL = Pattern.compile("[A-Za-z0-9-]+");

    private PublicSuffixList() {}

    /**
     * {@return the registrable domain at or above {@code name}; empty if the name is itself a public suffix}
     *
     * @param name any name; one that no host can have is judged by its last labels
     */
    public static Optional<DnsName> registrableDomain(DnsName name) {
        DnsName host = hostPart(name);
        int labels = 1 + suffixLabels(host);
        return labels <= host.labelCount() ? Optional.of(host.suffix(labels)) : Optional.empty();
    }

    /** How many labels the suffix has less those of the registrable domain's own: an exception is registrable itself. */
    private static int suffixLabels(DnsName host) {
        EffectiveTldFinder.EffectiveTLD suffix = EffectiveTldFinder.getEffectiveTLD(host.toString());
        if (suffix == null) {
            return 1; // "If no rules match, the prevailing rule is '*'"
        }
        int labels = suffix.getDomain().split("\\.", -1).length;
        return suffix.isException() ? labels - 1 : labels;
    }

    /** The labels at the end that a host's name can have. */
    private static DnsName hostPart(DnsName name) {
        int labels = 0;
        while (labels < name.labelCount() && isHostLabel(name.labels().get(name.labelCount() - 1 - labels))) {
            labels++;
        }
        return name.suffix(labels);
    }

    private static boolean isHostLabel(String label) {
        return HOST_LABEL.matcher(label).matches();
    }
}
