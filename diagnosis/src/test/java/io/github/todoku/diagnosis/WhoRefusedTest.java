package io.github.todoku.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.dns.InMemoryDns;
import org.junit.jupiter.api.Test;

/** A refusal by a host that is neither the sender's nor the one the sender wrote to. */
class WhoRefusedTest {
    private static final String ZONE = """
            hanamaru.example.             TXT  "v=spf1 ip4:192.0.2.0/25 -all"
            hanamaru.example.             MX   10 mx.hanamaru.example.
            mx.hanamaru.example.          A    192.0.2.25
            relay.alumni.example.         A    203.0.113.66
            mailbox.example.              MX   10 mx.mailbox.example.
            mx.mailbox.example.           A    203.0.113.88
            customer.example.             MX   10 mx.customer.example.
            mx.customer.example.          A    203.0.113.89
            """;

    private static final String SPF_FAIL = "550 5.7.23 Your message was rejected due to SPF fail - not authorized";

    private static Case examine(String fields, String reporter) {
        return Doctor.using(InMemoryDns.zone(ZONE))
                .check(BounceParser.standard().parse("""
                Return-Path: <>
                From: MAILER-DAEMON@%1$s
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="b"

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; %1$s

                %2$s

                --b
                Content-Type: text/rfc822-headers

                Return-Path: <news@hanamaru.example>
                From: news@hanamaru.example

                --b--
                """.formatted(reporter, fields.strip())));
    }

    @Test
    void spfFailedBehindTheHostThatPassedTheMailOn() { // RFC 7208 Appendix D; no reverse name is needed to see it
        Case examined = examine("""
                Original-Recipient: rfc822; taro@alumni.example
                Final-Recipient: rfc822; taro@mailbox.example
                Action: failed
                Remote-MTA: dns; mx.mailbox.example
                Diagnostic-Code: smtp; %s
                """.formatted(SPF_FAIL), "relay.alumni.example");

        assertThat(examined.cause()).isEqualTo("spf-forwarded");
        assertThat(examined.remedy().orElseThrow().key()).isEqualTo("rewrite-at-forwarder");
    }

    @Test
    void anAliasOfTheSendersOwnIsNoForwarder() {
        Case examined = examine("""
                Original-Recipient: rfc822; all@hanamaru.example
                Final-Recipient: rfc822; taro@mailbox.example
                Action: failed
                Remote-MTA: dns; mx.mailbox.example
                Diagnostic-Code: smtp; %s
                """.formatted(SPF_FAIL), "relay.hanamaru.example");

        assertThat(examined.cause()).isNotEqualTo("spf-forwarded");
    }

    @Test
    void aMailboxThatTheRealServerRefusedIsGone() {
        Case examined = examine("""
                Final-Recipient: rfc822; taro@customer.example
                Action: failed
                Status: 5.1.1
                Remote-MTA: dns; mx.customer.example
                Diagnostic-Code: smtp; 550 5.1.1 unknown user: "taro"
                """, "mx.hanamaru.example");

        assertThat(examined.cause()).isEqualTo("address-unknown");
    }

    @Test
    void aDomainThatIsReallyOurOwnHasNoSuchUser() {
        Case examined = examine("""
                Final-Recipient: rfc822; taro@hanamaru.example
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: x-postfix; unknown user: "taro"
                """, "mx.hanamaru.example");

        assertThat(examined.cause()).isEqualTo("address-unknown");
    }
}
