package io.github.todoku.flink;

import io.github.todoku.feedback.ReportReader;
import io.github.todoku.feedback.summary.ReportSummary;
import io.github.todoku.feedback.summary.ReportTally;
import io.github.todoku.render.JsonReport;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.GlobalWindows;

/**
 * A folder of DMARC and TLS reports to one summary: each task adds up files, and the sums are merged. A batch: it has an end, and what a
 * machine that dies had done is done again.
 */
public final class ReportJob {
    private ReportJob() {}

    /**
     * Runs the job: {@code reports/ summary/}.
     *
     * @param args the two folders
     * @throws Exception if the job fails
     */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(Settings.standard());
        build(env, new Path(args[0]), new Path(args[1]));
        env.execute("reports");
    }

    /**
     * Describes the job.
     *
     * @param env where it is to run
     * @param reports a folder of files, packed or not
     * @param summary a folder for one line of JSON
     */
    public static void build(StreamExecutionEnvironment env, Path reports, Path summary) {
        env.setRuntimeMode(RuntimeExecutionMode.BATCH);
        int groups = env.getParallelism();
        env.fromSource(
                        FileSource.forRecordStreamFormat(new WholeFile(), reports)
                                .build(),
                        WatermarkStrategy.noWatermarks(),
                        "reports")
                .map(new Added())
                .keyBy(each -> Math.floorMod(each.messages(), groups))
                .window(GlobalWindows.createWithEndOfStreamTrigger())
                .aggregate(new SummaryMerge())
                .windowAll(GlobalWindows.createWithEndOfStreamTrigger())
                .aggregate(new SummaryMerge())
                .map(sum -> JsonReport.of(sum, List.of(), Locale.ENGLISH).toJson())
                .sinkTo(Settings.lines(summary));
    }

    /** The sum of one file. */
    private static final class Added implements MapFunction<byte[], ReportSummary> {
        private static final long serialVersionUID = 1;

        @Override
        public ReportSummary map(byte[] octets) {
            ReportTally tally = ReportTally.standard();
            try (ReportReader items = ReportReader.of(new ByteArrayInputStream(octets), "a file")) {
                items.forEach(tally::add);
            }
            return tally.summary();
        }
    }
}
