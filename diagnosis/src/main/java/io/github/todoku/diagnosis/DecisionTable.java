package io.github.todoku.diagnosis;

import io.github.todoku.dns.stanza.Stanza;
import io.github.todoku.dns.stanza.StanzaReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    private static DecisionTable read() {
        List<DecisionRow> rows = new ArrayList<>();
        for (Stanza stanza : StanzaReader.resource(
                "decision-table.txt", DecisionTable.class.getResourceAsStream("decision-table.txt"))) {
            rows.add(DecisionRow.of(stanza));
        }
        return new DecisionTable(rows);
    }

    /** Read when first used; immutable. */
    private static final class Holder {
        static final DecisionTable SHIPPED = read();
    }
}
