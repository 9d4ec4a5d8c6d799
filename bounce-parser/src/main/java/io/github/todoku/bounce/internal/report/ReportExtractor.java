package io.github.todoku.bounce.internal.report;

import java.util.Optional;

/** Reads one form of report. */
interface ReportExtractor {
    /** What the message says; empty if it is not of this form. */
    Optional<Extraction> extract(ReportMessage message);
}
