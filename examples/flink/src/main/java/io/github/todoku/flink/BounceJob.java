package io.github.todoku.flink;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;

/** A folder of bounces to two others: causes for each sender and hour, and what is known of each address. */
public final class BounceJob {
    private BounceJob() {}

    /**
     * Runs the job: {@code bounces/ causes/ addresses/}.
     *
     * @param args the three folders
     * @throws Exception if the job fails
     */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(Settings.standard());
        build(env, new Path(args[0]), new Path(args[1]), new Path(args[2]));
        env.execute("bounces");
    }

    /**
     * Describes the job.
     *
     * @param env where it is to run
     * @param bounces a folder of messages
     * @param causes a folder for lines of sender, hour, cause and count, divided by tabs
     * @param addresses a folder for histories, JSON lines
     */
    public static void build(StreamExecutionEnvironment env, Path bounces, Path causes, Path addresses) {
        DataStream<BounceReport> reports = env.fromSource(
                        FileSource.forRecordStreamFormat(new WholeFile(), bounces)
                                .build(),
                        WatermarkStrategy.noWatermarks(), // a bounce comes days late, and its date may be anything
                        "bounces")
                .map(new Parsed());
        reports.flatMap(new BounceCauses())
                .assignTimestampsAndWatermarks(WatermarkStrategy.<CauseCount>noWatermarks()
                        .withTimestampAssigner((each, before) -> TimeUnit.HOURS.toMillis(each.hour())))
                .keyBy(CauseCount::key)
                .window(TumblingEventTimeWindows.of(Duration.ofHours(1))) // all close when the folder is read
                .reduce(CauseCount::plus)
                .map(each -> each.sender() + "\t" + hour(each) + "\t" + each.cause() + "\t" + each.count())
                .sinkTo(Settings.lines(causes));
        reports.flatMap(new AddressesTold())
                .keyBy(Told::address)
                .process(new SuppressionFunction())
                .sinkTo(Settings.lines(addresses));
    }

    private static String hour(CauseCount each) {
        return Instant.ofEpochSecond(TimeUnit.HOURS.toSeconds(each.hour())).toString();
    }

    /** Parsers are cheap to make, and none travels. */
    private static final class Parsed implements MapFunction<byte[], BounceReport> {
        private static final long serialVersionUID = 1;

        @Override
        public BounceReport map(byte[] octets) {
            return BounceParser.standard().parse(octets);
        }
    }
}
