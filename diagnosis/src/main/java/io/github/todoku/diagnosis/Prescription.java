package io.github.todoku.diagnosis;

import io.github.todoku.dns.Zone;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.preflight.PreflightReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a remedy needs beyond its row: records, notes, and what they will do.
 *
 * @param remedy the remedy's key: the row's own, or what stands in for it where no record can be written
 * @param records to publish
 * @param notes to read first
 * @param findings what keeps a record from being written
 * @param prognosis with the records laid over the DNS
 * @param overlay those records, to be laid over the DNS; null if there are none
 * @param gaps what gave no answer while it was written, one line each
 */
record Prescription(
        String remedy,
        List<RecordChange> records,
        List<String> notes,
        List<Finding> findings,
        Prognosis prognosis,
        @Nullable Zone overlay,
        List<String> gaps) {
    /** No record will help, or none can be written. */
    static Prescription none(String remedy) {
        return none(remedy, List.of());
    }

    /** The same, with what gave no answer. */
    static Prescription none(String remedy, List<String> gaps) {
        return new Prescription(remedy, List.of(), List.of(), List.of(), Prognosis.NONE, null, gaps);
    }

    /** The same, with what keeps one from being written. */
    static Prescription none(String remedy, List<String> gaps, List<Finding> obstacles) {
        return new Prescription(remedy, List.of(), List.of(), obstacles, Prognosis.NONE, null, gaps);
    }

    /** The same without what it will do. */
    Prescription withoutPrognosis() {
        return new Prescription(remedy, records, notes, findings, Prognosis.NONE, null, gaps);
    }

    Prescription {
        records = List.copyOf(records);
        notes = List.copyOf(notes);
        findings = List.copyOf(findings);
        gaps = List.copyOf(gaps);
    }

    Prescription judged(List<PreflightReport.Judgement> rules) {
        return new Prescription(remedy, records, notes, findings, prognosis.judged(rules), overlay, gaps);
    }
}
