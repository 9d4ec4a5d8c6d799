package io.github.todoku.bounce.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import org.junit.jupiter.api.Test;

class ReplyTextTest {
    @Test
    void latinLettersAreWrittenWithoutTheirMarks() {
        for (char c = 0x80; c < 0x180; c++) {
            if (c == 0x92 || c == 0xA0) {
                continue; // a quote of Windows, a blank
            }
            char small = Character.toLowerCase(c);
            char base = switch (small) {
                case 'ı' -> 'i';
                case 'ł' -> 'l';
                case 'ø' -> 'o';
                case 'đ' -> 'd';
                default ->
                    Normalizer.normalize(String.valueOf(small), Normalizer.Form.NFD)
                            .charAt(0);
            };
            assertThat(ReplyText.normal(c)).as("U+%04X", (int) c).isEqualTo(base);
        }
        assertThat(ReplyText.normal("Boîte  PLEINE\n“Łódź”")).isEqualTo("boite pleine \"lodz\"");
    }
}
