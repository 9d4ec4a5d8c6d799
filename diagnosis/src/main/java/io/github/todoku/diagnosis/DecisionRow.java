package io.github.todoku.diagnosis;

import io.github.todoku.diagnosis.evidence.Condition;
import io.github.todoku.diagnosis.evidence.EvidenceSource;
import io.github.todoku.diagnosis.evidence.Sources;
import io.github.todoku.dns.stanza.Stanza;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One row: when it fires, what it calls the cause, and what is to be done.
 *
 * @param id the cause's stable id
 * @param conditions the allowed values of each condition
 * @param show sources that are asked for the reader, though no condition needs them
 * @param remedies the keys of what to do, in order; at least one
 * @param again whether and when to send again
 * @param source where the receiver's behaviour was read
 * @param asOf when
 * @param examples replies that must come out at this row
 */
record DecisionRow(
        String id,
        Map<Condition, List<String>> conditions,
        List<EvidenceSource<?>> show,
        List<String> remedies,
        Again again,
        String source,
        LocalDate asOf,
        List<String> examples) {
    private static final Set<String> OTHER_FIELDS =
            Set.of("row", "show", "remedy", "again", "source", "as-of", "example");

    /** An unknown field, condition, value, source or remedy is a fault of the table, told with its line. */
    static DecisionRow of(Stanza stanza) {
        refuseUnknownFields(stanza);
        return new DecisionRow(
                stanza.required("Row"),
                conditions(stanza),
                show(stanza),
                remedies(stanza),
                stanza.constant(Again.class, stanza.required("Again")),
                stanza.required("Source"),
                date(stanza),
                stanza.all("Example"));
    }

    private static void refuseUnknownFields(Stanza stanza) {
        for (Stanza.Field field : stanza.fields()) {
            if (!OTHER_FIELDS.contains(field.name().toLowerCase(Locale.ROOT))
                    && Sources.condition(field.name()).isEmpty()) {
                throw stanza.wrong(field, "no such condition: " + field.name());
            }
        }
    }

    /** In the order of the sources, which is that in which the evidence is weighed. */
    private static Map<Condition, List<String>> conditions(Stanza stanza) {
        Map<Condition, List<String>> conditions = new LinkedHashMap<>();
        for (Condition condition : Sources.allConditions()) {
            List<String> values = new ArrayList<>();
            for (Stanza.Field field : stanza.fields()) {
                if (field.name().equalsIgnoreCase(condition.field())) {
                    values.addAll(values(condition, field, stanza));
                }
            }
            if (!values.isEmpty()) {
                conditions.put(condition, List.copyOf(values));
            }
        }
        return conditions;
    }

    private static List<String> values(Condition condition, Stanza.Field field, Stanza stanza) {
        if (condition.isOfPhrases()) {
            return List.of(field.value());
        }
        List<String> values = words(field.value());
        for (String value : values) {
            if (!condition.knows(value)) {
                throw stanza.wrong(field, condition.field() + " is never " + value);
            }
        }
        return values;
    }

    private static List<EvidenceSource<?>> show(Stanza stanza) {
        Set<EvidenceSource<?>> show = new LinkedHashSet<>();
        for (String line : stanza.all("Show")) {
            for (String id : words(line)) {
                show.add(Sources.find(id).orElseThrow(() -> stanza.wrong("no such source of evidence: " + id)));
            }
        }
        return List.copyOf(show);
    }

    private static List<String> remedies(Stanza stanza) {
        List<String> remedies = stanza.all("Remedy");
        if (remedies.isEmpty()) {
            throw stanza.wrong("no Remedy");
        }
        for (String remedy : remedies) {
            if (!Messages.in(Locale.ENGLISH).has("remedy." + remedy)) {
                throw stanza.wrong("no sentence for the remedy " + remedy);
            }
        }
        return remedies;
    }

    private static LocalDate date(Stanza stanza) {
        try {
            return LocalDate.parse(stanza.required("As-of"));
        } catch (DateTimeException wrong) {
            throw stanza.wrong("no date: " + stanza.required("As-of"));
        }
    }

    private static List<String> words(String line) {
        return List.of(line.strip().toLowerCase(Locale.ROOT).replace('_', '-').split("\\s+", -1));
    }

    /** Whom to ask, without what these rest on. */
    Set<EvidenceSource<?>> sources() {
        Set<EvidenceSource<?>> sources = new LinkedHashSet<>(show);
        conditions.keySet().forEach(condition -> sources.add(condition.source()));
        return sources;
    }

    /** Whether one of the conditions is of this name. */
    boolean asks(String field) {
        return conditions.keySet().stream().anyMatch(condition -> condition.field().equals(field));
    }
}
