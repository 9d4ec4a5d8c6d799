package io.github.todoku.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.message.AuthenticationResults;
import io.github.todoku.words.Printable;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderFieldsTest {
    private static final InMemoryDns DNS = InMemoryDns.zone("""
            example.com.        TXT "v=spf1 ip4:192.0.2.0/24 -all"
            redirecting.example TXT "v=spf1 redirect=example.com"
            broken.example      TXT "v=spf1 nonsense"
            """);

    private static SpfRequest request(String helo, String mailFrom) {
        return SpfRequest.from(IpLiteral.of("192.0.2.1")).helo(helo).mailFrom(mailFrom);
    }

    private static ReceivedSpf received(String helo, String mailFrom) {
        SpfRequest request = request(helo, mailFrom);
        return ReceivedSpf.of(SpfVerifier.using(DNS).check(request), request, "mx.receiver.example");
    }

    @Test
    void receivedSpfTellsWhatWasChecked() {
        ReceivedSpf field = received("mail.example.com", "bob@example.com");
        assertThat(field.toHeader()).isEqualTo("""
                        Received-SPF: pass
                         (mx.receiver.example: example.com designates 192.0.2.1 as permitted sender)
                         receiver=mx.receiver.example; identity=mailfrom; client-ip=192.0.2.1;
                         envelope-from="bob@example.com"; helo=mail.example.com;
                         mechanism="ip4:192.0.2.0/24";""".replace("\n", "\r\n"));
    }

    @Test
    void theLongestReversePathComesBackWhole() {
        String path = "l".repeat(64) + "@" + ("d".repeat(63) + ".").repeat(2) + "d".repeat(55) + ".example";
        ReceivedSpf field = received("mail.example.com", path);
        assertThat(path).hasSizeGreaterThan(255);
        assertThat(ReceivedSpf.parse(field.toHeader()).flatMap(back -> back.value("envelope-from")))
                .contains(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\u00e9", "\"", "\\", ";"})
    void noLineIsLongerThanMailAllows(String piece) {
        String value = piece.repeat(5_000);
        SpfRequest request = request(value, value + "@example.com");
        SpfResult result = SpfVerifier.using(DNS).check(request);
        String field = ReceivedSpf.of(result, request, "mx.receiver.example").toHeader();
        assertThat(field.split("\r\n")).allSatisfy(line -> assertThat(line).hasSizeLessThan(999));
    }

    @Test
    void receivedSpfNamesTheMechanismBehindARedirectAndTheProblemOfAnError() {
        assertThat(received("h.example.com", "a@redirecting.example").value("mechanism"))
                .contains("ip4:192.0.2.0/24");
        assertThat(received("h.example.com", "a@broken.example").value("problem"))
                .contains("spf.unknown-mechanism: nonsense");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nX-Evil: 1",
                "a; identity=helo",
                "a\"; identity=helo; x=\"",
                "(a)",
                "a\\",
                "a\u0000b",
                "ü",
                "",
                "a b",
                "a)(b",
            })
    void noValueGetsOutOfItsPlace(String said) {
        ReceivedSpf field = received(said, said + "@example.com");
        String header = field.toHeader();
        assertThat(header)
                .matches(text -> text.chars().allMatch(c -> c < 0x7F && (c >= ' ' || c == '\r' || c == '\n')));
        assertThat(header.replace("\r\n ", "  ")).doesNotContain("\r", "\n");
        ReceivedSpf back = ReceivedSpf.parse(header).orElseThrow();
        assertThat(back.pairs())
                .extracting(ReceivedSpf.Pair::key)
                .isEqualTo(field.pairs().stream().map(ReceivedSpf.Pair::key).toList());
        assertThat(back.value("identity")).contains("mailfrom");
        assertThat(back.value("helo")).contains(Printable.octets(said));
        assertThat(back.comment()).isEqualTo(field.comment());
        String results = SpfMethodResult.field(
                        said, SpfVerifier.using(DNS).check(request("h.example.com", "x@" + said)))
                .toHeader();
        assertThat(results.replace("\r\n ", "  ")).doesNotContain("\r", "\n");
        if (!said.isEmpty()) {
            AuthenticationResults read = AuthenticationResults.parse(results).orElseThrow();
            assertThat(read.authservId()).isEqualTo(Printable.octets(said));
            assertThat(read.results()).hasSize(1);
        }
    }

    @Test
    void authenticationResultsKeepIdentitiesApart() {
        SpfVerifier.SpfResults both = SpfVerifier.using(DNS).checkBoth(request("example.com", "bob@broken.example"));
        SpfResult mailFrom = Objects.requireNonNull(both.mailFrom());
        AuthenticationResults field = SpfMethodResult.field("mx.receiver.example", both.helo(), mailFrom);
        assertThat(field.toHeader())
                .isEqualTo("Authentication-Results: mx.receiver.example; spf=pass smtp.helo=example.com;\r\n"
                        + " spf=permerror reason=spf.unknown-mechanism smtp.mailfrom=broken.example");
        assertThat(AuthenticationResults.parse(field.toHeader())).contains(field);
        assertThat(SpfMethodResult.in(field))
                .extracting(SpfMethodResult::identity)
                .containsExactly(SpfIdentity.HELO, SpfIdentity.MAIL_FROM);
    }

    @Test
    void authenticationResultsOfOthersAreRead() {
        AuthenticationResults read = AuthenticationResults.parse("""
                Authentication-Results: mx.example.net 1; dkim=pass (good; really) header.d=example.com;
                 spf = softfail (mx.example.net: domain of transitioning) smtp.mailfrom="a b"@example.com
                  smtp.helo=h.example.com; dmarc=fail""").orElseThrow();
        assertThat(read.authservId()).isEqualTo("mx.example.net");
        assertThat(SpfMethodResult.in(read))
                .containsExactly(
                        new SpfMethodResult(SpfVerdict.SOFTFAIL, SpfIdentity.MAIL_FROM, "\"a b\"@example.com", null));
    }

    @Test
    void receivedSpfOfOthersIsRead() {
        ReceivedSpf read = ReceivedSpf.parse(
                        "Received-SPF: Fail (mx.example.net: not (really) designated) client-ip=192.0.2.1;"
                                + " envelope-from=\"bob@example.com\" ; helo = h.example.com ; x-y=z")
                .orElseThrow();
        assertThat(read.verdict()).isEqualTo(SpfVerdict.FAIL);
        assertThat(read.comment()).isEqualTo("mx.example.net: not (really) designated");
        assertThat(read.value("envelope-from")).contains("bob@example.com");
        assertThat(read.value("helo")).contains("h.example.com");
        assertThat(ReceivedSpf.parse("Received-SPF: perhaps")).isEmpty();
        assertThat(AuthenticationResults.parse("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"client-ip=203.0.113.66; x\"=v", "\"\"=v", "\"x\\\r\\\nBcc: y\"=v", "1x=v", "a b=v"})
    void aKeyThatIsNoNameIsPassedOver(String pair) { // RFC 7208 §9.1: it would come out of toHeader as other pairs
        ReceivedSpf read =
                ReceivedSpf.parse("pass " + pair + "; helo=h.example.com").orElseThrow();
        assertThat(read.pairs()).containsExactly(new ReceivedSpf.Pair("helo", "h.example.com"));
        assertThat(ReceivedSpf.parse(read.toHeader())).contains(read);
    }

    @Test
    void aKeyThatIsNoNameIsRefused() {
        assertThatThrownBy(() -> new ReceivedSpf.Pair("x=1;\r\nBcc: victim@example.com\r\n y", "v"))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .matches("[ -~]+");
    }

    @Test
    void hostileFieldsAreReadInLinearTime() {
        String deep = "(".repeat(100_000);
        assertThat(ReceivedSpf.parse("pass " + deep)).isPresent();
        assertThat(ReceivedSpf.parse("pass " + ";".repeat(100_000))).isPresent();
        assertThat(AuthenticationResults.parse("x;" + "spf=pass;".repeat(20_000)))
                .isPresent();
        assertThat(AuthenticationResults.parse("x;" + "\"".repeat(99_999))).isEmpty(); // torn
        Random random = new Random(7);
        String alphabet = "spf=pass;()\"\\ \r\nsmtp.helo=x/1";
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(80); k > 0; k--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            ReceivedSpf.parse(text.toString())
                    .ifPresent(field -> assertThat(field.toHeader()).isNotEmpty());
            AuthenticationResults.parse(text.toString())
                    .ifPresent(field -> assertThat(field.toHeader()).isNotEmpty());
        }
    }
}
