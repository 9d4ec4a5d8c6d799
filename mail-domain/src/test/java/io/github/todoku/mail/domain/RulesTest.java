package io.github.todoku.mail.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.Severity;
import io.github.todoku.fixtures.Certificates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule: its id, a world that breaks or keeps it, and how much that matters. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@NullUnmarked // what a table or a mail server gives is what the test is about
class RulesTest {
    private static final String MX = "@ MX 10 mx\nmx A 192.0.2.1\n1.2.0.192.in-addr.arpa. PTR mx\n";
    private static final String STS = MX + "_mta-sts TXT \"v=STSv1; id=20261129T120000Z\"\nmta-sts A 192.0.2.2\n";
    private static final String ENFORCE = "version: STSv1\nmode: enforce\nmx: mx.example.com\nmax_age: 604800\n";
    private static final String RPT = "_smtp._tls TXT \"v=TLSRPTv1; rua=mailto:tls@reports.example\"\n";
    private static final String DIGEST = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String TLSA = "_25._tcp.mx TLSA 3 1 1 " + DIGEST + "\n";
    private static final String SVG = """
            <svg xmlns="http://www.w3.org/2000/svg" version="1.2" baseProfile="tiny-ps" viewBox="0 0 9 9">
            <title>Example</title></svg>""";
    private static final Severity GONE = null;

    private Certificates certificates;

    @BeforeAll
    void makeCertificates(@TempDir Path folder) throws Exception {
        certificates = Certificates.in(folder, "mx.example.com");
    }

    private static World sts(String policy) {
        return World.of(STS).policy(policy);
    }

    private static World fetch(PolicyFetch.Outcome outcome) {
        return World.of(STS).serves("mta-sts.example.com", PolicyFetch.failed(outcome, "why"));
    }

    private static PolicyFetch file(int status, String type, String text) {
        return PolicyFetch.answered(status, type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static World tlsa(String records) {
        return World.of(MX + records).signed("example.com");
    }

    private static World shows(MxProbeResult.Outcome outcome) {
        return World.of(MX).shows("mx.example.com", MxProbeResult.without(outcome, "why"));
    }

    private World certificate(String alias, String distrust) throws Exception {
        return certificate(World.of(MX), alias, distrust);
    }

    private World certificate(World world, String alias, String distrust) throws Exception {
        return world.shows("mx.example.com", MxProbeResult.tls("TLSv1.3", certificates.chain(alias), distrust));
    }

    private String digest(String alias, int place) throws Exception {
        X509Certificate certificate = certificates.chain(alias).get(place);
        return String.valueOf(Tlsas.data(certificate, Tlsas.PUBLIC_KEY, Tlsas.SHA_256));
    }

    private static World bimi(String record) {
        return World.of("default._bimi TXT \"" + record + "\"\nbrand A 192.0.2.3\n");
    }

    private static World image(PolicyFetch image) {
        return bimi("v=BIMI1; l=https://brand.example.com/logo.svg").serves("brand.example.com", image);
    }

    static final Instant LONG_AGO = World.NOW.minus(Duration.ofDays(200));

    Stream<Arguments> rules() throws Exception {
        return Stream.of(mx(), stsRecord(), stsPolicy(), tlsRpt(), dane(), startTls(), bimi())
                .flatMap(rows -> rows);
    }

    private static final String ALIAS_TO_NOWHERE = "@ CNAME gone.example.net.\nother.example.net. A 192.0.2.1";

    private Stream<Arguments> mx() {
        return Stream.of(
                arguments("mx-good", World.of(MX), Severity.PASS),
                arguments("mx-none", World.of("@ A 192.0.2.1"), Severity.WARN),
                arguments("mx-none", World.of("@ TXT \"x\""), Severity.FAIL),
                arguments("mx-none", World.of(MX), GONE),
                arguments("no-such-name", World.of("example.net. A 192.0.2.1"), Severity.FAIL),
                arguments("mx-null", World.of("@ MX 0 ."), Severity.INFO),
                arguments("mx-null-beside", World.of(MX + "@ MX 0 ."), Severity.FAIL),
                arguments("mx-null-beside", World.of("@ MX 0 ."), GONE),
                arguments("mx-literal", World.of("@ MX 10 192.0.2.1."), Severity.FAIL),
                arguments("mx-cname", World.of("@ MX 10 mx\nmx CNAME host\nhost A 192.0.2.1"), Severity.WARN),
                arguments("mx-cname-dangling", World.of("@ MX 10 mx\nmx CNAME host\nother A 192.0.2.1"), Severity.FAIL),
                arguments(
                        "domain-cname",
                        World.of("@ CNAME mail.example.net.\nmail.example.net. MX 10 mx.example.net.\n"
                                + "mx.example.net. A 192.0.2.1"),
                        Severity.WARN),
                arguments("domain-cname", World.of(ALIAS_TO_NOWHERE), Severity.FAIL),
                arguments("no-such-name", World.of(ALIAS_TO_NOWHERE), GONE),
                arguments("mx-noaddress", World.of("@ MX 10 mx\nmx TXT \"x\""), Severity.FAIL),
                arguments("mx-noaddress", World.of("@ MX 10 mx\n;! TIMEOUT mx.example.com. A"), GONE),
                arguments("dns-failed", World.of("@ MX 10 mx\n;! TIMEOUT mx.example.com. A"), Severity.CANNOT_TELL),
                arguments("dns-failed", World.of(";! SERVFAIL example.com. MX"), Severity.CANNOT_TELL),
                arguments("mx-none", World.of(";! SERVFAIL example.com. MX"), GONE),
                arguments("mx-private", World.of("@ MX 10 mx\nmx A 10.0.0.5"), Severity.WARN),
                arguments("mx-private", World.of("@ A 192.168.0.5"), Severity.WARN),
                arguments("mx-private", World.of("@ MX 10 mx\nmx A 10.0.0.5\nmx A 192.0.2.1"), GONE),
                arguments("mx-good", World.of("@ MX 10 localhost.\nlocalhost. A 127.0.0.1"), GONE),
                arguments("mx-twice", World.of(MX + "@ MX 20 mx"), Severity.INFO),
                arguments("mx-reverse", World.of("@ MX 10 mx\nmx A 192.0.2.1"), Severity.INFO),
                arguments("mx-reverse", World.of(MX), GONE),
                arguments(
                        "mx-reverse",
                        World.of("@ MX 10 mx\nmx A 192.0.2.1\n;! TIMEOUT 1.2.0.192.in-addr.arpa. PTR"),
                        GONE),
                arguments(
                        "mx-many",
                        World.of(IntStream.range(0, 21)
                                .mapToObj(i -> "@ MX 10 mx" + i + "\nmx" + i + " A 192.0.2.1\n")
                                .collect(Collectors.joining())),
                        Severity.INFO));
    }

    private static Stream<Arguments> stsRecord() {
        return Stream.of(
                arguments("sts-record", World.of(STS), Severity.PASS),
                arguments("sts-record-none", World.of(MX), Severity.INFO),
                arguments("sts-record-none", World.of(STS), GONE),
                arguments("sts-record-none", World.of(MX + "_mta-sts CNAME sts\nsts TXT \"hello\""), Severity.INFO),
                arguments(
                        "sts-record-none-beside-policy",
                        World.of(MX + "mta-sts A 192.0.2.2").policy(ENFORCE),
                        Severity.FAIL),
                arguments("sts-record-several", World.of(STS + "_mta-sts TXT \"v=STSv1; id=2\""), Severity.FAIL),
                arguments("sts-record-other", World.of(STS + "_mta-sts TXT \"hello\""), Severity.INFO),
                arguments("sts-record", World.of(STS + "_mta-sts TXT \"hello\""), Severity.PASS),
                arguments("sts-record-syntax", World.of(MX + "_mta-sts TXT \"v=stsv1; id=1\""), Severity.FAIL),
                arguments("sts-record-syntax", World.of(MX + "_mta-sts TXT \"v=STSv1\""), Severity.FAIL),
                arguments("sts-record-syntax", World.of(MX + "_mta-sts TXT \"v=STSv1; id=1; junk\""), Severity.WARN),
                arguments("sts-record-syntax", World.of(MX + "_mta-sts TXT \"v=STSv1; id=1; ext=1;\""), GONE),
                arguments("sts-record", World.of(MX + "_mta-sts TXT \"v=STSv1;\" \"id=1;id=-\""), Severity.PASS),
                arguments("sts-id", World.of(MX + "_mta-sts TXT \"v=STSv1; id=2026-11-29\""), Severity.FAIL),
                arguments("sts-id", World.of(MX + "_mta-sts TXT \"v=STSv1; x=1\""), Severity.FAIL),
                arguments(
                        "sts-id", World.of(MX + "_mta-sts TXT \"v=STSv1; id=" + "1".repeat(33) + "\""), Severity.FAIL),
                arguments("sts-id", World.of(MX + "_mta-sts TXT \"v=STSv1; id=" + "1".repeat(32) + "\""), GONE),
                arguments("sts-wrong-place", World.of(MX + "@ TXT \"v=STSv1; id=1\""), Severity.FAIL),
                arguments(
                        "sts-wrong-place", World.of(MX + "_mta-sts.example.com TXT \"v=STSv1; id=1\""), Severity.FAIL),
                arguments(
                        "sts-cname",
                        World.of(MX
                                + "_mta-sts CNAME sts.provider.example.\nsts.provider.example. TXT \"v=STSv1; id=1\""),
                        Severity.INFO),
                arguments("sts-host", World.of(MX + "_mta-sts TXT \"v=STSv1; id=1\""), Severity.FAIL),
                arguments(
                        "sts-host",
                        World.of(MX + "_mta-sts TXT \"v=STSv1; id=1\"\n;! TIMEOUT mta-sts.example.com. A"),
                        GONE),
                arguments(
                        "sts-dnsfail",
                        World.of(MX + "_mta-sts TXT \"v=STSv1; id=1\"\n;! TIMEOUT mta-sts.example.com. A"),
                        Severity.CANNOT_TELL),
                arguments("sts-dnsfail", World.of(MX + ";! SERVFAIL _mta-sts.example.com. TXT"), Severity.CANNOT_TELL),
                arguments("sts-record-none", World.of(MX + ";! SERVFAIL _mta-sts.example.com. TXT"), GONE),
                arguments("sts-not-asked", World.of(STS), Severity.INFO),
                arguments("sts-no-tlsrpt", World.of(STS), Severity.WARN),
                arguments("sts-no-tlsrpt", World.of(STS + RPT), GONE),
                arguments("sts-no-tlsrpt", World.of(STS + ";! TIMEOUT _smtp._tls.example.com. TXT"), GONE));
    }

    private Stream<Arguments> stsPolicy() throws Exception {
        String testing = ENFORCE.replace("enforce", "testing");
        return Stream.of(
                arguments("sts-policy", sts(ENFORCE), Severity.PASS),
                arguments("sts-fetch", fetch(PolicyFetch.Outcome.UNREACHABLE), Severity.CANNOT_TELL),
                arguments("sts-fetch", fetch(PolicyFetch.Outcome.TIMEOUT), Severity.CANNOT_TELL),
                arguments("sts-fetch", fetch(PolicyFetch.Outcome.REFUSED), Severity.FAIL),
                arguments("special-address", fetch(PolicyFetch.Outcome.SPECIAL_ADDRESS), Severity.CANNOT_TELL),
                arguments("sts-https", fetch(PolicyFetch.Outcome.CERTIFICATE), Severity.FAIL),
                arguments(
                        "sts-status",
                        World.of(STS).serves("mta-sts.example.com", file(301, "text/plain", ENFORCE)),
                        Severity.FAIL),
                arguments(
                        "sts-type",
                        World.of(STS).serves("mta-sts.example.com", file(200, "text/html", ENFORCE)),
                        Severity.WARN),
                arguments("sts-type", sts(ENFORCE), GONE),
                arguments("sts-size", fetch(PolicyFetch.Outcome.TOO_LARGE), Severity.FAIL),
                arguments("sts-policy-line", sts(ENFORCE + "mode: none\n"), Severity.INFO),
                arguments("sts-policy-line", sts(ENFORCE + "comment: a:b\n"), Severity.INFO),
                arguments("sts-policy", sts(ENFORCE + "mode: none\nx: y:z\n"), Severity.PASS),
                arguments("sts-version", sts(ENFORCE.replace("STSv1", "stsv1")), Severity.FAIL),
                arguments("sts-mode", sts(ENFORCE.replace("enforce", "Enforce")), Severity.FAIL),
                arguments("sts-max-age", sts(ENFORCE.replace("604800", "31557601")), Severity.FAIL),
                arguments("sts-max-age", sts(ENFORCE.replace("604800", "1 week")), Severity.FAIL),
                arguments("sts-max-age", sts(ENFORCE.replace("604800", "31557600")), GONE),
                arguments("sts-max-age-short", sts(ENFORCE.replace("604800", "604799")), Severity.WARN),
                arguments("sts-max-age-short", sts(ENFORCE.replace("604800", "3600")), Severity.FAIL),
                arguments("sts-max-age-short", sts(ENFORCE), GONE),
                arguments("sts-mx-missing", sts(ENFORCE.replace("mx: mx.example.com\n", "")), Severity.FAIL),
                arguments("sts-mx-missing", sts("version: STSv1\nmode: none\nmax_age: 86400\n"), GONE),
                arguments("sts-mx-uncovered", sts(ENFORCE.replace("mx.example", "mail.example")), Severity.FAIL),
                arguments("sts-mx-uncovered", sts(testing.replace("mx.example", "mail.example")), Severity.WARN),
                arguments("sts-mx-uncovered", sts(ENFORCE.replace("mx.example", "*.example")), GONE),
                arguments("sts-mx-uncovered", sts(ENFORCE.replace("mx.example.com", "*.com")), Severity.FAIL),
                arguments("sts-mx-idle", sts(ENFORCE + "mx: old.example.net\n"), Severity.INFO),
                arguments("sts-mx-ulabel", sts(ENFORCE + "mx: b\u00fccher.example\n"), Severity.FAIL),
                arguments("sts-mx-cert", certificate(sts(ENFORCE), "other", null), Severity.FAIL),
                arguments("sts-mx-cert", certificate(sts(ENFORCE), "good", "unknown authority"), Severity.FAIL),
                arguments("sts-mx-cert", certificate(sts(testing), "expired", null), Severity.WARN),
                arguments("sts-mx-cert", certificate(sts(ENFORCE), "good", null), GONE),
                arguments("sts-mx-cert", certificate("other", null), GONE),
                arguments(
                        "sts-testing-long",
                        sts(testing)
                                .earlier(
                                        new EarlierPolicy("20261129T120000Z", testing.replace("\n", "\r\n"), LONG_AGO)),
                        Severity.INFO),
                arguments("sts-testing-long", sts(testing), GONE),
                arguments(
                        "sts-id-stale",
                        sts(ENFORCE).earlier(new EarlierPolicy("20261129T120000Z", testing, LONG_AGO)),
                        Severity.WARN),
                arguments("sts-id-stale", sts(ENFORCE).earlier(new EarlierPolicy("1", testing, LONG_AGO)), GONE),
                arguments("sts-remove", sts("version: STSv1\nmode: none\nmax_age: 86400\n"), Severity.INFO));
    }

    private static Stream<Arguments> tlsRpt() {
        return Stream.of(
                arguments("tlsrpt-record", World.of(MX + RPT), Severity.PASS),
                arguments("tlsrpt-none", World.of(MX), Severity.INFO),
                arguments(
                        "tlsrpt-several",
                        World.of(RPT + "_smtp._tls TXT \"v=TLSRPTv1; rua=mailto:a@b.example\""),
                        Severity.FAIL),
                arguments("tlsrpt-other", World.of(RPT + "_smtp._tls TXT \"hello\""), Severity.INFO),
                arguments("tlsrpt-record", World.of(RPT + "_smtp._tls TXT \"hello\""), Severity.PASS),
                arguments("tlsrpt-rua", World.of("_smtp._tls TXT \"v=TLSRPTv1;\""), Severity.FAIL),
                arguments("tlsrpt-rua", World.of("_smtp._tls TXT \"v=TLSRPTv1; rua=tls@example.com\""), Severity.FAIL),
                arguments(
                        "tlsrpt-rua",
                        World.of("_smtp._tls TXT \"v=TLSRPTv1; rua=mailto:a@b.example!10m\""),
                        Severity.FAIL),
                arguments(
                        "tlsrpt-rua",
                        World.of("_smtp._tls TXT \"v=TLSRPTv1; rua=mailto:a@b.example,tls@example.com\""),
                        Severity.WARN),
                arguments(
                        "tlsrpt-rua",
                        World.of("_smtp._tls TXT \"v=TLSRPTv1; rua=https://b.example/x,mailto:a@b.example\""),
                        GONE),
                arguments(
                        "tlsrpt-http",
                        World.of("_smtp._tls TXT \"v=TLSRPTv1; rua=http://b.example/x\""),
                        Severity.FAIL),
                arguments(
                        "tlsrpt-ext",
                        World.of("_smtp._tls TXT \"v=TLSRPTv1; rua=mailto:a@b.example; x=y\""),
                        Severity.INFO),
                arguments(
                        "tlsrpt-loop",
                        World.of("_smtp._tls TXT \"v=TLSRPTv1; rua=mailto:a@example.com\""),
                        Severity.INFO),
                arguments("tlsrpt-loop", World.of(RPT), GONE),
                arguments("tlsrpt-in-use", World.of(MX + RPT), Severity.INFO),
                arguments("tlsrpt-in-use", World.of(STS + RPT), GONE),
                arguments("tlsrpt-dnsfail", World.of(";! SERVFAIL _smtp._tls.example.com. TXT"), Severity.CANNOT_TELL),
                arguments("tlsrpt-none", World.of(";! SERVFAIL _smtp._tls.example.com. TXT"), GONE));
    }

    private static final String OTHER_UNKNOWN =
            "@ MX 20 mx2\n;! SERVFAIL mx2.example.com. A\n;! SERVFAIL mx2.example.com. AAAA\n";

    private Stream<Arguments> dane() throws Exception {
        String alias = "@ MX 10 mx\nmx CNAME host.example.net.\nhost.example.net. A 192.0.2.1\n";
        String good = digest("good", 0);
        String authority = digest("good", 1);
        return Stream.of(
                arguments("dane-none", World.of(MX), Severity.INFO),
                arguments("dane-none", World.of(MX + OTHER_UNKNOWN), GONE),
                arguments("dane-dnsfail", World.of(MX + OTHER_UNKNOWN), Severity.CANNOT_TELL),
                arguments("dane-usable", tlsa(TLSA), Severity.PASS),
                arguments("dane-mx-unsigned", World.of(MX + TLSA).signed("mx.example.com"), Severity.WARN),
                arguments("dane-mx-unsigned", tlsa(TLSA), GONE),
                arguments("dane-host-unsigned", World.of(MX + TLSA).signed("example.net"), Severity.WARN),
                arguments("dane-host-unsigned", World.of(MX).signed("example.net"), GONE),
                arguments(
                        "dane-tlsa-unsigned",
                        tlsa("_25._tcp.mx CNAME tlsa.example.net.\ntlsa.example.net. TLSA 3 1 1 " + DIGEST),
                        Severity.FAIL),
                arguments("dane-tlsa-fail", tlsa(";! SERVFAIL _25._tcp.mx.example.com. TLSA"), Severity.FAIL),
                arguments(
                        "dane-tlsa-fail",
                        World.of(MX + ";! SERVFAIL _25._tcp.mx.example.com. TLSA")
                                .signed("example.net"),
                        GONE),
                arguments("dane-dnsfail", tlsa(";! TIMEOUT _25._tcp.mx.example.com. TLSA"), Severity.CANNOT_TELL),
                arguments("dane-none", tlsa(";! TIMEOUT _25._tcp.mx.example.com. TLSA"), GONE),
                arguments("dane-usage", tlsa("_25._tcp.mx TLSA 1 1 1 " + DIGEST), Severity.FAIL),
                arguments("dane-usage", tlsa(TLSA + "_25._tcp.mx TLSA 0 1 1 " + DIGEST), Severity.WARN),
                arguments("dane-best", tlsa("_25._tcp.mx TLSA 3 0 1 " + DIGEST), Severity.INFO),
                arguments("dane-best", tlsa(TLSA), GONE),
                arguments("dane-full", tlsa("_25._tcp.mx TLSA 3 1 0 3059"), Severity.WARN),
                arguments("dane-len", tlsa("_25._tcp.mx TLSA 3 1 1 abcd"), Severity.FAIL),
                arguments("dane-len", tlsa("_25._tcp.mx TLSA 3 1 2 " + DIGEST), Severity.FAIL),
                arguments("dane-len", tlsa("_25._tcp.mx TLSA 3 1 2 " + DIGEST + DIGEST), GONE),
                arguments("dane-rollover", tlsa(TLSA), Severity.INFO),
                arguments("dane-rollover", tlsa("_25._tcp.mx TLSA 3 0 1 " + DIGEST), Severity.WARN),
                arguments("dane-rollover", tlsa(TLSA + "_25._tcp.mx TLSA 3 1 1 " + good), GONE),
                arguments("dane-some-mx", tlsa(TLSA + "@ MX 20 mx2\nmx2 A 192.0.2.9\n"), Severity.WARN),
                arguments(
                        "dane-cname",
                        World.of(alias + "_25._tcp.host.example.net. TLSA 3 1 1 " + DIGEST)
                                .signed("example.com", "example.net"),
                        Severity.INFO),
                arguments(
                        "dane-usable",
                        World.of(alias + "_25._tcp.mx TLSA 3 1 1 " + DIGEST).signed("example.com"),
                        Severity.PASS),
                arguments("dane-sts", World.of(STS + TLSA).signed("example.com"), Severity.INFO),
                arguments("dane-ad", World.of(MX + TLSA), Severity.CANNOT_TELL),
                arguments("dane-ad", World.of(MX), GONE),
                arguments("dane-match", certificate(tlsa(TLSA), "good", null), Severity.FAIL),
                arguments("dane-match", certificate(tlsa(TLSA + "_25._tcp.mx TLSA 3 1 1 " + good), "good", null), GONE),
                arguments(
                        "dane-matched",
                        certificate(tlsa("_25._tcp.mx TLSA 3 1 1 " + digest("expired", 0)), "expired", "too old"),
                        Severity.PASS),
                arguments(
                        "dane-matched",
                        certificate(tlsa("_25._tcp.mx TLSA 2 1 1 " + authority), "good", null),
                        Severity.PASS),
                arguments(
                        "dane-ta-chain",
                        certificate(tlsa("_25._tcp.mx TLSA 2 1 1 " + authority), "expired", null),
                        Severity.FAIL),
                arguments(
                        "dane-ta-chain",
                        certificate(tlsa("_25._tcp.mx TLSA 2 1 1 " + authority), "other", null),
                        Severity.FAIL),
                arguments(
                        "dane-ta-chain",
                        tlsa("_25._tcp.mx TLSA 2 1 1 " + authority)
                                .shows(
                                        "mx.example.com",
                                        MxProbeResult.tls(
                                                "TLSv1.3",
                                                certificates.chain("good").subList(0, 1),
                                                null)),
                        Severity.FAIL));
    }

    private Stream<Arguments> startTls() throws Exception {
        MxProbeResult none = MxProbeResult.without(MxProbeResult.Outcome.NO_STARTTLS, "");
        return Stream.of(
                arguments("tls-good", certificate("good", null), Severity.PASS),
                arguments("tls-none", shows(MxProbeResult.Outcome.NO_STARTTLS), Severity.WARN),
                arguments("tls-none", sts(ENFORCE).shows("mx.example.com", none), Severity.FAIL),
                arguments("tls-none", tlsa(TLSA).shows("mx.example.com", none), Severity.FAIL),
                arguments(
                        "tls-none",
                        World.of(MX + TLSA).signed("example.net").shows("mx.example.com", none),
                        Severity.WARN),
                arguments("tls-handshake", shows(MxProbeResult.Outcome.TLS_FAILED), Severity.FAIL),
                arguments("tls-old", shows(MxProbeResult.Outcome.TLS_OLD), Severity.WARN),
                arguments(
                        "tls-old",
                        World.of(MX).shows("mx.example.com", MxProbeResult.tls("TLSv1.1", List.of(), null)),
                        Severity.WARN),
                arguments("tls-cert-name", certificate("other", null), Severity.INFO),
                arguments("tls-cert-name", certificate("good", null), GONE),
                arguments("tls-cert-expired", certificate("expired", "too old"), Severity.INFO),
                arguments("tls-cert-chain", certificate("good", "unknown authority"), Severity.INFO),
                arguments("tls-cert-chain", certificate("expired", "too old"), GONE),
                arguments("port25", shows(MxProbeResult.Outcome.UNREACHABLE), Severity.CANNOT_TELL),
                arguments("tls-none", shows(MxProbeResult.Outcome.UNREACHABLE), GONE),
                arguments("greylist", shows(MxProbeResult.Outcome.PUT_OFF), Severity.CANNOT_TELL),
                arguments("special-address", shows(MxProbeResult.Outcome.SPECIAL_ADDRESS), Severity.CANNOT_TELL));
    }

    private Stream<Arguments> bimi() throws Exception {
        String l = "v=BIMI1; l=https://brand.example.com/logo.svg";
        String a = l + "; a=https://mark.example.com/mark.pem";
        return Stream.of(
                arguments("bimi-record", bimi(a), Severity.PASS),
                arguments("bimi-none", World.of(MX), Severity.INFO),
                arguments("bimi-version", bimi("v=bimi1; l="), Severity.FAIL),
                arguments("bimi-version", bimi("l=; v=BIMI1"), Severity.FAIL),
                arguments(
                        "bimi-version",
                        World.of("default._bimi TXT \"" + l + "\"\ndefault._bimi TXT \"v=BIMI1; l=\""),
                        Severity.FAIL),
                arguments(
                        "bimi-record",
                        World.of("default._bimi TXT \"" + l + "\"\ndefault._bimi TXT \"hello\""),
                        Severity.PASS),
                arguments("bimi-l", bimi("v=BIMI1; a="), Severity.FAIL),
                arguments("bimi-l", bimi("v=BIMI1; l=http://brand.example.com/logo.svg"), Severity.FAIL),
                arguments("bimi-l", bimi("v=BIMI1; l=https://brand.example.com/logo.png"), Severity.FAIL),
                arguments("bimi-l", bimi("v=BIMI1; l=https://brand.example.com/logo.svgz"), GONE),
                arguments("bimi-a", bimi(l + "; a=mark.pem"), Severity.FAIL),
                arguments("bimi-declined", bimi("v=BIMI1; l=; a=;"), Severity.INFO),
                arguments("bimi-lps", bimi(l + "; lps=news_letter"), Severity.WARN),
                arguments("bimi-lps", bimi(l + "; lps=news-letter, a1"), GONE),
                arguments("bimi-avp", bimi(l + "; avp=both"), Severity.WARN),
                arguments("bimi-avp", bimi(l + "; avp=personal"), GONE),
                arguments("bimi-unknown", bimi(l + "; x=y"), Severity.INFO),
                arguments("bimi-mark", bimi(l), Severity.INFO),
                arguments("bimi-mark", bimi(a), GONE),
                arguments("bimi-svg", image(file(200, "image/svg+xml", SVG)), GONE),
                arguments("bimi-fetch", image(file(200, "image/svg+xml", SVG)), GONE),
                arguments("bimi-fetch", image(file(404, "text/html", "")), Severity.FAIL),
                arguments("bimi-fetch", image(file(200, "text/xml", SVG)), Severity.FAIL),
                arguments(
                        "bimi-fetch",
                        image(PolicyFetch.failed(PolicyFetch.Outcome.TIMEOUT, "why")),
                        Severity.CANNOT_TELL),
                arguments(
                        "bimi-fetch", image(PolicyFetch.failed(PolicyFetch.Outcome.TOO_LARGE, "32768")), Severity.FAIL),
                arguments("bimi-svg", image(PolicyFetch.failed(PolicyFetch.Outcome.TOO_LARGE, "32768")), GONE),
                arguments("bimi-svg", image(file(200, "image/svg+xml", "<svg/>")), Severity.FAIL),
                arguments(
                        "bimi-svg",
                        image(file(200, "image/svg+xml", SVG.replace("<title>", "<script/><title>"))),
                        Severity.FAIL),
                arguments(
                        "bimi-svg",
                        image(file(200, "image/svg+xml", SVG.replace("0 0 9 9", "0 0 9 5"))),
                        Severity.WARN),
                arguments("bimi-svg", image(file(200, "image/svg+xml", "not XML")), Severity.FAIL),
                arguments(
                        "bimi-cert",
                        World.of("default._bimi TXT \"" + a + "\"\nbrand A 192.0.2.3\nmark A 192.0.2.4")
                                .serves("brand.example.com", file(200, "image/svg+xml", SVG))
                                .serves("mark.example.com", file(200, "text/plain", pem("other"))),
                        Severity.FAIL),
                arguments("bimi-dnsfail", World.of(";! TIMEOUT default._bimi.example.com. TXT"), Severity.CANNOT_TELL),
                arguments("bimi-none", World.of(";! TIMEOUT default._bimi.example.com. TXT"), GONE));
    }

    private String pem(String alias) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(certificates.chain(alias).get(0).getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("rules")
    void everyRuleIsJudged(String id, World world, Severity expected) {
        List<Finding> found = world.findings().stream()
                .filter(each -> each.id().equals("mail-domain." + id))
                .toList();
        if (expected == GONE) {
            assertThat(found).isEmpty();
            return;
        }
        assertThat(found).extracting(Finding::severity).contains(expected);
        found.forEach(each ->
                each.change().ifPresent(change -> assertThat(change.readsBack()).isTrue()));
    }

    /** Whoever compares two runs is told nothing new by the time that passed between them. */
    @Test
    void aMarkCertificateOutOfItsTimeIsToldTheSameOnAnyDay() throws Exception {
        X509Certificate leaf = certificates.chain("good").get(0);
        Instant begin = leaf.getNotBefore().toInstant();
        Instant end = leaf.getNotAfter().toInstant();
        assertThat(markAt(begin.minusSeconds(1)))
                .contains("begins " + begin)
                .isEqualTo(markAt(begin.minus(Duration.ofDays(9))));
        assertThat(markAt(end.plusSeconds(1))).contains("ends " + end).isEqualTo(markAt(end.plus(Duration.ofDays(9))));
    }

    private String markAt(Instant at) throws Exception {
        World world = World.of("default._bimi TXT \"v=BIMI1; l=https://brand.example.com/logo.svg;"
                        + " a=https://mark.example.com/mark.pem\"\nbrand A 192.0.2.3\nmark A 192.0.2.4")
                .serves("brand.example.com", file(200, "image/svg+xml", SVG))
                .serves("mark.example.com", file(200, "text/plain", pem("good")));
        return BimiChecker.using(world.dns())
                .withFetcher(world.fetcher())
                .withTime(at)
                .check(World.DOMAIN)
                .findings()
                .stream()
                .filter(each -> each.id().equals("mail-domain.bimi-cert"))
                .map(each -> each.details().toString())
                .collect(Collectors.joining());
    }

    /** What DMARC has to do with it is told by its caller. */
    @Test
    void bimiDmarcAndBimiT() {
        BimiReport wanted =
                bimi("v=BIMI1; l=https://brand.example.com/logo.svg").bimi();
        assertThat(kinds(wanted.withDmarc("none", "", 100, false))).contains(MailDomainFinding.BIMI_DMARC);
        assertThat(kinds(wanted.withDmarc("", "", 100, false))).contains(MailDomainFinding.BIMI_DMARC);
        assertThat(kinds(wanted.withDmarc("reject", "none", 100, false))).contains(MailDomainFinding.BIMI_DMARC);
        assertThat(kinds(wanted.withDmarc("quarantine", "", 50, false))).contains(MailDomainFinding.BIMI_DMARC);
        assertThat(kinds(wanted.withDmarc("reject", "", 50, false))).doesNotContain(MailDomainFinding.BIMI_DMARC);
        assertThat(kinds(wanted.withDmarc("reject", "", 100, true))).contains(MailDomainFinding.BIMI_T);
        assertThat(kinds(bimi("v=BIMI1; l=; a=").bimi().withDmarc("none", "", 100, true)))
                .doesNotContain(MailDomainFinding.BIMI_DMARC, MailDomainFinding.BIMI_T);
    }

    private static List<Finding.Kind> kinds(BimiReport report) {
        return report.findings().stream().map(Finding::kind).toList();
    }

    @Test
    void everyKindHasARow() throws Exception {
        Set<String> tested = rules().filter(row -> row.get()[2] != GONE)
                .map(row -> "mail-domain." + row.get()[0])
                .collect(Collectors.toSet());
        EnumSet<MailDomainFinding> elsewhere = EnumSet.of(MailDomainFinding.BIMI_DMARC, MailDomainFinding.BIMI_T);
        assertThat(Arrays.stream(MailDomainFinding.values())
                        .filter(kind -> !elsewhere.contains(kind))
                        .map(MailDomainFinding::id)
                        .filter(id -> !tested.contains(id)))
                .isEmpty();
    }

    /** RFC 8460 has no counterpart of DMARC's {@code _report._dmarc}: another domain's mailbox needs no leave. */
    @Test
    void tlsrptExternal() {
        World world = World.of(MX + RPT);
        assertThat(world.inbound().tlsRpt().findings())
                .extracting(Finding::severity)
                .containsOnly(Severity.PASS);
    }

    @Test
    void everyKindSpeaksBothLanguages() {
        for (MailDomainFinding kind : MailDomainFinding.values()) {
            Finding finding = kind.of(DnsName.of("example.com"), "one", "two");
            String english = finding.text(Locale.ENGLISH);
            String japanese = finding.text(Locale.JAPANESE);
            assertThat(english).as(kind.id()).doesNotContain("{");
            assertThat(japanese).as(kind.id()).doesNotContain("{").isNotEqualTo(english);
            boolean amiss = kind.severity() == Severity.FAIL || kind.severity() == Severity.WARN;
            assertThat(finding.advice(Locale.ENGLISH).isEmpty())
                    .as(kind.id())
                    .isEqualTo(finding.advice(Locale.JAPANESE).isEmpty());
            assertThat(amiss && finding.advice(Locale.ENGLISH).isEmpty())
                    .as(kind.id())
                    .isFalse();
        }
    }

    @Test
    void theProposedPolicyCoversTheMxAndIsValid() {
        String proposed = sts(ENFORCE.replace("mx.example", "mail.example"))
                .inbound()
                .mtaSts()
                .proposedPolicy()
                .orElseThrow();
        MtaStsPolicy policy = MtaStsPolicy.parse(proposed);
        assertThat(policy.findings()).isEmpty();
        assertThat(policy.covers(DnsName.of("mx.example.com"))).isTrue();
        assertThat(policy.mode()).contains(MtaStsPolicy.Mode.ENFORCE);
    }

    @Test
    void whatIsProposedForTheRecordMendsIt() {
        RecordChange change =
                World.of(MX + "_mta-sts TXT \"v=STSv1; id=2026-11-29\"\n").inbound().mtaSts().findings().stream()
                        .flatMap(each -> each.change().stream())
                        .findFirst()
                        .orElseThrow();
        assertThat(change.after())
                .isEqualTo("v=STSv1; id="
                        + DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
                                .withZone(ZoneOffset.UTC)
                                .format(World.NOW));
        assertThat(MtaStsRecord.parse(change.after()).isValid()).isTrue();
    }
}
