package io.github.todoku.diagnosis;

import io.github.todoku.dns.stanza.Stanza;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One row: when it fires, what it calls the cause, and what is to be done.
 *
 * @param id the cause's stable id
 * @param conditions the allowed values of each condition; {@link Condition#WORDS} holds phrases
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
        Set<Condition.Source> show,
        List<String> remedies,
        Again again,
        String source,
        LocalDate asOf,
        List<String> examples) {
    private static final Set<String> FIELDS = fields();

    static DecisionRow of(Stanza stanza) {
        stanza.allowOnly(FIELDS);
        Map<Condition, List<String>> conditions = new EnumMap<>(Condition.class);
        for (Condition condition : Condition.values()) {
            List<String> lines = stanza.all(condition.field());
            if (!lines.isEmpty()) {
                conditions.put(condition, condition == Condition.WORDS ? lines : words(lines));
            }
        }
        Set<Condition.Source> show = EnumSet.noneOf(Condition.Source.class);
        for (String word : words(stanza.all("Show"))) {
            show.add(stanza.constant(Condition.Source.class, word));
        }
        return new DecisionRow(
                stanza.required("Row"),
                conditions,
                show,
                atLeastOne(stanza, "Remedy"),
                stanza.constant(Again.class, stanza.required("Again")),
                stanza.required("Source"),
                LocalDate.parse(stanza.required("As-of")),
                stanza.all("Example"));
    }

    private static Set<String> fields() {
        Set<String> fields =
                new LinkedHashSet<>(List.of("Row", "Show", "Remedy", "Again", "Source", "As-of", "Example"));
        for (Condition condition : Condition.values()) {
            fields.add(condition.field());
        }
        return fields;
    }

    private static List<String> atLeastOne(Stanza stanza, String field) {
        List<String> all = stanza.all(field);
        if (all.isEmpty()) {
            throw stanza.wrong("no " + field);
        }
        return all;
    }

    private static List<String> words(List<String> lines) {
        List<String> words = new ArrayList<>();
        for (String line : lines) {
            for (String word : line.strip().split("\\s+", -1)) {
                words.add(word.toLowerCase(Locale.ROOT).replace('_', '-'));
            }
        }
        return words;
    }

    /** Where the row has to look, what its sources rest on included. */
    Set<Condition.Source> sources() {
        Set<Condition.Source> sources = EnumSet.copyOf(show.isEmpty() ? EnumSet.of(Condition.Source.BOUNCE) : show);
        for (Condition condition : conditions.keySet()) {
            sources.add(condition.source());
            sources.addAll(Condition.RESTS_ON.getOrDefault(condition.source(), Set.of()));
        }
        return sources;
    }
}
