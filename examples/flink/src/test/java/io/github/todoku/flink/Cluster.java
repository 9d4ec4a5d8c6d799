package io.github.todoku.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Two task managers with a slot each, of which one can be made to die while a job runs. */
final class Cluster implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 180;

    private final Path checkpoints;
    private final MiniCluster cluster;

    Cluster(Path checkpoints) throws Exception {
        this.checkpoints = Files.createDirectories(checkpoints);
        Configuration settings = new Configuration();
        settings.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofMillis(500));
        settings.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofSeconds(10));
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setNumTaskManagers(2)
                .setNumSlotsPerTaskManager(1)
                .setConfiguration(settings)
                .build());
        cluster.start();
    }

    /** Where a job of two tasks is described, that is often checkpointed. */
    StreamExecutionEnvironment environment() {
        Configuration settings = Settings.standard();
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(250));
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(200));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        env.setParallelism(2);
        return env;
    }

    void run(StreamExecutionEnvironment env) throws Exception {
        JobGraph job = submit(env);
        finish(job);
    }

    /** One of the two dies after a checkpoint, and another comes in its place; false if the job had ended before. */
    boolean runWithADeath(StreamExecutionEnvironment env) throws Exception {
        JobGraph job = submit(env);
        long before = checkpointed();
        while (checkpointed() == before && isRunning(job)) {
            Thread.sleep(20);
        }
        boolean died = isRunning(job);
        cluster.terminateTaskManager(0).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        cluster.startTaskManager();
        finish(job);
        return died;
    }

    private JobGraph submit(StreamExecutionEnvironment env) throws Exception {
        JobGraph job = env.getStreamGraph().getJobGraph();
        cluster.submitJob(job).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return job;
    }

    private void finish(JobGraph job) throws Exception {
        cluster.requestJobResult(job.getJobID())
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .toJobExecutionResult(getClass().getClassLoader());
    }

    private boolean isRunning(JobGraph job) throws Exception {
        JobStatus status = cluster.getJobStatus(job.getJobID()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return !status.isGloballyTerminalState();
    }

    /** The number of the last checkpoint that is whole. */
    private long checkpointed() {
        try (Stream<Path> files = Files.walk(checkpoints)) {
            return files.filter(each -> Files.exists(each.resolve("_metadata")))
                    .map(each -> each.getFileName().toString())
                    .mapToLong(name -> Long.parseLong(name.substring("chk-".length())))
                    .max()
                    .orElse(0);
        } catch (IOException | UncheckedIOException vanished) { // an older one is deleted while we look
            return 0;
        }
    }

    /** The lines of all files that have appeared; those that are being written begin with a dot. */
    static List<String> lines(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .flatMap(file -> {
                        try {
                            return Files.readAllLines(file).stream();
                        } catch (IOException unreadable) {
                            throw new UncheckedIOException(unreadable);
                        }
                    })
                    .toList();
        }
    }

    @Override
    public void close() {
        cluster.closeAsync().join();
    }
}
