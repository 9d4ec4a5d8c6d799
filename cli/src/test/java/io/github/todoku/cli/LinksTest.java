package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may write into a Maildir chooses no file elsewhere that the program reads, whichever command reads the Maildir. */
class LinksTest {
    private static final String MAIL = """
            From: MAILER-DAEMON@example.net
            Subject: %s
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.net

            Final-Recipient: rfc822; %s@example.org
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 no such user

            --b--
            """;
    private static final String REPORT = "<feedback><report_metadata><org_name>%s</org_name></report_metadata>"
            + "<policy_published><domain>%s.example</domain></policy_published><record><row><source_ip>192.0.2.1"
            + "</source_ip><count>1</count></row></record></feedback>";

    @TempDir
    Path root;

    private Path maildir;

    @BeforeEach
    void fill() throws IOException {
        Path outside = Files.createDirectories(root.resolve("outside"));
        Files.writeString(outside.resolve("1"), MAIL.formatted("secret", "secret"));
        Files.writeString(outside.resolve("2.xml"), REPORT.formatted("secret", "secret"));
        maildir = root.resolve("Maildir");
        Path fresh = Files.createDirectories(maildir.resolve("new"));
        Files.writeString(fresh.resolve("own"), MAIL.formatted("own", "own"));
        Files.writeString(fresh.resolve("own.xml"), REPORT.formatted("own", "own"));
        Files.createSymbolicLink(fresh.resolve("file"), outside.resolve("1"));
        Files.createSymbolicLink(fresh.resolve("file.xml"), outside.resolve("2.xml"));
        Files.createSymbolicLink(fresh.resolve("loop"), maildir);
        Files.createSymbolicLink(maildir.resolve("cur"), outside); // a whole folder
    }

    static Stream<List<String>> commands() {
        return Stream.of(
                List.of("bounce", "--json", "--show-addresses"),
                List.of("bounce", "--show-addresses"),
                List.of("verify", "--json"),
                List.of("verify"),
                List.of("reports", "--json"),
                List.of("reports"),
                List.of("diagnose", "--json", "--show-addresses"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aLinkOutOfAMaildirIsNotFollowed(List<String> command) throws Exception {
        Program.Result result = run(command, maildir);
        assertThat(result.out() + result.err()).doesNotContain("secret");
        assertThat(result.out() + result.err())
                .as("what is its own is read: %s", command)
                .contains("own");
    }

    @Test
    void aMaildirThatIsItselfALinkIsTheUsersWord() throws Exception {
        Path named = Files.createSymbolicLink(root.resolve("named"), maildir);
        Program.Result result = run(List.of("bounce", "--json", "--show-addresses"), named);
        assertThat(result.out()).contains("own@example.org").doesNotContain("secret");
    }

    private Program.Result run(List<String> command, Path folder) throws Exception {
        String zone = "zone:" + Files.writeString(root.resolve("z.zone"), ". SOA . . 0 0 0 0 0\n");
        List<String> args = new ArrayList<>(command);
        args.add(1, folder.toString());
        if (!command.get(0).equals("bounce")) {
            args.addAll(List.of("--dns", zone));
        }
        return Program.run(args.toArray(String[]::new));
    }
}
