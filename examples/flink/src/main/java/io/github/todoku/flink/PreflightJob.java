package io.github.todoku.flink;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.reader.TextLineInputFormat;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Domains, a line each, to reports, a line each: many under way in each task, none twice in the output. */
public final class PreflightJob {
    /** How many domains a task has under way: one asks some twenty questions. */
    private static final int CAPACITY = 64;

    private static final Duration TIME_LIMIT = Duration.ofSeconds(25);

    private PreflightJob() {}

    /**
     * Runs the job: {@code domains.txt reports/ [system|192.0.2.53]}.
     *
     * @param args the list, the folder for the reports, and the DNS
     * @throws Exception if the job fails
     */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(Settings.standard());
        build(env, new Path(args[0]), new Path(args[1]), DnsSource.server(args.length > 2 ? args[2] : "system"));
        env.execute("preflight");
    }

    /**
     * Describes the job.
     *
     * @param env where it is to run
     * @param domains a text file
     * @param reports a folder
     * @param dns opened by each task
     */
    public static void build(StreamExecutionEnvironment env, Path domains, Path reports, DnsSource dns) {
        DataStream<String> lines = env.fromSource(
                        FileSource.forRecordStreamFormat(new TextLineInputFormat(), domains)
                                .build(),
                        WatermarkStrategy.noWatermarks(),
                        "domains")
                .filter(line -> !line.isBlank())
                .rebalance();
        // The engine's limit lies behind the check's own, at whose end there is a report of what is known.
        AsyncDataStream.unorderedWait(
                        lines,
                        new PreflightFunction(dns, TIME_LIMIT),
                        2 * TIME_LIMIT.toSeconds(),
                        TimeUnit.SECONDS,
                        CAPACITY)
                .name("preflight")
                .sinkTo(Settings.lines(reports));
    }
}
