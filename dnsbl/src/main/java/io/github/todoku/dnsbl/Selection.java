package io.github.todoku.dnsbl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From the lists that the caller names to those that are asked: keys put in, what is not permitted left out, what another
 * list contains not asked twice. Immutable, but for the memories.
 */
final class Selection {
    private final CheckSettings settings;
    private final ListMemories memories;

    Selection(CheckSettings settings, ListMemories memories) {
        this.settings = settings;
        this.memories = memories;
    }

    /** The choices for these lists, in their order, each zone once. */
    List<ListChoice> of(Collection<DnsblList> lists, boolean bulk) {
        Map<String, DnsblList> chosen = new LinkedHashMap<>();
        Set<String> required = new HashSet<>();
        for (DnsblList named : lists) {
            DnsblList list = keyedTwin(named);
            chosen.put(list.zone(), list);
            if (settings.required.contains(named.zone())) {
                required.add(list.zone());
            }
        }
        Map<String, ListChoice> choices = new LinkedHashMap<>();
        chosen.forEach((zone, list) -> choices.put(zone, choice(list, bulk, required.contains(zone))));
        List<ListChoice> result = new ArrayList<>();
        for (ListChoice choice : choices.values()) {
            Optional<String> union = choice.list().partOf().stream()
                    .filter(zone ->
                            choices.containsKey(zone) && choices.get(zone).isAsked())
                    .findFirst();
            result.add(
                    union.isPresent() && choice.isAsked()
                            ? ListChoice.skipped(choice.list(), SkipReason.COVERED, union.get(), choice.required())
                            : choice);
        }
        return List.copyOf(result);
    }

    /** The same data by key, for those who have one. */
    private DnsblList keyedTwin(DnsblList list) {
        if (settings.keys.isEmpty()) {
            return list;
        }
        return list.keyedTwin()
                .flatMap(twin -> settings.catalog().find(twin))
                .filter(keyed ->
                        keyed.terms().name().filter(settings.keys::containsKey).isPresent())
                .orElse(list);
    }

    private ListChoice choice(DnsblList list, boolean bulk, boolean required) {
        switch (list.status().state()) {
            case DEAD -> {
                String since = list.status().since();
                return ListChoice.skipped(list, SkipReason.DEAD, since == null ? "" : since, required);
            }
            case DISABLED -> {
                return ListChoice.skipped(list, SkipReason.DISABLED, "", required);
            }
            default -> {
                return permitted(list, bulk, required);
            }
        }
    }

    private ListChoice permitted(DnsblList list, boolean bulk, boolean required) {
        UseTerms terms = list.terms();
        String name = terms.name().orElse(list.zone());
        String key = settings.keys.get(name);
        if (terms.access() == UseTerms.Access.NOT_PUBLIC) {
            return ListChoice.skipped(list, SkipReason.NOT_PUBLIC, "", required);
        }
        if (terms.access() == UseTerms.Access.KEY && key == null) {
            return ListChoice.skipped(list, SkipReason.NO_KEY, name, required);
        }
        boolean free = terms.access() == UseTerms.Access.KEY || settings.permits(list);
        if (terms.access() == UseTerms.Access.REGISTRATION && !free) {
            return ListChoice.skipped(list, SkipReason.NOT_REGISTERED, name, required);
        }
        if (settings.commercial && terms.use() == UseTerms.Use.NON_COMMERCIAL && !free) {
            return ListChoice.skipped(list, SkipReason.COMMERCIAL_USE, name, required);
        }
        if (bulk && !terms.allowsBulk() && !free) {
            return ListChoice.skipped(list, SkipReason.BULK_USE, name, required);
        }
        return new ListChoice(list, memories.of(list, key), null, required, bulk);
    }
}
