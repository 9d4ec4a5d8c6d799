package io.github.todoku.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DmarcRecordTest {
    private static final String RUA = "; rua=mailto:dmarc@example.com";

    private static final String RUF = "; ruf=mailto:dmarc@example.com";

    static Stream<Arguments> records() {
        return Stream.of(
                arguments("v=DMARC1; p=reject" + RUA, Set.of()),
                arguments("v = DMARC1 ;p=reject" + RUA + ";", Set.of()),
                arguments("v=DMARC1; p=REJECT" + RUA, Set.of()),
                // policies
                arguments("v=DMARC1; p=none" + RUA, Set.of(DmarcFinding.POLICY_NONE)),
                arguments("v=DMARC1" + RUA, Set.of(DmarcFinding.POLICY_MISSING)),
                arguments("v=DMARC1; p=monitor" + RUA, Set.of(DmarcFinding.POLICY_BAD)),
                arguments("v=DMARC1; p=reject; sp=all" + RUA, Set.of(DmarcFinding.POLICY_BAD)),
                arguments("v=DMARC1; p=reject; sp=none" + RUA, Set.of(DmarcFinding.WEAKER_SUBDOMAINS)),
                arguments("v=DMARC1; p=quarantine; sp=reject; np=reject" + RUA, Set.of()),
                // other values
                arguments("v=DMARC1; p=reject; t=y" + RUA, Set.of(DmarcFinding.TESTING)),
                arguments("v=DMARC1; p=reject; np=none" + RUA, Set.of(DmarcFinding.WEAKER_SUBDOMAINS)),
                arguments(
                        "v=DMARC1; p=none; t=y" + RUA,
                        Set.of(DmarcFinding.POLICY_NONE, DmarcFinding.TESTING_WITHOUT_EFFECT)),
                arguments(
                        "v=DMARC1; p=none; sp=reject; t=y" + RUA,
                        Set.of(DmarcFinding.POLICY_NONE, DmarcFinding.TESTING)),
                arguments("v=DMARC1; p=reject; t=n" + RUA, Set.of()),
                arguments("v=DMARC1; p=reject; t=yes" + RUA, Set.of(DmarcFinding.BAD_VALUE)),
                arguments("v=DMARC1; p=reject; psd=y" + RUA, Set.of(DmarcFinding.PUBLIC_SUFFIX)),
                arguments("v=DMARC1; p=reject; psd=u" + RUA, Set.of()),
                arguments("v=DMARC1; p=reject; psd=x" + RUA, Set.of(DmarcFinding.BAD_VALUE)),
                arguments("v=DMARC1; p=reject; adkim=s; aspf=r" + RUA, Set.of()),
                arguments("v=DMARC1; p=reject; adkim=strict" + RUA, Set.of(DmarcFinding.BAD_VALUE)),
                arguments("v=DMARC1; p=reject; fo=1:d:s" + RUF + RUA, Set.of()),
                arguments("v=DMARC1; p=reject; fo=1:d:s" + RUA, Set.of(DmarcFinding.OPTIONS_WITHOUT_REPORTS)),
                arguments("v=DMARC1; p=reject; fo=2" + RUF + RUA, Set.of(DmarcFinding.BAD_VALUE)),
                arguments("v=DMARC1; p=reject; fo=0:1" + RUF + RUA, Set.of(DmarcFinding.BAD_VALUE)),
                arguments("v=DMARC1; p=reject; fo=d:s:d" + RUF + RUA, Set.of(DmarcFinding.BAD_VALUE)),
                // reports
                arguments("v=DMARC1; p=reject", Set.of(DmarcFinding.NO_REPORTS)),
                arguments(
                        "v=DMARC1; p=reject; rua=dmarc@example.com",
                        Set.of(DmarcFinding.BAD_URI, DmarcFinding.NO_REPORTS)),
                arguments("v=DMARC1; p=reject; rua=mailto:a@example.com, mailto:b@example.net", Set.of()),
                arguments("v=DMARC1; p=reject; rua=mailto:a@example.com!10m", Set.of(DmarcFinding.URI_SIZE)),
                arguments(
                        "v=DMARC1; p=reject; rua=mailto:a@example.com!",
                        Set.of(DmarcFinding.BAD_URI, DmarcFinding.NO_REPORTS)),
                arguments(
                        "v=DMARC1; p=reject; rua=https://example.com/",
                        Set.of(DmarcFinding.URI_NOT_MAIL, DmarcFinding.NO_REPORTS)),
                arguments(
                        "v=DMARC1; p=reject; rua=" + "mailto:a@example.com,".repeat(2) + "mailto:b@example.com",
                        Set.of(DmarcFinding.MORE_THAN_TWO_URIS)),
                arguments(
                        "v=DMARC1; p=reject; rua=" + "mailto:a@example.com,".repeat(20) + "mailto:b@example.com",
                        Set.of(DmarcFinding.TOO_MANY_URIS, DmarcFinding.MORE_THAN_TWO_URIS)),
                // what has gone
                arguments("v=DMARC1; p=reject; pct=100" + RUA, Set.of(DmarcFinding.HISTORIC_TAG)),
                arguments("v=DMARC1; p=reject; pct=50" + RUA, Set.of(DmarcFinding.PARTIAL)),
                arguments("v=DMARC1; p=reject; ri=86400; rf=afrf" + RUA, Set.of(DmarcFinding.HISTORIC_TAG)),
                // the grammar
                arguments("v=DMARC1; p=reject; x=1" + RUA, Set.of(DmarcFinding.UNKNOWN_TAG)),
                arguments("v=DMARC1; p=reject; word" + RUA, Set.of(DmarcFinding.BAD_TAG)),
                arguments("v=DMARC1;; p=reject" + RUA, Set.of(DmarcFinding.EMPTY_TAG)),
                arguments("v=DMARC1; p=reject; p=none" + RUA, Set.of(DmarcFinding.DUPLICATE_TAG)),
                arguments(" v=DMARC1; p=reject" + RUA, Set.of(DmarcFinding.LEADING_BLANK)),
                // what is no record
                arguments("p=reject; v=DMARC1" + RUA, Set.of(DmarcFinding.NOT_DMARC)),
                arguments("v=dmarc1; p=reject" + RUA, Set.of(DmarcFinding.NOT_DMARC)),
                arguments(
                        "Value: v=DMARC1; p=reject" + RUA,
                        Set.of(DmarcFinding.NOT_DMARC, DmarcFinding.BAD_TAG, DmarcFinding.UNKNOWN_TAG)),
                arguments("v=DMARC1 p=reject" + RUA, Set.of(DmarcFinding.NOT_DMARC, DmarcFinding.POLICY_MISSING)));
    }

    @ParameterizedTest
    @MethodSource("records")
    void everyRuleHasItsNearMiss(String text, Set<DmarcFinding> expected) {
        DmarcRecord record = DmarcRecord.parse(text);
        assertThat(EnumSet.copyOf(kinds(record))).isEqualTo(expected.isEmpty() ? Set.of() : expected);
        assertThat(DmarcRecord.isDmarc(text)).isEqualTo(!expected.contains(DmarcFinding.NOT_DMARC));
        for (Finding finding : record.findings()) {
            assertThat(!finding.hasSpan() || finding.end() <= text.length()).isTrue();
        }
    }

    private static Set<DmarcFinding> kinds(DmarcRecord record) {
        Set<DmarcFinding> kinds = EnumSet.noneOf(DmarcFinding.class);
        record.findings().forEach(each -> kinds.add((DmarcFinding) each.kind()));
        return kinds;
    }

    @Test
    void aSpanPointsAtItsTag() {
        String text = "v=DMARC1; p=reject; t=y" + RUA;
        Finding testing = DmarcRecord.parse(text).findings().get(0);
        assertThat(text.substring(testing.start(), testing.end())).isEqualTo("t=y");
    }

    @Test
    void hostileTextIsReadInOnePassOnASmallStack() throws InterruptedException {
        byte[] noise = new byte[65_535];
        new Random(3).nextBytes(noise);
        List<String> texts = List.of(
                "v=DMARC1;" + "p=none;".repeat(9_000),
                "v=DMARC1; rua=" + "mailto:a@b.example,".repeat(3_000),
                "v=DMARC1; rua=" + ",".repeat(60_000),
                "v=DMARC1; fo=" + ":".repeat(60_000),
                ";".repeat(65_535),
                "v=" + " ".repeat(65_000),
                "\u00DF".repeat(60_000) + "v=DMARC1",
                new String(noise, StandardCharsets.ISO_8859_1));
        Throwable[] thrown = new Throwable[1];
        Thread small = new Thread(
                null,
                () -> texts.forEach(text -> {
                    DmarcRecord.parse(text);
                    List<String> meant = DmarcRecord.looksLikeDmarc(text) ? List.of(text) : List.of();
                    new DmarcEdit(meant, true, DmarcWish.MONITOR).text();
                    new DmarcEdit(meant, false, DmarcWish.MONITOR).text();
                }),
                "small",
                256 << 10);
        small.setUncaughtExceptionHandler((thread, fault) -> thrown[0] = fault);
        small.start();
        small.join(10_000);
        assertThat(small.isAlive()).isFalse();
        assertThat(thrown[0]).isNull();
    }

    static Stream<Arguments> uris() {
        return Stream.of(
                arguments("mailto:a@example.com", true, ""),
                arguments("MAILTO:a@example.com?subject=x", true, ""),
                arguments("mailto:a@example.com!10m", true, ""),
                arguments("https://example.com/r", true, ""),
                arguments("mailto:%61@example.com", true, ""),
                arguments("a@example.com", false, "mailto:a@example.com"),
                arguments("mailto: a@example.com", false, "mailto:a@example.com"),
                arguments("mailto:a@example.com b@example.com", false, "mailto:a@example.com,mailto:b@example.com"),
                arguments(
                        "mailto:a@example.com mailto:b@example.com",
                        false,
                        "mailto:a@example.com,mailto:b@example.com"),
                arguments("mailto:<a@example.com>", false, "mailto:a@example.com"),
                arguments("mailto:d@b\u00C3\u00BCcher.example", false, "mailto:d@xn--bcher-kva.example"),
                arguments("mailto://a@example.com", true, "mailto:a@example.com"),
                arguments("mailto:", false, ""),
                arguments("mailto:example.com", false, ""),
                arguments("mailto:a@example.com!many", false, "mailto:a@example.com"),
                arguments("mailto:a@example.com!10mb", false, "mailto:a@example.com"),
                arguments("mailto:a!b@example.com", false, "mailto:a%21b@example.com"),
                arguments("mailto:a@b@example.com", false, ""),
                arguments("mailto:a@[192.0.2.1]", false, ""),
                arguments("mailto:a%zz@example.com", false, ""),
                arguments("", false, ""));
    }

    @ParameterizedTest
    @MethodSource("uris")
    void aReportAddressIsAUriOrIsToldHowToBecomeOne(String text, boolean valid, String mended) {
        ReportUriReader read = ReportUriReader.read(text);
        assertThat(read.uri().valid()).isEqualTo(valid);
        assertThat(read.mended()).isEqualTo(mended);
        for (String each : mended.isEmpty() ? List.<String>of() : List.of(mended.split(",", -1))) {
            assertThat(ReportUriReader.read(each).fault()).as(each).isNull();
        }
    }

    @Test
    void whatToWriteInsteadIsWholeOrNotSaid() {
        String many = "mailto:someone.with.a.long.name@example.com ".repeat(8).strip();
        Finding tooLong = DmarcRecord.parse("v=DMARC1; p=reject; rua=" + many).findings().stream()
                .filter(each -> each.kind() == DmarcFinding.BAD_URI)
                .findFirst()
                .orElseThrow();
        assertThat(tooLong.advice(Locale.ENGLISH)).doesNotContain("someone.with");
        assertThat(tooLong.text(Locale.ENGLISH)).contains("commas");
    }

    @Test
    void aMisspeltPolicyIsRecognised() {
        for (String word : List.of("rejct", "Reject.", "rejects", "reejct", "rejekt", "rej3ct", "reje")) {
            assertThat(DmarcPolicy.meant(word)).as(word).contains(DmarcPolicy.REJECT);
        }
        assertThat(DmarcPolicy.meant("quarantined")).contains(DmarcPolicy.QUARANTINE);
        for (String word : List.of("", "monitor", "no", "drop", "r")) {
            assertThat(DmarcPolicy.meant(word)).as(word).isEmpty();
        }
    }

    @Test
    void whatWasWrittenStaysAndLogsAreOneLine() {
        DmarcRecord record = DmarcRecord.parse("v=DMARC1;\np=Reject");
        assertThat(record.text()).isEqualTo("v=DMARC1;\np=Reject");
        assertThat(record).hasToString("v=DMARC1;\\x0Ap=Reject").isEqualTo(DmarcRecord.parse(record.text()));
    }

    /** A destination is a mailbox: something before the at sign, a host behind it, whatever else stands around. */
    @ParameterizedTest
    @CsvSource({
        "mailto:a@example.com, example.com",
        "MAILTO:a@example.com!10m, example.com",
        "mailto:a%21@example.com, example.com",
        "mailto:a!@example.com,", // RFC 9989 §4.7: an exclamation point within a URI must be encoded
        "mailto:a@example.com?subject=x, example.com",
        "mailto:@example.com,",
        "mailto:a@.,",
        "https://example.com/a@b,"
    })
    void theHostOfADestinationIsRead(String uri, @Nullable String host) {
        DmarcTag.Reports reports = DmarcRecord.parse("v=DMARC1; p=none; rua=" + uri).tags().stream()
                .filter(DmarcTag.Reports.class::isInstance)
                .map(DmarcTag.Reports.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(reports.uris()).hasSize(1);
        assertThat(reports.uris().get(0).host()).isEqualTo(host == null ? null : DnsName.of(host));
    }
}
