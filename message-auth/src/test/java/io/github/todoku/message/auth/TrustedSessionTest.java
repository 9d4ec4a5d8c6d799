package io.github.todoku.message.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.message.LineEnds;
import io.github.todoku.spf.SpfIdentity;
import io.github.todoku.spf.SpfVerdict;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SPF without a session: only what the trusted host itself wrote on top is read. */
class TrustedSessionTest {
    private static final InMemoryDns DNS = InMemoryDns.zone("""
            example.com. TXT "v=spf1 ip4:192.0.2.10 ip6:2001:db8::10 -all"
            mail.example.com. TXT "v=spf1 ip4:192.0.2.10 -all"
            _dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:d@example.com"
            """);
    private static final String MAIL = "From: Author <author@example.com>\r\nTo: b@example.net\r\n\r\nHello\r\n";
    private static final String DATE = "; Tue, 24 Nov 2026 10:34:00 +0900\r\n";
    private static final String PATH = "Return-Path: <bounce@example.com>\r\n";
    private static final String GOOD =
            received("from mail.example.com (mail.example.com [192.0.2.10]) by mx.example.net with ESMTP");

    private static String received(String clauses) {
        return "Received: " + clauses + DATE;
    }

    private static MessageVerdict verdict(String mail) {
        byte[] octets = mail.getBytes(StandardCharsets.UTF_8);
        return MessageVerifier.using(DNS)
                .check(ReceivedMessage.of(octets).trusting("mx.example.net").withLineEnds(LineEnds.OF_A_FILE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from mail.example.com (mail.example.com [192.0.2.10]) by mx.example.net (Postfix) with ESMTPS id 1 for <b@example.net>",
                "from mail.example.com (unknown [IPv6:2001:db8::10])\r\n\t(using TLSv1.3 with cipher X (256/256 bits))\r\n"
                        + "\t(No client certificate requested)\r\n\tby mx.example.net (Postfix) with ESMTPS id 1",
                "from mail.example.com (mail.example.com. [2001:db8::10]) by MX.example.net. with ESMTPS id 1",
                "from mail.example.com (host [192.0.2.10] (may be forged)) by mx.example.net (8.18.1/8.18.1) with ESMTP id 1",
                "from mail.example.com ([192.0.2.10]) by mx.example.net with esmtps (TLS1.3) (Exim 4.98)",
                "from reverse.example ([192.0.2.10] helo=mail.example.com) by mx.example.net with esmtp",
                "from [192.0.2.10] (helo=mail.example.com) by mx.example.net with esmtp",
                "from [198.51.100.7] (unknown [192.0.2.10]) by mx.example.net (Postfix) with SMTP",
                "from auth.example.com (auth.example.com [192.0.2.10]) by mx.example.net (Postfix) with UTF8SMTPS id 1",
                "from [192.0.2.10] (helo=auth.example.com) by mx.example.net with utf8esmtps"
            })
    void theFormsOfUsualServersAreRead(String clauses) {
        MessageVerdict verdict = verdict(PATH + received(clauses) + MAIL);

        assertThat(verdict.spf().source()).isEqualTo(SpfOutcome.Source.RECEIVED);
        assertThat(verdict.spf().verdict()).isEqualTo(SpfVerdict.PASS);
        assertThat(verdict.isPass()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // by another host, or by nobody
                "from mail.example.com (mail.example.com [192.0.2.10]) by relay.example.org with ESMTP",
                "from mail.example.com (mail.example.com [192.0.2.10])",
                "(from mail.example.com (mail.example.com [192.0.2.10]) by mx.example.net)",
                // what a client says in HELO
                "from x (mail.example.com [192.0.2.10]) by mx.example.net (unknown [198.51.100.7]) by mx.example.net with ESMTP",
                "from [192.0.2.10] (HELO [192.0.2.10]) by mx.example.net with SMTP",
                "from unknown (HELO [192.0.2.10]) (198.51.100.7) by mx.example.net with SMTP",
                "from unknown (HELO mail [192.0.2.10]) by mx.example.net with SMTP",
                "from unknown (EHLO [192.0.2.10]) by mx.example.net with SMTP",
                "from (mail.example.com [192.0.2.10]) by mx.example.net with SMTP",
                "from mail.example.com (IDENT:[192.0.2.10]@h [198.51.100.7]) by mx.example.net with SMTP",
                "from mail.example.com (mail.example.com [192.0.2.10]) (Client CN \"[198.51.100.7]\") by mx.example.net with SMTP",
                "from mail.example.com (h [198.51.100.7] [192.0.2.10]) by mx.example.net with SMTP",
                "from mail.example.com (mail.example.com [192.0.2.10] by mx.example.net with SMTP",
                // nobody's address
                "from localhost (localhost [127.0.0.1]) by mx.example.net with ESMTP",
                "from filter (filter [10.0.0.7]) by mx.example.net with ESMTP",
                "from filter (filter [IPv6:fd00::7]) by mx.example.net with ESMTP",
                "from mail.example.com (mail.example.com 192.0.2.10) by mx.example.net with ESMTP",
                "from mail.example.com (mail.example.com [192.0.2.010]) by mx.example.net with ESMTP",
                "from mail.example.com (mail.example.com [999.0.2.10]) by mx.example.net with ESMTP"
            })
    void whatLeavesADoubtTellsNothing(String clauses) {
        MessageVerdict verdict = verdict(PATH + received(clauses) + GOOD + MAIL);

        assertThat(verdict.spf().source()).isEqualTo(SpfOutcome.Source.NOT_KNOWN);
        assertThat(verdict.isPass()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(dyn.example.com [198.51.100.7]) by mx.example.net (Postfix) with ESMTPSA",
                "(dyn.example.com [198.51.100.7]) by mx.example.net (Postfix) with ESMTPA",
                "(dyn.example.com [198.51.100.7]) by mx.example.net with esmtpsa (TLS1.3) (Exim 4.98)",
                "(dyn.example.com [198.51.100.7]) by mx.example.net (Postfix) with UTF8SMTPSA",
                "(dyn.example.com [198.51.100.7]) (Authenticated sender: a) by mx.example.net (Postfix) with ESMTPS",
                "(dyn.example.com [198.51.100.7]) (authenticated bits=0) by mx.example.net (8.18.1/8.18.1) with ESMTP",
                "(dyn.example.com [198.51.100.7]) (AUTH: LOGIN a) by mx.example.net with ESMTPS",
                "([198.51.100.7]) by mx.example.net with HTTP",
                "([198.51.100.7]) by mx.example.net with HTTPS",
                "([198.51.100.7]) by mx.example.net with LMTP",
                "([198.51.100.7]) by mx.example.net with NNTP",
                "([198.51.100.7]) by mx.example.net"
            })
    void theHostsOwnUsersAndOtherWaysInAreNoSessionOfAStranger(String clauses) {
        MessageVerdict verdict = verdict(PATH + received("from laptop " + clauses) + MAIL);

        assertThat(verdict.spf().source()).isEqualTo(SpfOutcome.Source.NOT_KNOWN);
    }

    @Test
    void aFieldBelowIsNeverRead() {
        String stranger = received("from evil.example (evil.example [198.51.100.7]) by mx.example.net with ESMTP");
        MessageVerdict verdict = verdict(PATH + stranger + GOOD + PATH + MAIL);

        assertThat(verdict.spf().verdict()).isEqualTo(SpfVerdict.FAIL);
        assertThat(verdict.isPass()).isFalse();
        assertThat(verdict("X-Note: a\nReceived: b\n\n" + PATH + GOOD + MAIL).isPass())
                .isFalse();
    }

    @Test
    void theWayIntoTheMailboxIsNoSession() {
        String handed = received("from mx.example.net ([127.0.0.1]) by mx.example.net with LMTP id 1");

        assertThat(verdict(PATH + handed + GOOD + MAIL).isPass()).isTrue();
        assertThat(verdict(PATH + handed + handed + GOOD + MAIL).isPass()).isFalse();
        String elsewhere = received("from mx.example.net ([127.0.0.1]) by store.example.net with LMTP id 1");
        assertThat(verdict(PATH + elsewhere + GOOD + MAIL).isPass()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'',                                                          HELO",
        "'Return-Path: <bounce@example.com>|Return-Path: <a@b.example>|', HELO",
        "'Return-Path: bounce@example.com|',                          HELO",
        "'Return-Path: <>|',                                          MAIL_FROM"
    })
    void theReversePathIsTheOneThatStandsAbove(String above, SpfIdentity identity) {
        MessageVerdict verdict = verdict(above.replace("|", "\r\n") + GOOD + PATH + MAIL);

        assertThat(verdict.spf().identity()).contains(identity);
        assertThat(verdict.isPass()).isEqualTo(identity == SpfIdentity.MAIL_FROM);
    }

    @Test
    void aResultThatTheHostWroteCountsMoreThanItsReceived() {
        String told = "Authentication-Results: mx.example.net; spf=fail smtp.mailfrom=example.com\r\n";
        MessageVerdict verdict = verdict(PATH + told + GOOD + MAIL);

        assertThat(verdict.spf().source()).isEqualTo(SpfOutcome.Source.TOLD);
        assertThat(verdict.isPass()).isFalse();
    }

    @Test
    void aSessionThatIsGivenCountsMoreThanAnythingWritten() {
        byte[] octets = (PATH + GOOD + MAIL).getBytes(StandardCharsets.UTF_8);
        ReceivedMessage message = ReceivedMessage.of(octets)
                .trusting("mx.example.net")
                .from(IpLiteral.of("198.51.100.7"))
                .mailFrom("bounce@example.com");

        assertThat(MessageVerifier.using(DNS).check(message).spf().verdict()).isEqualTo(SpfVerdict.FAIL);
    }

    @Test
    void aLongFieldIsNotReadAndCostsNothing() {
        String long_ = received("from a (" + "(".repeat(5_000) + " [192.0.2.10]) by mx.example.net");

        assertThat(verdict(PATH + long_ + MAIL).spf().source()).isEqualTo(SpfOutcome.Source.NOT_KNOWN);
    }
}
