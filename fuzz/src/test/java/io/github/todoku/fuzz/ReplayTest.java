package io.github.todoku.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Seeds, what fuzzing once found, and seeds broken by chance: every reader stands them all. */
@Timeout(120)
class ReplayTest {
    private static final int BROKEN = 200;

    /** A seed of the day would find more and could not be found again. */
    private static final long SEED = 7208;

    /**
     * What fuzzing found.
     *
     * @param target the reader
     * @param file the input
     */
    record Finding(Target target, Path file) {
        @Override
        public String toString() {
            return target + " " + file.getFileName();
        }
    }

    static Stream<Finding> findings() throws URISyntaxException {
        Path all = Path.of(Objects.requireNonNull(ReplayTest.class.getResource("/findings/README"))
                        .toURI())
                .getParent();
        return list(all)
                .filter(Files::isDirectory)
                .flatMap(folder -> list(folder)
                        .map(file -> new Finding(
                                Target.valueOf(folder.getFileName().toString().toUpperCase(Locale.ROOT)), file)));
    }

    private static Stream<Path> list(Path folder) {
        return Stream.of(Objects.requireNonNull(folder.toFile().listFiles()))
                .sorted()
                .map(file -> file.toPath());
    }

    @ParameterizedTest
    @MethodSource("findings")
    void whatWasFoundIsMended(Finding finding) throws IOException {
        finding.target().read(Files.readAllBytes(finding.file()));
    }

    @Test
    void everyReaderHasSeeds() {
        assertThat(Target.values()).allSatisfy(each -> assertThat(each.seeds()).isNotEmpty());
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void seedsAndBrokenSeedsAreStood(Target target) {
        Random random = new Random(SEED);
        List<byte[]> seeds = target.seeds();
        target.read(new byte[0]);
        seeds.forEach(target::read);
        for (int i = 0; i < BROKEN; i++) {
            byte[] broken =
                    Breaker.broken(seeds.get(i % seeds.size()), seeds.get(random.nextInt(seeds.size())), random);
            try {
                target.read(broken);
            } catch (RuntimeException | AssertionError fault) {
                throw new AssertionError(target + " does not stand \"" + Breaker.shown(broken) + "\"", fault);
            }
        }
    }
}
