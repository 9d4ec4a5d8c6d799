package io.github.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    void aMailboxGivesOneMessageAfterTheOther(String lineEnd) throws IOException {
        String file = "From MAILER-DAEMON Tue Nov 24 09:00:00 2026\n" + FIRST
                + "\nFrom bob@example.org Tue Nov 24 09:00:01 2026\n" + SECOND;
        byte[] octets = file.replace("\n", lineEnd).getBytes(StandardCharsets.UTF_8);
        assertThat(Mbox.beginsLike(octets)).isTrue();
        List<ReportKind> kinds = new ArrayList<>();
        try (Mbox mbox = Mbox.of(new ByteArrayInputStream(octets), BounceParser.standard())) {
            for (Optional<BounceReport> next = mbox.next(); next.isPresent(); next = mbox.next()) {
                kinds.add(next.get().kind());
            }
        }
        assertThat(kinds).containsExactly(ReportKind.FAILURE, ReportKind.NONE);
    }

    @Test
    void aFirstMessageWithoutItsFromLineIsNotLost() throws IOException {
        String file = "\n" + FIRST + "\nFrom bob@example.org Tue Nov 24 09:00:01 2026\n" + SECOND;
        List<ReportKind> kinds = new ArrayList<>();
        try (Mbox mbox =
                Mbox.of(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), BounceParser.standard())) {
            for (Optional<BounceReport> next = mbox.next(); next.isPresent(); next = mbox.next()) {
                kinds.add(next.get().kind());
            }
        }
        assertThat(kinds).containsExactly(ReportKind.FAILURE, ReportKind.NONE);
    }

    @Test
    void anEmptyMailboxHoldsNothing() throws IOException {
        try (Mbox mbox = Mbox.of(new ByteArrayInputStream(new byte[0]), BounceParser.standard())) {
            assertThat(mbox.next()).isEmpty();
        }
    }

    @Test
    void aMessageThatIsTooLongIsCutAndTheNextIsFound() throws IOException {
        ParseLimits small = new ParseLimits(1_000, 4, 4, 1_000, 1_000, 10);
        String file = "From a Tue Nov 24 09:00:00 2026\nSubject: x\n\n" + "x".repeat(200_000)
                + "\n\nFrom b Tue Nov 24 09:00:00 2026\n" + "Subject: y\n\ny\n";
        try (Mbox mbox = Mbox.of(
                new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)),
                BounceParser.builder().limits(small).build())) {
            assertThat(mbox.next().orElseThrow().notes()).contains(ReportNote.INPUT_LIMIT);
            assertThat(mbox.next().orElseThrow().notes()).isEmpty();
            assertThat(mbox.next()).isEmpty();
        }
    }

    @Test
    void aMaildirGivesWhatIsInNewAndCur(@TempDir Path folder) throws IOException {
        for (String name : List.of("new", "cur", "tmp")) {
            Files.createDirectory(folder.resolve(name));
            Files.writeString(folder.resolve(name).resolve("1"), FIRST);
        }
        int count = 0;
        try (Maildir maildir = Maildir.open(folder, BounceParser.standard())) {
            for (Optional<Maildir.Entry> next = maildir.next(); next.isPresent(); next = maildir.next()) {
                assertThat(next.get().report().kind()).isEqualTo(ReportKind.FAILURE);
                count++;
            }
        }
        assertThat(count).isEqualTo(2);
    }

    @Test
    void aVerpPatternMustDivideItsParts() {
        assertThatThrownBy(() -> VerpPattern.parse("b+{local}{domain}@x")).hasMessageContaining("divides");
        assertThatThrownBy(() -> VerpPattern.parse("b+{domain}={local}@x")).hasMessageContaining("{local}");
        assertThat(VerpPattern.parse("b+{local}={domain}@x.example").recover("B+a=b=c.example@X.example"))
                .contains("a=b@c.example");
        assertThat(VerpPattern.parse("b+{local}={domain}@x.example").recover("c+a=c.example@x.example"))
                .isEmpty();
    }
}
