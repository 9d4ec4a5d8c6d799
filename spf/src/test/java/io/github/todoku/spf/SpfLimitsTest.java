package io.github.todoku.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Limits of this module at the number and one past it (docs/limits.md). */
class SpfLimitsTest {
    @Test
    void noLimitIsSetHigherThanTheHighest() {
        SpfOptions standard = SpfOptions.standard();
        List<IntFunction<SpfOptions>> setters = List.of(
                standard::withMaxTerms,
                standard::withMaxVoidLookups,
                standard::withMaxMxHosts,
                standard::withMaxPtrNames);
        for (IntFunction<SpfOptions> each : setters) {
            assertThat(each.apply(SpfOptions.HIGHEST_LIMIT)).isNotNull();
            for (int refused : new int[] {SpfOptions.HIGHEST_LIMIT + 1, -1}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> each.apply(refused))
                        .withMessageContaining("" + refused);
            }
        }
    }
}
