package io.github.todoku.dkim.arc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dkim.DkimKeyPair;
import io.github.todoku.dkim.DkimLimits;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.message.AuthenticationResults;
import io.github.todoku.message.MethodResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Limits of a chain at the number and one past it (docs/limits.md). */
class ArcLimitsTest {
    private static final DnsName DOMAIN = DnsName.of("lists.example.org");
    private static final DnsName SELECTOR = DnsName.of("s1");
    private static final AuthenticationResults REPORT = AuthenticationResults.of(
            "lists.example.org", MethodResult.of("spf", "pass").with("smtp", "mailfrom", "example.com"));
    private static final String MAIL = "From: a@example.com\r\nSubject: hello\r\nTo: b@example.net\r\n\r\nHello\r\n";

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String sealed(DkimKeyPair keys, String mail, ArcResult chain) {
        List<String> fields = ArcSealer.using(keys.signingKey(DOMAIN, SELECTOR)).seal(octets(mail), REPORT, chain);
        return String.join("\r\n", fields) + "\r\n" + mail;
    }

    @Test
    void aChainWithMoreEd25519SignaturesFails() {
        DkimKeyPair keys = DkimKeyPair.ed25519();
        ArcVerifier verifier =
                ArcVerifier.using(InMemoryDns.of(keys.publish(DOMAIN, SELECTOR).overlay()));
        String mail = sealed(keys, MAIL, ArcResult.NONE);
        int signatures = 2; // the seal and the message's own; of further sets the seals alone are checked
        while (signatures < DkimLimits.MAX_ED25519_TRIED) {
            mail = sealed(keys, mail, ArcResult.PASS);
            signatures++;
        }
        ArcChain longest = verifier.check(octets(mail));
        assertThat(longest.result()).as("%s", longest.findings()).isEqualTo(ArcResult.PASS);
        ArcChain beyond = verifier.check(octets(sealed(keys, mail, ArcResult.PASS)));
        assertThat(beyond.result()).isEqualTo(ArcResult.FAIL);
        assertThat(beyond.reason().kind()).isEqualTo(ArcReason.TOO_MANY_ED25519);
    }
}
