package io.github.todoku.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.todoku.diagnosis.evidence.Condition;
import io.github.todoku.diagnosis.evidence.EvidenceSource;
import io.github.todoku.diagnosis.evidence.Sources;
import io.github.todoku.dns.stanza.StanzaReader;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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
