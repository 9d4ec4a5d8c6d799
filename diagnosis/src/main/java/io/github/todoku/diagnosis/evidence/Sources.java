package io.github.todoku.diagnosis.evidence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All sources of evidence, and the conditions that they decide. */
public final class Sources {
    /** In the order in which a reader wants their proofs. */
    public static final List<EvidenceSource<?>> ALL = List.of(
            BounceSource.SOURCE,
            SpfSource.SOURCE,
            ServersSource.SOURCE,
            DkimSource.SOURCE,
            ReturnedMailSource.SOURCE,
            DmarcSource.SOURCE,
            MailFromDomainSource.SOURCE,
            FromDomainSource.SOURCE,
            ReverseSource.SOURCE,
            ServiceSource.SOURCE,
            SiblingSource.SOURCE,
            KnownServiceSource.SOURCE,
            ListsSource.SOURCE,
            DomainListsSource.SOURCE,
            RecipientDomainSource.SOURCE,
            RecipientTlsSource.SOURCE);

    private static final Map<String, Condition> CONDITIONS = conditions();

    private Sources() {}

    private static Map<String, Condition> conditions() {
        Map<String, Condition> conditions = new LinkedHashMap<>();
        for (EvidenceSource<?> source : ALL) {
            for (Condition condition : source.conditions()) {
                if (conditions.put(condition.field().toLowerCase(Locale.ROOT), condition) != null) {
                    throw new IllegalStateException("two conditions " + condition.field());
                }
            }
        }
        return conditions;
    }

    /** {@return every condition, in the order of the sources} */
    public static Collection<Condition> allConditions() {
        return CONDITIONS.values();
    }

    /**
     * {@return the condition with this name}
     *
     * @param field the name of its field, in any case
     */
    public static Optional<Condition> condition(String field) {
        return Optional.ofNullable(CONDITIONS.get(field.toLowerCase(Locale.ROOT)));
    }

    /**
     * {@return the source with this id}
     *
     * @param id its id
     */
    public static Optional<EvidenceSource<?>> find(String id) {
        return ALL.stream().filter(source -> source.id().equals(id)).findFirst();
    }

    /**
     * {@return these and all that they rest on, in the order of {@link #ALL}}
     *
     * @param wanted some sources
     */
    public static List<EvidenceSource<?>> withGrounds(Collection<? extends EvidenceSource<?>> wanted) {
        Set<EvidenceSource<?>> all = new LinkedHashSet<>();
        wanted.forEach(source -> add(source, all));
        List<EvidenceSource<?>> ordered = new ArrayList<>(ALL);
        ordered.retainAll(all);
        return ordered;
    }

    private static void add(EvidenceSource<?> source, Set<EvidenceSource<?>> into) {
        if (into.add(source)) {
            source.restsOn().forEach(ground -> add(ground, into));
        }
    }
}
