package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightCommandTest {
    @TempDir
    Path directory;

    private String zone = "";

    @BeforeEach
    void playAZone() throws Exception {
        Path file = Files.writeString(directory.resolve("z.zone"), """
                hanamaru.example.           TXT  "v=spf1 ip4:192.0.2.7 -all"
                hanamaru.example.           MX   10 mail.hanamaru.example.
                mail.hanamaru.example.      A    192.0.2.7
                7.2.0.192.in-addr.arpa.     PTR  mail.hanamaru.example.
                """);
        zone = "zone:" + file;
    }

    @Test
    void theVolumeChoosesTheRulesOfAReceiver() throws Exception {
        String[] command = {
            "preflight",
            "hanamaru.example",
            "--address",
            "192.0.2.7",
            "--receiver",
            "gmail.com",
            "--dns",
            zone,
            "--json"
        };
        assertThat(Program.run(command).out()).contains("\"pack\":\"gmail\"", "\"pack\":\"gmail-bulk\"");
        assertThat(Program.run(with(command, "--volume", "little")).out())
                .contains("\"pack\":\"gmail\"")
                .doesNotContain("gmail-bulk");
        assertThat(Program.run(with(command, "--volume", "bulk")).out())
                .contains("\"pack\":\"gmail-bulk\"")
                .doesNotContain("\"pack\":\"gmail\"");
    }

    @Test
    void aVolumeThatIsNoneIsAMistakeOfTheCaller() throws Exception {
        Program.Result result = Program.run("preflight", "hanamaru.example", "--volume", "some", "--dns", zone);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("bulk, little or unknown");
    }

    private static String[] with(String[] command, String... more) {
        String[] all = Arrays.copyOf(command, command.length + more.length);
        System.arraycopy(more, 0, all, command.length, more.length);
        return all;
    }
}
