package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.Condition;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** install.sh, with a java that prints what it is asked for. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "install.sh needs a Unix shell")
class InstallTest {
    private static final Path ROOT = Path.of("..");

    private static final Set<String> OPTIONS = Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private static final Condition<String> COLLECTOR =
            new Condition<>(each -> each.matches("-XX:\\+Use\\w+GC"), "names a collector");

    @TempDir
    Path directory;

    private Path source;

    @BeforeEach
    void checkout() throws Exception {
        source = Files.createDirectories(directory.resolve("source"));
        copy("install.sh", "todoku", "cli/class-archive.sh");
        Files.createFile(Files.createDirectories(source.resolve("cli/target")).resolve("todoku.jar"));
        Files.createFile(Files.createDirectories(source.resolve("docs/man")).resolve("todoku.1"));
        java("printf '%s\\n' \"$@\"");
    }

    private void copy(String... files) throws Exception {
        for (String file : files) {
            Path copy = source.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(ROOT.resolve(file), copy);
        }
    }

    private void java(String does) throws Exception {
        Path java = Files.createDirectories(directory.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\n" + does + "\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> run(Path where, String... command) throws Exception {
        return run(0, where, Map.of(), command);
    }

    private List<String> run(int exitCode, Path where, Map<String, String> environment, String... command)
            throws Exception {
        Path out = directory.resolve("out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().keySet().removeAll(OPTIONS);
        builder.environment().compute("PATH", (name, path) -> directory.resolve("bin") + ":" + path);
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(out)).isEqualTo(exitCode);
        return Files.readAllLines(out);
    }

    @Test
    void anyPrefixWillDo() throws Exception {
        String prefix = "one & two|three's \\4 $HOME";
        run(0, directory, Map.of("CDPATH", directory.toString()), "sh", "source/install.sh", prefix);
        Path installed = directory.toRealPath().resolve(prefix);
        assertThat(run(Path.of("/"), installed.resolve("bin/todoku").toString(), "demo"))
                .contains("-XX:SharedArchiveFile=" + installed.resolve("lib/todoku/todoku.jsa"))
                .containsSequence(
                        "-cp",
                        installed.resolve("lib/todoku/todoku.jar").toString(),
                        "io.github.todoku.cli.Main",
                        "demo");
    }

    @Test
    void whatIsInstalledEveryUserMayRead() throws Exception {
        run(directory, "sh", "-c", "umask 077; chmod -R go= source; sh source/install.sh there");
        try (Stream<Path> files = Files.walk(directory.resolve("there"))) {
            assertThat(files)
                    .allSatisfy(each -> assertThat(Files.getPosixFilePermissions(each))
                            .contains(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ));
        }
    }

    /** A class path ends at it. */
    @ParameterizedTest
    @ValueSource(strings = {"a:b", ":", "/nonexistent/a:b/c"})
    void aPrefixWithAColonIsRefusedBeforeAnythingIsThere(String prefix) throws Exception {
        assertThat(run(64, directory, Map.of(), "sh", "source/install.sh", prefix))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("there is a colon in its path");
        assertThat(directory.resolve(prefix)).doesNotExist();
    }

    @Test
    void aCheckoutWithAColonIsTold() throws Exception {
        Path other = Files.move(source, directory.resolve("a:b"));
        assertThat(run(70, directory, Map.of(), "sh", other.resolve("todoku").toString(), "demo"))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("there is a colon in its path");
    }

    @ParameterizedTest
    @CsvSource({"1.8.0_391, 69", "11.0.22, 69", "16, 69", "17, 0", "17.0.15, 0", "25.0.3, 0", "26-ea, 0"})
    void anOlderJavaIsRefusedBeforeAnythingIsThere(String version, int exitCode) throws Exception {
        java("echo 'Picked up JAVA_TOOL_OPTIONS: -Dx=y'; echo 'openjdk version \"" + version + "\" 2025-04-15' >&2");
        List<String> said = run(exitCode, directory, Map.of(), "sh", "source/install.sh", "there");
        assertThat(Files.exists(directory.resolve("there"))).isEqualTo(exitCode == 0);
        assertThat(said)
                .last(InstanceOfAssertFactories.STRING)
                .contains(exitCode == 0 ? "installed: " : "needs a JRE 17 or newer");
    }

    @Test
    void aCollectorOfTheEnvironmentIsTheOnlyOne() throws Exception {
        run(directory, "sh", "source/install.sh", "there");
        for (String program : List.of("source/todoku", "there/bin/todoku")) {
            for (List<String> typed :
                    List.of(List.of("demo"), List.of("bounce", "mail"), List.of("dnsbl", "--batch", "lines"))) {
                List<String> command = new ArrayList<>(List.of("sh", program));
                command.addAll(typed);
                String[] line = command.toArray(String[]::new);
                assertThat(run(directory, line)).areExactly(1, COLLECTOR);
                for (String variable : OPTIONS) {
                    Map<String, String> named = Map.of(variable, "-Dx=y -XX:+UseZGC");
                    assertThat(run(0, directory, named, line)).areNot(COLLECTOR).endsWith(typed.get(typed.size() - 1));
                    Map<String, String> threads = Map.of(variable, "-XX:ConcGCThreads=4");
                    assertThat(run(0, directory, threads, line)).noneMatch(each -> each.contains("GCThreads"));
                    assertThat(run(0, directory, Map.of(variable, "-Xmx64m"), line))
                            .areExactly(1, COLLECTOR);
                }
            }
        }
    }
}
