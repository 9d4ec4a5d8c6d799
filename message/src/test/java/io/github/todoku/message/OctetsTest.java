package io.github.todoku.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.message.internal.Octets;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OctetsTest {
    /** Gives a few octets at a time, and says what it likes of how many there are. */
    private static InputStream stream(byte[] octets, int told, Random random) {
        return new FilterInputStream(new ByteArrayInputStream(octets)) {
            @Override
            public int available() {
                return told;
            }

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                return super.read(into, from, Math.min(most, 1 + random.nextInt(5_000)));
            }
        };
    }

    @Test
    void whateverAStreamSaysOfItselfAllIsReadUpToTheMost() throws IOException {
        Random random = new Random(1);
        for (int length : new int[] {0, 1, 8_191, 8_192, 8_193, 20_000, 100_000}) {
            byte[] octets = new byte[length];
            random.nextBytes(octets);
            for (int told : new int[] {0, 1, length, length + 1, length / 2, 1 << 20}) {
                for (int most : new int[] {0, 1, length, length + 1, Math.max(0, length - 1), 1 << 20}) {
                    assertThat(Octets.of(stream(octets, told, random), most))
                            .as("%s octets, %s told, %s at most", length, told, most)
                            .isEqualTo(Arrays.copyOf(octets, Math.min(length, most)));
                }
            }
        }
    }
}
