package io.github.todoku.bounce;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Inputs made to hang, to overflow or to fill the memory of who reads them. */
final class HostileInputs {
    private HostileInputs() {}

    static Map<String, Supplier<String>> all() {
        Map<String, Supplier<String>> inputs = new LinkedHashMap<>();
        inputs.put("nested 2000 deep", () -> nested(2_000));
        inputs.put("20000 parts", () -> "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n".repeat(20_000));
        inputs.put("one header line of 5 MB", () -> "Subject: " + "x".repeat(5_000_000) + "\n\n");
        inputs.put("200000 headers", () -> "X-A: b\nTo: a@example.org\n".repeat(100_000) + "\n");
        inputs.put(
                "a 20 MB attachment",
                () -> Mails.dsn("Final-Recipient: rfc822; a@example.org\nAction: failed")
                        + "--b1\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n"
                        + ("A".repeat(76) + "\n").repeat(260_000));
        inputs.put("2 MB of <", () -> Mails.plain("postmaster@example.net", "Undeliverable", "<".repeat(2_000_000)));
        inputs.put("2 MB of a@", () -> Mails.plain("postmaster@example.net", "Undeliverable", "a@".repeat(1_000_000)));
        inputs.put("2 MB of @", () -> Mails.plain("postmaster@example.net", "Undeliverable", "@".repeat(2_000_000)));
        inputs.put(
                "2 MB of quotes",
                () -> Mails.plain("postmaster@example.net", "Undeliverable", "\"@".repeat(1_000_000)));
        inputs.put("20000 recipients", () -> {
            StringBuilder fields = new StringBuilder();
            for (int i = 0; i < 20_000; i++) {
                fields.append("Final-Recipient: rfc822; a").append(i).append("@example.org\nAction: failed\n\n");
            }
            return Mails.dsn(fields.toString());
        });
        inputs.put("20000 recipients in text", () -> {
            StringBuilder text = new StringBuilder("This is the qmail-send program\n");
            for (int i = 0; i < 20_000; i++) {
                text.append("<a").append(i).append("@example.org>:\n550 5.1.1 user unknown\n\n");
            }
            return Mails.plain("MAILER-DAEMON@example.net", "failure notice", text.toString());
        });
        inputs.put("1 M folded lines", () -> "Subject: a\n" + " b\n".repeat(1_000_000) + "\n");
        inputs.put(
                "a boundary of 28 KB",
                () -> "Content-Type: multipart/mixed; boundary=\"" + "b".repeat(28_000) + "\"\n\n"
                        + ("--" + "b".repeat(27_999) + "\n").repeat(300));
        inputs.put("encoded words without end", () -> "Subject: " + "=?a?b? ".repeat(150_000) + "\n\n");
        inputs.put(
                "a line of 2 MB in the status",
                () -> Mails.dsn("Final-Recipient: rfc822; a@example.org\nDiagnostic-Code: smtp; 550 "
                        + "550-5.7.1 ".repeat(200_000)));
        inputs.put(
                "tags without end",
                () -> "From: postmaster@example.net\nSubject: Undeliverable\nContent-Type: text/html\n\n"
                        + "<style><head".repeat(100_000));
        inputs.put(
                "entities without end",
                () -> "From: postmaster@example.net\nSubject: Undeliverable\nContent-Type: text/html\n\n"
                        + "&".repeat(1_000_000));
        inputs.put(
                "JSON 100000 deep", () -> "From: a@example.net\n\n{\"notificationType\":" + "[{\"a\":".repeat(100_000));
        inputs.put("a bare reply of 5 MB", () -> "550 " + "5.1.1 ".repeat(800_000));
        inputs.put("only carriage returns", () -> "\r".repeat(2_000_000));
        inputs.put("only line feeds", () -> "\n".repeat(2_000_000));
        inputs.put(
                "quoted-printable of =",
                () -> "From: postmaster@example.net\nSubject: Undeliverable\n"
                        + "Content-Transfer-Encoding: quoted-printable\n\n" + "=".repeat(2_000_000));
        inputs.put("dashes", () -> "Content-Type: multipart/mixed\n\n" + "--------\n".repeat(300_000));
        inputs.put(
                "escapes",
                () -> Mails.dsn("Final-Recipient: utf-8; " + "\\x{".repeat(100_000) + "@example.org\nAction: failed"));
        inputs.put(
                "folded diagnostic",
                () -> Mails.dsn("Final-Recipient: rfc822; a@example.org\nAction: failed\nDiagnostic-Code: smtp; 550 no"
                        + "\n x".repeat(100_000)));
        inputs.put(
                "host of dots",
                () -> Mails.dsn("Final-Recipient: rfc822; a@example.org\nAction: failed\nRemote-MTA: dns; "
                        + "a.".repeat(100_000) + "example\nDiagnostic-Code: smtp; 550 no"));
        inputs.put(
                "ampersands",
                () -> "From: postmaster@example.net\nSubject: Undeliverable\nContent-Type: text/html\n\n"
                        + "&".repeat(250_000));
        inputs.put(
                "phrases",
                () -> Mails.plain(
                        "MAILER-DAEMON@example.net",
                        "Undeliverable",
                        "<a@example.org>:\n" + "this message does not pass authentication ".repeat(5_000)));
        inputs.put(
                "transcript",
                () -> Mails.plain(
                        "MAILER-DAEMON@example.net",
                        "Returned mail",
                        "----- Transcript of session follows -----\n"
                                + ">>> RCPT To:<a@example.org>\n<<< 550 no\n550 <b@example.org>... no\n"
                                        .repeat(20_000)));
        return inputs;
    }

    private static String nested(int depth) {
        StringBuilder mail = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            mail.append("Content-Type: multipart/mixed; boundary=\"b")
                    .append(i)
                    .append("\"\n\n--b")
                    .append(i)
                    .append('\n');
        }
        return mail.append("\nx\n").toString();
    }

    /** Writes each input into a file of the folder that the argument names: what the benchmark measures. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        for (Map.Entry<String, Supplier<String>> input : all().entrySet()) {
            Path file = folder.resolve(input.getKey().replace(' ', '-').replace("<", "lt") + ".eml");
            Files.writeString(file, input.getValue().get(), StandardCharsets.ISO_8859_1);
        }
    }
}
