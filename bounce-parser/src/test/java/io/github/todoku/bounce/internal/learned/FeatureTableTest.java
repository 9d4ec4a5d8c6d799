package io.github.todoku.bounce.internal.learned;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureTableTest {
    private static final int FEATURES = 300;

    /** Less than a {@code long} of units, one of them full, and one more. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 17, 31, 33})
    void whatWasAddedIsFoundAndSummedUp(int causes) {
        Random chance = new Random(causes);
        FeatureTable table = new FeatureTable(FEATURES, causes);
        int[] numbers = new int[FEATURES];
        int[][] weights = new int[FEATURES][causes];
        for (int f = 0; f < FEATURES; f++) {
            numbers[f] = f % 3 == 0 ? f << 16 | 7 : chance.nextInt(); // some begin or end alike
            int scale = f % 5 == 0 ? FeatureTable.MAX_SCALE : 1 + chance.nextInt(FeatureTable.MAX_SCALE);
            byte[] units = new byte[1 + (causes + 1) / 2];
            for (int c = 0; c < causes; c++) {
                int unit =
                        f % 5 == 0 ? FeatureTable.MOST : chance.nextInt(2 * FeatureTable.MOST + 1) - FeatureTable.MOST;
                weights[f][c] = unit * scale;
                units[1 + c / 2] |= (byte) ((unit & 0xF) << (c % 2 == 0 ? 4 : 0));
            }
            table.add(numbers[f], scale, units, 1);
        }
        int[] sums = new int[causes];
        for (int f = 0; f < FEATURES; f++) {
            assertThat(table.find(numbers[f])).isEqualTo(f);
            for (int c = 0; c < causes; c++) {
                assertThat(table.weight(f, c)).isEqualTo(weights[f][c]);
                sums[c] += f < 10 ? 0 : weights[f][c];
            }
        }
        assertThat(table.sums(IntStream.range(0, FEATURES).toArray(), 10, FEATURES))
                .isEqualTo(sums);
        assertThat(table.find(7 << 16 | 8)).isEqualTo(FeatureTable.ABSENT);
        assertThat(table.count()).isEqualTo(FEATURES);
    }
}
