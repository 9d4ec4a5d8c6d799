package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputTest {
    @Test
    void aReaderThatHasSeenEnoughIsNoFault() throws Exception {
        Process process = Program.prepared("--help").start();
        process.getInputStream().close(); // long before the JVM is up and writes
        assertThat(errors(process)).isEmpty();
        assertThat(Program.exitCode(process)).isEqualTo(ExitCode.READER_GONE);
    }

    @Test
    void aFullDiskIsToldAndIsAFault() throws Exception {
        File full = new File("/dev/full");
        assumeTrue(full.exists(), "this system has no /dev/full");
        Process process = Program.prepared("--help").redirectOutput(full).start();
        assertThat(errors(process)).contains("could not be written");
        assertThat(Program.exitCode(process)).isEqualTo(ExitCode.OUR_FAULT);
    }

    private static String errors(Process process) throws Exception {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
