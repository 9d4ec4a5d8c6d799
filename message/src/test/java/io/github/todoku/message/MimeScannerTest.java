package io.github.todoku.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.james.mime4j.dom.Body;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MimeScannerTest {
    private static MimePart scan(String mail) {
        return Message.parse(mail).root();
    }

    /** Well-formed mails by the dozen: what a library sees in them we see too. */
    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void wellFormedMailIsReadAsALibraryReadsIt(int seed) throws IOException {
        String mail = new MailMaker(new Random(seed)).mail();
        List<String> ours = new ArrayList<>();
        ours(scan(mail), ours);
        List<String> theirs = new ArrayList<>();
        Entity message = new DefaultMessageBuilder()
                .parseMessage(new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)));
        theirs(message, theirs);
        assertThat(ours).isEqualTo(theirs).isNotEmpty();
    }

    private static void ours(MimePart part, List<String> seen) {
        if (part.children().isEmpty()) {
            seen.add(part.type().type() + ": " + part.text().strip());
        }
        part.children().forEach(child -> ours(child, seen));
    }

    private static void theirs(Entity entity, List<String> seen) throws IOException {
        Body body = entity.getBody();
        if (body instanceof Multipart multipart) {
            for (Entity part : multipart.getBodyParts()) {
                theirs(part, seen);
            }
        } else if (body instanceof Entity message) {
            theirs(message, seen);
        } else if (body instanceof TextBody text) {
            String decoded = new String(text.getInputStream().readAllBytes(), text.getMimeCharset());
            seen.add(entity.getMimeType() + ": " + decoded.replace("\r\n", "\n").strip());
        }
    }

    /** Makes mails that obey RFC 2045 and RFC 2046: nested parts, each encoding, messages within. */
    private static final class MailMaker {
        private final Random random;
        private int boundaries;

        MailMaker(Random random) {
            this.random = random;
        }

        String mail() {
            return "From: a@example.com\r\nSubject: x\r\nMIME-Version: 1.0\r\n" + part(0);
        }

        private String part(int depth) {
            int choice = random.nextInt(depth < 4 ? 5 : 3);
            return switch (choice) {
                case 0 -> "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + text();
                case 1 ->
                    "Content-Type: text/plain; charset=\"UTF-8\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                            + Base64.getMimeEncoder().encodeToString(text().getBytes(StandardCharsets.UTF_8)) + "\r\n";
                case 2 ->
                    "Content-Type: text/plain;\r\n charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
                            + quotedPrintable(text());
                case 3 -> multipart(depth);
                default ->
                    depth == 0
                            ? multipart(depth)
                            : "Content-Type: message/rfc822\r\n\r\nSubject: inner\r\n" + part(depth + 1);
            };
        }

        private String multipart(int depth) {
            String boundary = "=_b" + boundaries++;
            StringBuilder all = new StringBuilder(
                    "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\npreamble\r\n");
            for (int i = 0; i <= random.nextInt(3); i++) {
                all.append("--")
                        .append(boundary)
                        .append("\r\n")
                        .append(part(depth + 1))
                        .append("\r\n");
            }
            return all.append("--").append(boundary).append("--\r\n").toString();
        }

        private String text() {
            String[] words = {"Hello", "=", "wörld", "日本", ".", "-- ", "a@b", "From here", ":"};
            StringBuilder text = new StringBuilder("text");
            for (int i = 0; i < random.nextInt(40); i++) {
                text.append(random.nextInt(6) == 0 ? "\r\n" : " ").append(words[random.nextInt(words.length)]);
            }
            return text.append("!\r\n").toString();
        }

        private static String quotedPrintable(String text) {
            StringBuilder encoded = new StringBuilder();
            int column = 0;
            for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
                boolean lineEnd = b == '\r' || b == '\n';
                String one =
                        lineEnd || (b > ' ' && b < 0x7F && b != '=') ? String.valueOf((char) b) : "=%02X".formatted(b);
                encoded.append(one);
                column = lineEnd ? 0 : column + one.length();
                if (column > 70) {
                    encoded.append("=\r\n");
                    column = 0;
                }
            }
            return encoded.toString();
        }
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                arguments(
                        "no boundary named",
                        "Content-Type: multipart/mixed\n\n--x\n\nA\n--x\n\nB\n--x--\n",
                        List.of("A", "B")),
                arguments(
                        "never closed",
                        "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nA\n--x\n\nB\n",
                        List.of("A", "B")),
                arguments(
                        "blank before the colon",
                        "Content-Type : text/plain\nContent-Transfer-Encoding : base64\n\nQQ==\n",
                        List.of("A")),
                arguments(
                        "a stray line in the header",
                        "Subject: a\nnonsense\nContent-Transfer-Encoding: base64\n\nQQ==\n",
                        List.of("A")),
                arguments(
                        "base64 message",
                        "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
                                + Base64.getEncoder()
                                        .encodeToString("Subject: b\n\nA\n".getBytes(StandardCharsets.UTF_8)),
                        List.of("A")),
                arguments("a mailbox line first", "From a Tue Nov 24 09:00:00 2026\nSubject: a\n\nA\n", List.of("A")),
                arguments("no header at all", "\n\n", List.of("")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void brokenMailIsReadAsItWasMeant(String name, String mail, List<String> texts) {
        List<String> seen = new ArrayList<>();
        ours(scan(mail), seen);
        assertThat(seen)
                .as(name)
                .extracting(s -> s.substring(s.indexOf(':') + 1).strip())
                .isEqualTo(texts);
    }

    static Stream<Arguments> words() {
        return Stream.of(
                arguments("=?UTF-8?B?44GC?= =?UTF-8?Q?=E3=81=84?=", "あい"),
                arguments("=?ISO-2022-JP?B?GyRCJCIbKEI=?= end", "あ end"),
                arguments("=?x-nothing?Q?a_b?=", "a b"),
                arguments("=?broken", "=?broken"),
                arguments("a =?UTF-8?Q?b?= c", "a b c"));
    }

    @ParameterizedTest
    @MethodSource("words")
    void encodedWordsAreDecoded(String value, String decoded) { // RFC 2047 §6.2
        assertThat(EncodedWords.decode(value)).isEqualTo(decoded);
    }

    @Test
    void eachLimitIsNoted() {
        MessageLimits limits = new MessageLimits(1_000, 3, 2, 60, 10);
        assertThat(notes("Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n".repeat(9), limits))
                .contains(MessageNote.PARTS_LIMIT);
        Message longHeader = parse("Subject: " + "x".repeat(100) + "\n\n", limits);
        assertThat(longHeader.notes()).contains(MessageNote.HEADERS_LIMIT);
        assertThat(longHeader.headers().isCut()).isTrue();
        assertThat(notes("A: b\n\n" + "x".repeat(2_000), limits)).containsExactly(MessageNote.MESSAGE_LIMIT);
        String deep = "Content-Type: message/rfc822\n\n";
        assertThat(notes(deep.repeat(5), new MessageLimits(1_000, 9, 2, 600, 10)))
                .contains(MessageNote.DEPTH_LIMIT);
        Message message = parse("A: b\n\n" + "x".repeat(50), limits);
        assertThat(message.notes()).isEmpty();
        assertThat(message.root().text()).hasSize(10);
        assertThat(message.notes()).containsExactly(MessageNote.TEXT_LIMIT);
    }

    private static Set<MessageNote> notes(String mail, MessageLimits limits) {
        return parse(mail, limits).notes();
    }

    private static Message parse(String mail, MessageLimits limits) {
        return Message.parse(mail.getBytes(StandardCharsets.UTF_8), limits);
    }
}
