package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWalkTest {
    @TempDir
    Path folder;

    @Test
    void filesComeByNameHoweverFewNamesAreHeld() throws IOException {
        List<String> files = List.of("a/1", "a/2", "a/b/c/3", "a/z", "b", "c", "d", "e", "f", "g/1");
        for (String file : files) {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, file);
        }
        for (int held = 1; held < 12; held++) {
            assertThat(walk(folder, held)).as("%s held", held).isEqualTo(files);
        }
    }

    @Test
    void aFolderThatVanishedIsToldAndPassedOver() {
        List<Path> told = new ArrayList<>();
        FolderWalk walk = new FolderWalk(folder.resolve("gone"), (path, why) -> told.add(path));
        assertThat(walk.next()).isEmpty();
        assertThat(told).containsExactly(folder.resolve("gone"));
    }

    private static List<String> walk(Path folder, int held) {
        FolderWalk walk = new FolderWalk(folder, (path, why) -> {}, held);
        List<String> files = new ArrayList<>();
        for (Optional<Path> next = walk.next(); next.isPresent(); next = walk.next()) {
            files.add(folder.relativize(next.get()).toString());
        }
        return files;
    }
}
