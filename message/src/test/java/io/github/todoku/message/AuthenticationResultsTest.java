package io.github.todoku.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationResultsTest {
    private static final MethodResult DKIM = MethodResult.of("dkim", "pass")
            .withComment("2048-bit key")
            .with("header", "d", "example.com")
            .with("header", "b", "AbC+/=1");

    @Test
    void eachMethodIsWrittenAndReadBack() {
        AuthenticationResults field = AuthenticationResults.of(
                "mx.example.net",
                MethodResult.of("SPF", "Pass").with("smtp", "mailfrom", "bob@example.com"),
                DKIM,
                MethodResult.of("dmarc", "fail")
                        .withVersion(2)
                        .withReason("not aligned")
                        .with("header", "from", "example.org"));
        assertThat(field.toHeader())
                .isEqualTo("Authentication-Results: mx.example.net; spf=pass\r\n"
                        + " smtp.mailfrom=bob@example.com; dkim=pass (2048-bit key) header.d=example.com\r\n"
                        + " header.b=\"AbC+/=1\"; dmarc/2=fail reason=\"not aligned\""
                        + " header.from=example.org");
        assertThat(AuthenticationResults.parse(field.toHeader())).contains(field);
        assertThat(field.results("Dkim")).containsExactly(DKIM);
        assertThat(DKIM.property("header", "D")).contains("example.com");
        assertThat(DKIM.property("smtp", "d")).isEmpty();
    }

    @Test
    void noResultIsNone() { // RFC 8601 appendix B.2
        AuthenticationResults none = AuthenticationResults.of("example.org", List.of());
        assertThat(none.toHeader()).isEqualTo("Authentication-Results: example.org; none");
        assertThat(AuthenticationResults.parse("example.org 1; none")).contains(none);
    }

    @Test
    void commentsVersionsAndBlanksMayStandAnywhere() { // RFC 8601 appendix B.7
        AuthenticationResults read = AuthenticationResults.parse("""
                foo.example.net (foobar) 2 (baz);
                    dkim (Because I like it) / 1 (One yay) = (wait for it) fail
                      policy (A dot can go here) . (like that) expired
                      (this surprised me) = (as I wasn't expecting it) 1362471462""").orElseThrow();
        assertThat(read.authservId()).isEqualTo("foo.example.net");
        assertThat(read.version()).isEqualTo(2);
        assertThat(AuthenticationResults.parse(read.toHeader())).contains(read);
        MethodResult dkim = read.results().get(0);
        assertThat(dkim.method()).isEqualTo("dkim");
        assertThat(dkim.version()).isEqualTo(1);
        assertThat(dkim.result()).isEqualTo("fail");
        assertThat(dkim.comment()).isEmpty();
        assertThat(dkim.property("policy", "expired")).contains("1362471462");
    }

    @Test
    void fieldsOfOthersAreRead() {
        AuthenticationResults read = AuthenticationResults.parse("""
                Authentication-Results: "mx;1"; auth=pass (cleartext) smtp.auth="s e\\"nder"@example.net;
                 dkim=pass reason="good signature" header.i=@example.com header.b=AbC/d=;
                 spf = softfail smtp.mailfrom="a b"@example.com smtp.remote-ip=192.0.2.1;
                 nonsense; x=; =y; a b=c; iprev=pass policy.iprev="2001:db8::1\"""").orElseThrow();
        assertThat(read.authservId()).isEqualTo("mx;1");
        assertThat(read.results()).extracting(MethodResult::method).containsExactly("auth", "dkim", "spf", "iprev");
        assertThat(read.results().get(0).property("smtp", "auth")).contains("\"s e\\\"nder\"@example.net");
        assertThat(read.results().get(1).reason()).contains("good signature");
        assertThat(read.results().get(1).property("header", "i")).contains("@example.com");
        assertThat(read.results().get(1).property("header", "b")).contains("AbC/d=");
        assertThat(read.results().get(2).property("smtp", "remote-ip")).contains("192.0.2.1");
        assertThat(AuthenticationResults.parse(read.toHeader())).contains(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nX-Evil: 1",
                "a; spf=pass",
                "a\"; spf=pass; x=\"",
                "(a)",
                "a\\",
                "a\u0000b",
                "ü",
                "a b",
                "a)(b; spf=pass",
                "@",
                "a@b@c",
                "a@example.com; spf=pass",
            })
    void noValueGetsOutOfItsPlace(String said) {
        AuthenticationResults field = AuthenticationResults.of(
                said,
                MethodResult.of("dkim", "fail")
                        .withComment(said)
                        .withReason(said)
                        .with("header", "d", said)
                        .with("header", "s", "x"));
        String header = field.toHeader();
        assertThat(header.replace("\r\n ", "  ")).matches(text -> text.chars().allMatch(c -> c >= ' ' && c < 0x7F));
        AuthenticationResults back = AuthenticationResults.parse(header).orElseThrow();
        assertThat(back.results()).hasSize(1);
        MethodResult dkim = back.results().get(0);
        assertThat(dkim.result()).isEqualTo("fail");
        assertThat(dkim.properties()).hasSize(2);
        assertThat(back.toHeader()).isEqualTo(header);
    }

    @Test
    void onlyKeywordsMayStandWhereKeywordsStand() {
        assertThatThrownBy(() -> MethodResult.of("sp f", "pass")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MethodResult.of("spf", "pass\r\nX: y")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DKIM.with("header", "", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DKIM.withVersion(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void addressesAreNotPrinted() {
        MethodResult spf = MethodResult.of("spf", "pass").with("smtp", "mailfrom", "bob.secret@example.com");
        assertThat(spf.toString()).isEqualTo("spf=pass smtp.mailfrom=b***@example.com");
        assertThat(spf.properties().get(0).toString()).doesNotContain("secret");
        assertThat(AuthenticationResults.of("mx.example.net", spf).toString()).doesNotContain("secret", "\n");
    }

    @Test
    void hostileFieldsAreReadInLinearTimeAndWithinLimits() {
        assertThat(AuthenticationResults.parse("")).isEmpty();
        assertThat(AuthenticationResults.parse("Authentication-Results: ;spf=pass"))
                .isEmpty();
        assertThat(AuthenticationResults.parse("x;" + "spf=pass;".repeat(50_000))
                        .orElseThrow()
                        .results())
                .hasSize(100);
        assertThat(AuthenticationResults.parse("x;spf=pass" + " a.b=c".repeat(50_000) + ";dkim=pass")
                        .orElseThrow()
                        .results())
                .extracting(result -> result.properties().size())
                .containsExactly(50, 0);
        assertThat(AuthenticationResults.parse("x;spf=pass " + "(".repeat(200_000)))
                .isEmpty();
        for (String piece : List.of("\"", ";", "=", ".", "/", "\\", "a.", "spf=", " ")) {
            assertThat(AuthenticationResults.parse("x;spf=pass " + piece.repeat(200_000)))
                    .isPresent();
        }
        assertThat(AuthenticationResults.parse("x 99999999999999;spf/99999999999=pass")
                        .orElseThrow()
                        .version())
                .isZero();
        Random random = new Random(7);
        String alphabet = "spf=pass;()\"\\ \r\nsmtp.helo=x/1@";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(80); k > 0; k--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            AuthenticationResults.parse(text.toString())
                    .ifPresent(field -> assertThat(AuthenticationResults.parse(field.toHeader()))
                            .map(AuthenticationResults::results)
                            .hasValueSatisfying(back -> assertThat(back).hasSameSizeAs(field.results())));
        }
    }
}
