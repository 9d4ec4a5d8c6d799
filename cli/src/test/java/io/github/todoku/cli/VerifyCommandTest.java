package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code todoku dkim keygen}, {@code sign} and {@code verify} as a person uses them: what one makes, the next one takes. */
class VerifyCommandTest {
    private static final String MAIL =
            "From: Author <author@example.com>\nTo: b@example.net\nSubject: hello\n\nHello\n";

    @TempDir
    Path files;

    private String file(String name) {
        return files.resolve(name).toString();
    }

    @Test
    void keysAreMadeAMailIsSignedAndVerified() throws Exception {
        Program.Result keys =
                Program.run("dkim", "keygen", "--domain", "example.com", "--selector", "s1", "--out", file("key.pem"));
        assertThat(keys.exitCode()).isZero();
        assertThat(Program.run(
                                "dkim",
                                "keygen",
                                "--domain",
                                "example.com",
                                "--selector",
                                "s1",
                                "--out",
                                file("key.pem"))
                        .exitCode())
                .isEqualTo(66);
        Files.writeString(files.resolve("zone"), keys.out() + "\n_dmarc.example.com. TXT \"v=DMARC1; p=reject\"\n");
        Files.writeString(files.resolve("mail.eml"), MAIL);
        Program.Result signed = Program.run(
                "sign", file("mail.eml"), "--key", file("key.pem"), "--domain", "example.com", "--selector", "s1");
        assertThat(signed.exitCode()).isZero();
        assertThat(signed.out())
                .startsWith("DKIM-Signature: v=1; a=rsa-sha256;")
                .endsWith(MAIL);
        Files.writeString(files.resolve("signed.eml"), signed.out());
        String zone = "world:" + file("zone");
        Program.Result good = Program.run("verify", file("signed.eml"), "--dns", zone, "--lang", "en");
        assertThat(good.exitCode()).as(good.out()).isZero();
        assertThat(good.out()).startsWith("DMARC pass: example.com is authenticated by dkim (policy reject).");
        Files.writeString(files.resolve("changed.eml"), signed.out().replace("Hello\n", "Hallo\n"));
        Program.Result bad = Program.run("verify", file("changed.eml"), "--dns", zone, "--json");
        assertThat(bad.exitCode()).isEqualTo(1);
        assertThat(bad.out())
                .contains(
                        "\"domain\":\"example.com\",\"selector\":\"s1\",\"result\":\"fail\",\"reason\":\"dkim.body-changed\"")
                .contains("\"arc\":{\"result\":\"none\"")
                .contains("\"dmarc\":{\"result\":\"temperror\",\"finding\":{\"id\":\"auth.no-session\"")
                .contains("\"authenticationResults\":\"Authentication-Results: localhost; dkim=fail");
        Files.writeString(files.resolve("listed.eml"), signed.out() + "-- \nlist@example.org\n");
        Program.Result listed = Program.run("verify", file("listed.eml"), "--dns", zone, "--lang", "en");
        assertThat(listed.out()).contains("Without the last 2 lines, the body fits its signature: a footer was added.");
        Program.Result many =
                Program.run("verify", file("signed.eml"), file("changed.eml"), "--dns", zone, "--lang", "ja");
        assertThat(many.exitCode()).isEqualTo(1);
        assertThat(many.out()).contains("認証されました").contains("dkim=fail".replace("dkim=", "DKIM "));
    }

    @Test
    void whoSentUnsignedMailIsNotJudgedWithoutASession() throws Exception {
        Files.writeString(files.resolve("zone"), """
                . SOA . . 0 0 0 0 0
                example.com. TXT "v=spf1 -all"
                _dmarc.example.com. TXT "v=DMARC1; p=reject"
                """);
        Files.writeString(files.resolve("mail.eml"), MAIL);
        String zone = "world:" + file("zone");
        Program.Result unknown = Program.run("verify", file("mail.eml"), "--dns", zone, "--lang", "en");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.CANNOT_TELL);
        assertThat(unknown.out()).startsWith("DMARC cannot be decided for example.com (policy reject):");
        Program.Result known = Program.run(
                "verify", file("mail.eml"), "--ip", "192.0.2.1", "--mail-from", "a@example.com", "--dns", zone);
        assertThat(known.exitCode()).isEqualTo(ExitCode.BAD);
    }

    @Test
    void whatCannotBeReadIsSaid() throws Exception {
        Files.writeString(files.resolve("zone"), ". SOA . . 0 0 0 0 0\nx.example. TXT \"x\"\n");
        Files.writeString(files.resolve("mail.eml"), MAIL);
        String zone = "world:" + file("zone");
        assertThat(Program.run("verify", file("nothing"), "--dns", zone).exitCode())
                .isEqualTo(66);
        assertThat(Program.run("verify", file("mail.eml"), "--ip", "x", "--dns", zone)
                        .exitCode())
                .isEqualTo(64);
        assertThat(Program.run(
                                "sign",
                                file("mail.eml"),
                                "--key",
                                file("zone"),
                                "--domain",
                                "a.example",
                                "--selector",
                                "s")
                        .exitCode())
                .isEqualTo(65);
        assertThat(Program.run("verify", file("mail.eml"), "--dns", zone).exitCode())
                .isEqualTo(1);
    }
}
