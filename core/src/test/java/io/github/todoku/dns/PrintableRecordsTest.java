package io.github.todoku.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger wrote into a record or a name reaches no log raw. */
class PrintableRecordsTest {
    private static final String NASTY = "a\u0000\u001b[31m\u007f\u0085\u009b2J\r\nb \";(\\)";

    static Stream<DnsRecord> records() {
        return Stream.of(
                new DnsRecord.Txt(List.of(NASTY)),
                new DnsRecord.Spf(List.of(NASTY)),
                new DnsRecord.Caa(0, NASTY, NASTY),
                new DnsRecord.Other(65, NASTY),
                new DnsRecord.Ptr(
                        DnsName.ofLabels(List.of("a\u001b\u009b\n", "example")).orElseThrow()));
    }

    @ParameterizedTest
    @MethodSource("records")
    void itsTextIsOneLineOfVisibleCharacters(DnsRecord record) {
        DnsQuestion question = DnsQuestion.of("example.com", RecordType.TXT);
        DnsAnswer answer = new DnsAnswer.Found(
                question, List.of(record), List.of(), Duration.ofMinutes(1), DnsAnswer.Origin.UNKNOWN);
        assertThat(record.toString()).matches("[ -~]+");
        assertThat(answer.toString()).matches("[ -~]+");
    }

    @Test
    void aTagOfAnyOctetsIsReadBack() { // RFC 8659 §4.1
        DnsRecord tag = new DnsRecord.Caa(0, "a b\";(\\)\u001b\u009b", "x");
        assertThat(Zone.of("a.example. 60 IN CAA " + tag.toText())
                        .entries()
                        .get(0)
                        .data())
                .isEqualTo(tag);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.example. TXT\u0000 x",
                "a.example. A \u001b[31m",
                "$\u0007X y",
                "a..\u0085b A 192.0.2.1",
                "a.example. A 192.0.2.1 \u009b"
            })
    void aFaultIsNamedWithoutTheOctetsThatMadeIt(String zone) {
        assertThatThrownBy(() -> Zone.of(zone))
                .isInstanceOf(ZoneSyntaxException.class)
                .extracting(Throwable::getMessage)
                .asString()
                .matches("[ -~]+");
    }

    @Test
    void theMessageOfARefusalIsBounded() {
        String endless = "\u001b".repeat(100_000);
        assertThatThrownBy(() -> DnsName.of(endless)).message().matches("[ -~]{1,900}");
        assertThatThrownBy(() -> IpLiteral.of(endless)).message().matches("[ -~]{1,900}");
        assertThatThrownBy(() -> IpNetwork.of(endless)).message().matches("[ -~]{1,900}");
        assertThatThrownBy(() -> Zone.of("a.example. A " + endless)).message().matches("[ -~]{1,900}");
    }
}
