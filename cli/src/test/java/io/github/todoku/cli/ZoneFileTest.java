package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --dns zone:FILE} with the zone of one's own domain: what lies outside it is not known, and nothing rests on it. */
class ZoneFileTest {
    private static final String OWN = """
            $ORIGIN example.com.
            @  3600 IN SOA ns1 hostmaster 1 7200 900 1209600 300
            @  NS  ns1
            @  MX  10 mail
            @  TXT "v=spf1 mx include:_spf.example.net ~all"
            ns1  A 192.0.2.53
            mail A 192.0.2.1
            """;

    private static final String DIG = """
            ;; ANSWER SECTION:
            example.com. 300 IN TXT "v=spf1 include:_spf.example.net -all"
            """;

    @TempDir
    Path files;

    private Program.Result run(String zone, String... args) throws Exception {
        return runWith("zone:", zone, args);
    }

    private Program.Result runWith(String door, String zone, String... args) throws Exception {
        String[] all = java.util.Arrays.copyOf(args, args.length + 4);
        all[args.length] = "--dns";
        all[args.length + 1] = door + Files.writeString(files.resolve("own.zone"), zone);
        all[args.length + 2] = "--lang";
        all[args.length + 3] = "en";
        return Program.run(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {OWN, DIG})
    void anIncludeOutsideTheFileIsNotCalledMissing(String zone) throws Exception {
        Program.Result lint = run(zone, "spf", "lint", "example.com");
        assertThat(lint.out()).doesNotContain("leads to no SPF record", "NXDOMAIN");
        assertThat(lint.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {OWN, DIG})
    void aPlanDoesNotDropWhatItCannotSee(String zone) throws Exception {
        Program.Result plan = run(zone, "spf", "plan", "example.com", "--add", "198.51.100.7", "--drop-dead");
        assertThat(plan.out())
                .contains("could not try whether this is enough", "not in the records given")
                .doesNotContain("- include:_spf.example.net");
    }

    @ParameterizedTest
    @ValueSource(strings = {OWN, DIG})
    void aCheckThatNeedsTheOutsideIsATemperror(String zone) throws Exception {
        Program.Result check = run(zone, "spf", "check", "203.0.113.9", "me@example.com", "--helo", "mail.example.com");
        assertThat(check.out() + check.err()).contains("temperror").doesNotContain("permerror");
    }

    @Test
    void aFileThatIsTheWholeDnsKnowsThatANameIsMissing() throws Exception {
        for (Program.Result lint : List.of(
                runWith("world:", OWN, "spf", "lint", "example.com"),
                run(";! WORLD\n" + OWN, "spf", "lint", "example.com"))) {
            assertThat(lint.out()).contains("leads to no SPF record");
            assertThat(lint.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void whatAProgramPrintedIsReadAsTheAnswersThatItShows() throws Exception {
        Program.Result host = run("example.com descriptive text \"v=spf1 ip4:192.0.2.1 -all\"\n", "dig", "example.com");
        assertThat(host.out()).contains("v=spf1 ip4:192.0.2.1 -all").doesNotContain("NXDOMAIN");
        Program.Result nameless = run("\"v=spf1 -all\"\n", "spf", "lint", "example.com");
        assertThat(nameless.err()).contains("dig +short");
        assertThat(nameless.exitCode()).isEqualTo(65);
    }

    @Test
    void aFileLaidOverAServerAsksItForWhatIsNotInTheFile() throws Exception {
        try (java.net.DatagramSocket silent =
                new java.net.DatagramSocket(0, java.net.InetAddress.getLoopbackAddress())) {
            String over = ",127.0.0.1:" + silent.getLocalPort();
            Path file = Files.writeString(files.resolve("laid.zone"), OWN);
            Program.Result own =
                    Program.run("spf", "check", "192.0.2.1", "me@example.com", "--dns", "zone:" + file + over);
            assertThat(own.exitCode()).isZero();
            Program.Result other = Program.run(
                    "dig", "_spf.example.net", "TXT", "--timeout", "1", "--lang", "en", "--dns", "zone:" + file + over);
            assertThat(other.out() + other.err())
                    .contains("no answer in time")
                    .doesNotContain("not in the records given");
        }
    }
}
