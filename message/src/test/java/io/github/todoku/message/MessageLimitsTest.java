package io.github.todoku.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits of this module at the number and one past it (docs/limits.md). */
class MessageLimitsTest {
    private static final String FROM = "From bob@example.org Tue Nov 24 09:00:00 2026\n";

    /** A message of a length, as it stands in an mbox. */
    private static byte[] message(int length) {
        byte[] octets = new byte[length];
        Arrays.fill(octets, (byte) 'x');
        byte[] header = "Subject: long\n\n".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(header, 0, octets, 0, header.length);
        return octets;
    }

    @Test
    void theRestOfALongerMessageIsNotKeptAndThatIsTold(@TempDir Path folder) throws IOException {
        int most = MessageStore.DEFAULT_MAX_MESSAGE_BYTES;
        for (int beyond : new int[] {0, 1}) {
            byte[] octets = message(most + beyond);
            try (Mbox mbox = Mbox.of(
                    new SequenceInputStream(stream(FROM.getBytes(StandardCharsets.US_ASCII)), stream(octets)))) {
                assertLength(mbox.iterator(), most, beyond);
            }
            Path maildir = folder.resolve("maildir" + beyond);
            Files.createDirectories(maildir.resolve("cur"));
            Files.write(Files.createDirectories(maildir.resolve("new")).resolve("1"), octets);
            try (Maildir mails = Maildir.open(maildir)) {
                assertLength(mails.iterator(), most, beyond);
            }
        }
    }

    private static void assertLength(Iterator<MessageSource> messages, int most, int beyond) {
        MessageSource message = messages.next();
        assertThat(message.isCut()).isEqualTo(beyond > 0);
        assertThat(message.octets().length).isBetween(most, most + 1);
        assertThat(messages.hasNext()).isFalse();
    }

    private static InputStream stream(byte[] octets) {
        return new ByteArrayInputStream(octets);
    }
}
