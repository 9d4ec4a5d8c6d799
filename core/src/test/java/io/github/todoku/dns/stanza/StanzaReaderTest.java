package io.github.todoku.dns.stanza;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.todoku.dns.RecordType;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StanzaReaderTest {
    private static final String TEXT = """
            # a comment
            Rule: one
            Example: a: b
              goes on
            Example: c

            # between
            Rule: two
            """;

    @Test
    void fieldsRepeatAndGoOn() {
        List<Stanza> stanzas = StanzaReader.read("test", TEXT);

        assertThat(stanzas).extracting(s -> s.required("rule")).containsExactly("one", "two");
        assertThat(stanzas.get(0).all("Example")).containsExactly("a: b goes on", "c");
        assertThat(stanzas.get(1).optional("Example")).isEmpty();
    }

    @Test
    void faultsNameFileAndLine() {
        Stanza first = StanzaReader.read("test", TEXT).get(0);

        assertThatThrownBy(() -> first.required("Example")).hasMessage("test:2: Example stands 2 times");
        assertThatThrownBy(() -> first.required("Source")).hasMessage("test:2: Source is missing");
        assertThatThrownBy(() -> first.allowOnly(Set.of("Rule"))).hasMessage("test:3: no such field: Example");
        assertThatThrownBy(() -> first.constant(RecordType.class, "txxt")).hasMessageContaining("no such RecordType");
        assertThatThrownBy(() -> StanzaReader.read("test", "no colon")).hasMessageStartingWith("test:1: ");
        assertThatThrownBy(() -> StanzaReader.read("test", " early")).hasMessageStartingWith("test:1: ");
    }
}
