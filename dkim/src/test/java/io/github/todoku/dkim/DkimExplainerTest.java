package io.github.todoku.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.finding.Finding;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class DkimExplainerTest {
    private static final DnsName DOMAIN = DnsName.of("example.com");
    private static final DkimKeyPair KEYS = DkimKeyPair.rsa(2048);
    private static final InMemoryDns DNS =
            InMemoryDns.of(KEYS.publish(DOMAIN, DnsName.of("s1")).overlay());
    private static final DkimSigner SIGNER = DkimSigner.using(KEYS.signingKey(DOMAIN, DnsName.of("s1")));
    private static final String MAIL = SignedMail.MAIL;

    private static String signed(DkimSigner signer, String mail) {
        byte[] octets = mail.getBytes(StandardCharsets.ISO_8859_1);
        return new String(signer.sign(octets).addedTo(octets), StandardCharsets.ISO_8859_1);
    }

    private static List<String> why(String mail) {
        List<Finding> found = DkimExplainer.using(DNS).explain(mail.getBytes(StandardCharsets.ISO_8859_1), 0);
        found.forEach(each -> assertThat(each.text(Locale.JAPANESE)).doesNotContain("{"));
        return found.stream()
                .map(each -> each.id().replace("dkim.suspect-", "") + each.details())
                .toList();
    }

    @Test
    void whatAListDoesIsFound() {
        String mail = signed(SIGNER, MAIL);
        assertThat(why(mail)).containsExactly("body-unchanged[]", "header-unchanged[]");
        assertThat(why(mail.replace("Subject: A test", "Subject: [list] A test").concat("-- \r\nlist@example.org\r\n")))
                .containsExactly("footer-added[2]", "subject-tag[[list]]");
        assertThat(why(mail.replace("From: Author <author@example.com>", "From: Author via L <l@example.org>")
                        .replace("Subject:", "X-Original-From: Author <author@example.com>\r\nSubject:")))
                .containsExactly("body-unchanged[]", "from-replaced[x-original-from]");
        assertThat(why(mail.replace("Subject:", "Reply-To: l@example.org\r\nSubject:")))
                .containsExactly("body-unchanged[]", "field-added[reply-to]");
        assertThat(why(mail.replace("Hello,", "Caution: external mail\r\n\r\nHello,")))
                .containsExactly("banner-added[2]", "header-unchanged[]");
    }

    @Test
    void whatRelaysDoIsFound() {
        String from = signed(SIGNER, MAIL.replace("with some", "From some"));
        assertThat(why(from.replace("From some", ">From some"))).startsWith("from-escaped[]");
        String dots = signed(SIGNER, MAIL.replace("with some", ".with some"));
        assertThat(why(dots.replace(".with", "..with"))).startsWith("dots-doubled[]");
        String eight = signed(SIGNER, MAIL.replace("Hello", "H\u00E9llo"));
        assertThat(why(eight.replace("H\u00E9llo", "H=E9llo"))).startsWith("body-encoded[]");
        int body = eight.indexOf("\r\n\r\n") + 4;
        String base64 =
                Base64.getMimeEncoder().encodeToString(eight.substring(body).getBytes(StandardCharsets.ISO_8859_1));
        assertThat(why(eight.substring(0, body) + base64 + "\r\n")).startsWith("body-encoded[]");
        String simple = signed(
                SIGNER.withCanonicalization(DkimCanonicalization.SIMPLE, DkimCanonicalization.SIMPLE),
                MAIL.replace("A test\r\n of folding", "A test of folding"));
        assertThat(why(simple.replace("test of folding", "test of\r\n folding")))
                .containsExactly("body-unchanged[]", "field-refolded[subject]");
    }

    @Test
    void whatIsNotUsualIsNotExplainedAndCostsLittle() {
        String mail = signed(SIGNER, MAIL);
        assertThat(why(mail.replace("Hello", "Hallo").replace("A test", "Another")))
                .containsExactly("body-not-explained[]", "header-not-explained[]");
        assertThat(why(MAIL)).isEmpty();
        long before = System.nanoTime();
        why(mail + "line\r\n".repeat(500_000));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    }
}
