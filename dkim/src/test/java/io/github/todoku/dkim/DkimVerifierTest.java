package io.github.todoku.dkim;

import static io.github.todoku.dkim.SignedMail.MAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.RecordType;
import io.github.todoku.message.LineEnds;
import io.github.todoku.message.Message;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DkimVerifierTest {
    private static final List<String> FIELDS = List.of("from", "to", "subject", "date");
    private static final InMemoryDns DNS = InMemoryDns.zone(SignedMail.zone());
    private static final DkimVerifier VERIFIER = DkimVerifier.using(DNS).at(Instant.ofEpochSecond(1_800_000_000));
    private static final String TAGS = "a=rsa-sha256; s=rsa; c=relaxed/relaxed";

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static DkimSignatureResult only(String mail) {
        DkimVerification verification = VERIFIER.check(octets(mail));
        assertThat(verification.signatures()).hasSize(1);
        return verification.signatures().get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "a=rsa-sha256; s=rsa; c=relaxed/relaxed",
        "a=rsa-sha256; s=rsa; c=relaxed/simple",
        "a=rsa-sha256; s=rsa; c=simple/relaxed",
        "a=rsa-sha256; s=rsa; c=simple/simple",
        "a=rsa-sha256; s=rsa",
        "a=ed25519-sha256; s=ed; c=relaxed/relaxed"
    })
    void everyCutOfTheOctetsGivesTheSameResult(String tags) {
        String mail =
                SignedMail.signed(MAIL, tags, FIELDS, tags.contains("ed25519") ? SignedMail.ED25519 : SignedMail.RSA);
        byte[] octets = octets(mail);
        assertThat(VERIFIER.check(octets).isPass()).isTrue();
        int step = tags.contains("ed25519") ? 40 : 1;
        for (int cut = 0; cut <= octets.length; cut += step) {
            DkimVerifyingStream stream = VERIFIER.begin();
            stream.write(octets, 0, cut);
            stream.write(octets, cut, octets.length - cut);
            assertThat(stream.end().join().isPass()).as("cut at " + cut).isTrue();
        }
        DkimVerifyingStream single = VERIFIER.begin();
        for (byte b : octets) {
            single.write(b);
        }
        assertThat(single.end().join().isPass()).isTrue();
    }

    @Test
    void everyChangeOfAnOctetThatSimpleCoversBreaksIt() {
        String mail = SignedMail.signed(MAIL, "a=rsa-sha256; s=rsa; c=simple/simple", FIELDS);
        byte[] octets = octets(mail);
        int bValue = mail.indexOf(" b=") + 3;
        int bEnd = mail.indexOf("\r\n", bValue);
        for (int i = 0; i < octets.length; i++) {
            if (i >= bEnd && i < bEnd + 2) {
                continue; // the line end of the signature's own field is not signed
            }
            byte before = octets[i];
            octets[i] ^= 1;
            assertThat(VERIFIER.check(octets).isPass()).as("changed at %d", i).isFalse();
            octets[i] = before;
        }
    }

    @Test
    void whatRelaxedPassesOverDoesNotBreakIt() {
        String mail = SignedMail.signed(MAIL, TAGS, FIELDS);
        String refolded = mail.replace("Subject: A test\r\n of folding", "SUBJECT \t:\r\n\tA \t test of\r\n folding \t")
                .replace("this  is \t a body  \r\n", "this\tis a  body\r\n")
                .concat("\r\n \t\r\n");
        assertThat(only(refolded).isPass()).isTrue();
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            assertThat(only(refolded(mail, random)).isPass()).isTrue();
        }
    }

    /** Every run of blanks in the signed header and the body is another one; in the header also folded. */
    private static String refolded(String mail, Random random) {
        int headFrom = mail.indexOf("From:");
        int bodyFrom = mail.indexOf("\r\n\r\n") + 4;
        StringBuilder folded = new StringBuilder(mail.substring(0, headFrom));
        for (int i = headFrom; i < mail.length(); i++) {
            char c = mail.charAt(i);
            boolean colon = c == ':' && i < bodyFrom && mail.lastIndexOf('\n', i) + 12 > i;
            if (c == ' ' || colon) {
                folded.append(colon ? ":" : "");
                boolean begins = mail.charAt(i - 1) == '\n';
                folded.append(i < bodyFrom && !begins && random.nextInt(4) == 0 ? "\r\n" : "");
                folded.append(" ".repeat(1 + random.nextInt(3))).append(random.nextBoolean() ? "\t" : "");
            } else {
                folded.append(c);
            }
        }
        return folded.toString();
    }

    @Test
    void aBodyThatChangedIsToldFromAHeaderThatChanged() {
        String mail = SignedMail.signed(MAIL, TAGS, FIELDS);
        assertThat(only(mail.replace("Hello", "Hallo")).reason().kind()).isEqualTo(DkimReason.BODY_CHANGED);
        DkimSignatureResult header = only(mail.replace("A test", "[list] A test"));
        assertThat(header.reason().kind()).isEqualTo(DkimReason.SIGNATURE_MISMATCH);
        assertThat(header.result()).isEqualTo(DkimResult.FAIL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=rsa-sha1; s=rsa | POLICY | dkim.rsa-sha1",
                "a=rsa-sha256; s=rsa; i=@other.example | PERMERROR | dkim.identity-outside",
                "a=rsa-sha256; s=rsa; i=@notexample.com | PERMERROR | dkim.identity-outside",
                "a=rsa-sha256; s=rsa; i=joe | PERMERROR | dkim.bad-value",
                "a=rsa-sha256; s=rsa; i=joe=40sub.example.com | PASS | dkim.signature-holds",
                "a=rsa-sha256; s=rsa; x=1799999999 | PERMERROR | dkim.expired",
                "a=rsa-sha256; s=rsa; x=1800000000 | PASS | dkim.signature-holds",
                "a=rsa-sha256; s=rsa; t=1800000000; x=1799999999 | PERMERROR | dkim.bad-value",
                "a=rsa-sha256; s=rsa; t=1900000000 | PASS | dkim.signature-holds",
                "a=rsa-sha256; s=rsa; t= | PERMERROR | dkim.bad-value",
                "a=rsa-sha256; s=rsa; l=99999 | PERMERROR | dkim.length-beyond-body",
                "a=rsa-sha256; s=rsa; l=-1 | PERMERROR | dkim.bad-value",
                "a=rsa-sha256; s=rsa; s=rsa | PERMERROR | dkim.bad-tag-list",
                "a=rsa-sha256; s=nokey | PERMERROR | dkim.no-record",
                "a=ed25519-sha256; s=rsa | PERMERROR | dkim.key-type-mismatch",
                "a=rsa-sha256; s=rsa; c=nofws | PERMERROR | dkim.bad-value",
                "a=rsa-sha256; s=r(sa | PERMERROR | dkim.bad-value",
                "s=rsa | PERMERROR | dkim.missing-tag",
            })
    void aFaultHasItsResultAndReason(String tags, DkimResult result, String reason) {
        DkimSignatureResult came = only(SignedMail.signed(MAIL, tags, FIELDS));
        assertThat(came.result()).isEqualTo(result);
        assertThat(came.reason().id()).isEqualTo(reason);
    }

    /** §3.5: {@code hdr-name} is a field's name, and a line without one is no field. */
    @Test
    void anEmptyNameIsNoFieldsName() {
        List<String> fields = List.of("from", "", "subject");
        for (String mail : List.of(MAIL, "no field\r\n" + MAIL)) {
            DkimSignatureResult came = only(SignedMail.signed(mail, TAGS, fields));
            assertThat(came.result()).isEqualTo(DkimResult.PERMERROR);
            assertThat(came.reason().id()).isEqualTo("dkim.bad-value");
        }
    }

    @Test
    void fromMustBeSigned() {
        assertThat(only(SignedMail.signed(MAIL, TAGS, List.of("to"))).reason().kind())
                .isEqualTo(DkimReason.FROM_NOT_SIGNED);
    }

    @Test
    void aSecondFieldOnTopIsToldUnlessOversigned() {
        DkimSignatureResult open = only("Subject: other\r\n" + SignedMail.signed(MAIL, TAGS, FIELDS));
        assertThat(open.isPass()).isTrue();
        assertThat(open.findings()).anyMatch(each -> each.kind() == DkimReason.FIELD_NOT_COVERED);
        String oversigned = SignedMail.signed(MAIL, TAGS, List.of("from", "from", "subject", "subject"));
        assertThat(only(oversigned).isPass()).isTrue();
        assertThat(only("Subject: other\r\n" + oversigned).result()).isEqualTo(DkimResult.FAIL);
    }

    @Test
    void whatLengthLeavesOpenIsCountedAndMayBeRefused() {
        String body = MAIL.substring(MAIL.indexOf("\r\n\r\n") + 4);
        String mail = SignedMail.signed(
                MAIL.replace(body, "Hello\r\n"), "a=rsa-sha256; s=rsa; c=relaxed/relaxed; l=7", FIELDS);
        DkimSignatureResult result = only(mail + "and more\r\n");
        assertThat(result.isPass()).isTrue();
        assertThat(result.unsignedOctets()).isEqualTo(10);
        assertThat(VERIFIER.refusingPartlySigned()
                        .check(octets(mail + "and more\r\n"))
                        .result())
                .isEqualTo(DkimResult.POLICY);
        assertThat(VERIFIER.refusingPartlySigned().check(octets(mail)).isPass()).isTrue();
    }

    @Test
    void aKeyThatDoesNotComeIsNoAnswer() {
        String mail = SignedMail.signed(MAIL, TAGS, FIELDS);
        InMemoryDns slow = InMemoryDns.zone("").fault("rsa._domainkey.example.com", RecordType.TXT, Fault.timeout());
        DkimVerification verification =
                DkimVerifier.using(slow).withTimeLimit(Duration.ofMillis(50)).check(octets(mail));
        assertThat(verification.result()).isEqualTo(DkimResult.TEMPERROR);
        assertThat(verification.cannotTell()).isTrue();
        assertThat(verification.gaps()).hasSize(1);
        DkimVerification silent = DkimVerifier.using(
                        (question, deadline) -> new java.util.concurrent.CompletableFuture<>())
                .withTimeLimit(Duration.ofMillis(50))
                .check(octets(mail));
        assertThat(silent.result()).isEqualTo(DkimResult.TEMPERROR);
    }

    @Test
    void everyKeyIsAskedOnceAndOnlySoManySignaturesAreTried() {
        String signed = SignedMail.signed(MAIL, TAGS, FIELDS);
        String field = signed.substring(0, signed.length() - MAIL.length());
        InMemoryDns dns = InMemoryDns.zone(SignedMail.zone());
        DkimVerification many = DkimVerifier.using(dns).check(octets(field.repeat(500) + MAIL));
        assertThat(many.signatures()).hasSize(500);
        assertThat(many.signatures().stream().filter(DkimSignatureResult::isPass))
                .hasSize(DkimLimits.MAX_SIGNATURES_TRIED);
        assertThat(many.signatures().get(499).reason().kind()).isEqualTo(DkimReason.NOT_TRIED);
        assertThat(dns.queries()).hasSize(1);
        String foreign = field.replace("d=example.com", "d=other.example");
        DkimVerification hidden = DkimVerifier.using(dns).check(octets(foreign.repeat(100) + field + MAIL));
        assertThat(hidden.passing()).containsExactly(DnsName.of("example.com"));
    }

    @Test
    void allWaysInGiveTheSame(@TempDir Path folder) throws IOException {
        byte[] octets = octets(SignedMail.signed(MAIL, TAGS, FIELDS));
        Path file = Files.write(folder.resolve("a.eml"), octets);
        assertThat(VERIFIER.check(file).isPass()).isTrue();
        assertThat(VERIFIER.check(new ByteArrayInputStream(octets)).isPass()).isTrue();
        assertThat(VERIFIER.check(Message.parse(octets)).isPass()).isTrue();
        assertThat(VERIFIER.checkAsync(octets).join().isPass()).isTrue();
    }

    @Test
    void aFileWithBareLineFeedsIsReadAsMailOnlyOnDemand() {
        byte[] unix = octets(SignedMail.signed(MAIL, TAGS, FIELDS).replace("\r\n", "\n"));
        assertThat(VERIFIER.check(unix).result()).isNotEqualTo(DkimResult.PASS);
        DkimVerifier reader = VERIFIER.withLineEnds(LineEnds.OF_A_FILE);
        assertThat(reader.check(unix).isPass()).isTrue();
        for (int cut = 0; cut < unix.length; cut++) {
            DkimVerifyingStream stream = reader.begin();
            stream.write(unix, 0, cut);
            stream.write(unix, cut, unix.length - cut);
            assertThat(stream.end().join().isPass()).isTrue();
        }
    }

    @Test
    void messagesWithoutAnythingHaveNoSignature() {
        for (String mail : List.of("", "\r\n", "\r\n\r\n", "x", "From: a@example.com\r\n", "\n\n", "\r", ":\r\n\r\n")) {
            assertThat(VERIFIER.check(octets(mail)).result()).isEqualTo(DkimResult.NONE);
        }
    }

    @Test
    void nothingThatIsWrittenMakesItThrowOrTakeLong() {
        List<String> hostile = new ArrayList<>(List.of(
                "DKIM-Signature: " + "a=b;".repeat(300_000) + "\r\n\r\n",
                "DKIM-Signature:" + "\r\n ".repeat(60_000) + "\r\n\r\n",
                "DKIM-Signature: " + "=".repeat(10_000) + "\r\n\r\n",
                "DKIM-Signature: v=1; i=" + "=".repeat(10_000) + "\r\n\r\n",
                "x: y\r\n".repeat(500_000),
                "DKIM-Signature: \0\0;\0=\0\r\n\r\n\0"));
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            fields.append("f").append(i).append(":\r\n");
        }
        List<String> names = new ArrayList<>(Collections.nCopies(6000, "f9"));
        names.add("from");
        String wide = SignedMail.signed(fields + MAIL, TAGS, names);
        hostile.add(wide.substring(0, wide.indexOf("f0:")).repeat(10) + fields + MAIL);
        for (String each : hostile) {
            long before = System.nanoTime();
            DkimVerification verification = VERIFIER.check(octets(each));
            assertThat(verification.signatures()).noneMatch(DkimSignatureResult::isPass);
            verification
                    .findings()
                    .forEach(finding ->
                            assertThat(finding.text(java.util.Locale.JAPANESE)).isNotEmpty());
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void randomDamageNeverPassesWhatIsSigned() {
        byte[] octets = octets(SignedMail.signed(MAIL, "a=rsa-sha256; s=rsa; c=simple/simple", FIELDS));
        Random random = new Random(7);
        for (int round = 0; round < 3000; round++) {
            byte[] broken = octets.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            DkimVerification verification = VERIFIER.check(broken);
            assertThat(verification.toString()).doesNotContain("\n");
        }
    }

    @Test
    void aStreamThatHasEndedTakesNoMore() {
        DkimVerifyingStream stream = VERIFIER.begin();
        assertThat(stream.end()).isSameAs(stream.end());
        assertThatThrownBy(() -> stream.write(new byte[1])).isInstanceOf(IllegalStateException.class);
    }
}
