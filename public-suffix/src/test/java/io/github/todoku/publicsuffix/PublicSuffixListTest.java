package io.github.todoku.publicsuffix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicSuffixListTest {
    @ParameterizedTest
    @CsvSource({
        "www.example.com, example.com",
        "example.com, example.com",
        "WWW.Example.COM, Example.COM",
        "a.b.example.co.jp, example.co.jp",
        "mx.example.city.kawasaki.jp, city.kawasaki.jp",
        "mx.example.com.br, example.com.br",
        "mx.example.k12.ca.us, example.k12.ca.us",
        "mx.example.ac.uk, example.ac.uk",
        "example.github.io, example.github.io",
        "mail.host.example, host.example",
        "_dmarc.example.com, example.com",
        "_dmarc.com, -",
        "co.uk, -",
        "www.ck, www.ck",
        "a.b.kawasaki.jp, a.b.kawasaki.jp",
        "b.kawasaki.jp, -",
        "-bad-.example.com, example.com",
        "com, -",
        "example.xn--p1ai, example.xn--p1ai"
    })
    void theRegistrableDomainIsThatOfTheList(String name, String wanted) {
        assertThat(PublicSuffixList.registrableDomain(DnsName.of(name))
                        .map(DnsName::toString)
                        .orElse("-"))
                .isEqualTo(wanted);
    }

    @Test
    void namesThatNoHostHasAreNoTrouble() {
        assertThat(PublicSuffixList.registrableDomain(DnsName.ROOT)).isEmpty();
        assertThat(PublicSuffixList.registrableDomain(DnsName.ofLabels(java.util.List.of("a.b", "example", "com"))
                        .orElseThrow()))
                .contains(DnsName.of("example.com"));
        assertThat(PublicSuffixList.registrableDomain(DnsName.of("x".repeat(63) + ".example.com")))
                .contains(DnsName.of("example.com"));
    }
}
