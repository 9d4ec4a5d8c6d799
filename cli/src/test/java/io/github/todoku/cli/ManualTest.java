package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code docs/man} says what the program says of itself; {@code -Dmanual.write=true} writes it anew. */
class ManualTest {
    private static final Path MAN = Path.of("../docs/man");

    private static Map<Path, String> files() {
        CommandLine program = new CommandLine(new Main());
        Map<Path, String> files = new TreeMap<>();
        ManPage.pages(program).forEach(each -> files.put(MAN.resolve(ManPage.name(each) + ".1"), ManPage.of(each)));
        return files;
    }

    @Test
    void theFilesSayWhatTheProgramSays() throws IOException {
        Map<Path, String> files = files();
        if (Boolean.getBoolean("manual.write")) {
            for (Map.Entry<Path, String> each : files.entrySet()) {
                Files.createDirectories(each.getKey().getParent());
                Files.writeString(each.getKey(), each.getValue());
            }
        }
        for (Map.Entry<Path, String> each : files.entrySet()) {
            assertThat(each.getKey())
                    .as("write it with -Dmanual.write=true")
                    .content(StandardCharsets.UTF_8)
                    .isEqualTo(each.getValue());
        }
        try (Stream<Path> there = Files.list(MAN)) {
            assertThat(there).as("pages of commands that are no more").allMatch(files::containsKey);
        }
    }

    @Test
    void everyCommandSaysWhatItDoesAndEveryOptionWhatItIs() {
        for (CommandLine each : ManPage.pages(new CommandLine(new Main()))) {
            assertThat(each.getCommandSpec().usageMessage().description())
                    .as(ManPage.name(each))
                    .isNotEmpty();
            each.getCommandSpec()
                    .args()
                    .forEach(argument -> assertThat(argument.description())
                            .as(ManPage.name(each) + " " + argument)
                            .isNotEmpty());
        }
    }
}
