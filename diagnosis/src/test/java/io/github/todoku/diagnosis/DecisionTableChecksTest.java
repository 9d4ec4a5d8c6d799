package io.github.todoku.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.diagnosis.evidence.Condition;
import io.github.todoku.diagnosis.evidence.EvidenceSource;
import io.github.todoku.diagnosis.evidence.Sources;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.stanza.StanzaReader;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong in the table is told when it is loaded, with file and line; and each source has what it needs. */
class DecisionTableChecksTest {
    private static DecisionTable read(String changed) {
        return DecisionTable.of(StanzaReader.read("table.txt", """
                # a comment
                Row: one
                Bounce-Cause: AUTHENTICATION
                %s
                Remedy: publish-spf
                Again: after-fix
                Source: a page
                As-of: 2026-11-24
                Example: 550 5.7.26 no
                """.formatted(changed)));
    }

    @Test
    void aRowThatIsRightIsRead() {
        DecisionRow row = read("Spf: fail softfail").rows().get(0);
        assertThat(row.conditions().keySet()).extracting(Condition::field).containsExactly("Bounce-Cause", "Spf");
        assertThat(row.sources()).extracting(EvidenceSource::id).containsExactly("bounce", "spf");
    }

    @Test
    void allThatARowSaysIsKept() {
        DecisionRow row = read("Spf: FAIL softfail\nShow: reverse dkim\nRemedy: none")
                .rows()
                .get(0);
        assertThat(row.conditions().values()).containsExactly(List.of("authentication"), List.of("fail", "softfail"));
        assertThat(row.show()).extracting(EvidenceSource::id).containsExactly("reverse", "dkim");
        assertThat(row.sources()).extracting(EvidenceSource::id).containsExactly("reverse", "dkim", "bounce", "spf");
        assertThat(row.remedies()).containsExactly("none", "publish-spf");
        assertThat(row.asOf()).isEqualTo(LocalDate.of(2026, 11, 24));
        assertThat(row.examples()).containsExactly("550 5.7.26 no");
        assertThat(row.asks("Spf")).isTrue();
        assertThat(row.asks("Reverse")).isFalse();
    }

    @Test
    void aCaseSaysWhichEvidenceSpeaksForItsCauseAndWhichAgainstTheOthers() {
        Case examined = Doctor.using(InMemoryDns.zone("example.com. TXT \"v=spf1 -all\""))
                .check(SmtpReply.parse(
                                "550-5.7.26 The MAIL FROM domain [example.com] has an SPF record with a hard fail"
                                        + " policy (-all) but it fails to pass SPF checks with the ip: [192.0.2.1].")
                        .orElseThrow());
        assertThat(examined.isDecided()).as("%s", examined).isTrue();
        Map<String, Case.Weighed> rows = new HashMap<>();
        examined.weighed().forEach(each -> rows.put(each.cause(), each));
        Case.Weighed own = Objects.requireNonNull(rows.get(examined.cause()));
        assertThat(own.holds()).isTrue();
        assertThat(own.met()).contains("spf");
        assertThat(own.refuted()).isEmpty();
        assertThat(rows.values().stream().filter(each -> !each.holds()))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.refuted()).isNotEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "Spf: faill,                table.txt:4: Spf is never faill",
        "Spff: fail,                table.txt:4: no such condition: Spff",
        "Bounce-Cause: NOTHING,     table.txt:4: Bounce-Cause is never nothing",
        "Spf-Problem: spf.trouble,  table.txt:4: Spf-Problem is never spf.trouble",
        "Receiver: nobody,          table.txt:4: Receiver is never nobody",
        "Aligned: perhaps,          table.txt:4: Aligned is never perhaps",
        "Show: the-moon,            table.txt:2: no such source of evidence: the-moon",
        "Remedy: pray,              table.txt:2: no sentence for the remedy pray"
    })
    void whatIsWrongIsToldWithItsLine(String line, String told) {
        assertThatThrownBy(() -> read(line)).hasMessageContaining(told);
    }

    @Test
    void noIdStandsTwice() {
        assertThatThrownBy(() -> DecisionTable.of(StanzaReader.read(
                        "table.txt",
                        "Row: one\nBounce-Cause: TLS\nRemedy: none\nAgain: no\nSource: a\nAs-of: 2026-11-24\n\n"
                                .repeat(2))))
                .hasMessageContaining("a second row one");
    }

    @Test
    void everyConditionOfTheSourcesIsUsedByARow() {
        Set<Condition> used = new HashSet<>();
        DecisionTable.shipped()
                .rows()
                .forEach(row -> used.addAll(row.conditions().keySet()));
        assertThat(used).containsExactlyInAnyOrderElementsOf(Sources.allConditions());
    }

    @Test
    void everySourceHasAnIdOfItsOwnAndANameForItsKind() {
        assertThat(Sources.ALL).extracting(EvidenceSource::id).doesNotHaveDuplicates();
        for (Locale locale : List.of(Locale.ENGLISH, Locale.JAPANESE)) {
            assertThat(Sources.ALL)
                    .filteredOn(source -> Sources.allConditions().stream().anyMatch(each -> each.source() == source))
                    .allSatisfy(source -> assertThat(Messages.in(locale).has("kind." + source.kind()))
                            .as(source.id())
                            .isTrue());
        }
    }
}
