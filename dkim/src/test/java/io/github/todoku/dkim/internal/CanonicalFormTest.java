package io.github.todoku.dkim.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.message.MessageHead;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The canonical forms against RFC 6376 §3.4 said once more, word for word and slowly. */
class CanonicalFormTest {
    /** What decides anything, and octets that look like it: other white space, other control characters, the same with the high bit. */
    private static final String OCTETS = "\r\n \t\r\n \ta.\u00a0\u000b\u000c\0\u008d\u008a\u0089\u0001!\u007f";

    private static final Pattern BLANKS = Pattern.compile("[ \t]+");

    /** §3.4.3: "converts *CRLF at the end of the body to a single CRLF"; §3.4.4: blanks first, then empty lines. */
    private static String reference(boolean relaxed, String body) {
        String text = body;
        if (relaxed) {
            List<String> lines = new ArrayList<>();
            for (String line : text.split("\r\n", -1)) {
                String reduced = BLANKS.matcher(line).replaceAll(" ");
                lines.add(reduced.endsWith(" ") ? reduced.substring(0, reduced.length() - 1) : reduced);
            }
            text = String.join("\r\n", lines);
        }
        while (text.endsWith("\r\n")) {
            text = text.substring(0, text.length() - 2);
        }
        return relaxed && text.isEmpty() ? "" : text + "\r\n";
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void compare(boolean relaxed, String body, int... cuts) throws Exception {
        String canonical = reference(relaxed, body);
        BodyHash hash = new BodyHash(relaxed);
        int half = canonical.length() / 2;
        hash.cutAt(half);
        hash.cutAt(canonical.length());
        byte[] all = octets(body);
        int from = 0;
        for (int cut : cuts) {
            hash.write(all, from, cut);
            from = cut;
        }
        hash.write(all, from, all.length);
        hash.end();
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        assertThat(hash.length()).as(body).isEqualTo(canonical.length());
        assertThat(hash.whole()).as(body).isEqualTo(sha256.digest(octets(canonical)));
        assertThat(hash.cut(half)).as(body).isEqualTo(sha256.digest(octets(canonical.substring(0, half))));
        assertThat(hash.cut(canonical.length())).as(body).isEqualTo(hash.whole());
    }

    private static String random(Random random, int most, String from) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(most);
        while (text.length() < length) {
            char c = from.charAt(random.nextInt(from.length()));
            text.append(c == '\r' && random.nextInt(4) > 0 ? "\r\n" : String.valueOf(c));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyShortBodyOfWhatDecidesIsAsTheRfcSays(boolean relaxed) throws Exception {
        String letters = "\r\n \ta";
        for (int length = 0; length <= 5; length++) {
            int count = (int) Math.pow(letters.length(), length);
            for (int number = 0; number < count; number++) {
                StringBuilder body = new StringBuilder();
                for (int i = 0, rest = number; i < length; i++, rest /= letters.length()) {
                    body.append(letters.charAt(rest % letters.length()));
                }
                compare(relaxed, body.toString());
                compare(relaxed, "twelve more." + body + "and eighteen more.", 12, 12 + length);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyBodyIsAsTheRfcSaysHoweverItIsCut(boolean relaxed) throws Exception {
        Random random = new Random(21);
        for (int round = 0; round < 20_000; round++) {
            String body = random(random, 80, OCTETS);
            int cut = random.nextInt(body.length() + 1);
            compare(relaxed, body, cut, cut + random.nextInt(body.length() + 1 - cut));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyPlaceToCutAndEveryLengthIsAsTheRfcSays(boolean relaxed) throws Exception {
        Random random = new Random(24);
        for (int round = 0; round < 300; round++) {
            byte[] body = octets(random(random, 60, OCTETS));
            byte[] canonical = octets(reference(relaxed, new String(body, StandardCharsets.ISO_8859_1)));
            for (int cut = 0; cut <= body.length; cut++) {
                BodyHash hash = withEveryLength(relaxed, canonical.length);
                hash.write(body, 0, cut);
                hash.write(body, cut, body.length);
                compareEveryLength(hash, canonical);
            }
            BodyHash singly = withEveryLength(relaxed, canonical.length);
            for (int at = 0; at < body.length; at++) {
                singly.write(body, at, at + 1);
            }
            compareEveryLength(singly, canonical);
        }
    }

    private static BodyHash withEveryLength(boolean relaxed, int most) {
        BodyHash hash = new BodyHash(relaxed);
        for (int length = 0; length <= most; length++) {
            hash.cutAt(length);
        }
        return hash;
    }

    private static void compareEveryLength(BodyHash hash, byte[] canonical) throws Exception {
        hash.end();
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        assertThat(hash.length()).isEqualTo(canonical.length);
        for (int length = 0; length <= canonical.length; length++) {
            sha256.update(canonical, 0, length);
            assertThat(hash.cut(length)).isEqualTo(sha256.digest());
        }
    }

    /** A blank that simple held back would be content at once, and all behind it looked at once more for each octet. */
    @Test
    void simpleHoldsBackNothingButLineEnds() {
        Random random = new Random(25);
        for (int round = 0; round < 20_000; round++) {
            String text = random(random, 40, "\r\n  \t\r\n a\0");
            String held = text.substring(CanonicalRun.simple(octets(text), 0, text.length()));
            assertThat(held).as(text).matches("(\r\n)*\r?");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void longRunsAreAsTheRfcSays(boolean relaxed) throws Exception {
        Random random = new Random(22);
        for (int round = 0; round < 60; round++) {
            StringBuilder body = new StringBuilder();
            while (body.length() < 40_000) {
                body.append("word ".repeat(random.nextInt(3_000)).strip());
                body.append(random(random, 12, OCTETS));
                body.append("\r\n".repeat(random.nextInt(3)));
            }
            int cut = random.nextInt(body.length());
            compare(relaxed, body.toString(), cut);
            String same = OCTETS.substring(round % OCTETS.length(), round % OCTETS.length() + 1);
            compare(relaxed, same.repeat(40_000), 17_000);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyFieldIsAsTheRfcSays(boolean relaxed) {
        Random random = new Random(23);
        for (int round = 0; round < 20_000; round++) {
            String name = "SuBject" + " ".repeat(random.nextInt(3));
            String value = random(random, 40, OCTETS.replace("\n", "")).replaceAll("\r\n(?![ \t])", "\r\n ");
            String field = name + ":" + value + "\r\n";
            MessageHead head = MessageHead.of(octets(field), field.length(), false);
            assertThat(head.count()).as(field).isEqualTo(1);
            HeaderHash hash = new HeaderHash(relaxed);
            hash.add(head, 0);
            assertThat(new String(hash.octets(), StandardCharsets.ISO_8859_1))
                    .as(field)
                    .isEqualTo(relaxed ? relaxed(value) : field);
        }
    }

    /** §3.4.2, in its steps. */
    private static String relaxed(String value) {
        String unfolded = value.replaceAll("\r\n(?=[ \t])", "").replaceAll("\r\n\\z", "");
        String reduced = BLANKS.matcher(unfolded).replaceAll(" ");
        return "subject:" + reduced.replaceAll("^ | \\z", "") + "\r\n";
    }
}
