package io.github.todoku.dns;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The domain that somebody registered, found by rule: one label below a top-level domain, two where a country's domain is
 * divided by kind ({@code example.co.uk}). The public suffix list knows more; this asks nothing and
 * needs no data, and is right for most names.
 */
public final class RegistrableDomain {
    /** Second labels by which countries divide their domain. */
    private static final Set<String> KINDS = Set.of(
            "ac", "co", "com", "edu", "gob", "gov", "govt", "gub", "ltd", "mil", "ne", "net", "nhs", "nom", "or", "org",
            "plc", "police", "sch");

    /** More of them, each in its own country's domain (the registries' rules of JP, KR, TH and ID). */
    private static final Map<String, Set<String>> MORE_KINDS = Map.of(
            "jp", Set.of("ad", "ed", "go", "gr", "lg"),
            "kr", Set.of("go", "pe", "re"),
            "th", Set.of("go", "in", "mi"),
            "id", Set.of("go", "my", "web"));

    /** Countries' domains that are not divided so; a name like {@code co.de} is somebody's. */
    private static final Set<String> FLAT = Set.of("ch", "cz", "de", "dk", "eu", "fi", "li", "lu", "nl", "tv");

    private RegistrableDomain() {}

    /**
     * {@return the registrable domain at or above {@code name}; empty if the name is itself a public suffix}
     *
     * @param name any name
     */
    public static Optional<DnsName> of(DnsName name) {
        List<String> labels = name.labels();
        int count = labels.size();
        if (count < 2) {
            return Optional.empty();
        }
        String top = labels.get(count - 1).toLowerCase(Locale.ROOT);
        String second = labels.get(count - 2).toLowerCase(Locale.ROOT);
        boolean kind =
                KINDS.contains(second) || MORE_KINDS.getOrDefault(top, Set.of()).contains(second);
        boolean divided = top.length() == 2 && !FLAT.contains(top) && kind;
        int wanted = divided ? 3 : 2;
        return count < wanted ? Optional.empty() : Optional.of(name.suffix(wanted));
    }
}
