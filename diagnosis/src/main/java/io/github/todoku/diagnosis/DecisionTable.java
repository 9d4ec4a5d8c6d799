package io.github.todoku.diagnosis;

import io.github.todoku.dns.stanza.Stanza;
import io.github.todoku.dns.stanza.StanzaReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rows in order, read from {@code decision-table.txt}; what fires first is the cause. */
record DecisionTable(List<DecisionRow> rows) {
    DecisionTable {
        rows = List.copyOf(rows);
    }

    static DecisionTable shipped() {
        return Holder.SHIPPED;
    }

    Optional<DecisionRow> find(String id) {
        return rows.stream().filter(row -> row.id().equals(id)).findFirst();
    }

    /** An unknown condition, or a value that a condition never has, is a fault with its file and line. */
    static DecisionTable of(List<Stanza> stanzas) {
        List<DecisionRow> rows = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Stanza stanza : stanzas) {
            DecisionRow row = DecisionRow.of(stanza);
            if (!ids.add(row.id())) {
                throw stanza.wrong("a second row " + row.id());
            }
            rows.add(row);
        }
        return new DecisionTable(rows);
    }

    /** Read when first used; immutable. */
    private static final class Holder {
        static final DecisionTable SHIPPED = of(StanzaReader.resource(
                "decision-table.txt", DecisionTable.class.getResourceAsStream("decision-table.txt")));
    }
}
