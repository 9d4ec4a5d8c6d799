package io.github.todoku.cli.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records as they are pasted, also by those who mean no good. */
class RecordTextTest {
    static Stream<Arguments> texts() {
        return Stream.of(
                arguments("  v=spf1 -all\n", "v=spf1 -all"),
                arguments("v=spf1  a\t-all", "v=spf1  a\t-all"),
                arguments("v=spf1 a \r\n\n\t mx\u2028-all", "v=spf1 a mx -all"),
                arguments("\"v=spf1 a\" \" -all\"", "v=spf1 a -all"),
                arguments("\"v=spf1 a\"\n\t\" mx\" \" -all\"", "v=spf1 a mx -all"),
                arguments("\"v=spf1 \"\"x \" -all\"", "v=spf1 \"\"x \" -all"),
                arguments("\"\"", ""),
                arguments("\"", "\""),
                arguments("", ""));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aRecordStandsOnOneLine(String pasted, String record) {
        assertThat(RecordText.joined(pasted)).contains(record);
    }

    @Test
    void itsTimeGrowsAsItsLength() {
        int room = RecordText.MAX_OCTETS - 10;
        List<String> hostile = List.of(
                "v=spf1" + " ".repeat(room) + "a",
                "v=spf1" + "\n".repeat(room) + "a",
                "\"v=s" + " ".repeat(room) + "a\"",
                "\"v=s" + "\" ".repeat(room / 2) + "a\"");
        assertTimeoutPreemptively(
                Duration.ofSeconds(1),
                () -> hostile.forEach(
                        each -> assertThat(RecordText.joined(each)).isPresent()));
    }

    @Test
    void whatIsLongerThanAnyRecordIsNone() {
        assertThat(RecordText.joined("v".repeat(RecordText.MAX_OCTETS))).isPresent();
        assertThat(RecordText.joined("v".repeat(RecordText.MAX_OCTETS + 1))).isEmpty();
        assertThat(RecordText.joined("é".repeat(RecordText.MAX_OCTETS / 2 + 1))).isEmpty();
    }
}
