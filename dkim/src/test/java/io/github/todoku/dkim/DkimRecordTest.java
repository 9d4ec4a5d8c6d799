package io.github.todoku.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.words.Sentences;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DkimRecordTest {
    private static final String RSA = TestKeys.rsa(2048);
    private static final String RSA_1024 = TestKeys.rsa(1024);
    private static final String ED = TestKeys.ed25519();

    /** The beginning of a private key, PKCS #1 or #8: the version 0, and what follows. */
    private static String privateKey(int pkcs) {
        byte[] key = new byte[300];
        byte[] start = {0x30, (byte) 0x82, 1, 0x28, 2, 1, 0, (byte) (pkcs == 1 ? 2 : 0x30), (byte) 0x82, 1, 1, 0, 3};
        System.arraycopy(start, 0, key, 0, start.length);
        return Base64.getEncoder().encodeToString(key);
    }

    static Stream<Arguments> records() {
        return Stream.of(
                arguments("v=DKIM1; k=rsa; p=" + RSA, Set.of()),
                arguments("p=" + RSA, Set.of()),
                arguments("v = DKIM1 ; p = " + RSA.substring(0, 100) + " " + RSA.substring(100) + " ;", Set.of()),
                arguments("v=DKIM1; k=ed25519; p=" + ED, Set.of()),
                arguments("v=DKIM1; n=for people; p=" + RSA, Set.of()),
                // the version
                arguments("v=DKIM2; p=" + RSA, Set.of(DkimFinding.BAD_VERSION)),
                arguments("v=dkim1; p=" + RSA, Set.of(DkimFinding.BAD_VERSION)),
                arguments("p=" + RSA + "; v=DKIM1", Set.of(DkimFinding.BAD_VERSION)),
                arguments("v=DMARC1; p=none", Set.of(DkimFinding.BAD_VERSION, DkimFinding.BAD_KEY)),
                // the key
                arguments("v=DKIM1; k=rsa", Set.of(DkimFinding.NO_KEY)),
                arguments("v=DKIM1; p=", Set.of(DkimFinding.REVOKED)),
                arguments("v=DKIM1; p=;", Set.of(DkimFinding.REVOKED)),
                arguments("v=DKIM1; p=%%%", Set.of(DkimFinding.BAD_BASE64)),
                arguments("v=DKIM1; p=" + RSA.substring(0, 200), Set.of(DkimFinding.KEY_CUT)),
                arguments("v=DKIM1; p=" + RSA.substring(0, 241), Set.of(DkimFinding.KEY_CUT)),
                arguments("v=DKIM1; p=" + RSA.substring(0, 20), Set.of(DkimFinding.BAD_KEY)),
                arguments("v=DKIM1; p=" + ED, Set.of(DkimFinding.ED25519_UNNAMED)),
                arguments("v=DKIM1; k=ed25519; p=" + wrapped(ED), Set.of(DkimFinding.ED25519_WRAPPED)),
                arguments("v=DKIM1, k=rsa, p=" + RSA, Set.of(DkimFinding.SEPARATORS)),
                arguments("v=DKIM1 k=rsa p=" + RSA, Set.of(DkimFinding.SEPARATORS)),
                arguments("v=DKIM1; k=rsa, p=" + RSA, Set.of(DkimFinding.SEPARATORS)),
                arguments("v=DKIM1; k=ed25519; p=" + RSA, Set.of(DkimFinding.BAD_KEY)),
                arguments("v=DKIM1; k=dsa; p=" + RSA, Set.of(DkimFinding.UNKNOWN_KEY_TYPE)),
                arguments("v=DKIM1; p=" + TestKeys.bareRsa2048(), Set.of(DkimFinding.BARE_RSA_KEY)),
                arguments("v=DKIM1; p=" + RSA_1024, Set.of(DkimFinding.KEY_SHORT)),
                arguments("v=DKIM1; p=" + framed(1023), Set.of(DkimFinding.KEY_TOO_SHORT)),
                arguments("v=DKIM1; p=" + framed(384), Set.of(DkimFinding.KEY_TOO_SHORT)),
                arguments("v=DKIM1; p=" + framed(4096), Set.of()),
                arguments("v=DKIM1; p=" + framed(4097), Set.of(DkimFinding.KEY_LONG)),
                arguments("v=DKIM1; k=ed25519; p=" + privateKey(2), Set.of(DkimFinding.PRIVATE_KEY)),
                arguments("v=DKIM1; p=" + privateKey(2).substring(0, 50), Set.of(DkimFinding.PRIVATE_KEY)),
                arguments("v=DKIM1; p=" + privateKey(1), Set.of(DkimFinding.PRIVATE_KEY)),
                arguments(
                        "v=DKIM1; p=-----BEGIN RSA PRIVATE KEY-----" + privateKey(1) + "-----END RSA PRIVATE KEY-----",
                        Set.of(DkimFinding.PRIVATE_KEY)),
                // the other tags
                arguments("v=DKIM1; h=sha1; p=" + RSA, Set.of(DkimFinding.NO_SHA256)),
                arguments("v=DKIM1; h=sha1 : sha256; p=" + RSA, Set.of()),
                arguments("v=DKIM1; s=tlsrpt; p=" + RSA, Set.of(DkimFinding.NOT_FOR_EMAIL)),
                arguments("v=DKIM1; s=tlsrpt:email; p=" + RSA, Set.of()),
                arguments("v=DKIM1; s=*; p=" + RSA, Set.of()),
                arguments("v=DKIM1; t=y; p=" + RSA, Set.of(DkimFinding.TESTING)),
                arguments("v=DKIM1; t=y:s; p=" + RSA, Set.of(DkimFinding.TESTING, DkimFinding.STRICT_IDENTITY)),
                arguments("v=DKIM1; t=x; p=" + RSA, Set.of()),
                arguments("v=DKIM1; g=*; p=" + RSA, Set.of(DkimFinding.HISTORIC_TAG)),
                arguments("v=DKIM1; z=1; p=" + RSA, Set.of(DkimFinding.UNKNOWN_TAG)),
                arguments("v=DKIM1; p=" + RSA + "; p=" + RSA, Set.of(DkimFinding.DUPLICATE_TAG)),
                arguments("v=DKIM1;; p=" + RSA, Set.of(DkimFinding.EMPTY_TAG)),
                arguments("v=DKIM1; rsa; p=" + RSA, Set.of(DkimFinding.BAD_TAG)),
                // what people paste
                arguments("v=DKIM1; p=\"" + RSA + "\"", Set.of(DkimFinding.PASTED_QUOTES, DkimFinding.BAD_BASE64)),
                arguments("v=DKIM1\\; p=" + RSA, Set.of(DkimFinding.PASTED_BACKSLASH, DkimFinding.BAD_VERSION)),
                arguments(
                        "v=DKIM1; p=" + RSA.substring(0, 64) + "\n" + RSA.substring(64),
                        Set.of(DkimFinding.LINE_BREAK)),
                arguments(
                        "v=DKIM1; p=-----BEGIN PUBLIC KEY-----" + RSA,
                        Set.of(DkimFinding.PASTED_PEM, DkimFinding.BAD_BASE64)),
                arguments("Value: v=DKIM1; p=" + RSA, Set.of(DkimFinding.BAD_TAG, DkimFinding.UNKNOWN_TAG)),
                arguments("v=spf1 -all", Set.of(DkimFinding.NOT_DKIM)));
    }

    /** Whoever can read it can sign, wherever in the text it stands and whatever stands around it. */
    @Test
    void aPrivateKeyIsToldInWhateverPlaceItStands() throws GeneralSecurityException {
        String rsa = privateKey(2);
        String ed = Base64.getEncoder()
                .encodeToString(KeyPairGenerator.getInstance("Ed25519")
                        .generateKeyPair()
                        .getPrivate()
                        .getEncoded());
        String pem = "-----BEGIN PRIVATE KEY-----";
        for (String text : List.of(
                rsa,
                privateKey(1),
                ed,
                rsa.substring(0, 64) + "\n" + rsa.substring(64),
                rsa.substring(0, 8) + " " + rsa.substring(8),
                "\"" + rsa + "\"",
                "Value: " + rsa,
                "v=DKIM1; k=rsa; " + rsa,
                "v=DKIM1; k=ed25519; " + ed,
                "v=DKIM1; P=" + rsa,
                "v=DKIM1; p=\"" + rsa + "\"",
                "v=DKIM1; p=" + RSA + "; n=" + rsa,
                "v=DKIM1; p=" + RSA + "; n=" + pem + rsa,
                "v=DKIM1; p=" + pem,
                "v=DKIM1; k=rsa; -----BEGIN EC PRIVATE KEY-----MHc==",
                "-----BEGIN OPENSSH PRIVATE KEY-----b3BlbnNzaA==-----END OPENSSH PRIVATE KEY-----")) {
            assertThat(kinds(DkimRecord.parse(text))).as(text).containsExactly(DkimFinding.PRIVATE_KEY);
        }
    }

    @Test
    void whatANoteSaysIsNoKeyAndNoFault() {
        for (String note : List.of(
                "-----BEGIN PRIVATE KEY-----",
                "the file begins with -----BEGIN RSA PRIVATE KEY-----",
                "\"2024\"",
                "-----",
                "MIIA is how a key begins")) {
            DkimRecord record = DkimRecord.parse("v=DKIM1; k=rsa; p=" + RSA + "; n=" + note);
            assertThat(record.findings()).as(note).isEmpty();
            assertThat(DkimRecord.parse("v=DKIM1; n=" + note + "; p=" + RSA).isUsable())
                    .as(note)
                    .isTrue();
        }
        assertThat(kinds(DkimRecord.parse("v=DKIM1; n=\"a\"; p=\"" + RSA + "\"")))
                .contains(DkimFinding.PASTED_QUOTES);
        for (String publicHalf : List.of(RSA, ED, wrapped(ED), TestKeys.bareRsa2048(), RSA_1024)) {
            assertThat(kinds(DkimRecord.parse(publicHalf))).containsExactly(DkimFinding.NOT_DKIM);
        }
    }

    private static List<Finding.Kind> kinds(DkimRecord record) {
        return record.findings().stream().map(Finding::kind).toList();
    }

    /** As {@code openssl pkey -pubout} prints it (RFC 8410 §4). */
    private static String wrapped(String ed25519) {
        byte[] octets = new byte[44];
        byte[] frame = {0x30, 0x2A, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 3, 0x21, 0};
        System.arraycopy(frame, 0, octets, 0, frame.length);
        System.arraycopy(Base64.getDecoder().decode(ed25519), 0, octets, frame.length, 32);
        return Base64.getEncoder().encodeToString(octets);
    }

    @Test
    void whatToWriteInPlaceOfABrokenKeyIsSaid() {
        Finding wrapped = DkimRecord.parse("v=DKIM1; k=ed25519; p=" + wrapped(ED))
                .findings()
                .get(0);
        assertThat(wrapped.advice(Locale.ENGLISH)).isEqualTo("Write p=" + ED);
        Finding cut = DkimRecord.parse("v=DKIM1; p=" + RSA.substring(0, 241))
                .findings()
                .get(0);
        assertThat(cut.detail()).isEqualTo("2048");
    }

    @ParameterizedTest
    @MethodSource("records")
    void everyRuleHasItsNearMiss(String text, Set<DkimFinding> expected) {
        DkimRecord record = DkimRecord.parse(text);
        assertThat(record.findings()).extracting(Finding::kind).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(record.isUsable()).isEqualTo(expected.stream().noneMatch(kind -> kind.severity() == Severity.FAIL));
        for (Finding finding : record.findings()) {
            assertThat(!finding.hasSpan() || finding.end() <= text.length()).isTrue();
        }
    }

    @Test
    void theSizeIsThatOfTheKey() {
        assertThat(DkimRecord.parse("p=" + RSA).keyBits()).isEqualTo(2048);
        assertThat(DkimRecord.parse("p=" + RSA_1024).keyBits()).isEqualTo(1024);
        assertThat(DkimRecord.parse("k=ed25519; p=" + ED).keyBits()).isEqualTo(256);
        assertThat(DkimRecord.parse("p=" + framed(1023)).keyBits()).isEqualTo(1023);
    }

    @Test
    void aSpanPointsAtItsTag() {
        String text = "v=DKIM1; t=y; p=" + RSA;
        Finding testing = DkimRecord.parse(text).findings().get(0);
        assertThat(text.substring(testing.start(), testing.end())).isEqualTo("t=y");
    }

    @Test
    void hostileTextIsReadInOnePassOnASmallStack() throws InterruptedException {
        byte[] noise = new byte[65_535];
        new Random(2).nextBytes(noise);
        List<String> texts = List.of(
                "p=" + "A".repeat(65_532),
                "v=DKIM1;" + "p=;".repeat(20_000),
                "v=DKIM1; h=" + ":".repeat(60_000),
                "v=DKIM1; " + "x=y;".repeat(16_000),
                "k=" + "rsa".repeat(20_000) + "; p=AAAA",
                "p=" + Base64.getEncoder().encodeToString(noise),
                new String(noise, StandardCharsets.ISO_8859_1),
                "v=DKIM1;" + "\"".repeat(60_000));
        Thread small = new Thread(null, () -> texts.forEach(DkimRecord::parse), "small", 256 << 10);
        Throwable[] thrown = new Throwable[1];
        small.setUncaughtExceptionHandler((thread, fault) -> thrown[0] = fault);
        small.start();
        small.join(10_000);
        assertThat(small.isAlive()).isFalse();
        assertThat(thrown[0]).isNull();
        for (String text : texts) {
            assertThat(DkimRecord.parse(text).findings()).hasSizeLessThan(400);
        }
    }

    @Test
    void aKeyCutAnywhereIsNoException() {
        byte[] whole = TestKeys.spki("RSA", 1024);
        for (int i = 0; i < whole.length; i++) {
            String cut = Base64.getEncoder().encodeToString(Arrays.copyOf(whole, i));
            assertThat(DkimRecord.parse("p=" + cut).isUsable()).isFalse();
        }
    }

    @Test
    void everyFindingHasItsSentencesInBothLanguages() {
        for (Locale locale : List.of(Locale.ENGLISH, Locale.JAPANESE)) {
            Set<String> keys = new TreeSet<>();
            for (DkimFinding kind : DkimFinding.values()) {
                Finding finding = Finding.of(kind, "s1._domainkey.example.com", "x");
                assertThat(finding.text(locale))
                        .isNotBlank()
                        .doesNotContain("{")
                        .doesNotContain("''");
                assertThat(finding.advice(locale))
                        .isNotBlank()
                        .doesNotContain("{")
                        .doesNotContain("''");
                assertThat(kind.id()).startsWith("dkim.");
                keys.add(kind.id());
                keys.add(kind.id() + ".advice");
            }
            keys.addAll(List.of(
                    "dkim.at-other-name.advice.label",
                    "dkim.at-other-name.advice.twice",
                    "dkim.alias-to-nothing.advice.dot",
                    "dkim.not-dkim.advice.alias",
                    "dkim.bad-base64.plus",
                    "dkim.bad-base64.advice.plus"));
            for (Finding.Kind kind : Stream.<Finding.Kind>concat(
                            Stream.of(DkimReason.values()), Stream.of(DkimSuspect.values()))
                    .toList()) {
                Finding finding = Finding.of(kind, "example.com", "x", "y");
                assertThat(finding.text(locale)).isNotBlank().doesNotContain("{");
                keys.add(kind.id());
                if (!finding.advice(locale).isEmpty()) {
                    keys.add(kind.id() + ".advice");
                }
            }
            assertThat(DkimFinding.REVOKED
                            .sentences(Sentences.bundleLocale(locale))
                            .keySet())
                    .containsExactlyInAnyOrderElementsOf(keys);
        }
    }

    @Test
    void whatWasWrittenStaysAndLogsAreOneLine() {
        String text = "v=DKIM1;\n p=" + RSA + "; x=\u00e9";
        DkimRecord record = DkimRecord.parse(text);
        assertThat(record.text()).isEqualTo(text);
        assertThat(record).isEqualTo(DkimRecord.parse(text)).isNotEqualTo(DkimRecord.parse("p="));
        assertThat(record.toString()).startsWith("v=DKIM1;\\x0A p=").doesNotContain("\n");
        assertThat(record.tag(DkimTag.Key.class).map(DkimTag.Key::value)).contains(RSA);
    }

    /** A key of any size, framed as the JDK frames those it makes; its modulus need not be the product of primes. */
    private static String framed(int bits) {
        byte[] modulus = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE).toByteArray();
        byte[] key = sequence(join(element(2, modulus), element(2, new byte[] {1, 0, 1})));
        byte[] algorithm =
                sequence(new byte[] {6, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 1, 5, 0});
        return Base64.getEncoder().encodeToString(sequence(join(algorithm, element(3, join(new byte[] {0}, key)))));
    }

    private static byte[] sequence(byte[] content) {
        return element(0x30, content);
    }

    private static byte[] element(int tag, byte[] content) {
        int length = content.length;
        byte[] head = length < 128
                ? new byte[] {(byte) tag, (byte) length}
                : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
        return join(head, content);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] whole = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, whole, first.length, second.length);
        return whole;
    }
}
