package io.github.todoku.dkim.arc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.todoku.dkim.DkimKeyPair;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.RecordType;
import io.github.todoku.message.AuthenticationResults;
import io.github.todoku.message.MethodResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArcSealerTest {
    private static final DnsName DOMAIN = DnsName.of("lists.example.org");
    private static final DkimKeyPair KEYS = DkimKeyPair.rsa(1024);
    private static final InMemoryDns DNS =
            InMemoryDns.of(KEYS.publish(DOMAIN, DnsName.of("s1")).overlay());
    private static final ArcSealer SEALER = ArcSealer.using(KEYS.signingKey(DOMAIN, DnsName.of("s1")));
    private static final ArcVerifier VERIFIER = ArcVerifier.using(DNS);
    private static final AuthenticationResults REPORT = AuthenticationResults.of(
            "lists.example.org", MethodResult.of("spf", "pass").with("smtp", "mailfrom", "example.com"));
    private static final String MAIL = "From: a@example.com\r\nSubject: hello\r\nTo: b@example.net\r\n\r\nHello\r\n";

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String sealed(String mail, ArcResult chain) {
        List<String> fields = SEALER.seal(octets(mail), REPORT, chain);
        assertThat(fields).hasSize(3);
        return String.join("\r\n", fields) + "\r\n" + mail;
    }

    private static String chain(int sets) {
        String mail = sealed(MAIL, ArcResult.NONE);
        for (int i = 1; i < sets; i++) {
            mail = sealed(mail, ArcResult.PASS);
        }
        return mail;
    }

    @Test
    void aChainOfFiftyHoldsAndTakesNoMore() {
        InMemoryDns dns = InMemoryDns.of(KEYS.publish(DOMAIN, DnsName.of("s1")).overlay());
        String mail = chain(50);
        ArcChain chain = ArcVerifier.using(dns).check(octets(mail));
        assertThat(chain.result()).as(chain.findings().toString()).isEqualTo(ArcResult.PASS);
        assertThat(chain.sets()).hasSize(50);
        assertThat(chain.oldestPass()).hasValue(0);
        assertThat(chain.sets().get(0).results()).contains(REPORT);
        assertThat(chain.sets().get(49).sealer()).isEqualTo(DOMAIN);
        assertThat(dns.queries()).hasSize(1);
        assertThat(SEALER.seal(octets(mail), REPORT, ArcResult.PASS)).isEmpty();
    }

    @Test
    void whatAListChangesBeforeItSealsIsTold() {
        String listed = sealed(chain(1).replace("Subject: hello", "Subject: [list] hello"), ArcResult.PASS);
        ArcChain chain = VERIFIER.check(octets(listed));
        assertThat(chain.isPass()).isTrue();
        assertThat(chain.oldestPass()).hasValue(2);
    }

    @Test
    void whatChangesBehindTheLastSealBreaksTheChain() {
        ArcChain chain = VERIFIER.check(octets(chain(2).replace("Hello", "Hallo")));
        assertThat(chain.result()).isEqualTo(ArcResult.FAIL);
        assertThat(chain.findings().stream().map(each -> each.id()))
                .containsExactly("arc.message-signature-broken", "dkim.body-changed");
        ArcChain edited = VERIFIER.check(octets(chain(2).replaceFirst("spf=pass", "spf=fail")));
        assertThat(edited.reason().kind()).isEqualTo(ArcReason.SEAL_BROKEN);
    }

    @Test
    void aBrokenChainIsSealedAsBroken() {
        String broken = sealed(chain(1).replace("Hello", "Hallo"), ArcResult.FAIL);
        assertThat(broken).contains("cv=fail");
        ArcChain chain = VERIFIER.check(octets(broken));
        assertThat(chain.reason().kind()).isEqualTo(ArcReason.BROKEN_BEFORE);
        assertThat(SEALER.seal(octets(broken), REPORT, ArcResult.PASS)).isEmpty(); // §5.1 step 2
    }

    @Test
    void structureIsJudgedBeforeAnyKeyIsAsked() {
        InMemoryDns dns = InMemoryDns.of(KEYS.publish(DOMAIN, DnsName.of("s1")).overlay());
        String two = chain(2);
        List<String> broken = new ArrayList<>(List.of(
                two.replaceFirst("i=2", "i=3"),
                two.replaceFirst("cv=pass", "cv=none"),
                two.replaceFirst("(?s)ARC-Seal:.*?ARC-M", "ARC-M"),
                "ARC-Seal: i=0\r\n" + two,
                "ARC-Seal: i=51\r\n" + two,
                "ARC-Seal: \r\n" + two,
                "ARC-Authentication-Results: x\r\n" + two,
                two.replaceFirst("cv=pass;", "cv=pass; h=from;"),
                "ARC-Seal: i=1; ".concat("a".repeat(100_000)) + "\r\n" + MAIL));
        broken.add("ARC-Seal: i=1\r\n".repeat(10_000) + MAIL);
        for (String each : broken) {
            ArcChain chain = ArcVerifier.using(dns).check(octets(each));
            assertThat(chain.result()).isEqualTo(ArcResult.FAIL);
            assertThat(chain.reason().text(java.util.Locale.JAPANESE)).doesNotContain("{");
        }
        assertThat(dns.queries()).isEqualTo(Collections.emptyList());
    }

    @Test
    void aKeyThatDoesNotComeBreaksTheChainAndIsTold() {
        InMemoryDns slow =
                InMemoryDns.zone("").fault("s1._domainkey.lists.example.org", RecordType.TXT, Fault.timeout());
        ArcChain chain =
                ArcVerifier.using(slow).withTimeLimit(Duration.ofMillis(50)).check(octets(chain(1)));
        assertThat(chain.result()).isEqualTo(ArcResult.FAIL);
        assertThat(chain.cannotTell()).isTrue();
        assertThat(chain.gaps()).hasSize(1);
    }

    @Test
    void theReportMayStandOnTheMessage() {
        String mail = "Authentication-Results: lists.example.org; arc=none\r\n"
                + "Authentication-Results: other.example; spf=fail\r\n"
                + "Authentication-Results: lists.example.org; dmarc=pass\r\n" + MAIL;
        List<String> fields = SEALER.seal(octets(mail), "lists.example.org");
        ArcChain chain = VERIFIER.check(octets(String.join("\r\n", fields) + "\r\n" + mail));
        assertThat(chain.isPass()).isTrue();
        assertThat(chain.sets().get(0).results().orElseThrow().results()).hasSize(2);
        assertThat(SEALER.seal(octets(mail), "nobody.example")).isEmpty();
        assertThat(VERIFIER.check(octets(MAIL)).result()).isEqualTo(ArcResult.NONE);
        assertThatThrownBy(() -> SEALER.withFields(List.of("to"))).isInstanceOf(IllegalArgumentException.class);
    }
}
