package io.github.todoku.mail.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.finding.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BimiRecordTest {
    private static boolean isWrong(String selectors) {
        return BimiRecord.parse("v=BIMI1; l=; lps=" + selectors).findings().stream()
                .map(Finding::kind)
                .anyMatch(kind -> kind == MailDomainFinding.BIMI_LPS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "brand|false",
                "brand , news|false",
                "''|false",
                "a,,b|true",
                ",a|true",
                "a,|true",
                "a b|true",
                "a_b|true"
            })
    void selectorsAreDividedByCommas(String selectors, boolean wrong) {
        assertThat(isWrong(selectors)).isEqualTo(wrong);
    }

    @Test
    void aRecordOfAnyNumberOfSelectorsIsRead() {
        assertThat(isWrong("a" + ",b".repeat(30_000))).isFalse();
    }
}
