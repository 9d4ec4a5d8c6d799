package io.github.todoku.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderFieldsTest {
    private static final String HEADER = """
            Received: from a.example
             by b.example
            DKIM-Signature : v=1;
            \td=example.com
            Subject:  =?UTF-8?Q?=E3=81=82?=\s
            received: again
            """;

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void fieldsComeInTheirOrderWithTheirOctets(String lineEnd) {
        String mail = (HEADER + "\nbody\n").replace("\n", lineEnd);
        HeaderFields fields = Message.parse(mail).headers();
        assertThat(fields)
                .extracting(HeaderField::name)
                .containsExactly("Received", "DKIM-Signature", "Subject", "received");
        StringBuilder all = new StringBuilder();
        for (HeaderField field : fields) {
            assertThat(field.from()).isEqualTo(all.length());
            all.append(text(field.octets()));
            assertThat(field.end()).isEqualTo(all.length());
        }
        assertThat(all).hasToString(HEADER.replace("\n", lineEnd));
        HeaderField signature = fields.field("dkim-signature").orElseThrow();
        assertThat(signature.raw()).isEqualTo(" v=1;\n\td=example.com\n".replace("\n", lineEnd));
        assertThat(signature.value()).isEqualTo("v=1; d=example.com");
        assertThat(fields.get(2).value()).isEqualTo("=?UTF-8?Q?=E3=81=82?=");
        assertThat(fields.get(2).decoded()).isEqualTo("あ");
        assertThat(fields.all("RECEIVED")).containsExactly("from a.example by b.example", "again");
        assertThat(fields.get(3).isNamed("Received")).isTrue();
        assertThat(fields.field("To")).isEmpty();
        assertThatThrownBy(() -> fields.get(4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void octetsAboveSevenBitsStayAsTheyCame() {
        byte[] mail = {'A', ':', ' ', (byte) 0xE3, (byte) 0x81, (byte) 0x82, (byte) 0xFF, '\r', '\n', '\r', '\n'};
        HeaderField field = Message.parse(mail).headers().get(0);
        assertThat(field.octets()).containsExactly(Arrays.copyOf(mail, 9));
        assertThat(field.raw()).isEqualTo(" \u00e3\u0081\u0082\u00ff\r\n");
    }

    @Test
    void aFieldIsPrintedWithoutItsValue() {
        assertThat(HeaderFields.parse("To: bob@example.com").get(0).toString()).isEqualTo("To: (16 octets)");
    }

    @Test
    void partsHaveTheirPlaces() {
        String mail = """
                Content-Type: multipart/mixed; boundary=b

                preamble
                --b
                Content-Type: text/plain

                one
                --b
                Content-Type: text/plain
                Content-Transfer-Encoding: base64

                dHdv
                --b--
                """.replace("\n", "\r\n");
        Message message = Message.parse(mail);
        MimePart root = message.root();
        assertThat(root.from()).isZero();
        assertThat(mail.substring(root.bodyFrom(), root.end()))
                .startsWith("preamble")
                .endsWith("--b--\r\n");
        MimePart one = root.children().get(0);
        assertThat(mail.substring(one.from(), one.end())).isEqualTo("Content-Type: text/plain\r\n\r\none");
        assertThat(mail.substring(one.bodyFrom(), one.end())).isEqualTo("one");
        MimePart two = root.children().get(1);
        assertThat(text(two.body())).isEqualTo("dHdv");
        assertThat(text(two.content())).isEqualTo("two");
        assertThat(two.isDecoded()).isFalse();
        HeaderField type = two.headers().get(1);
        assertThat(mail.substring(type.from(), type.end())).isEqualTo("Content-Transfer-Encoding: base64\r\n");
    }

    @Test
    void placesInAnEncodedMessageCountInItsDecodedOctets() {
        MimePart outer = Message.parse(
                        "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogYgoKQQo=\n")
                .root();
        MimePart inner = outer.children().get(0);
        assertThat(inner.isDecoded()).isTrue();
        assertThat(inner.from()).isZero();
        assertThat(text(inner.body())).isEqualTo("A\n");
    }

    @Test
    void aMessageTravels() throws Exception {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(octets)) {
            out.writeObject(Message.parse(HEADER + "\nbody\n"));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(octets.toByteArray()))) {
            Message back = (Message) in.readObject();
            assertThat(back.headers().count()).isEqualTo(4);
            assertThat(back.root().text()).isEqualTo("body\n");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100_000})
    void aStreamDividesAMessageAsTheScanDoes(int piece) throws IOException {
        for (String mail : List.of(
                HEADER + "\nbody\n\nmore\n",
                "\n\n" + HEADER + " \nbody",
                HEADER,
                "",
                "\n\n",
                "no header\n\nat all\n",
                "From a Tue Nov 24 09:00:00 2026\n" + HEADER + "\n")) {
            for (String lineEnd : List.of("\n", "\r\n", "\r", "\r\r\n")) {
                byte[] octets = mail.replace("\n", lineEnd).getBytes(StandardCharsets.UTF_8);
                Message message = Message.parse(octets);
                try (MessageStream stream = MessageStream.of(new InPieces(octets, piece))) {
                    assertThat(stream.headers())
                            .extracting(HeaderField::value)
                            .isEqualTo(message.headers().stream()
                                    .map(HeaderField::value)
                                    .toList());
                    assertThat(text(stream.body().readAllBytes()))
                            .as(mail + " with " + lineEnd.replace("\r", "CR").replace("\n", "LF"))
                            .isEqualTo(text(message.root().body()));
                }
            }
        }
    }

    /** Gives at most so many octets a read. */
    private static final class InPieces extends ByteArrayInputStream {
        private final int most;

        InPieces(byte[] octets, int most) {
            super(octets);
            this.most = most;
        }

        @Override
        public synchronized int read(byte[] to, int from, int length) {
            return super.read(to, from, Math.min(most, length));
        }
    }

    @Test
    void aBodyOfAHundredMegabytesPassesByInConstantMemory() throws IOException {
        long bodyOctets = 100L << 20;
        Endless in = new Endless("Subject: x\r\n\r\n", bodyOctets);
        try (MessageStream stream = MessageStream.of(in)) {
            assertThat(stream.headers().first("Subject")).isEqualTo("x");
            byte[] buffer = new byte[1 << 14];
            long read = 0;
            for (int n = stream.body().read(buffer); n >= 0; n = stream.body().read(buffer)) {
                read += n;
                assertThat(bodyOctets - in.left - read).isLessThanOrEqualTo(1 << 14); // so much is held of it
            }
            assertThat(read).isEqualTo(bodyOctets);
        }
    }

    /** A header, and a body that nobody holds. */
    private static final class Endless extends InputStream {
        private final InputStream head;
        private long left;

        Endless(String head, long bodyOctets) {
            this.head = new ByteArrayInputStream(head.getBytes(StandardCharsets.US_ASCII));
            this.left = bodyOctets;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("octet by octet");
        }

        @Override
        public int read(byte[] to, int from, int length) throws IOException {
            int read = head.read(to, from, length);
            if (read >= 0) {
                return read;
            }
            int given = (int) Math.min(left, length);
            left -= given;
            return given == 0 ? -1 : given;
        }
    }

    @Test
    void aHeaderWithoutEndIsCutAtItsLimit() throws IOException {
        MessageLimits small = new MessageLimits(1_000, 9, 9, 100, 100);
        byte[] octets = "A: b\r\n".repeat(100).getBytes(StandardCharsets.US_ASCII);
        try (MessageStream stream = MessageStream.of(new ByteArrayInputStream(octets), small)) {
            assertThat(stream.headers().isCut()).isTrue();
            assertThat(stream.headers().count()).isBetween(10, 17);
            assertThat(stream.body().readAllBytes()).hasSize(500);
        }
        try (MessageStream stream = MessageStream.of(new ByteArrayInputStream(octets))) {
            assertThat(stream.headers().isCut()).isFalse();
            assertThat(stream.headers().count()).isEqualTo(100);
        }
    }

    @Test
    void noOctetsThrowAndPlacesStayInOrder() {
        Random random = new Random(5);
        String alphabet = "Content-Type: multipart/mixed; boundary=b\r\n--b message/rfc822 \t";
        for (int i = 0; i < 3_000; i++) {
            StringBuilder mail =
                    new StringBuilder(i % 2 == 0 ? "" : "Content-Type: multipart/mixed; boundary=b\r\n\r\n");
            for (int k = random.nextInt(60); k > 0; k--) {
                int from = random.nextInt(alphabet.length());
                mail.append(alphabet, from, Math.min(alphabet.length(), from + 1 + random.nextInt(9)));
            }
            Message message = Message.parse(mail.toString());
            inOrder(message.root(), 0, message.length());
        }
    }

    private static void inOrder(MimePart part, int from, int end) {
        assertThat(part.from()).isBetween(from, end);
        assertThat(part.bodyFrom()).isBetween(part.from(), end);
        assertThat(part.end()).isBetween(part.bodyFrom(), end);
        int at = part.from();
        for (HeaderField field : part.headers()) {
            assertThat(field.from()).isBetween(at, field.end());
            at = field.end();
        }
        int childFrom = part.bodyFrom();
        for (MimePart child : part.children()) {
            inOrder(child, childFrom, end);
            childFrom = child.end();
        }
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
