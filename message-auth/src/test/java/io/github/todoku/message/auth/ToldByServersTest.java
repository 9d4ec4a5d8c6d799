package io.github.todoku.message.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.InMemoryDns;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a trusted host wrote of SPF, in the forms that servers write, and what DMARC makes of it without a session. */
class ToldByServersTest {
    private static final InMemoryDns DNS = InMemoryDns.zone("_dmarc.example.com. TXT \"v=DMARC1; p=reject\"");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // Received-SPF (RFC 7208 §9.1)
                "Received-SPF: pass (mx.example.net: domain of a@example.com designates 192.0.2.1 as permitted sender)"
                        + " receiver=mx.example.net; client-ip=192.0.2.1; envelope-from=a@example.com; helo=x; | TOLD | PASS",
                "Received-SPF: Pass (mailfrom) identity=mailfrom; client-ip=192.0.2.1; helo=x; envelope-from=a@example.com;"
                        + " receiver=mx.example.net | TOLD | PASS",
                "Received-SPF: Pass (mailfrom) identity=mailfrom; client-ip=192.0.2.1; envelope-from=a@example.com;"
                        + " receiver=<UNKNOWN> | NOT_KNOWN | TEMPERROR",
                "Received-SPF: pass (x) client-ip=192.0.2.1; envelope-from=\"a b\"@example.com; receiver=mx.example.net"
                        + " | TOLD | PASS",
                "Received-SPF: pass (x) envelope-from=<a@example.com>; receiver=mx.example.net | TOLD | PASS",
                "Received-SPF: pass (x) envelope-from=a@evil.example; receiver=mx.example.net | TOLD | FAIL",
                "Received-SPF: Softfail (x) envelope-from=a@example.com; receiver=mx.example.net | TOLD | FAIL",
                "Received-SPF: none (x) envelope-from=a@example.com; receiver=mx.example.net | TOLD | FAIL",
                "Received-SPF: pass (x) identity=helo; helo=example.com; envelope-from=a@example.com; receiver=mx.example.net"
                        + " | TOLD | TEMPERROR",
                "Received-SPF: passed (x) envelope-from=a@example.com; receiver=mx.example.net | NOT_KNOWN | TEMPERROR",
                "Received-SPF: pass (receiver=mx.example.net) envelope-from=a@example.com | NOT_KNOWN | TEMPERROR",
                // Authentication-Results (RFC 8601 §2.7.2)
                "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=a@example.com | TOLD | PASS",
                "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=example.com | TOLD | PASS",
                "Authentication-Results: mx.example.net 1; SPF=PASS SMTP.MAILFROM=EXAMPLE.COM | TOLD | PASS",
                "Authentication-Results: (x) mx.example.net; spf=pass (x) smtp.helo=y smtp.mailfrom=example.com | TOLD | PASS",
                "Authentication-Results: mx.example.net; spf=pass smtp.helo=example.com | TOLD | TEMPERROR",
                "Authentication-Results: mx.example.net; spf=none smtp.helo=y; spf=pass smtp.mailfrom=a@example.com | TOLD | PASS",
                "Authentication-Results: mx.example.net; spf=pass smtp.helo=y; spf=fail smtp.mailfrom=a@example.com | TOLD | FAIL",
                "Authentication-Results: mx.example.net; spf=fail smtp.mailfrom=a@example.com; spf=pass smtp.mailfrom=a@example.com"
                        + " | TOLD | FAIL",
                // the null sender, whose domain is the HELO name (RFC 7208 §2.4)
                "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=<> smtp.helo=example.com | TOLD | PASS",
                "Authentication-Results: mx.example.net; spf=pass smtp.helo=example.com; spf=pass smtp.mailfrom=<>"
                        + " | TOLD | PASS",
                "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=<> smtp.helo=evil.example | TOLD | FAIL",
                "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=<> | TOLD | TEMPERROR",
                "Received-SPF: pass (x) envelope-from=<>; helo=example.com; receiver=mx.example.net | TOLD | PASS",
                "Received-SPF: pass (x) helo=example.com; receiver=mx.example.net | TOLD | TEMPERROR",
                "Authentication-Results: mx.example.net; spf=pass | TOLD | TEMPERROR",
                "Authentication-Results: mx.example.net; spf=none | TOLD | FAIL",
                "Authentication-Results: mx.example.net; spf=policy smtp.mailfrom=example.com | NOT_KNOWN | TEMPERROR",
                "Authentication-Results: mx.example.net; none | NOT_KNOWN | TEMPERROR",
                "Authentication-Results: mx.example.net; dkim=pass header.d=example.com | NOT_KNOWN | TEMPERROR",
                "Authentication-Results: mx.example.net; dmarc=pass header.from=example.com | NOT_KNOWN | TEMPERROR",
                "Authentication-Results: spf=pass smtp.mailfrom=example.com | NOT_KNOWN | TEMPERROR",
                "Authentication-Results: \"\"; spf=pass smtp.mailfrom=example.com | NOT_KNOWN | TEMPERROR",
                "ARC-Authentication-Results: i=1; mx.example.net; spf=pass smtp.mailfrom=example.com | NOT_KNOWN | TEMPERROR"
            })
    void onlyTheHostsOwnWordCounts(String field, SpfOutcome.Source source, DmarcVerdict.Result dmarc) {
        String mail = field + "\r\nFrom: a@example.com\r\nSubject: hello\r\n\r\nHello\r\n";
        MessageVerdict verdict = MessageVerifier.using(DNS)
                .check(ReceivedMessage.of(mail.getBytes(StandardCharsets.UTF_8)).trusting("mx.example.net"));

        assertThat(verdict.spf().source()).isEqualTo(source);
        assertThat(verdict.dmarc().result()).as("%s", verdict.spf()).isEqualTo(dmarc);
    }

    @Test
    void aWordOnHeloAloneGivesWayToTheSessionThatTellsMailFrom() {
        String received =
                "Received: from x (x [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\r\n";
        String helo = received + "Authentication-Results: mx.example.net; spf=pass smtp.helo=x";

        onlyTheHostsOwnWordCounts(helo, SpfOutcome.Source.TOLD, DmarcVerdict.Result.TEMPERROR);
        onlyTheHostsOwnWordCounts(
                "Return-Path: <a@example.com>\r\n" + helo, SpfOutcome.Source.RECEIVED, DmarcVerdict.Result.FAIL);
    }
}
