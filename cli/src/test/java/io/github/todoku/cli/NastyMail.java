package io.github.todoku.cli;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Mails and reports whose every field holds a text that is made to be printed. */
final class NastyMail {
    private NastyMail() {}

    /** A bounce with the text in each field, as it is, as octets of UTF-8, and as an encoded word. */
    static List<byte[]> bounces(String text) {
        String line = text.replace("\r", "").replace("\n", "");
        String word = "=?utf-8?B?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
        return List.of(
                octets(bounce(line)),
                octets(bounce(word)),
                octets(bounce(Nasty.octets(line))),
                octets("From: MAILER-DAEMON@example.net\r\nSubject: failure notice\r\n\r\n"
                        + "Hi. This is the qmail-send program at " + line + ".\r\n\r\n<bob" + line
                        + "@example.org>:\r\n550 5.1.1 " + line + "\r\n"),
                octets(complaint(line)));
    }

    private static String bounce(String text) {
        return """
                Return-Path: <>
                From: "%1$s" <MAILER-DAEMON@%1$s.example>
                To: <amy%1$s@example.com>
                Subject: %1$s
                Message-ID: <%1$s@example.net>
                Date: %1$s
                X-Failed-Recipients: %1$s@example.org
                Authentication-Results: mx.example.net; spf=fail (%1$s) smtp.mailfrom=%1$s; dkim=fail reason="%1$s" header.d=%1$s
                Received-SPF: fail (%1$s) client-ip=%1$s; helo="%1$s"; problem="%1$s"
                DKIM-Signature: v=1; a=%1$s; d=%1$s; s=%1$s; h=%1$s; b=%1$s; bh=%1$s; i=%1$s
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="b"

                --b
                Content-Type: text/plain; charset="%1$s"

                %1$s
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; %1$s
                Received-From-MTA: dns; %1$s
                Original-Envelope-Id: %1$s
                Arrival-Date: %1$s

                Final-Recipient: rfc822; bob%1$s@example.org
                Original-Recipient: rfc822; bob%1$s@example.net
                Action: failed
                Status: 5.7.26 (%1$s)
                Remote-MTA: dns; %1$s
                Diagnostic-Code: smtp; 550 5.7.26 SPF of %1$s [192.0.2.1] did not pass https://%1$s/ %1$s
                Last-Attempt-Date: %1$s
                Final-Log-ID: %1$s

                --b
                Content-Type: message/rfc822

                From: "%1$s" <%1$s@example.com>
                To: "%1$s" <bob%1$s@example.org>
                Subject: %1$s
                Message-ID: <%1$s@example.com>
                Received: from %1$s (%1$s [192.0.2.1]) by %1$s with ESMTP id %1$s for <%1$s>; Tue, 24 Nov 2026 10:00:00 +0000
                DKIM-Signature: v=1; a=rsa-sha256; d=%1$s; s=%1$s; h=from; b=AAAA; bh=AAAA; i=%1$s@example.com

                %1$s
                --b--
                """.formatted(text).replace("\n", "\r\n");
    }

    private static String complaint(String text) {
        return """
                From: <fbl@example.net>
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=feedback-report; boundary="b"

                --b
                Content-Type: message/feedback-report

                Feedback-Type: auth-failure
                User-Agent: %1$s
                Version: 1
                Original-Mail-From: <%1$s@example.com>
                Original-Rcpt-To: <%1$s@example.net>
                Arrival-Date: %1$s
                Source-IP: %1$s
                Reported-Domain: %1$s
                Reported-URI: %1$s
                Authentication-Results: %1$s; spf=fail smtp.mailfrom=%1$s
                Auth-Failure: spf
                Delivery-Result: %1$s
                DKIM-Domain: %1$s
                DKIM-Identity: %1$s
                DKIM-Selector: %1$s
                SPF-DNS: txt : %1$s : "%1$s"

                --b
                Content-Type: message/rfc822

                From: "%1$s" <%1$s@example.com>
                Subject: %1$s
                Message-ID: <%1$s@example.com>

                --b--
                """.formatted(text).replace("\n", "\r\n");
    }

    /** An aggregate report with the text wherever XML allows it, and what it does not allow as a reference. */
    static String aggregateReport(String text) {
        StringBuilder xml = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean plain = (c >= 'a' && c <= 'z') || c >= 0x80;
            xml.append(plain && !Character.isSurrogate((char) c) ? Character.toString(c) : "&#" + c + ";");
        });
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <feedback><report_metadata><org_name>%1$s</org_name><email>%1$s</email>
                <extra_contact_info>%1$s</extra_contact_info><report_id>%1$s</report_id>
                <date_range><begin>1764547200</begin><end>1764633599</end></date_range><error>%1$s</error></report_metadata>
                <policy_published><domain>example.com</domain><adkim>%1$s</adkim><p>%1$s</p><sp>none</sp></policy_published>
                <record><row><source_ip>192.0.2.9</source_ip><count>3</count><policy_evaluated><disposition>none</disposition>
                <dkim>fail</dkim><spf>fail</spf><reason><type>local_policy</type><comment>%1$s</comment></reason></policy_evaluated></row>
                <identifiers><header_from>example.com</header_from><envelope_from>%1$s</envelope_from><envelope_to>%1$s</envelope_to></identifiers>
                <auth_results><dkim><domain>%1$s</domain><selector>%1$s</selector><result>fail</result><human_result>%1$s</human_result></dkim>
                <spf><domain>%1$s</domain><scope>%1$s</scope><result>fail</result></spf></auth_results></record></feedback>
                """.formatted(xml);
    }

    /** A report on TLS with the text in each string. */
    static String tlsReport(String text) {
        StringBuilder json = new StringBuilder();
        text.chars().forEach(c -> json.append(String.format("\\u%04x", c)));
        return """
                {"organization-name":"%1$s","date-range":{"start-datetime":"2026-11-20T00:00:00Z","end-datetime":"2026-11-20T23:59:59Z"},
                "contact-info":"%1$s","report-id":"%1$s","policies":[{"policy":{"policy-type":"sts","policy-string":["%1$s"],
                "policy-domain":"example.com","mx-host":["%1$s"]},"summary":{"total-successful-session-count":1,"total-failure-session-count":2},
                "failure-details":[{"result-type":"certificate-expired","sending-mta-ip":"192.0.2.1","receiving-mx-hostname":"%1$s",
                "receiving-mx-helo":"%1$s","receiving-ip":"%1$s","failed-session-count":2,"additional-information":"%1$s","failure-reason-code":"%1$s"}]}]}
                """.formatted(json);
    }

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
