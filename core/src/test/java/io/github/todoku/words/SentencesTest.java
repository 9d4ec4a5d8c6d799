package io.github.todoku.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ListResourceBundle;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SentencesTest {
    private static Sentences of(String sentence) {
        return Sentences.of(new ListResourceBundle() {
            @Override
            protected Object[][] getContents() {
                return new Object[][] {{"key", sentence}};
            }

            @Override
            public Locale getLocale() {
                return Locale.ROOT;
            }
        });
    }

    @Test
    void argumentsArePutInOnceAndQuotesNeedNoEscaping() {
        assertThat(of("it's {1}, not {0}").text("key", "{1}", "o'clock")).isEqualTo("it's o'clock, not {1}");
    }

    @Test
    void aWordGoesWithItsCount() {
        Sentences words = of("{0} {0#mail|mails}, {1#it is|they are} {1}{2#x|y}{0#|s}{0#s}");
        assertThat(words.text("key", 1, "2")).isEqualTo("1 mail, they are 2{2#x|y}");
        assertThat(words.text("key", 0, 1L)).isEqualTo("0 mails, it is 1{2#x|y}ss");
        assertThat(of("{0}").text("key", "{0#a|b}")).isEqualTo("{0#a|b}");
    }

    @Test
    void aPlaceWithoutAnArgumentStaysAsWritten() {
        assertThat(of("{0} {7} {x} {").text("key", 1_000)).isEqualTo("1000 {7} {x} {");
    }

    @Test
    void whatAStrangerWroteStaysOnOneLine() {
        assertThat(of("<{0}>").text("key", "a\r\nb\u001b[31m\u202e\u2028\ud800"))
                .isEqualTo("<a\\x0D\\x0Ab\\x1B[31m\\u202E\\u2028\\uD800>");
        assertThat(of("<{0}>").text("key", "花丸 é 😀")).isEqualTo("<花丸 é 😀>");
    }

    @Test
    void anUnknownKeyIsNamed() {
        assertThatThrownBy(() -> of("x").text("other"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"other\"");
    }

    @Test
    void everyLanguageButJapaneseIsEnglish() {
        assertThat(Sentences.bundleLocale(Locale.FRANCE)).isEqualTo(Locale.ROOT);
        assertThat(Sentences.bundleLocale(Locale.JAPAN)).isEqualTo(Locale.JAPANESE);
        assertThat(of("x").locale()).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void octetsFromTheDnsAreCutAndOnlyAsciiIsShown() {
        assertThat(Printable.octets("caf\u00e9\u0007")).isEqualTo("caf\\xE9\\x07");
        assertThat(Printable.octets("x".repeat(300))).isEqualTo("x".repeat(200) + "...");
        assertThat(Printable.octets("xyz", 2)).isEqualTo("xy...");
        assertThat(Printable.octets("x😀z", 2)).isEqualTo("x..."); // no half of a character
        assertThat(Printable.octets("例\u202e\u0085")).isEqualTo("例\\u202E\\x85");
    }
}
