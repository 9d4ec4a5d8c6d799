package io.github.todoku.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dnsbl.CodeTable.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.net.Inet4Address;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The catalogue against what operators say of their answers: an entry's own examples are written beside its codes and hold a
 * slip of the pen in place.
 */
class OperatorsAnswersTest {
    private static final DnsblCatalog SHIPPED = DnsblCatalog.shipped();

    static Stream<String> answers() throws IOException {
        String file = "operators-answers.txt";
        try (InputStream in = Objects.requireNonNull(OperatorsAnswersTest.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerMeansWhatItsOperatorSays(String row) {
        String[] said = row.split(" ", -1);
        DnsblList list = SHIPPED.find(said[0]).orElseThrow();
        Reading reading = new CodeTable(list).read(List.of((Inet4Address) IpLiteral.of(said[1])));
        String verdict = reading instanceof Reading.Refusal
                ? "refused"
                : reading instanceof Reading.Hits hits
                        ? switch (ListCheck.verdict(hits.hits(), List.of(), DnsblVerdict.MIN_TTL)
                                .getClass()
                                .getSimpleName()) {
                            case "Listed" -> "listed";
                            case "Allowed" -> "allowed";
                            default -> "not-listed";
                        }
                        : "failed";
        assertThat(verdict).isEqualTo(said[2]);
    }

    @Test
    void aListThatBlocksPraisesNobodyAndOneThatPraisesBlocksNobody() {
        for (DnsblList list : SHIPPED.all()) {
            for (DnsblCode code : list.codes()) {
                if (list.kind() == DnsblList.Kind.BLOCK) {
                    assertThat(code.effect()).as(list.zone()).isNotEqualTo(DnsblCode.Effect.ALLOW);
                }
                if (list.kind() == DnsblList.Kind.ALLOW) {
                    assertThat(code.effect()).as(list.zone()).isNotIn(DnsblCode.Effect.BLOCK, DnsblCode.Effect.POLICY);
                }
            }
        }
    }
}
