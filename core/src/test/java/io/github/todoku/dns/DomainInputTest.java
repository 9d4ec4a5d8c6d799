package io.github.todoku.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.todoku.dns.DomainInput.Form;
import io.github.todoku.dns.DomainInput.Refusal;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DomainInputTest {
    static Stream<Arguments> understood() {
        return Stream.of(
                arguments("example.com", Form.DOMAIN, "example.com"),
                arguments("  EXAMPLE.com. ", Form.DOMAIN, "example.com"),
                arguments("\"example.com\"", Form.DOMAIN, "example.com"),
                arguments("_spf.example.com", Form.DOMAIN, "_spf.example.com"),
                arguments("me@example.com", Form.MAIL_ADDRESS, "example.com"),
                arguments("Me <me@example.com>", Form.MAIL_ADDRESS, "example.com"),
                arguments("mailto:me@example.com", Form.MAIL_ADDRESS, "example.com"),
                arguments("https://example.com/", Form.URL, "example.com"),
                arguments("http://user@www.example.com:8080/a?b@c", Form.URL, "www.example.com"),
                arguments("_dmarc.example.com", Form.RECORD_NAME, "example.com"),
                arguments("_smtp._tls.example.com", Form.RECORD_NAME, "example.com"),
                arguments("s1._domainkey.example.com", Form.KEY_NAME, "example.com"),
                arguments("_domainkey.example.com", Form.KEY_NAME, "example.com"),
                arguments("münchen.de", Form.DOMAIN, "xn--mnchen-3ya.de"),
                arguments("日本語.example", Form.DOMAIN, "xn--wgv71a119e.example"),
                arguments("例え。example", Form.DOMAIN, "xn--r8jz45g.example"));
    }

    @ParameterizedTest
    @MethodSource("understood")
    void whatPeopleTypeIsUnderstood(String typed, Form form, String domain) {
        DomainInput read = DomainInput.parse(typed);
        assertThat(read.form()).isEqualTo(form);
        assertThat(read.domain()).contains(DnsName.of(domain));
        assertThat(read.orElseThrow()).hasToString(domain);
        assertThat(read.refusal()).isEmpty();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("", Refusal.EMPTY),
                arguments("   ", Refusal.EMPTY),
                arguments("192.0.2.7", Refusal.ADDRESS),
                arguments("[192.0.2.7]", Refusal.ADDRESS),
                arguments("2001:db8::1", Refusal.ADDRESS),
                arguments("https://[2001:db8::1]:443/", Refusal.ADDRESS),
                arguments("me@[IPv6:2001:db8::1]", Refusal.ADDRESS),
                arguments("example", Refusal.SINGLE_LABEL),
                arguments("_dmarc.com", Refusal.SINGLE_LABEL),
                arguments("foo bar", Refusal.NOT_A_NAME),
                arguments("-", Refusal.NOT_A_NAME),
                arguments(".", Refusal.NOT_A_NAME),
                arguments("a..b", Refusal.NOT_A_NAME),
                arguments("-a.example", Refusal.NOT_A_NAME),
                arguments("192.0.2", Refusal.NOT_A_NAME),
                arguments("192.0.2.256", Refusal.NOT_A_NAME),
                arguments("a;b.example", Refusal.NOT_A_NAME),
                arguments("x".repeat(100_000), Refusal.NOT_A_NAME),
                arguments("straße.example", Refusal.OTHER_OWNER));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatCannotBeMeantIsRefusedWithTheRightForm(String typed, Refusal why) {
        DomainInput read = DomainInput.parse(typed);
        assertThat(read.form()).isEqualTo(Form.REFUSED);
        assertThat(read.domain()).isEmpty();
        assertThat(read.refusal()).hasValueSatisfying(finding -> {
            assertThat(finding.kind()).isEqualTo(why);
            assertThat(finding.advice(Locale.ENGLISH)).isNotEmpty();
            assertThat(finding.advice(Locale.JAPANESE)).isNotEmpty();
        });
        assertThatThrownBy(read::orElseThrow).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNameOfAnotherOwnerIsGivenAsItsALabel() {
        assertThat(DomainInput.parse("straße.example").refusal().orElseThrow().advice(Locale.ENGLISH))
                .contains("xn--strae-oqa.example");
        assertThat(DomainInput.parse("βόλος.example").refusal().orElseThrow().advice(Locale.ENGLISH))
                .contains("xn--nxasmm1c.example");
    }

    @Test
    void theSelectorOfAKeyIsKept() {
        assertThat(DomainInput.parse("a.b._domainkey.example.com").selector()).contains(DnsName.of("a.b"));
        assertThat(DomainInput.parse("_domainkey.example.com").selector()).isEmpty();
    }

    @Test
    void anyTextGivesAValue() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(20); n > 0; n--) {
                text.append(
                        random.nextBoolean()
                                ? "@.:/[]<>-_xn\u0000ß\ud800".charAt(random.nextInt(15))
                                : (char) random.nextInt(0x3000));
            }
            DomainInput read = DomainInput.parse(text.toString());
            assertThat(read.domain().isPresent()).isEqualTo(read.refusal().isEmpty());
            assertThat(read.toString()).doesNotContain("\n");
        }
    }
}
