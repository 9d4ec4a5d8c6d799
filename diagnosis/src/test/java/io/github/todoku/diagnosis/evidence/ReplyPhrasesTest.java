package io.github.todoku.diagnosis.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReplyPhrasesTest {
    static Iterable<ReplyPhrases.Phrase> phrases() {
        return ReplyPhrases.shipped().values();
    }

    @ParameterizedTest
    @MethodSource("phrases")
    void eachExampleSaysItAndEachLineHasAnExample(ReplyPhrases.Phrase phrase) {
        assertThat(phrase.examples()).allMatch(phrase::isIn);
        assertThat(phrase.words())
                .allSatisfy(words -> assertThat(phrase.examples())
                        .anyMatch(example -> example.toLowerCase(Locale.ROOT).contains(words)));
    }

    @Test
    void anotherReplySaysNeither() {
        String reply = "554 5.7.1 Service unavailable; Client host [203.0.113.25] blocked using zen.spamhaus.org";

        assertThat(ReplyPhrases.shipped().keySet()).noneMatch(what -> ReplyPhrases.says(what, reply));
        assertThat(ReplyPhrases.shipped().keySet()).noneMatch(what -> ReplyPhrases.says(what, null));
    }

    @Test
    void aNameThatIsNotInTheFileIsTheProgrammersMistake() {
        assertThatThrownBy(() -> ReplyPhrases.says("sorry", "sorry")).hasMessageContaining("sorry");
    }
}
