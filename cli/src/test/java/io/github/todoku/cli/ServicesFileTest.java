package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --services-file}: the user's own services, for a bounce as for a preflight. */
class ServicesFileTest {
    @TempDir
    Path directory;

    private String file(String name, String text) throws Exception {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private String bounce() throws Exception {
        return file("bounce.txt", """
                550-5.7.26 This mail has been blocked because the sender is unauthenticated. 550-5.7.26 DKIM = did not
                550-5.7.26 pass SPF [hanamaru.example] with ip: [198.51.100.9] = did not pass 550 5.7.26 - gsmtp
                """);
    }

    private String zone() throws Exception {
        return "world:" + file("z.zone", """
                hanamaru.example.               TXT  "v=spf1 ip4:192.0.2.7 -all"
                customers.relays.example.       TXT  "v=spf1 ip4:198.51.100.0/24 -all"
                out9.relays.example.            A    198.51.100.9
                9.100.51.198.in-addr.arpa.      PTR  out9.relays.example.
                """);
    }

    private String services() throws Exception {
        return file("own.txt", """
                Service: own-relays
                Name: Our relays
                Include: customers.relays.example
                Placement: root
                Known-By: relays.example
                Source: the team that runs them
                """);
    }

    @Test
    void diagnoseProposesTheIncludeOfTheUsersOwnService() throws Exception {
        Program.Result with =
                Program.run("diagnose", bounce(), "--dns", zone(), "--services-file", services(), "--json");
        assertThat(with.exitCode()).as(with.err()).isEqualTo(ExitCode.GOOD);
        assertThat(with.out()).contains("\"cause\":\"spf-missing-service\"", "include:customers.relays.example");
        Program.Result without = Program.run("diagnose", bounce(), "--dns", zone(), "--json");
        assertThat(without.out()).contains("\"cause\":\"spf-missing-address\"");
    }

    @Test
    void aPlanAndALintKnowThemToo() throws Exception {
        Program.Result plan = Program.run(
                "spf",
                "plan",
                "hanamaru.example",
                "--add",
                "own-relays",
                "--dns",
                zone(),
                "--services-file",
                services());
        assertThat(plan.out()).as(plan.err()).contains("include:customers.relays.example");
        Program.Result unknown = Program.run("spf", "plan", "hanamaru.example", "--add", "own-relays", "--dns", zone());
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aFaultInTheFileIsToldBeforeAnythingIsAsked() throws Exception {
        String broken = file("broken.txt", "Service: x\nNmae: X\n");
        for (String[] command : new String[][] {
            {"diagnose", bounce()},
            {"preflight", "hanamaru.example"},
            {"spf", "lint", "hanamaru.example"},
            {"spf", "plan", "hanamaru.example", "--add", "own-relays"},
            {"dkim", "hanamaru.example"}
        }) {
            Program.Result result =
                    Program.run(Stream.of(command, new String[] {"--dns", zone(), "--services-file", broken})
                            .flatMap(Stream::of)
                            .toArray(String[]::new));
            assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(result.err())
                    .contains("broken.txt:2: no such field: Nmae")
                    .doesNotContain("\tat ");
        }
    }
}
