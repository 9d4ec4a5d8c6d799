package io.github.todoku.bounce.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailDateTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Tue, 24 Nov 2026 10:34:00 +0900 (JST)|2026-11-24T01:34:00Z",
                "24 Nov 26 10:34 EST|2026-11-24T15:34:00Z",
                "Tue,24 November 2026 10:34:60 -0330|2026-11-24T14:04:59Z",
                "1 Jan 1999 00:00:00 -0000|1999-01-01T00:00:00Z",
                "Tue, 24 Nov 2026 10:34:00 ZONE|2026-11-24T10:34:00Z",
                "2026-11-24T10:34:00.123Z|2026-11-24T10:34:00.123Z",
                "2026-11-24T10:34:00+09:00|2026-11-24T01:34:00Z",
                "2026-11-24 10:34:00 +0900|2026-11-24T01:34:00Z",
                "2026-11-24 10:34:00|2026-11-24T10:34:00Z",
                "2026-11-24T10:34:00|2026-11-24T10:34:00Z"
            })
    void isRead(String text, String moment) {
        assertThat(MailDate.parse(text)).isEqualTo(Instant.parse(moment));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "yesterday",
                "31 Feb 2026 10:00:00 GMT",
                "Tue, 24 Foo 2026 10:34 GMT",
                "24 Nov 2026",
                "2026-13-01T00:00:00Z",
                "1 Jan 12026 00:00:00 +0000",
                "1 Jan 1900 00:00:00 +0000",
                "24 Nov 2026 25:00 +0000",
                "24 Nov 2026 10:00 +9900",
                "+-1 +-+ +- :::"
            })
    void whatIsNoneIsNone(String text) {
        assertThat(MailDate.parse(text)).isNull();
    }

    @Test
    void noMoreThanADateIsLookedAt() {
        assertThat(MailDate.parse("1 Jan 2026 00:00:00 " + "x".repeat(1_000_000)))
                .isNull();
        assertThat(MailDate.parse(null)).isNull();
    }
}
