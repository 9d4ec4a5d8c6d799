package io.github.todoku.flink;

import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.suppression.AddressHistory;
import io.github.todoku.feedback.summary.ReportSummary;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/** What the jobs have in common: checkpoints, how the library's values travel, and files that appear whole. */
final class Settings {
    /** The library's results are {@code Serializable}, and promise it; how they look inside they do not. */
    private static final List<Class<?>> VALUES = List.of(BounceReport.class, AddressHistory.class, ReportSummary.class);

    private static final String BY_JAVA =
            "{type: kryo, kryo-type: registered, class: org.apache.flink.api.java.typeutils.runtime.kryo.JavaSerializer}";

    private Settings() {}

    static Configuration standard() {
        Configuration settings = new Configuration();
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(30));
        // A thousand names wait in one buffer before a task that asks the DNS: a checkpoint does not wait for them.
        settings.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 10);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofSeconds(1));
        settings.set(
                PipelineOptions.SERIALIZATION_CONFIG,
                VALUES.stream().map(each -> each.getName() + ": " + BY_JAVA).collect(Collectors.toList()));
        return settings;
    }

    /** A folder of files that appear when a checkpoint has made sure of them: no line is there twice, none is missing. */
    static FileSink<String> lines(Path folder) {
        return FileSink.forRowFormat(folder, new SimpleStringEncoder<String>("UTF-8"))
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .build();
    }
}
