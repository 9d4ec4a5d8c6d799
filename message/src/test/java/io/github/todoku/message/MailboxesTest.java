package io.github.todoku.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxesTest {
    private static final String FIRST = "Subject: one\n\nFrom here on it failed.\n";
    private static final String SECOND = "Subject: two\n\nFrom us all: hello\n\nFrom now on\n";

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void anMboxGivesOneMessageAfterTheOther(String lineEnd) throws IOException {
        String file = "From MAILER-DAEMON Tue Nov 24 09:00:00 2026\n" + FIRST
                + "\nFrom bob@example.org Tue Nov 24 09:00:01 2026\n" + SECOND;
        byte[] octets = file.replace("\n", lineEnd).getBytes(StandardCharsets.UTF_8);
        assertThat(Mbox.beginsLike(octets)).isTrue();
        List<String> read = new ArrayList<>();
        try (Mbox mbox = Mbox.of(new ByteArrayInputStream(octets))) {
            for (MessageSource message : mbox) {
                assertThat(message.index()).isEqualTo(read.size());
                assertThat(message.file()).isEmpty();
                read.add(new String(message.octets(), StandardCharsets.UTF_8).replace(lineEnd, "\n"));
            }
        }
        assertThat(read).containsExactly(FIRST + "\n", SECOND);
    }

    @Test
    void aFirstMessageWithoutItsFromLineIsNotLost() throws IOException {
        String file = "\n" + FIRST + "\nFrom bob@example.org Tue Nov 24 09:00:01 2026\n" + SECOND;
        try (Stream<MessageSource> messages = Mbox.of(stream(file)).stream()) {
            assertThat(messages.map(m -> m.message().headers().first("Subject")))
                    .containsExactly("one", "two");
        }
    }

    @Test
    void aLinkInsideAMaildirIsNotFollowed(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "Subject: secret\n\nx\n");
        Path fresh = Files.createDirectories(folder.resolve("mail/new"));
        Files.writeString(fresh.resolve("1.mail"), FIRST);
        Files.createSymbolicLink(fresh.resolve("2.link"), secret);
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("mail"));
        for (Path named : List.of(folder.resolve("mail"), link)) {
            try (Stream<MessageSource> messages = Maildir.open(named).stream()) {
                assertThat(messages.map(m -> m.message().headers().first("Subject")))
                        .containsExactly("one");
            }
        }
    }

    @Test
    void aFolderOfAMaildirThatIsALinkIsNotFollowed(@TempDir Path folder) throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("1.mail"), "Subject: secret\n\nx\n");
        Path mail = folder.resolve("mail");
        Files.writeString(Files.createDirectories(mail.resolve("new")).resolve("1.mail"), FIRST);
        Path cur = Files.createSymbolicLink(mail.resolve("cur"), elsewhere);
        try (Maildir maildir = Maildir.open(mail)) {
            assertThat(maildir.linksNotFollowed()).containsExactly(cur);
            assertThat(maildir.stream().map(m -> m.message().headers().first("Subject")))
                    .containsExactly("one");
        }
        try (Maildir named = Maildir.open(cur)) { // by its own name it may be a link
            assertThat(named.linksNotFollowed()).isEmpty();
            assertThat(named.iterator().next().message().headers().first("Subject"))
                    .isEqualTo("secret");
        }
        Files.createSymbolicLink(mail.resolve("tmp"), folder.resolve("nowhere"));
        try (Maildir torn = Maildir.open(folder)) {
            assertThat(torn.linksNotFollowed()).isEmpty();
        }
    }

    @Test
    void anEmptyMboxHoldsNothing() throws IOException {
        try (Mbox mbox = Mbox.of(stream(""))) {
            Iterator<MessageSource> messages = mbox.iterator();
            assertThat(messages.hasNext()).isFalse();
            assertThatThrownBy(messages::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void aMessageThatIsTooLongIsCutAndTheNextIsFound() throws IOException {
        String file = "From a Tue Nov 24 09:00:00 2026\nSubject: x\n\n" + "x".repeat(200_000)
                + "\n\nFrom b Tue Nov 24 09:00:00 2026\n" + "Subject: y\n\ny\n";
        try (Stream<MessageSource> messages = Mbox.of(stream(file), 1_000).stream()) {
            List<MessageSource> all = messages.toList();
            assertThat(all).extracting(MessageSource::isCut).containsExactly(true, false);
            assertThat(all.get(0).octets()).hasSize(1_001);
        }
    }

    @Test
    void aMaildirGivesWhatIsInNewAndCur(@TempDir Path folder) throws IOException {
        for (String name : List.of("new", "cur", "tmp")) {
            Files.createDirectory(folder.resolve(name));
            Files.writeString(folder.resolve(name).resolve("1"), FIRST);
        }
        try (MessageStore maildir = MessageStore.open(folder)) {
            List<Path> files = new ArrayList<>();
            for (MessageSource message : maildir) {
                assertThat(message.isCut()).isFalse();
                files.add(message.file().orElseThrow());
            }
            assertThat(files)
                    .containsExactly(
                            folder.resolve("new").resolve("1"),
                            folder.resolve("cur").resolve("1"));
        }
    }

    @Test
    void aFileThatVanishesIsPassedOver(@TempDir Path folder) throws IOException {
        for (int i = 0; i < 3; i++) {
            Files.writeString(folder.resolve("m" + i), FIRST);
        }
        try (Maildir maildir = Maildir.open(folder, 10)) {
            Iterator<MessageSource> messages = maildir.iterator();
            MessageSource first = messages.next();
            assertThat(first.isCut()).isTrue();
            for (int i = 0; i < 3; i++) {
                Files.delete(folder.resolve("m" + i));
            }
            assertThat(messages.hasNext()).isFalse();
        }
    }

    @Test
    void aMailboxIsGoneThroughOnce() throws IOException {
        try (Mbox mbox = Mbox.of(stream(FIRST))) {
            assertThat(mbox.iterator().hasNext()).isTrue();
            assertThatThrownBy(mbox::iterator).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void closingTheStreamClosesTheFile() throws IOException {
        boolean[] closed = new boolean[1];
        InputStream in = new ByteArrayInputStream(FIRST.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        try (Stream<MessageSource> messages = Mbox.of(in).stream()) {
            assertThat(messages.count()).isEqualTo(1);
        }
        assertThat(closed[0]).isTrue();
    }

    @Test
    void whatTheFileSystemRefusesIsThrown() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("a broken disk");
            }

            @Override
            public int read(byte[] to, int from, int length) throws IOException {
                throw new IOException("a broken disk");
            }
        };
        Iterator<MessageSource> messages = Mbox.of(broken).iterator();
        assertThatThrownBy(messages::hasNext)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("a broken disk");
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
