package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mail of 30 MB is read in a heap of 64 MB and on stacks of 256 KB. */
@Timeout(300)
@SuppressWarnings("StringConcatToTextBlock") // line ends are part of what is read
class SmallHeapTest {
    private static final int OCTETS = 30_000_000;

    @TempDir
    static Path work;

    private static String zone;

    @BeforeAll
    static void fill() throws IOException {
        zone = "zone:" + Files.writeString(work.resolve("z.zone"), ". SOA . . 0 0 0 0 0\n");
        String bounce = """
                From: MAILER-DAEMON@example.net
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.net

                Final-Recipient: rfc822; bob@example.org
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 no such user

                --b
                Content-Type: message/rfc822

                From: news@example.com
                Subject: large

                """;
        write(
                "bounce",
                bounce,
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789\n",
                "\n--b--\n");
        write("header", "From: news@example.com\n", "X-Filler: 0123456789 0123456789 0123456789\n", "\n\nHello\n");
        write("parts", bounce, "\n--b\nContent-Type: text/plain\n\nHello\n", "\n--b--\n");
        write(
                "signed",
                "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s1; h=from; bh=AAAA; b=AAAA\nFrom: news@example.com\n\n",
                "0123456789 0123456789 0123456789\n",
                "");
        write("line", "From: news@example.com\nSubject: one line\n\n", "0123456789abcdef", "\n");
    }

    /** As long as a mail of reports may be: an object a line would be ten times as much. */
    @Test
    void aTextOfShortLinesNeedsNoObjectALine() throws Exception {
        Path mail = Files.writeString(
                work.resolve("short"),
                "From: a@example.net\nSubject: x\nContent-Type: text/plain\n\n" + "-\n".repeat(12_000_000));
        ProcessBuilder builder = Program.prepared("reports", mail.toString(), "--dns", zone);
        builder.command().add(1, "-Xmx160m");
        Path err = work.resolve("err");
        Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(ExitCode.BAD_INPUT);
    }

    private static void write(String name, String begin, String unit, String end) throws IOException {
        byte[] many = unit.repeat(4_096).getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(work.resolve(name)))) {
            out.write(begin.getBytes(StandardCharsets.US_ASCII));
            for (int written = 0; written < OCTETS; written += many.length) {
                out.write(many);
            }
            out.write(end.getBytes(StandardCharsets.US_ASCII));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bounce", "header", "parts", "signed", "line"})
    void aLargeMailNeedsNoLargeHeap(String mail) throws Exception {
        String file = work.resolve(mail).toString();
        for (String command : List.of("bounce", "verify", "diagnose", "reports")) {
            List<String> args = new ArrayList<>(List.of(command, file, "--json"));
            if (!command.equals("bounce")) {
                args.addAll(List.of("--dns", zone));
            }
            ProcessBuilder builder = Program.prepared(args.toArray(String[]::new));
            builder.command().addAll(1, List.of("-Xmx64m", "-Xss256k"));
            Path out = work.resolve("out");
            Path err = work.resolve("err");
            Process process = builder.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            assertThat(process.waitFor(100, TimeUnit.SECONDS))
                    .as("%s of %s ends", command, mail)
                    .isTrue();
            String told = Files.readString(out) + Files.readString(err);
            assertThat(process.exitValue())
                    .as("%s of %s: %s", command, mail, told.substring(0, Math.min(600, told.length())))
                    .isNotEqualTo(ExitCode.OUR_FAULT);
            assertThat(told).doesNotContain("OutOfMemoryError", "StackOverflowError");
            assertThat(told).isNotEmpty();
        }
    }
}
