package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void aFileIsMovedIntoItsPlaceWhole(@TempDir Path folder) throws Exception {
        Path page = Files.writeString(folder.resolve("page.html"), "what was there before");
        Files.setPosixFilePermissions(page, PosixFilePermissions.fromString("rw-------"));
        Path link = Files.createSymbolicLink(folder.resolve("link.html"), page);
        try (FileChannel before = FileChannel.open(page)) {
            OutputOptions.write(link, "whole");
            assertThat(before.size())
                    .as("who has the old one open reads the old one")
                    .isEqualTo("what was there before".length());
        }
        assertThat(Files.readString(page)).isEqualTo("whole");
        assertThat(link).isSymbolicLink();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(page)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).as("nothing is left beside it").containsExactlyInAnyOrder(page, link);
        }
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsToldAndTheOldFileStays(@TempDir Path folder) throws Exception {
        Path page = Files.writeString(folder.resolve("page.html"), "old");
        assertThatThrownBy(() -> OutputOptions.write(folder.resolve("none").resolve("page.html"), "new"))
                .isInstanceOf(Failure.class);
        assertThat(Files.readString(page)).isEqualTo("old");
    }

    private static String errors(Process process) throws Exception {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
