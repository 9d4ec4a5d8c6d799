package io.github.todoku.fuzz;

import io.github.todoku.feedback.ReportReader;
import io.github.todoku.feedback.summary.ReportTally;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Sound inputs, a few a reader, each with as much of its grammar as fits. */
@SuppressWarnings("StringConcatToTextBlock") // line ends are part of what is read
final class Seeds {
    /** The DNS that readers ask which ask one. */
    static final String WORLD = """
            . SOA . . 0 0 0 0 60
            example.com. TXT "v=spf1 a mx include:more.example exists:%{ir}.e.example ~all exp=why.example"
            example.com. A 192.0.2.7
            example.com. MX 10 mx.example.com.
            mx.example.com. A 192.0.2.1
            more.example. TXT "v=spf1 ip4:198.51.100.0/24 ip6:2001:db8::/32 ?all"
            why.example. TXT "%{i} is not one of %{d}'s designated mail servers."
            _dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:d@example.com"
            s1._domainkey.example.com. TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
            """;

    private static final String SIGNATURE =
            "v=1; a=ed25519-sha256; c=relaxed/relaxed; d=example.com; s=s1; t=1764000000; x=1764900000; l=10;"
                    + " h=From:To:Subject:From; i=@example.com; q=dns/txt; z=From:bob@example.com|Subject:hi;"
                    + " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=; b=AAAAAAAA BBBBBBBB";

    private static final String ARC =
            "ARC-Seal: i=1; a=ed25519-sha256; cv=none; d=example.com; s=s1; t=1764000000; b=AAAA\r\n"
                    + "ARC-Message-Signature: i=1; a=ed25519-sha256; c=relaxed/relaxed; d=example.com; s=s1; h=from:subject;"
                    + " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=; b=AAAA\r\n"
                    + "ARC-Authentication-Results: i=1; mx.example.com; spf=pass smtp.mailfrom=bob@example.com\r\n";

    private static final String MAIL =
            ARC + "DKIM-Signature: " + SIGNATURE + "\r\nReceived: from mx.example.com (mx.example.com"
                    + " [192.0.2.1]) by mx.example.net with ESMTP; Tue, 24 Nov 2026 10:00:00 +0000\r\nAuthentication-Results:"
                    + " mx.example.net; spf=pass smtp.mailfrom=bob@example.com\r\nFrom: \"Bob\" <bob@example.com>\r\nTo: amy@example.net"
                    + "\r\nSubject: =?utf-8?Q?h=C3=A9llo?=\r\nMessage-ID: <1@example.com>\r\nMIME-Version: 1.0\r\nContent-Type:"
                    + " multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n"
                    + "Content-Transfer-Encoding: quoted-printable\r\n\r\nh=C3=A9llo=\r\n\r\n--b\r\nContent-Transfer-Encoding: base64\r\n"
                    + "\r\naGVsbG8=\r\n--b--\r\n";

    private static final String BOUNCE =
            "Return-Path: <>\r\nFrom: MAILER-DAEMON@example.net\r\nTo: bob@example.com\r\nSubject:"
                    + " Undelivered\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n"
                    + "\r\n--b\r\n\r\n<amy@example.org>: host mx.example.org[192.0.2.9] said: 550 5.1.1 no such user\r\n--b\r\n"
                    + "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\nArrival-Date: Tue, 24 Nov 2026"
                    + " 10:00:00 +0000\r\n\r\nFinal-Recipient: rfc822; amy@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\nRemote-MTA:"
                    + " dns; mx.example.org\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n"
                    + "\r\n" + MAIL + "\r\n--b--\r\n";

    private static final String QMAIL =
            "From: MAILER-DAEMON@example.net\r\nSubject: failure notice\r\n\r\nHi. This is the"
                    + " qmail-send program at example.net.\r\n\r\n<amy@example.org>:\r\n192.0.2.9 does not like recipient.\r\nRemote host"
                    + " said: 550 5.7.26 unauthenticated\r\n\r\n--- Below this line is a copy of the message.\r\n\r\n"
                    + MAIL;

    private static final String EVENT =
            "[{\"event\":\"bounce\",\"email\":\"amy@example.org\",\"reason\":\"550 5.1.1 no such"
                    + " user\",\"status\":\"5.1.1\",\"type\":\"bounce\",\"timestamp\":1764000000,\"sg_event_id\":\"x\"},"
                    + "{\"notificationType\":\"Bounce\",\"bounce\":{\"bounceType\":\"Permanent\",\"bounceSubType\":\"General\","
                    + "\"bouncedRecipients\":[{\"emailAddress\":\"amy@example.org\",\"status\":\"5.1.1\",\"diagnosticCode\":\"smtp; 550\"}]},"
                    + "\"mail\":{\"messageId\":\"x\",\"source\":\"bob@example.com\"}}]";

    private static final String AGGREGATE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <feedback xmlns="urn:ietf:params:xml:ns:dmarc-2.0"><version>1.0</version>
            <report_metadata><org_name>example.net</org_name><email>d@example.net</email><report_id>1</report_id>
            <date_range><begin>1764547200</begin><end>1764633599</end></date_range><error>none &amp; &#65;</error></report_metadata>
            <policy_published><domain>example.com</domain><adkim>r</adkim><aspf>s</aspf><p>none</p><sp>reject</sp><fo>1</fo></policy_published>
            <record><row><source_ip>192.0.2.9</source_ip><count>3</count><policy_evaluated><disposition>none</disposition><dkim>pass</dkim>
            <spf>fail</spf><reason><type>forwarded</type><comment><![CDATA[a list]]></comment></reason></policy_evaluated></row>
            <identifiers><envelope_from>example.com</envelope_from><header_from>example.com</header_from></identifiers>
            <auth_results><dkim><domain>example.com</domain><selector>s1</selector><result>pass</result></dkim>
            <spf><domain>example.com</domain><scope>mfrom</scope><result>fail</result></spf></auth_results></record></feedback>
            """;

    private static final String TLS = """
            {"organization-name":"example.net","date-range":{"start-datetime":"2026-11-20T00:00:00Z","end-datetime":"2026-11-20T23:59:59Z"},
            "contact-info":"t@example.net","report-id":"1","policies":[{"policy":{"policy-type":"sts","policy-string":["version: STSv1"],
            "policy-domain":"example.com","mx-host":["mx.example.com"]},"summary":{"total-successful-session-count":5,
            "total-failure-session-count":2},"failure-details":[{"result-type":"certificate-expired","sending-mta-ip":"192.0.2.1",
            "receiving-mx-hostname":"mx.example.com","failed-session-count":2}]}]}
            """;

    private Seeds() {}

    static List<byte[]> of(Target target) {
        return switch (target) {
            case WIRE ->
                List.of(
                        hex(
                                "1000848000010002000000000765 78616d706c6503636f6d00001000010765 78616d706c6503636f6d00001000010000003c000c0b763d73706631202d616c6c"
                                        + "c00c0005000100000e10000603777777c00c"),
                        hex(
                                "0100848000010001000000000765 78616d706c6503636f6d0000010001c00c000100010000003c0004c0000201"),
                        hex(
                                "0f00858300010000000100000765 78616d706c6503636f6d00000f0001c00c000600010000003c001500000000000100000002000000030000000400000005"));
            case ZONE ->
                texts(
                        WORLD,
                        "$ORIGIN example.\n$TTL 1h\n@ 1D IN SOA ns host ( 1 2 3 ; c\n 4 5 )\n a\\.b CNAME c\\032d\nx TXT \"a\\\"b\\255\" c\n"
                                + "y CAA 0 issue \"ca.example\"\nz TYPE65280 \\# 4 c0000201\n_25._tcp TLSA 3 1 1 aabb\n",
                        "slow.example. TXT ! timeout\n");
            case NAMES ->
                texts(
                        "example.com.",
                        "a\\.b\\032c.example",
                        "192.0.2.0/24",
                        "2001:db8::/32",
                        "bob@münchen.example",
                        "https://x.example:8443/p",
                        "bounce+{id}={user}@example.com");
            case ADDRESSES ->
                texts(
                        "bob@example.com",
                        "\"a b\\\"c\"@example.com",
                        "Bob (x) <@a.example,@b.example:bob@example.com>, g: a@b.example, c@[192.0.2.1];");
            case SPF_RECORD ->
                texts(
                        "v=spf1 +a:x.example/24//64 -mx ~ptr:y.example ?exists:%{ir}.%{d2-}.z.example include:i.example ip4:192.0.2.0/24"
                                + " ip6:2001:db8::/32 redirect=r.example exp=e.example k=v all",
                        "example.com");
            case SPF_MACRO ->
                texts("%{s}%{l1r-}%{o}%{d2}%{i}%{p}%{v}%{h}%{c}%{r}%{t}%%%_%-.example", "%{d3r+-.,/_=}.x.example");
            case RECEIVED_SPF ->
                texts(
                        "fail (mx.example.net: 192.0.2.1 is \\) not) receiver=mx.example.net; client-ip=192.0.2.1; envelope-from=\"a b@example.com\";"
                                + " helo=mx.example.com; mechanism=-all; identity=mailfrom; problem=\"x\"");
            case AUTHENTICATION_RESULTS ->
                texts(
                        "mx.example.net 1; spf=fail (x) reason=\"no\" smtp.mailfrom=bob@example.com smtp.helo=mx.example.com; dkim=pass/1"
                                + " header.d=example.com header.b=\"ab;c\"; dmarc=pass (p=none) header.from=example.com",
                        "mx.example.net; none");
            case DMARC_RECORD ->
                texts(
                        "v=DMARC1; p=reject; sp=quarantine; np=none; adkim=s; aspf=r; fo=1:d:s; psd=n; t=y; rua=mailto:a@example.com!10m,"
                                + "https://x.example; ruf=mailto:b@example.com; pct=50; ri=3600; rf=afrf; x=y");
            case DKIM_RECORD ->
                texts(
                        "v=DKIM1; h=sha1:sha256; k=ed25519; n=notes=20here; s=email:*; t=y:s; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
                        "k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC;");
            case DKIM_SIGNATURE -> texts(SIGNATURE);
            case MAIL_DOMAIN_RECORDS ->
                texts(
                        "v=STSv1; id=20261124;",
                        "version: STSv1\r\nmode: enforce\r\nmx: *.example.com\r\nmax_age: 604800\r\n",
                        "v=TLSRPTv1; rua=mailto:t@example.com,https://t.example/x",
                        "v=BIMI1; l=https://x.example/l.svg; a=; avp=brand");
            case DKIM, ARC, MESSAGE -> texts(MAIL, "From: bob@example.com\r\n\r\nhi\r\n");
            case REPLY ->
                texts(
                        "550-5.7.26 This mail has been blocked [192.0.2.1]\r\n550 5.7.26 see https://example.com - gsmtp",
                        "Nov 24 10:00:00 mx postfix/smtp[1]: ABC: to=<amy@example.org>, relay=mx.example.org[192.0.2.9]:25, delay=1,"
                                + " dsn=5.1.1, status=bounced (host mx.example.org said: 550 5.1.1 no such user (in reply to RCPT TO command))",
                        "421 4.7.0 try again in 15 minutes");
            case BOUNCE -> texts(BOUNCE, QMAIL, MAIL, EVENT);
            case EVENTS -> texts(EVENT);
            case MBOX ->
                texts("From x Tue Nov 24 10:00:00 2026\n" + BOUNCE + "\n\nFrom y Tue Nov 24 10:00:00 2026\n" + QMAIL
                        + "\n>From z\n");
            case REPORT ->
                List.of(
                        octets(AGGREGATE),
                        octets(TLS),
                        gzip(octets(AGGREGATE)),
                        zip(octets(AGGREGATE)),
                        gzip(octets(TLS)),
                        octets("Content-Type: application/gzip; name=\"a!b!1!2.xml\"\r\n\r\n" + AGGREGATE));
            case SUMMARY -> List.of(summary());
            case SUPPRESSIONS ->
                texts(
                        "{\"format\":\"todoku-suppressions\",\"version\":1,\"leftOut\":0,\"addresses\":[{\"address\":\"amy@example.org\",\"reason\":"
                                + "\"COMPLAINT\",\"since\":\"2026-11-24T00:00:00Z\",\"leftOut\":0,\"events\":[{\"at\":\"2026-11-24T00:00:00Z\",\"kind\":"
                                + "\"COMPLAINT\",\"words\":\"x\",\"messageId\":\"1\"}]}],\"mails\":[1,2]}");
            case CATALOGUE ->
                texts("Zone: bl.example\nName: List\nServes: ipv4 domain\nTest: listed 127.0.0.2\nPer-day: 1000\n"
                        + "\nZone: wl.example\nName: Other\nServes: ipv6\n");
            case SERVICES ->
                texts(
                        "Id: example-sender\nName: Example Sender\nInclude: _spf.sender.example\nSelectors: s1 s2\nSource: https://sender.example\n");
            case RULES ->
                texts(
                        "Rule: my.rule\nContains: no such mailbox\nCause: ADDRESS_UNKNOWN\nSource: https://example.com\nAs-of: 2026-11-24\n"
                                + "Example: 550 5.1.1 no such mailbox\nFact: recipient = <([^>]+)>\n");
        };
    }

    private static byte[] summary() {
        ReportTally tally = ReportTally.standard();
        for (String report : List.of(AGGREGATE, TLS)) {
            try (ReportReader reader = ReportReader.of(new ByteArrayInputStream(octets(report)), "report")) {
                reader.forEach(tally::add);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            tally.summary().writeTo(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static List<byte[]> texts(String... texts) {
        return List.of(texts).stream().map(Seeds::octets).toList();
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    private static byte[] gzip(byte[] octets) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(octets);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    private static byte[] zip(byte[] octets) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(packed)) {
            out.putNextEntry(new ZipEntry("report.xml"));
            out.write(octets);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }
}
