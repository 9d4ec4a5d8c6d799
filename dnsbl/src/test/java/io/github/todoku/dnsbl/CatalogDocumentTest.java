package io.github.todoku.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/dnsbl-catalog.md} says what is so. */
class CatalogDocumentTest {
    private static final String DOCUMENT = read();

    private static String read() {
        try {
            return Files.readString(Path.of("../docs/dnsbl-catalog.md"));
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }

    @Test
    void itsExampleIsRead() {
        int begin = DOCUMENT.indexOf("```lists\n") + "```lists\n".length();
        String example = DOCUMENT.substring(begin, DOCUMENT.indexOf("```", begin));
        DnsblCatalog catalog = DnsblCatalog.shipped().with(example);
        assertThat(catalog.defaults()).extracting(DnsblList::zone).contains("bl.corp.example");
        assertThat(catalog.find("bl.spamcop.net").orElseThrow().isActive()).isFalse();
    }

    @Test
    void itNamesEveryFieldAndEveryWord() {
        ListFields.NAMES.forEach(field -> assertThat(DOCUMENT).contains("`" + field + "`"));
        List<Enum<?>[]> words = List.of(
                DnsblList.Kind.values(),
                SubjectKind.values(),
                DnsblList.Asks.values(),
                DnsblList.Reading.values(),
                DnsblCode.Effect.values(),
                ListingMeaning.values(),
                RefusalCause.values(),
                UseTerms.Use.values(),
                RemovalPath.Way.values(),
                RemovalPath.Need.values(),
                DnsblList.Weight.values(),
                DnsblList.Reputation.values(),
                ListStatus.State.values(),
                ListStatus.Reason.values());
        for (Enum<?>[] each : words) {
            for (Enum<?> word : each) {
                if (word != ListingMeaning.UNKNOWN_CODE) { // what is said of a code that no catalogue has
                    assertThat(DOCUMENT)
                            .as(word.getDeclaringClass().getName())
                            .contains("`" + DnsblWords.of(word) + "`");
                }
            }
        }
    }

    @Test
    void itQuotesTheMessages() {
        String list = "Zone: bl.example\nName: x\n";
        for (String wrong : List.of(
                "Zone: bl.example\nName: x\nno colon",
                list + "Colour: red",
                "Name: x",
                "Zone: a..b\nName: x",
                "Zone: bl.example",
                list + "Weight: low\nWeight: high",
                list + "Code: 127.0.0.2 block spamm",
                list + "Code: 127.0.0.2 block",
                list + "Code: 127.0.0.256 block listed",
                list + "Access: key acme",
                list + "\n\n\n\n\n\n" + list)) {
            Throwable refused = catchThrowable(() -> DnsblCatalog.of("").with(wrong));
            assertThat(refused).isInstanceOf(IllegalArgumentException.class);
            assertThat(DOCUMENT).contains("`" + refused.getMessage() + "`");
        }
    }
}
