package io.github.todoku.feedback;

import java.io.Serializable;

/**
 * One thing that a {@link ReportReader} comes upon: the beginning, a row or the end of an aggregate report, a TLS report, a
 * failure report, or what is none of them and why. Immutable.
 */
public sealed interface ReportItem extends Serializable
        permits AggregateReport, TlsReport, FailureReport, RefusedReport {
    /** {@return where it was found, for people: the file, then the entry, message or part in it} */
    String place();
}
