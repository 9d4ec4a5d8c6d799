package io.github.todoku.benchmarks.message;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/** Mails of a given size, the same in each run. */
final class SampleMail {
    private static final int LINE = 72;
    private static final int LONGEST_WORD = 9;
    private static final int BASE64_LINE = 57;
    private static final String[] WORDS = {
        "the",
        "order",
        "of",
        "your",
        "account",
        "has",
        "been",
        "received",
        "a",
        "message",
        "with",
        "more",
        "details",
        "follows,",
        "please",
        "reply",
        "until",
        "Friday",
        "and",
        "we",
        "will",
        "ship",
        "it.",
        "Regards"
    };

    private SampleMail() {}

    /** Lines of words, as a person writes. */
    static byte[] text(int octets) {
        Random random = new Random(1);
        StringBuilder mail = new StringBuilder(header("text/plain; charset=utf-8", "7bit"));
        StringBuilder line = new StringBuilder();
        while (mail.length() < octets) {
            line.setLength(0);
            while (line.length() < LINE - LONGEST_WORD) {
                line.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
            }
            line.setLength(line.length() - 1);
            mail.append(line).append(random.nextInt(10) == 0 ? "\r\n\r\n" : "\r\n");
        }
        return mail.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Lines of base64, as an attachment has. */
    static byte[] base64(int octets) {
        Random random = new Random(2);
        StringBuilder mail = new StringBuilder(header("application/pdf; name=\"invoice.pdf\"", "base64"));
        byte[] piece = new byte[BASE64_LINE];
        while (mail.length() < octets) {
            random.nextBytes(piece);
            mail.append(Base64.getEncoder().encodeToString(piece)).append("\r\n");
        }
        return mail.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String header(String type, String encoding) {
        return """
                Received: from mail.example.com (mail.example.com [192.0.2.25])
                 by mx.example.net with ESMTPS id 4XyZ1234567 for <reader@example.net>;
                 Mon, 02 Nov 2026 09:00:03 +0900
                From: "An Author" <author@example.com>
                To: Reader <reader@example.net>
                Cc: Someone Else <else@example.net>
                Subject: Your order has been received, and this subject is long enough
                 that it has to be folded
                Date: Mon, 02 Nov 2026 09:00:00 +0900
                Message-ID: <20261102090000.1234@mail.example.com>
                In-Reply-To: <20261101080000.1233@mail.example.net>
                References: <20261101080000.1233@mail.example.net>
                List-Unsubscribe: <https://example.com/u/0123456789>
                MIME-Version: 1.0
                Content-Type: %s
                Content-Transfer-Encoding: %s

                """.formatted(type, encoding).replace("\n", "\r\n");
    }
}
