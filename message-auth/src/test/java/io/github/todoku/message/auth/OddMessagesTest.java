package io.github.todoku.message.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.message.AuthenticationResults;
import io.github.todoku.message.MethodResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole messages at the edges of RFC 5322, 8601 and 9989; SPF passes for {@code MAIL FROM} where it helps. */
class OddMessagesTest {
    private static MessageVerdict verdict(String from, String mailFrom, String zone) {
        String domain = mailFrom.substring(mailFrom.indexOf('@') + 1);
        InMemoryDns dns = InMemoryDns.zone(domain + ". TXT \"v=spf1 ip4:192.0.2.10 -all\"\n" + zone);
        String mail = from + "\r\nSubject: hello\r\n\r\nHello\r\n";
        return MessageVerifier.using(dns)
                .check(ReceivedMessage.of(mail.getBytes(StandardCharsets.UTF_8))
                        .from(IpLiteral.of("192.0.2.10"))
                        .helo("mail.example.net")
                        .mailFrom(mailFrom));
    }

    /** Of a domain with a policy; the sender passes SPF as evil.example. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: Team: a@example.com, b@evil.example;",
                "From: A: a@example.com;, B: b@evil.example;",
                "From: A: B: b@evil.example;;",
                "From: a@example.com, <>",
                "From: a@example.com (b@evil.example",
                "From: <@evil.example:a@example.com> b@evil.example",
                "From: =?utf-8?q?a=40example=2Ecom?=",
                "From: =?utf-8?q?a?=@example.com <b@evil.example>",
                "From: a@example.com\u000bb@evil.example",
                "From: a@example.com.",
                "From: a@exam\r\n ple.com <b@evil.example>",
                "From: a@.example.com",
                "From: @example.com",
                "From: \"\"@example.com b@evil.example",
                "From: a@example.com; b@evil.example",
                "From: a@example.com < b@evil.example",
                "From: a@example.com> <b@evil.example>",
                "From: a@b@evil.example",
                "From: a@\u2024example.com",
                "From: a@example.com\r\nFROM: b@evil.example",
                "From : a@example.com\r\nfrom:b@evil.example",
                "From:\r\n \r\n b@evil.example,a@example.com"
            })
    void noStrangerPassesAsTheAuthor(String from) {
        MessageVerdict verdict = verdict(
                from,
                "b@evil.example",
                "_dmarc.example.com. TXT \"v=DMARC1; p=reject\"\n_dmarc.evil.example. TXT \"v=DMARC1; p=reject\"");

        assertThat(verdict.isPass()).as("%s", verdict).isFalse();
        assertThat(verdict.dmarc().result()).isEqualTo(DmarcVerdict.Result.PERMERROR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: A: a@example.com;",
                "From: A: a@example.com, <b@EXAMPLE.com>;, c@example.com",
                "From: ,a@example.com,,",
                "From: <@relay.example,@other.example:a@example.com>",
                "From: \"b@evil.example\" (c@evil.example (d@evil.example)) <a@example.com>",
                "From: a (x) @ (y) example (z) . com",
                "From: \"a b\"@example.com",
                "From: \"\\\"\"@example.com",
                "From: J. R. \"Bob\" Dobbs <a@example.com>",
                "From: =?utf-8?b?YkBldmlsLmV4YW1wbGU=?= <a@example.com>",
                "From: \r\n\t<a@example.com>\r\n\t",
                "From: u\u00e9@example.com"
            })
    void theOneAuthorIsFound(String from) {
        MessageVerdict verdict = verdict(from, "b@example.com", "_dmarc.example.com. TXT \"v=DMARC1; p=reject\"");

        assertThat(verdict.isPass()).as("%s", verdict).isTrue();
    }

    /** RFC 9989 §4.10: which record applies, and who is aligned by it; MAIL FROM passes SPF. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the walk of a long name asks for eight names
                "a.b.c.d.e.f.g.h.i.example.com | x.example.com | _dmarc.example.com p=reject | PASS | reject",
                "a.b.c.d.e.f.g.h.i.example.com | x.example.com | _dmarc.a.b.c.d.e.f.g.h.i.example.com p=quarantine;adkim=s;aspf=s | FAIL | quarantine",
                "a.b.c.d.e.f.g.h.i.example.com | example.org | _dmarc.b.c.d.e.f.g.h.i.example.com p=reject | NONE | none",
                "a.b.c.d.e.f.g.h.i.example.com | example.org | _dmarc.e.f.g.h.i.example.com p=reject | FAIL | reject",
                "a.b.c.d.e.f.example.com | example.org | _dmarc.b.c.d.e.f.example.com p=reject | FAIL | reject",
                // psd
                "example.com | example.com | _dmarc.com p=reject;psd=y | PASS | reject",
                "a.example.com | b.example.com | _dmarc.com p=reject;psd=y | PASS | reject",
                "example.com | other.com | _dmarc.com p=reject;psd=y | FAIL | reject",
                "a.example.com | example.com | _dmarc.a.example.com p=reject;psd=n | FAIL | reject",
                "a.example.com | b.a.example.com | _dmarc.a.example.com p=reject;psd=n | PASS | reject",
                "a.example.com | b.a.example.com | _dmarc.a.example.com p=reject;psd=u | PASS | reject",
                "example.com | a.example.com | _dmarc.example.com p=reject;psd=y | FAIL | reject",
                // np and sp
                "gone.example.com | example.org | _dmarc.example.com p=none;sp=quarantine;np=reject | FAIL | reject",
                "there.example.com | example.org | _dmarc.example.com p=none;sp=quarantine;np=reject | FAIL | quarantine",
                "gone.example.com | example.org | _dmarc.example.com p=reject;sp=none | FAIL | none",
                "example.com | example.org | _dmarc.example.com p=quarantine;np=reject | FAIL | quarantine",
                // t
                "example.com | example.org | _dmarc.example.com p=reject;t=y | FAIL | quarantine",
                "example.com | example.org | _dmarc.example.com p=quarantine;t=y | FAIL | none",
                "there.example.com | example.org | _dmarc.example.com p=none;sp=reject;t=y | FAIL | quarantine",
                "example.com | example.org | _dmarc.example.com p=reject;t=x | FAIL | reject",
                // what is no record
                "example.com | example.org | _dmarc.example.com p=reject;p=none | NONE | none",
                "example.com | example.org | _dmarc.example.com p= | NONE | none"
            })
    void theRecordOfTheTreeApplies(String from, String mailFrom, String record, String result, String policy) {
        String[] parts = record.split(" ", 2);
        MessageVerdict verdict = verdict(
                "From: a@" + from,
                "b@" + mailFrom,
                parts[0] + ". TXT \"v=DMARC1;" + parts[1] + "\"\nthere.example.com. A 192.0.2.1\n");

        assertThat(verdict.dmarc().result().name()).as("%s", verdict).isEqualTo(result);
        assertThat(verdict.dmarc().policy().map(each -> each.word()).orElse("none"))
                .isEqualTo(policy);
    }

    @Test
    void resultsOfAnotherVersionAreNotBelieved() {
        for (String field : List.of(
                "mx.example.net 2; spf=pass smtp.mailfrom=a@example.com",
                "mx.example.net; spf/2=pass smtp.mailfrom=a@example.com",
                "mx.example.net (1) 01x; spf=pass smtp.mailfrom=a@example.com",
                "mx.example.net.evil.example; spf=pass smtp.mailfrom=a@example.com",
                "\"mx.example.net \"; spf=pass smtp.mailfrom=a@example.com",
                "(mx.example.net;) evil.example; spf=pass smtp.mailfrom=a@example.com",
                "mx.example.net; none; spf=pass smtp.mailfrom=a@example.com",
                "mx.example.net; x=\"; spf=pass smtp.mailfrom=a@example.com",
                "mx.example.net; (spf=pass smtp.mailfrom=a@example.com)")) {
            byte[] octets = ("Authentication-Results: " + field + "\r\nFrom: a@example.com\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8);
            SpfOutcome spf = MessageVerifier.using(InMemoryDns.zone("_dmarc.example.com. TXT \"v=DMARC1; p=reject\""))
                    .check(ReceivedMessage.of(octets).trusting("mx.example.net"))
                    .spf();

            assertThat(spf.source()).as(field).isEqualTo(SpfOutcome.Source.NOT_KNOWN);
        }
    }

    @Test
    void propertiesAreReadHoweverTheyAreQuotedAndCommented() {
        MethodResult read = AuthenticationResults.parse("mx.example.net (a;b) 1 ; (c) spf (d) / (e) 1 = (f) pass (g)"
                        + " reason (h) = (i) \"a; b\" smtp (j) . (k) mailfrom (l) = (m) \"a;b\"@example.com (n)")
                .orElseThrow()
                .results()
                .get(0);

        assertThat(read.result()).isEqualTo("pass");
        assertThat(read.reason()).contains("a; b");
        assertThat(read.property("smtp", "mailfrom")).contains("\"a;b\"@example.com");
    }
}
