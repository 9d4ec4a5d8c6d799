package io.github.todoku.flink;

import io.github.todoku.feedback.summary.ReportSummary;
import org.apache.flink.api.common.functions.AggregateFunction;

/** Summaries merge in any order and any grouping, which is all that an engine asks of an aggregate. */
final class SummaryMerge implements AggregateFunction<ReportSummary, ReportSummary, ReportSummary> {
    private static final long serialVersionUID = 1;

    @Override
    public ReportSummary createAccumulator() {
        return ReportSummary.empty();
    }

    @Override
    public ReportSummary add(ReportSummary one, ReportSummary sum) {
        return sum.merge(one);
    }

    @Override
    public ReportSummary merge(ReportSummary one, ReportSummary other) {
        return one.merge(other);
    }

    @Override
    public ReportSummary getResult(ReportSummary sum) {
        return sum;
    }
}
