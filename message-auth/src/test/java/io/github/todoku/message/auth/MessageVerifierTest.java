package io.github.todoku.message.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.todoku.dkim.DkimKeyPair;
import io.github.todoku.dkim.DkimSigner;
import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.Zone;
import io.github.todoku.message.AuthenticationResults;
import io.github.todoku.message.LineEnds;
import io.github.todoku.spf.SpfVerdict;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageVerifierTest {
    private static final DnsName DOMAIN = DnsName.of("example.com");
    private static final DkimKeyPair KEYS = DkimKeyPair.rsa(2048);
    private static final Zone ZONE =
            KEYS.publish(DOMAIN, DnsName.of("s1")).overlay().and(Zone.of("""
                    example.com. TXT "v=spf1 ip4:192.0.2.10 -all"
                    mail.example.com. TXT "v=spf1 ip4:192.0.2.10 -all"
                    _dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:d@example.com"
                    """));
    private static final InMemoryDns DNS = InMemoryDns.of(ZONE);
    private static final MessageVerifier VERIFIER = MessageVerifier.using(DNS);
    private static final String MAIL =
            "From: Author <author@example.com>\r\nSubject: hello\r\nTo: b@example.net\r\n\r\nHello\r\n";
    private static final InetAddress CLIENT = IpLiteral.parse("192.0.2.10").orElseThrow();
    private static final InetAddress STRANGER = IpLiteral.parse("198.51.100.7").orElseThrow();

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] signed() {
        DkimSigner signer = DkimSigner.using(KEYS.signingKey(DOMAIN, DnsName.of("s1")));
        return signer.sign(octets(MAIL)).addedTo(octets(MAIL));
    }

    private static ReceivedMessage from(InetAddress ip, byte[] octets) {
        return ReceivedMessage.of(octets).from(ip).helo("mail.example.com").mailFrom("bounce@example.com");
    }

    @Test
    void oneCallTellsEverything() {
        MessageVerdict verdict = VERIFIER.check(from(CLIENT, signed()));
        assertThat(verdict.isPass()).isTrue();
        assertThat(verdict.dmarc().aligned()).containsExactly(DmarcVerdict.Mechanism.DKIM, DmarcVerdict.Mechanism.SPF);
        AuthenticationResults field = verdict.authenticationResults("mx.example.net");
        assertThat(AuthenticationResults.parse(field.toHeader())).contains(field);
        assertThat(field.results("spf")).hasSize(2);
        assertThat(field.results("dkim").get(0).property("header", "d")).contains("example.com");
        assertThat(field.results("dmarc").get(0).property("header", "from")).contains("example.com");
        assertThat(verdict.text(Locale.ENGLISH))
                .startsWith("DMARC pass: example.com is authenticated by dkim, spf (policy reject).");
        assertThat(VERIFIER.checkAsync(from(CLIENT, signed())).join().isPass()).isTrue();
    }

    @Test
    void theNullSenderStandsForHelo() {
        MessageVerdict verdict = VERIFIER.check(from(CLIENT, octets(MAIL)).mailFrom("<>"));
        assertThat(verdict.dmarc().aligned()).containsExactly(DmarcVerdict.Mechanism.SPF);
    }

    @Test
    void aPassOfHeloIsNoPassOfMailFrom() {
        MessageVerdict verdict = VERIFIER.check(ReceivedMessage.of(octets(MAIL))
                .from(CLIENT)
                .helo("example.com")
                .mailFrom("x@other.example"));
        assertThat(verdict.dmarc().result()).isEqualTo(DmarcVerdict.Result.FAIL);
        assertThat(verdict.dmarc().disposition()).isEqualTo(DmarcPolicy.REJECT);
        MessageVerdict heloOnly =
                VERIFIER.check(ReceivedMessage.of(octets(MAIL)).from(CLIENT).helo("example.com"));
        assertThat(heloOnly.spf().verdict()).isEqualTo(SpfVerdict.PASS);
        assertThat(heloOnly.dmarc().result()).isEqualTo(DmarcVerdict.Result.TEMPERROR); // MAIL FROM is not known
    }

    @Test
    void withoutASessionSpfTellsNothingUnlessATrustedHostDoes() {
        String told = "Received-SPF: pass (ok) receiver=mx.example.net; identity=mailfrom;"
                + " envelope-from=\"bounce@example.com\"; helo=mail.example.com; client-ip=192.0.2.10\r\n" + MAIL;
        MessageVerdict unknown = VERIFIER.check(ReceivedMessage.of(octets(told)));
        assertThat(unknown.spf().source()).isEqualTo(SpfOutcome.Source.NOT_KNOWN);
        assertThat(unknown.dmarc().result()).isEqualTo(DmarcVerdict.Result.TEMPERROR);
        MessageVerdict trusted = VERIFIER.check(ReceivedMessage.of(octets(told)).trusting("mx.example.net"));
        assertThat(trusted.spf().source()).isEqualTo(SpfOutcome.Source.TOLD);
        assertThat(trusted.isPass()).isTrue();
        assertThat(VERIFIER.check(ReceivedMessage.of(octets(told)).trusting("mx.example.org"))
                        .isPass())
                .isFalse();
        String results = "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=example.com\r\n" + MAIL;
        assertThat(VERIFIER.check(ReceivedMessage.of(octets(results)).trusting("mx.example.net"))
                        .isPass())
                .isTrue();
    }

    /** RFC 9989 §5.3.3: the checks are performed, then the message passes or fails; one that was not performed has not failed. */
    @Test
    void withoutACheckOfMailFromDmarcDoesNotFail() {
        String broken = new String(signed(), StandardCharsets.UTF_8).replace("Hello", "Hallo");
        for (String mail : List.of(MAIL, broken, "Received-SPF: pass receiver=mx.example.net; helo=x\r\n" + MAIL)) {
            for (ReceivedMessage each : List.of(
                    ReceivedMessage.of(octets(mail)),
                    ReceivedMessage.of(octets(mail)).from(CLIENT).helo("example.com"),
                    ReceivedMessage.of(octets(mail)).trusting("mx.example.net"))) {
                MessageVerdict verdict = VERIFIER.check(each);
                assertThat(verdict.dmarc().result()).isEqualTo(DmarcVerdict.Result.TEMPERROR);
                assertThat(verdict.cannotTell()).isTrue();
                assertThat(verdict.gaps()).isEmpty();
                assertThat(verdict.dmarc().disposition()).isEqualTo(DmarcPolicy.NONE);
                assertThat(verdict.dmarc().finding().orElseThrow().kind()).isEqualTo(AuthFinding.NO_SESSION);
                assertThat(verdict.findings().get(0).kind()).isEqualTo(AuthFinding.NO_SESSION);
                assertThat(verdict.text(Locale.ENGLISH)).startsWith("DMARC cannot be decided for example.com (policy");
                assertThat(verdict.authenticationResults("mx.example.net").results("dmarc"))
                        .singleElement()
                        .matches(found -> found.result().equals("temperror"))
                        .matches(found -> found.reason().equals(Optional.of("auth.no-session")));
            }
        }
        assertThat(VERIFIER.check(ReceivedMessage.of(signed())).isPass()).isTrue();
        String unsigned = MAIL.replace("author@example.com", "author@nothing.example");
        assertThat(VERIFIER.check(ReceivedMessage.of(octets(unsigned))).dmarc().result())
                .isEqualTo(DmarcVerdict.Result.NONE);
        String told = "Authentication-Results: mx.example.net; spf=fail\r\n" + MAIL;
        assertThat(VERIFIER.check(ReceivedMessage.of(octets(told)).trusting("mx.example.net"))
                        .dmarc()
                        .result())
                .isEqualTo(DmarcVerdict.Result.FAIL);
    }

    @Test
    void whatStrangersWroteIsNotToldBehindTheBorder() {
        String claim = ": pass (ok) receiver=%s; identity=mailfrom; envelope-from=ceo@example.com\r\n";
        TrustBoundary border = TrustBoundary.of("mx.example.net");
        for (String forged : List.of(
                "Received-SPF" + claim.formatted("mx.example.net") + MAIL,
                "Received-SPF" + claim.formatted("MX.Example.NET.") + MAIL,
                "X-Note: a\nReceived-SPF" + claim.formatted("mx.example.net") + MAIL,
                "X-Note: a\rReceived-SPF" + claim.formatted("mx.example.net") + MAIL,
                ("Received-SPF" + claim.formatted("mx.example.net") + MAIL).replace("\r\n", "\n"),
                "Authentication-Results: mx.example.net.; spf=pass smtp.mailfrom=example.com\r\n" + MAIL)) {
            for (TrustBoundary each : List.of(border, border.renaming())) {
                ReceivedMessage clean =
                        ReceivedMessage.of(each.cleaned(octets(forged))).trusting("mx.example.net");
                for (LineEnds ends : LineEnds.values()) {
                    MessageVerdict verdict = VERIFIER.check(clean.withLineEnds(ends));
                    assertThat(verdict.spf().source()).as(forged).isEqualTo(SpfOutcome.Source.NOT_KNOWN);
                    assertThat(verdict.isPass()).as(forged).isFalse();
                }
            }
        }
    }

    @Test
    void aTrustedHostIsKnownHoweverItsNameIsWritten() {
        String told = "Received-SPF: pass receiver=MX.example.net.; envelope-from=bounce@example.com\r\n" + MAIL;
        for (String host : List.of("mx.example.net", "mx.EXAMPLE.net.")) {
            assertThat(VERIFIER.check(ReceivedMessage.of(octets(told)).trusting(host))
                            .isPass())
                    .isTrue();
        }
        String nobody = "Received-SPF: pass receiver=; envelope-from=bounce@example.com\r\n" + MAIL;
        for (String host : List.of("", ".")) {
            assertThat(VERIFIER.check(ReceivedMessage.of(octets(nobody)).trusting(host))
                            .isPass())
                    .isFalse();
        }
        String lookalike =
                "Received-SPF: pass receiver=m\u0131x.example.net; envelope-from=bounce@example.com\r\n" + MAIL;
        String kelvin = lookalike.replace("m\u0131x", "mi\u212A");
        assertThat(VERIFIER.check(ReceivedMessage.of(octets(kelvin)).trusting("mik.example.net"))
                        .isPass())
                .isFalse();
        byte[] octets = lookalike.getBytes(StandardCharsets.UTF_8);
        assertThat(VERIFIER.check(ReceivedMessage.of(octets).trusting("mix.example.net"))
                        .isPass())
                .isFalse();
    }

    @Test
    void whatTheDnsDoesNotTellIsNoFailure() {
        InMemoryDns slow = InMemoryDns.of(ZONE).fault("s1._domainkey.example.com", RecordType.TXT, Fault.timeout());
        MessageVerdict verdict = MessageVerifier.using(slow)
                .withTimeLimit(Duration.ofMillis(100))
                .check(from(STRANGER, signed()));
        assertThat(verdict.dmarc().result()).isEqualTo(DmarcVerdict.Result.TEMPERROR);
        assertThat(verdict.cannotTell()).isTrue();
        assertThat(verdict.gaps()).hasSize(1);
        MessageVerdict silent = MessageVerifier.using(
                        (question, deadline) -> new java.util.concurrent.CompletableFuture<>())
                .withTimeLimit(Duration.ofMillis(100))
                .check(from(CLIENT, signed()));
        assertThat(silent.dmarc().result()).isEqualTo(DmarcVerdict.Result.TEMPERROR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: a@example.com\r\nFrom: b@example.com\r\n\r\n",
                "From: a@example.com\r\nX: y\nFrom: b@attacker.example\r\n\r\n",
                "X: y\rFrom: b@attacker.example\r\nFrom: a@example.com\r\n\r\n",
                "From: a@example.com, b@attacker.example\r\n\r\n",
                "From: a@example.com <b@attacker.example>\r\n\r\n",
                "From: \"a@example.com\r\n\r\n",
                "From: a@example.com\0.attacker.example\r\n\r\n",
                "From: a@[192.0.2.1]\r\n\r\n",
                "From: undisclosed:;\r\n\r\n",
                "From: (a@example.com)\r\n\r\n",
                "From:\r\n\r\n",
                "To: a@example.com\r\n\r\n",
                ""
            })
    void anAuthorIsNeverGuessed(String mail) {
        MessageVerdict verdict = VERIFIER.check(from(CLIENT, octets(mail)));
        assertThat(verdict.dmarc().result()).isEqualTo(DmarcVerdict.Result.PERMERROR);
        assertThat(verdict.dmarc().authorDomain()).isEmpty();
        assertThat(verdict.findings().get(0).text(Locale.JAPANESE)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: a@example.com",
                "FROM :\r\n a@EXAMPLE.com",
                "From: a@example.com, \"B\" <b@example.com>",
                "From: \"b@attacker.example\" <a@example.com>",
                "From: =?utf-8?q?b=40attacker.example?= <a@example.com>",
                "From: (b@attacker.example) a@example.com (too)",
                "From: Team: a@example.com, b@example.com;",
                "From: \"a, b@attacker.example\" <\"x@attacker.example\"@example.com>",
                "From: a @ example . com",
            })
    void anAuthorIsReadHoweverItIsWritten(String from) {
        MessageVerdict verdict = VERIFIER.check(from(CLIENT, octets(from + "\r\n\r\n")));
        assertThat(verdict.dmarc().authorDomain()).contains(DOMAIN);
        assertThat(verdict.isPass()).isTrue();
    }

    @Test
    void aUnicodeDomainIsItsALabels() {
        MessageVerdict verdict = VERIFIER.check(from(CLIENT, octets("From: a@b\u00fccher.example\r\n\r\n")));
        assertThat(verdict.dmarc().authorDomain()).contains(DnsName.of("xn--bcher-kva.example"));
    }

    @Test
    void aSignatureThatCannotBeReadIsNotNone() {
        MessageVerdict verdict = VERIFIER.check(from(CLIENT, octets("DKIM-Signature: v=1; nonsense\r\n" + MAIL)));
        AuthenticationResults field = verdict.authenticationResults("mx.example.net");
        assertThat(field.results("dkim"))
                .singleElement()
                .matches(each -> each.result().equals("permerror"));
        assertThat(VERIFIER.check(from(CLIENT, octets(MAIL)))
                        .authenticationResults("mx.example.net")
                        .results("dkim"))
                .singleElement()
                .matches(each -> each.result().equals("none"));
    }

    @Test
    void whatIsSignedInPartCountsUnlessItIsRefused() {
        byte[] open = SignedInPart.signed(KEYS, MAIL);
        MessageVerdict verdict = VERIFIER.check(from(STRANGER, open));
        assertThat(verdict.isPass()).isTrue();
        assertThat(verdict.dkim().signatures().get(0).unsignedOctets()).isEqualTo(7);
        MessageVerifier strict = VERIFIER.refusingPartlySigned();
        assertThat(strict.check(from(STRANGER, open)).dmarc().result()).isEqualTo(DmarcVerdict.Result.FAIL);
        assertThat(strict.check(from(STRANGER, signed())).isPass()).isTrue();
    }

    @Test
    void aRecordWithoutPolicyCountsOnlyWithReports() {
        for (List<String> each : List.of(
                List.of("v=DMARC1; adkim=r", "NONE"),
                List.of("v=DMARC1; p=reject; sp=bogus", "NONE"),
                List.of("v=DMARC1; p=reject; sp=bogus; rua=mailto:a@example.com", "FAIL"))) {
            InMemoryDns dns = InMemoryDns.zone("_dmarc.example.com. TXT \"" + each.get(0) + "\"");
            DmarcVerdict verdict = MessageVerifier.using(dns)
                    .check(from(STRANGER, octets(MAIL)))
                    .dmarc();
            assertThat(verdict.result().name()).as(each.get(0)).isEqualTo(each.get(1));
            assertThat(verdict.disposition()).isEqualTo(DmarcPolicy.NONE);
        }
    }

    @Test
    void everyCutOfTheOctetsGivesTheSameVerdict() {
        byte[] octets = signed();
        String whole = VERIFIER.check(from(CLIENT, octets)).toString();
        for (int cut = 0; cut < octets.length; cut += 7) {
            MessageVerifyingStream stream = VERIFIER.begin(from(CLIENT, new byte[0]));
            stream.write(octets, 0, cut);
            stream.write(octets, cut, octets.length - cut);
            assertThat(stream.end().join().toString()).isEqualTo(whole);
        }
    }

    @Test
    void aMessageMakesABoundedNumberOfQuestions() {
        StringBuilder mail = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            mail.append("DKIM-Signature: v=1; a=rsa-sha256; d=d")
                    .append(i)
                    .append(".example.com; s=s; h=from; bh=AAAA; b=AAAA\r\n");
        }
        InMemoryDns dns = InMemoryDns.of(ZONE);
        MessageVerifier.using(dns).check(from(CLIENT, octets(mail + MAIL)));
        assertThat(dns.queries().size()).isLessThan(40);
    }

    @Test
    void aFileThatIsNotThereIsTheCallersMistake() {
        assertThatThrownBy(() -> VERIFIER.check(ReceivedMessage.of(Path.of("/nowhere/at/all"))))
                .isInstanceOf(UncheckedIOException.class);
    }
}
