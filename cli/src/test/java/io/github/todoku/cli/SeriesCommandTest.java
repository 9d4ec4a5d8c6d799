package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many bounces in one run: from an mbox, a file of it or standard input, to the ways to be mended and whom to send to again. */
class SeriesCommandTest {
    private static final String MBOX = mail("taro@customer.example", "550 5.1.1 no such user")
            + mail(
                    "hanako@customer.example",
                    "550-5.7.26 This mail has been blocked because the sender is unauthenticated. DKIM = did not pass SPF"
                            + " [hanamaru.example] with ip: [192.0.2.9] = did not pass - gsmtp");

    @TempDir
    Path directory;

    private String zone = "";

    private static String mail(String recipient, String reply) {
        return """
                From MAILER-DAEMON Tue Nov 24 10:00:00 2026
                From: MAILER-DAEMON@mail.hanamaru.example
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mail.hanamaru.example

                Final-Recipient: rfc822; %s
                Action: failed
                Diagnostic-Code: smtp; %s

                --b
                Content-Type: text/rfc822-headers

                From: info@hanamaru.example
                Date: Tue, 24 Nov 2026 10:00:00 +0900

                --b--

                """.formatted(recipient, reply);
    }

    @BeforeEach
    void writeTheZone() throws Exception {
        zone = "world:" + Files.writeString(directory.resolve("z.zone"), """
                hanamaru.example.           TXT  "v=spf1 ip4:192.0.2.7 -all"
                mail.hanamaru.example.      A    192.0.2.9
                9.2.0.192.in-addr.arpa.     PTR  mail.hanamaru.example.
                """);
    }

    private Program.Result run(String... more) throws Exception {
        List<String> args = new ArrayList<>(List.of("diagnose", "-", "--dns", zone));
        args.addAll(List.of(more));
        return Program.run(Map.of("LC_ALL", "C"), MBOX.getBytes(StandardCharsets.UTF_8), args.toArray(String[]::new));
    }

    @Test
    void standardInputMayBeAnMbox() throws Exception {
        Program.Result result = run("--json");
        assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.GOOD);
        List<String> lines = result.out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).contains("\"index\":0", "\"cause\":\"address-unknown\"");
        assertThat(lines.get(1)).contains("\"index\":1", "\"cause\":\"spf-missing-address\"");
        assertThat(lines.get(2))
                .contains("\"bounces\":2", "\"toBeMended\":true", "\"again\":\"NEVER\"", "t***@customer.example")
                .doesNotContain("taro@", "hanako@");
    }

    @ParameterizedTest
    @CsvSource({"en, To be fixed: 192.0.2.9 for hanamaru.example.", "ja, 直すべき経路: 192.0.2.9（hanamaru.example）"})
    void theWaysToBeMendedAndTheRecipientsAreNamed(String language, String sentence) throws Exception {
        Path page = directory.resolve("page.html");
        Program.Result result = run("--lang", language, "--html", page.toString());
        assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.GOOD);
        for (String text : List.of(result.out(), Files.readString(page))) {
            assertThat(text)
                    .contains(sentence, "t***@customer.example", "h***@customer.example", "2026-11-24", "IPv4")
                    .doesNotContain("taro@", "hanako@");
        }
        assertThat(run("--show-addresses").out()).contains("taro@customer.example", "hanako@customer.example");
    }
}
