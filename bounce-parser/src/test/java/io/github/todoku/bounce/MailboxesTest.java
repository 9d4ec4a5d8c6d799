package io.github.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.todoku.message.Maildir;
import io.github.todoku.message.Mbox;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxesTest {
    private static final String FIRST = Mails.plain("MAILER-DAEMON@example.net", "failure notice", """
            Hi. This is the qmail-send program.

            <a@example.org>:
            From here on it failed. (#5.2.2)
            mailbox full
            """);
    private static final String SECOND = Mails.plain("bob@example.org", "Hello", "From us all: hello\n\nFrom now on\n");

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void eachMessageOfAnMboxGivesAReport(String lineEnd) throws IOException {
        String file = "From MAILER-DAEMON Tue Nov 24 09:00:00 2026\n" + FIRST
                + "\nFrom bob@example.org Tue Nov 24 09:00:01 2026\n" + SECOND;
        try (Mbox mbox = Mbox.of(stream(file.replace("\n", lineEnd)));
                Stream<BounceEntry> entries = BounceParser.standard().parseAll(mbox)) {
            List<BounceEntry> all = entries.toList();
            assertThat(all)
                    .extracting(entry -> entry.report().kind())
                    .containsExactly(ReportKind.FAILURE, ReportKind.NONE);
            assertThat(all).extracting(BounceEntry::index).containsExactly(0, 1);
            assertThat(all.get(0).file()).isEmpty();
        }
    }

    @Test
    void aMessageThatTheMailboxCutsIsNotedAsCut() throws IOException {
        String file = "From a Tue Nov 24 09:00:00 2026\nSubject: x\n\n" + "x".repeat(200_000)
                + "\n\nFrom b Tue Nov 24 09:00:00 2026\n" + "Subject: y\n\ny\n";
        ParseLimits small = ParseLimits.STRICT.withMaxInputBytes(1_000);
        BounceParser strict = BounceParser.standard().withLimits(small);
        assertThat(notes(Mbox.of(stream(file)), strict)).containsExactly(Set.of(ReportNote.INPUT_LIMIT), Set.of());
        assertThat(notes(Mbox.of(stream(file), 1_000), BounceParser.standard()))
                .containsExactly(Set.of(ReportNote.INPUT_LIMIT), Set.of());
    }

    private static List<Set<ReportNote>> notes(Mbox mbox, BounceParser parser) {
        try (Stream<BounceEntry> entries = parser.parseAll(mbox)) {
            return entries.map(entry -> entry.report().notes()).toList();
        }
    }

    @Test
    void eachFileOfAMaildirGivesAReport(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("new"));
        Path file = Files.writeString(folder.resolve("new").resolve("1"), FIRST);
        try (Stream<BounceEntry> entries = BounceParser.standard().parseAll(Maildir.open(folder))) {
            BounceEntry entry = entries.findFirst().orElseThrow();
            assertThat(entry.file()).contains(file);
            assertThat(entry.report().kind()).isEqualTo(ReportKind.FAILURE);
            assertThat(entry.toString()).doesNotContain("a@example.org");
        }
        assertThat(BounceParser.standard().parse(file).kind()).isEqualTo(ReportKind.FAILURE);
    }

    private static ByteArrayInputStream stream(String file) {
        return new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aVerpPatternMustDivideItsParts() {
        assertThatThrownBy(() -> VerpPattern.of("b+{local}{domain}@x")).hasMessageContaining("divides");
        assertThatThrownBy(() -> VerpPattern.of("b+{domain}={local}@x")).hasMessageContaining("{local}");
        assertThat(VerpPattern.of("b+{local}={domain}@x.example").recover("B+a=b=c.example@X.example"))
                .contains("a=b@c.example");
        assertThat(VerpPattern.of("b+{local}={domain}@x.example").recover("c+a=c.example@x.example"))
                .isEmpty();
    }
}
