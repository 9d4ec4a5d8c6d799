package io.github.todoku.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.IDN;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PunycodeTest {
    @Test
    void encodesAsTheJdkDoesWhereBothAgreeOnTheName() {
        Random random = new Random(3492);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder label = new StringBuilder("é");
            for (int n = random.nextInt(12); n > 0; n--) {
                label.append(
                        (char) (random.nextBoolean() ? 'a' + random.nextInt(26) : 0x4E00 + random.nextInt(0x5000)));
            }
            assertThat("xn--" + Punycode.encode(label.toString())).isEqualTo(IDN.toASCII(label.toString()));
        }
    }

    /** RFC 3492 §7.1 (A), (I) and (S). */
    @Test
    void encodesTheSamplesOfTheStandard() {
        assertThat(Punycode.encode("ليهمابتكلموشعربي؟")).isEqualTo("egbpdaj6bu4bxfgehfvwxn");
        assertThat(Punycode.encode("почемужеонинеговорятпорусски")).isEqualTo("b1abfaaepdrnnbgefbadotcwatmq2g4l");
        assertThat(Punycode.encode("-> $1.00 <-")).isEqualTo("-> $1.00 <--");
    }
}
