package io.github.todoku.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {
    @ParameterizedTest
    @CsvSource({
        "bob@example.com, b***@example.com",
        "<bob.smith@example.com>: unknown, <b***@example.com>: unknown",
        "https://rc.example/?m=taro.yamada%40customer.example&k=1, https://rc.example/?m=t***%40customer.example&k=1",
        "https://rc.example/?m=x&to=hanako@example.com, https://rc.example/?m=x&to=h***@example.com",
        "https://rc.example/u/hanako@example.com, https://rc.example/u/h***@example.com",
        "bounces+taro=customer.example@lists.example, b***@lists.example",
        "taro&#64;example.com, t***&#64;example.com",
    })
    void localPartsAreCutToTheirFirstCharacter(String text, String masked) {
        assertThat(Masking.mask(text)).isEqualTo(masked);
    }

    @Test
    void aRecipientWithoutADomainIsALocalPart() {
        assertThat(Masking.maskAddress("taro.yamada")).isEqualTo("t***");
        assertThat(Masking.maskAddress("taro@example.com")).isEqualTo("t***@example.com");
        assertThat(Masking.mask("no such user taro.yamada", "taro.yamada")).isEqualTo("no such user t***");
    }

    @Test
    void manyAtSignsCostLinearTime() {
        assertThat(Masking.mask("a@".repeat(500_000))).hasSize(2_500_000);
    }
}
