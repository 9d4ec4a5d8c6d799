package io.github.todoku.diagnosis.evidence;

import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblList;
import io.github.todoku.dnsbl.ListStatus;
import io.github.todoku.dnsbl.SubjectKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lists that a receiver's reply may mean. One that is named by its zone is that one. One that is named only by its
 * operator, or by the operator's site, may be any of the operator's: Spamhaus has one for addresses and another for domains.
 */
final class NamedLists {
    private NamedLists() {}

    /** As far as the catalogue knows them; in its order. */
    static List<DnsblList> of(CaseFacts facts, DnsblCatalog catalog) {
        String words = facts.words();
        if (words == null) {
            return List.of();
        }
        Set<DnsblList> named = new LinkedHashSet<>(catalog.namedIn(words));
        String name = facts.listName();
        if (name != null) {
            catalog.find(name).ifPresentOrElse(named::add, () -> addCalled(name, catalog, named));
        }
        String text = words.toLowerCase(Locale.ROOT);
        Set<String> operators = new LinkedHashSet<>();
        for (DnsblList list : named) {
            boolean exactly =
                    text.contains(list.zone()) || text.contains(list.name().toLowerCase(Locale.ROOT));
            if (!exactly) {
                list.operator().ifPresent(operators::add);
            }
        }
        catalog.defaults().stream()
                .filter(list -> list.operator().filter(operators::contains).isPresent())
                .forEach(named::add);
        boolean byZone = named.stream().anyMatch(list -> text.contains(list.zone()));
        if (byZone) {
            named.removeIf(list -> !text.contains(list.zone()));
        }
        return List.copyOf(named);
    }

    /** {@code Spamhaus} is what people call each list whose name begins so. */
    private static void addCalled(String name, DnsblCatalog catalog, Set<DnsblList> named) {
        String start = name.strip().toLowerCase(Locale.ROOT) + " ";
        catalog.defaults().stream()
                .filter(list -> list.name().toLowerCase(Locale.ROOT).startsWith(start))
                .forEach(named::add);
    }

    static boolean servesAnything(DnsblList list) {
        return true;
    }

    static boolean servesDomains(DnsblList list) {
        return list.serves().contains(SubjectKind.DOMAIN);
    }

    static boolean servesAddresses(DnsblList list) {
        return list.serves().contains(SubjectKind.IPV4) || list.serves().contains(SubjectKind.IPV6);
    }

    /** Whether the catalogue knows that the list has ended: whoever still asks it refuses mail for nothing. */
    static boolean hasEnded(DnsblList list) {
        return list.status().state() == ListStatus.State.DEAD;
    }

    /** Whether the receiver names a list that none of the known ones can be. */
    static boolean isUnknown(@Nullable String listName, List<DnsblList> named) {
        return listName != null && named.isEmpty();
    }
}
