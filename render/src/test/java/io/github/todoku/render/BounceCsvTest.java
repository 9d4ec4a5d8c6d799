package io.github.todoku.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.suppression.SuppressionState;
import io.github.todoku.bounce.suppression.Suppressions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BounceCsvTest {
    @Test
    void aRowARecipientWithAsManyCellsAsColumns() {
        List<String> rows = BounceCsv.rows(
                BounceParser.standard()
                        .parse("550 5.1.1 <bob@example.org>: Recipient address rejected: \"bob\" is\nunknown"),
                "a,b.txt",
                null);
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0))
                .startsWith(
                        "\"a,b.txt\",,FAILURE,reply,,,,,bob@example.org,,,,5.1.1,550,PERMANENT,ADDRESS_UNKNOWN,REMOVE_ADDRESS,")
                .contains("\"\"bob\"\" is")
                .doesNotContain("\n");
        String plain = rows.get(0).replaceAll("\"([^\"]|\"\")*\"", "quoted");
        assertThat(plain.split(",", -1)).hasSameSizeAs(BounceCsv.HEADER.split(",", -1));
    }

    @Test
    void aMailAboutNobodyHasNoRow() {
        assertThat(BounceCsv.rows(BounceParser.standard().parse("Subject: x\n\nHello\n"), "x", 1))
                .isEmpty();
    }

    @Test
    void anAddressHasItsRow() {
        SuppressionState state = SuppressionState.empty();
        Suppressions.using(state).complained("bob@example.org", Instant.EPOCH);
        assertThat(state.stream().map(BounceCsv::row))
                .containsExactly(
                        "bob@example.org,true,COMPLAINT,1970-01-01T00:00:00Z,1970-01-01T00:00:00Z,COMPLAINT,,1,");
        assertThat(BounceCsv.HISTORY_HEADER.split(",")).hasSize(9);
    }
}
