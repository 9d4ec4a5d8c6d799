package io.github.todoku.bounce.internal.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.github.todoku.bounce.ReplyClassifier;
import io.github.todoku.bounce.ReplyRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReplyFormTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "User doesn't EXIST            | ' user doesnt exist '",
                "<bob.x@example.org>: unknown  | ' @ unknown '",
                "to bob@mx.example.org, gone   | ' to @ gone '",
                "host mx [203.0.113.7] 5.7.1   | ' host mx 0 '",
                "see example.com for help      | ' see for help '",
                "@                             | ' @ '",
                "a@b@c                         | ' @ @ '",
                "Benutzer Ü unbekannt          | ' benutzer ü unbekannt '"
            })
    void onlyWordsAreLeft(String text, String form) {
        assertThat(ReplyForm.of(text)).isEqualTo(form);
    }

    @Test
    void twinsHaveOneKey() {
        assertThat(ReplyForm.key("550 5.1.1 <a@example.com>: User unknown (id 7)"))
                .isEqualTo(ReplyForm.key("553 <b@example.net> User unknown, id 123"));
    }

    static Stream<String> hostile() {
        byte[] random = new byte[1 << 20];
        new Random(7).nextBytes(random);
        return Stream.of(
                "",
                "\ud800",
                "\u0301".repeat(5_000),
                "\ud83d\ude00".repeat(100_000),
                "a".repeat(1 << 20),
                "@".repeat(1 << 20),
                "a@".repeat(1 << 19),
                "1.".repeat(1 << 19),
                " x".repeat(1 << 19),
                "漢".repeat(1 << 20),
                "550 " + "user unknown ".repeat(100_000),
                "\u202e\u0000\ufeff".repeat(1 << 18),
                new String(random, StandardCharsets.ISO_8859_1),
                new String(random, StandardCharsets.UTF_8),
                new String(random, StandardCharsets.UTF_16));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void noTextTakesLong(String text) {
        ReplyClassifier classifier = ReplyClassifier.standard();
        assertTimeout(Duration.ofSeconds(1), () -> {
            for (int i = 0; i < 20; i++) {
                assertThat(ReplyForm.of(text)).hasSizeLessThanOrEqualTo(ReplyForm.MAX_TEXT + 3);
                assertThat(classifier.classify(ReplyRequest.of(text)).cause()).isNotNull();
            }
        });
    }
}
