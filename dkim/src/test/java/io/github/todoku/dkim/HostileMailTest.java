package io.github.todoku.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.InMemoryDns;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an attacker would send: keys and mails that cost much or are nothing. By the thread's own time. */
class HostileMailTest {
    private static final List<String> FIELDS = List.of("from", "to", "subject");
    private static final Duration MOST = Duration.ofSeconds(2);
    private static final String SIGNED =
            SignedMail.signed(SignedMail.MAIL, "a=rsa-sha256; s=rsa; c=relaxed/relaxed", FIELDS);

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static DkimVerification check(InMemoryDns dns, String mail) {
        byte[] octets = octets(mail);
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        DkimVerification verification = DkimVerifier.using(dns).check(octets);
        long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        assertThat(Duration.ofNanos(used)).isLessThan(MOST);
        for (Locale locale : List.of(Locale.ENGLISH, Locale.JAPANESE)) {
            verification
                    .findings()
                    .forEach(each -> assertThat(each.text(locale)).isNotEmpty());
        }
        return verification;
    }

    private static BigInteger odd(int bits) {
        return new BigInteger(bits, new Random(bits)).setBit(bits - 1).setBit(0);
    }

    /** SubjectPublicKeyInfo of an RSA key, whatever its numbers are. */
    private static String key(BigInteger modulus, BigInteger exponent) {
        byte[] algorithm = {0x30, 13, 6, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 13, 1, 1, 1, 5, 0};
        byte[] numbers = element(0x30, element(2, modulus.toByteArray()), element(2, exponent.toByteArray()));
        byte[] whole = element(0x30, algorithm, element(3, new byte[1], numbers));
        return Base64.getEncoder().encodeToString(whole);
    }

    private static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        int length = content.size();
        if (length >= 0x80) {
            element.write(length > 0xFFFF ? 0x83 : 0x82);
            if (length > 0xFFFF) {
                element.write(length >> 16);
            }
            element.write(length >> 8);
        }
        element.write(length);
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }

    @TestFactory
    Stream<DynamicTest> aKeyThatCostsOrIsNone() {
        BigInteger usual = BigInteger.valueOf(65_537);
        BigInteger modulus = odd(2048);
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("16384 bits", "KEY_TOO_LARGE p=" + key(odd(16_384), usual));
        keys.put("8193 bits", "KEY_TOO_LARGE p=" + key(odd(8_193), usual));
        keys.put("1023 bits", "KEY_TOO_SHORT p=" + key(odd(1_023), usual));
        keys.put("exponent as long as the modulus", "EXPONENT_REFUSED p=" + key(modulus, odd(2_047)));
        keys.put("exponent of 33 bits", "EXPONENT_REFUSED p=" + key(modulus, odd(33)));
        keys.put("even exponent", "EXPONENT_REFUSED p=" + key(modulus, BigInteger.valueOf(65_536)));
        keys.put("exponent 1", "EXPONENT_REFUSED p=" + key(modulus, BigInteger.ONE));
        keys.put("exponent 0", "BAD_KEY p=" + key(modulus, BigInteger.ZERO));
        keys.put("even modulus", "BAD_KEY p=" + key(modulus.clearBit(0), usual));
        keys.put("bad base64", "BAD_BASE64 p=AAAA*AAA");
        keys.put("cut", "KEY_CUT p=" + key(modulus, usual).substring(0, 200));
        keys.put("nothing", "REVOKED p=");
        keys.put("zeros", "BAD_KEY p=" + "A".repeat(400));
        keys.put("another type", "UNKNOWN_KEY_TYPE k=dsa; p=" + key(modulus, usual));
        return keys.entrySet().stream().map(each -> dynamicTest(each.getKey(), each.getValue()));
    }

    private static DynamicTest dynamicTest(String name, String reasonAndRecord) {
        String reason = reasonAndRecord.substring(0, reasonAndRecord.indexOf(' '));
        String text = "v=DKIM1; " + reasonAndRecord.substring(reason.length() + 1);
        return DynamicTest.dynamicTest(name, () -> {
            InMemoryDns dns = InMemoryDns.zone(SignedMail.record("rsa._domainkey.example.com.", text));
            DkimSignatureResult result = check(dns, SIGNED).signatures().get(0);
            assertThat(result.reason().kind()).hasToString(reason);
            assertThat(result.result()).isIn(DkimResult.POLICY, DkimResult.PERMERROR);
        });
    }

    @TestFactory
    Stream<DynamicTest> aMailThatCostsOrIsNothing() {
        String field = SIGNED.substring(0, SIGNED.length() - SignedMail.MAIL.length());
        String ed25519 = field.replace("a=rsa-sha256; s=rsa", "a=ed25519-sha256; s=ed");
        List<String> names = new ArrayList<>(Collections.nCopies(10_000, "x"));
        names.add("from");
        Map<String, String> mails = new LinkedHashMap<>();
        mails.put("10,000 broken signatures", field.replace("bh=", "bh=AA").repeat(10_000) + SignedMail.MAIL);
        mails.put("400 Ed25519 signatures", ed25519.repeat(400) + SignedMail.MAIL);
        mails.put(
                "tags of a megabyte", "DKIM-Signature: v=1; " + "abc=def; ".repeat(110_000) + "\r\n" + SignedMail.MAIL);
        mails.put(
                "one tag of a megabyte", field.replace("bh=", "z=" + "a".repeat(1 << 20) + "; bh=") + SignedMail.MAIL);
        mails.put("h= of 10,000 names", field.replace("h=", "h=" + String.join(":", names) + ":") + SignedMail.MAIL);
        mails.put("a header of 10 MB", "X: y\r\n".repeat(1_700_000) + SIGNED);
        mails.put("one field of 10 MB", "X: " + "y".repeat(10 << 20) + "\r\n" + SIGNED);
        mails.put("folded for ever", "DKIM-Signature: v=1;" + "\r\n ".repeat(80_000) + "\r\n" + SignedMail.MAIL);
        mails.put("a header that never ends", "DKIM-Signature: v=1\r\n\t" + "a=b;\r\n\t".repeat(1_000_000));
        mails.put("NULs", field.replace("bh=", "\0bh=") + "\0".repeat(100_000));
        mails.put("8-bit tags", field.replace("d=example.com", "d=\u00e4.example") + SignedMail.MAIL);
        mails.put("base64 of nothing", field.replaceAll("b=[A-Za-z0-9+/=]+", "b====") + SignedMail.MAIL);
        mails.put("numbers without end", field.replace("v=1", "v=1; t=" + "9".repeat(30_000)) + SignedMail.MAIL);
        mails.put("i= of escapes", field.replace("v=1", "v=1; i=" + "=40".repeat(10_000)) + SignedMail.MAIL);
        mails.put("names without end", field.replace("s=rsa", "s=" + "a.".repeat(15_000) + "a") + SignedMail.MAIL);
        mails.put("bare line ends", SIGNED.replace("\r\n", "\r"));
        mails.put("a tenth of a signature", SIGNED.substring(0, SIGNED.length() / 10));
        return mails.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    InMemoryDns dns = InMemoryDns.zone(SignedMail.zone());
                    assertThat(check(dns, each.getValue()).signatures()).noneMatch(DkimSignatureResult::isPass);
                    assertThat(dns.queries().size()).isLessThanOrEqualTo(DkimLimits.MAX_SIGNATURES_TRIED);
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"relaxed/relaxed", "simple/simple"})
    void aBodyThatIsMadeToBeSlowIsNot(String forms) {
        InMemoryDns dns = InMemoryDns.zone(SignedMail.zone());
        String signed = SignedMail.signed(SignedMail.MAIL, "a=rsa-sha256; s=rsa; c=" + forms, FIELDS);
        for (String each : List.of(
                "\n", "\r", "\r\n", " ", "\t", " \r\n", "a ", "a \r\n", "\r\n ", " a\t", "\0", "\r\r\n", "a  b")) {
            check(dns, signed + each.repeat(3_000_000 / each.length()));
        }
    }
}
