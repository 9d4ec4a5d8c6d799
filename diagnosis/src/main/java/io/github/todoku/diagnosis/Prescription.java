package io.github.todoku.diagnosis;

import java.util.List;

/**
 * What a remedy needs beyond its row: records, notes, and what they will do.
 *
 * @param remedy the remedy's key: the row's own, or what stands in for it where no record can be written
 * @param records to publish
 * @param notes to read first
 * @param prognosis with the records laid over the DNS
 */
record Prescription(String remedy, List<Remedy.RecordChange> records, List<String> notes, Prognosis prognosis) {
    /** No record will help, or none can be written. */
    static Prescription none(String remedy) {
        return new Prescription(remedy, List.of(), List.of(), Prognosis.NONE);
    }

    Prescription {
        records = List.copyOf(records);
        notes = List.copyOf(notes);
    }
}
