package io.github.todoku.bounce;

/** Reports for tests, in the forms real ones have; the words are our own. */
final class Mails {
    private Mails() {}

    /** A report with a delivery status (RFC 3464) of these recipient fields. */
    static String dsn(String recipientFields) {
        return dsn("This is the mail system at host mx.example.net.\n", recipientFields);
    }

    static String dsn(String told, String recipientFields) {
        return """
                Return-Path: <>
                From: Mail Delivery System <MAILER-DAEMON@mx.example.net>
                To: alice@example.com
                Subject: Undelivered Mail Returned to Sender
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

                --b1
                Content-Type: text/plain; charset=us-ascii

                %s
                --b1
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.net
                Arrival-Date: Tue, 24 Nov 2026 09:00:00 +0900

                %s

                --b1
                Content-Type: message/rfc822

                Message-ID: <1@example.com>
                From: Alice <alice@example.com>
                To: bob@example.org
                Subject: =?UTF-8?B?44GT44KT44Gr44Gh44Gv?=
                List-Id: <news.example.com>
                X-Campaign: 42

                Hello
                --b1--
                """.formatted(told, recipientFields);
    }

    /** A report in plain text. */
    static String plain(String from, String subject, String text) {
        return "Return-Path: <>\nFrom: " + from + "\nTo: alice@example.com\nSubject: " + subject + "\n\n" + text;
    }
}
