package io.github.todoku.render;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.dns.stanza.Stanza;
import java.util.List;

/** Reports on mail of hanamaru.example that came back. */
final class Bounces {
    private static final Stanza USUAL = new Stanza("none", 1, List.of());

    private Bounces() {}

    static BounceReport of(String reply, String recipient) {
        return BounceParser.standard().parse(bounce(reply, recipient, USUAL));
    }

    /** The original's header is that of {@code world}, where it says {@code Mail-From}, {@code From} or {@code Signature}. */
    static String bounce(String reply, String recipient, Stanza world) {
        StringBuilder header = new StringBuilder();
        header.append("Return-Path: <")
                .append(world.optional("Mail-From").orElse("news@hanamaru.example"))
                .append(">\n");
        for (String signature : world.all("Signature")) {
            header.append("DKIM-Signature: v=1; a=rsa-sha256; ")
                    .append(signature)
                    .append("; h=from:to; bh=aGFuYQ==; b=aGFuYQ==\n");
        }
        header.append("From: ").append(world.optional("From").orElse("news@hanamaru.example"));
        return """
                Return-Path: <>
                From: MAILER-DAEMON@mta25.mailing.example
                Subject: Undelivered Mail Returned to Sender
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="b"

                --b
                Content-Type: text/plain

                Your mail was not delivered.

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mta25.mailing.example

                Final-Recipient: rfc822; %s
                Action: failed
                Remote-MTA: dns; mx.customer.example
                Diagnostic-Code: smtp; %s

                --b
                Content-Type: text/rfc822-headers

                %s
                To: %s
                Subject: News

                --b--
                """.formatted(recipient, reply, header, recipient);
    }
}
