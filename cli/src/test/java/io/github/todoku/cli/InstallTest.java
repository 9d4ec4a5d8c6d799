package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** install.sh, with a java that prints what it is asked for. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "install.sh needs a Unix shell")
class InstallTest {
    private static final Path ROOT = Path.of("..");

    @TempDir
    Path directory;

    private List<String> run(Path where, String... command) throws Exception {
        Path out = directory.resolve("out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().compute("PATH", (name, path) -> directory.resolve("bin") + ":" + path);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
        return Files.readAllLines(out);
    }

    @Test
    void anyPrefixWillDo() throws Exception {
        Path source = Files.createDirectories(directory.resolve("source"));
        Files.copy(ROOT.resolve("install.sh"), source.resolve("install.sh"));
        Files.copy(ROOT.resolve("todoku"), source.resolve("todoku"));
        Files.createFile(Files.createDirectories(source.resolve("cli/target")).resolve("todoku.jar"));
        Files.copy(ROOT.resolve("cli/class-archive.sh"), source.resolve("cli/class-archive.sh"));
        Files.createFile(Files.createDirectories(source.resolve("docs/man")).resolve("todoku.1"));
        Path java = Files.createDirectories(directory.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        String prefix = "one & two|three's \\4 $HOME";
        run(directory, "sh", "source/install.sh", prefix);
        Path installed = directory.toRealPath().resolve(prefix);
        assertThat(run(Path.of("/"), installed.resolve("bin/todoku").toString(), "demo"))
                .contains("-XX:SharedArchiveFile=" + installed.resolve("lib/todoku/todoku.jsa"))
                .containsSequence(
                        "-cp",
                        installed.resolve("lib/todoku/todoku.jar").toString(),
                        "io.github.todoku.cli.Main",
                        "demo");
    }
}
