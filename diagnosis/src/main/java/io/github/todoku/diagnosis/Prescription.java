package io.github.todoku.diagnosis;

import io.github.todoku.dns.Zone;
import io.github.todoku.preflight.PreflightReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a remedy needs beyond its row: records, notes, and what they will do.
 *
 * @param remedy the remedy's key: the row's own, or what stands in for it where no record can be written
 * @param records to publish
 * @param notes to read first
 * @param prognosis with the records laid over the DNS
 * @param overlay those records, to be laid over the DNS; null if there are none
 */
record Prescription(
        String remedy,
        List<Remedy.RecordChange> records,
        List<String> notes,
        Prognosis prognosis,
        @Nullable Zone overlay) {
    /** No record will help, or none can be written. */
    static Prescription none(String remedy) {
        return new Prescription(remedy, List.of(), List.of(), Prognosis.NONE, null);
    }

    /** The same without what it will do. */
    Prescription withoutPrognosis() {
        return new Prescription(remedy, records, notes, Prognosis.NONE, null);
    }

    Prescription {
        records = List.copyOf(records);
        notes = List.copyOf(notes);
    }

    Prescription judged(List<PreflightReport.Judgement> rules) {
        return new Prescription(remedy, records, notes, prognosis.judged(rules), overlay);
    }
}
