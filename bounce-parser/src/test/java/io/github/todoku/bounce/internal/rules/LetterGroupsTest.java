package io.github.todoku.bounce.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetterGroupsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "The following MESSAGE could not be Delivered; É Ü ß µ ÿ × @[\\]^_ `{|}~",
                "СООБЩЕНИЕ НЕ ДОСТАВЛЕНО: Рыба, Ёж",
                "メールを配信できませんでした。ウイルスチェック ＡＢＣ",
                "İSTANBUL \u212Aelvin \u2126 \uD801\uDC00"
            })
    void whatStandsInTheTextIsNeverDenied(String text) {
        LetterGroups groups = LetterGroups.of(text);
        String lower = text.toLowerCase(Locale.ROOT);
        for (int from = 0; from < lower.length(); from++) {
            for (int to = from; to <= lower.length(); to++) {
                assertThat(groups.mayHold(lower.substring(from, to))).isTrue();
            }
        }
        for (int from = 0; from < text.length(); from++) {
            assertThat(groups.mayHold(text.substring(from))).isTrue();
        }
    }

    @Test
    void mostOfWhatDoesNotStandThereIsDenied() {
        Random chance = new Random(19);
        LetterGroups groups = LetterGroups.of("This is the mail system at host mail.example.com. ".repeat(10)
                + "Your message could not be delivered to one or more recipients. It's attached below.");
        int held = 0;
        for (int i = 0; i < 1_000; i++) {
            StringBuilder phrase = new StringBuilder();
            for (int c = 0; c < 8; c++) {
                phrase.append((char) ('a' + chance.nextInt(26)));
            }
            held += groups.mayHold(phrase.toString()) ? 1 : 0;
        }
        assertThat(held).isLessThan(10);
        assertThat(groups.mayHold("virus-free")).isFalse();
        assertThat(groups.mayHold("the mail system")).isTrue();
    }
}
