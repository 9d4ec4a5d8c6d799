package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people feed a program by mistake: a clear sentence, the right exit code, no stack trace, nothing hangs. */
class BadInputTest {
    private static final String UNKNOWN_USER =
            "550 5.1.1 <taro@customer.example>: Recipient address rejected: User unknown";
    private static final String GMAIL =
            "550-5.7.26 This mail has been blocked because the sender is unauthenticated. 550-5.7.26 Gmail requires"
                    + " all senders to authenticate with either SPF or DKIM. 550-5.7.26 Authentication results:"
                    + " 550-5.7.26 DKIM = did not pass 550-5.7.26 SPF [hanamaru.example] with ip: [203.0.113.25] ="
                    + " did not pass 550 5.7.26 - gsmtp";

    @TempDir
    Path directory;

    private Path file(String name, byte[] content) throws Exception {
        return Files.write(directory.resolve(name), content);
    }

    private String zone(String text) throws Exception {
        return "world:" + file("z.zone", text.getBytes(StandardCharsets.UTF_8));
    }

    private static void fails(Program.Result result, int exitCode, String... words) {
        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(exitCode);
        assertThat(result.err()).contains(words).doesNotContain("\tat ", "Exception");
        assertThat(result.out()).isEmpty();
    }

    /** Half a program, as of a jar that was cut or a copy that was not whole; 1 would mean that something is bad. */
    @Test
    void aMissingClassIsOurFault() throws Exception {
        String[] lacking = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(each -> !each.contains("todoku-dnsbl") && !each.contains("/dnsbl/target/"))
                .toArray(String[]::new);
        for (String[] args : new String[][] {
            {"dnsbl", "192.0.2.1", "--dns", zone("")},
            {"dnsbl", "192.0.2.1", "--json=true", "--dns", zone("")}
        }) {
            ProcessBuilder program = Program.prepared(args);
            List<String> command = program.command();
            command.set(command.indexOf("-cp") + 1, String.join(File.pathSeparator, lacking));
            Process process = program.redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(said.lines()).as(said).hasSize(1);
            assertThat(said).contains("NoClassDefFoundError", "run again with --debug");
            assertThat(Program.exitCode(process)).isEqualTo(ExitCode.OUR_FAULT);
        }
    }

    @Test
    void aBlankFileIsNoBounce() throws Exception {
        byte[] blank = "\n\n".getBytes(StandardCharsets.UTF_8);
        fails(Program.run("diagnose", file("blank", blank).toString()), ExitCode.BAD_INPUT, "is not a bounce");
    }

    @Test
    void aPhotographIsNoBounce() throws Exception {
        byte[] photograph = new byte[200_000];
        new Random(1).nextBytes(photograph);
        photograph[0] = (byte) 0xFF;
        photograph[1] = (byte) 0xD8;
        fails(Program.run("diagnose", file("photo.jpg", photograph).toString()), ExitCode.BAD_INPUT, "is not a bounce");
    }

    @Test
    void anOrdinaryMailIsNoBounce() throws Exception {
        String mail = "From: a@example.com\nTo: b@example.com\nSubject: lunch\n\nAt noon?\n";
        fails(
                Program.run(
                        "diagnose",
                        file("mail.eml", mail.getBytes(StandardCharsets.UTF_8)).toString()),
                ExitCode.BAD_INPUT,
                "is not a bounce");
    }

    @Test
    void thirtyMegabytesThatAreNoBounceAreRefused() throws Exception {
        byte[] big = "From: a@example.com\nSubject: big\n\n".getBytes(StandardCharsets.UTF_8);
        byte[] mail = Arrays.copyOf(big, 30 << 20);
        Arrays.fill(mail, big.length, mail.length, (byte) 'x');
        fails(Program.run("diagnose", file("big.eml", mail).toString()), ExitCode.BAD_INPUT, "is not a bounce");
    }

    @Test
    void aTornMultipartIsReadAsFarAsItGoes() throws Exception {
        String torn = """
                From: MAILER-DAEMON@mx.example.com
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="b"

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.com

                Final-Recipient: rfc822; taro@customer.example
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 <taro@customer.example>: User unk""";
        Program.Result result = Program.run(
                "diagnose",
                file("torn.eml", torn.getBytes(StandardCharsets.UTF_8)).toString(),
                "--dns",
                zone(""));

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("address-unknown");
    }

    @Test
    void aFileThatIsNotThereIsUnreadable() throws Exception {
        fails(Program.run("diagnose", directory.resolve("nothing").toString()), ExitCode.UNREADABLE, "Cannot read");
    }

    @Test
    void aBadZoneNamesLineAndColumn() throws Exception {
        Program.Result result =
                Program.run("dig", "example.com", "--dns", zone("example.com. TXT \"a\"\nx. A 1.2.3\n"));

        fails(result, ExitCode.BAD_INPUT, "line 2, column 6", "not an IPv4 address");
    }

    @Test
    void aWrongOptionIsUsage() throws Exception {
        fails(Program.run("diagnose", "x", "--send-from", "nobody@"), ExitCode.USAGE, "--send-from takes");
        fails(Program.run("diagnose", "x", "--nonsense"), ExitCode.USAGE, "--nonsense");
        fails(Program.run("dig", "example.com", "--dns", "ns.example.com"), ExitCode.USAGE, "--dns takes");
        fails(Program.run("dig", "example.com", "--lang", "fr"), ExitCode.USAGE, "--lang takes");
        fails(Program.run(), ExitCode.USAGE, "Try 'todoku --help'");
    }

    @Test
    void aDomainWithoutDnsIsACauseAndNoFault() throws Exception {
        Program.Result result = Program.run(
                Map.of("LC_ALL", "C"),
                GMAIL.getBytes(StandardCharsets.UTF_8),
                "diagnose",
                "-",
                "--dns",
                zone(". SOA . . 0 0 0 0 0\nelsewhere.example. A 192.0.2.1\n"));

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("mail-from-domain-missing");
    }

    @Test
    void aServerThatNeverAnswersEndsInTimeAndSaysSo() throws Exception {
        try (DatagramSocket deaf = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            long began = System.nanoTime();
            Program.Result result = Program.run(
                    Map.of("LC_ALL", "C"),
                    GMAIL.getBytes(StandardCharsets.UTF_8),
                    "diagnose",
                    "-",
                    "--dns",
                    "127.0.0.1:" + deaf.getLocalPort(),
                    "--timeout",
                    "6");

            assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(ExitCode.NO_DNS);
            assertThat(result.out()).contains("hanamaru.example", "203.0.113.25", "no answer from");
            assertThat((System.nanoTime() - began) / 1_000_000_000L).isLessThan(30);
        }
    }

    @Test
    void anUnknownUserNeedsNoDnsEvenWhenThereIsNone() throws Exception {
        try (DatagramSocket deaf = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Program.Result result = Program.run(
                    Map.of("LC_ALL", "C"),
                    UNKNOWN_USER.getBytes(StandardCharsets.UTF_8),
                    "diagnose",
                    "-",
                    "--dns",
                    "127.0.0.1:" + deaf.getLocalPort());

            assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
            assertThat(result.out())
                    .contains("address-unknown", "Nothing was asked")
                    .doesNotContain("taro@")
                    .contains("t***@customer.example");
        }
    }

    @Test
    void addressesAreShownOnlyOnDemand() throws Exception {
        Program.Result shown = Program.run(
                Map.of("LC_ALL", "C"),
                UNKNOWN_USER.getBytes(StandardCharsets.UTF_8),
                "diagnose",
                "-",
                "--show-addresses",
                "--dns",
                zone(""));

        assertThat(shown.out()).contains("taro@customer.example");
    }

    @Test
    void controlCharactersFromAReplyDoNotReachTheTerminal() throws Exception {
        Program.Result result = Program.run(
                Map.of("LC_ALL", "C"),
                "550 5.1.1 User unknown \u001B[2J\u001B]0;owned\u0007".getBytes(StandardCharsets.UTF_8),
                "diagnose",
                "-",
                "--dns",
                zone(""));

        assertThat(result.out()).doesNotContain("\u001B", "\u0007");
    }
}
