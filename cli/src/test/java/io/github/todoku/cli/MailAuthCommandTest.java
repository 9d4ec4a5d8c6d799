package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code todoku dkim} and {@code todoku dmarc} as a person uses them. */
class MailAuthCommandTest {
    /** The key is the Ed25519 one of RFC 8463 §A. */
    private static final String ZONE = """
            . SOA . . 0 0 0 0 0
            s1._domainkey.good.example. TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
            s2._domainkey.good.example. TXT "v=DKIM1; p="
            s3._domainkey.good.example. TXT "v=DKIM1; t=y; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
            _dmarc.good.example.        TXT "v=DMARC1; p=reject; rua=mailto:dmarc@good.example"
            _dmarc.warned.example.      TXT "v=DMARC1; p=none"
            bare.example.               TXT "x"
            ;! TIMEOUT _dmarc.silent.example. TXT
            ;! TIMEOUT _domainkey.silent.example. TXT
            ;! TIMEOUT s1._domainkey.silent.example. TXT
            own._domainkey.hidden.example. TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
            bounce.mailing.example.     TXT "v=spf1 ip4:203.0.113.25 -all"
            news.corp.example.          TXT "v=spf1 ip4:203.0.113.25 -all"
            _dmarc.torn.corp.example.   TXT "v=DMARC1 p=none"
            ;! TIMEOUT _dmarc.corp.example. TXT
            """;

    @TempDir
    Path files;

    private Program.Result run(String... args) throws Exception {
        Path zone = files.resolve("zone");
        String[] all = new String[args.length + 2];
        System.arraycopy(args, 0, all, 0, args.length);
        all[args.length] = "--dns";
        all[args.length + 1] = "world:" + zone;
        return Program.run(all);
    }

    @BeforeEach
    void write() throws Exception {
        Files.writeString(files.resolve("zone"), ZONE);
    }

    @Test
    void theExitCodeTellsHowAKeyStands() throws Exception {
        assertThat(run("dkim", "good.example", "--selector", "s1").exitCode()).isZero();
        assertThat(run("dkim", "good.example", "--selector", "s2").exitCode()).isEqualTo(1);
        assertThat(run("dkim", "good.example", "--selector", "s3").exitCode()).isEqualTo(3);
        assertThat(run("dkim", "hidden.example").exitCode()).isEqualTo(2);
        assertThat(run("dkim", "bare.example").exitCode()).isEqualTo(1);
        assertThat(run("dkim", "silent.example", "--selector", "s1").exitCode()).isEqualTo(75);
        assertThat(run("dkim", "..").exitCode()).isEqualTo(64);
    }

    @Test
    void theExitCodeTellsHowAPolicyStands() throws Exception {
        assertThat(run("dmarc", "good.example").exitCode()).isZero();
        assertThat(run("dmarc", "warned.example").exitCode()).isEqualTo(3);
        assertThat(run("dmarc", "bare.example").exitCode()).isEqualTo(1);
        assertThat(run("dmarc", "silent.example").exitCode()).isEqualTo(2);
    }

    @Test
    void aMissingPolicyComesWithTheRecordToPublish() throws Exception {
        assertThat(run("dmarc", "bare.example", "--lang", "en").out())
                .contains("_dmarc.bare.example.")
                .contains("\"v=DMARC1; p=none\"");
        assertThat(run("dmarc", "bare.example", "--lang", "ja").out()).contains("公開するレコード");
        assertThat(run("dmarc", "bare.example", "--json").out())
                .contains("\"status\":\"FAIL\"")
                .contains("\"id\":\"dmarc.no-record\"");
    }

    /** A record at the name itself would put an end to the policy above it, which nobody has seen. */
    @Test
    void wherePolicyAboveIsNotAnsweredNoRecordIsProposed() throws Exception {
        Program.Result none = run("dmarc", "news.corp.example", "--lang", "en");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.out()).contains("cannot tell").doesNotContain("IN TXT");
        Program.Result torn = run("dmarc", "torn.corp.example", "--lang", "en");
        assertThat(torn.exitCode()).as("that the text is none is certain").isEqualTo(1);
        assertThat(torn.out())
                .contains("The DNS gave no answer for _dmarc.corp.example")
                .doesNotContain("IN TXT");
        for (String domain : new String[] {"news.corp.example", "torn.corp.example"}) {
            Program.Result preflight = run("preflight", domain, "--address", "203.0.113.25", "--json");
            assertThat(preflight.exitCode()).as(domain).isNotZero();
            assertThat(preflight.out()).as(domain).doesNotContain("_dmarc." + domain + ". 3600 IN TXT");
        }
        assertThat(run("preflight", "news.corp.example", "--address", "203.0.113.25", "--json")
                        .out())
                .doesNotContain("preflight.no-dmarc");
    }

    @Test
    void alignmentAndKeySizesAreShown() throws Exception {
        assertThat(run("dmarc", "good.example", "--mail-from", "b.good.example", "--lang", "en")
                        .out())
                .contains("MAIL FROM b.good.example is aligned.");
        assertThat(run("dkim", "good.example", "--selector", "s1", "--lang", "en")
                        .out())
                .contains("ED25519 256");
        assertThat(run("dkim", "good.example", "--selector", "s1", "--json").out())
                .contains("\"keyBits\":256")
                .contains("\"status\":\"PASS\"");
    }

    @Test
    void withoutASelectorThoseOfKnownServicesAreTried() throws Exception {
        Program.Result all = run("dkim", "good.example", "--lang", "en");
        assertThat(all.out()).contains("s1._domainkey.good.example").doesNotContain("nothing is published here");
        assertThat(run("dkim", "good.example", "--service", "sendgrid", "--lang", "en")
                        .out())
                .contains("s1._domainkey.good.example");
        Program.Result mistyped = run("dkim", "good.example", "--service", "sendgrit", "--lang", "en");
        assertThat(mistyped.exitCode()).isEqualTo(64);
    }

    @Test
    void aBareReplyIsDiagnosedWithWhatTheSenderKnowsOfTheMail() throws Exception {
        Path reply = files.resolve("reply.txt");
        Files.writeString(
                reply,
                "550-5.7.26 Unauthenticated email from good.example is not accepted due to domain's DMARC policy. - gsmtp");

        Program.Result alone = run("diagnose", reply.toString(), "--lang", "en");
        assertThat(alone.exitCode()).isEqualTo(2);
        assertThat(alone.out().replaceAll("\\s+", " ")) // sentences are wrapped
                .contains("give it with --mail-from")
                .contains("the DKIM-Signature fields of the mail itself")
                .contains("DMARC: good.example asks for reject");

        Program.Result told =
                run("diagnose", reply.toString(), "--mail-from", "bounce.mailing.example", "--lang", "en");
        assertThat(told.out())
                .contains("bounce.mailing.example")
                .contains("not aligned")
                .doesNotContain("give it with --mail-from");
    }

    @Test
    void whatIsToldOfOneMailIsNotTakenForMany() throws Exception {
        assertThat(run("diagnose", files.toString(), "--from", "good.example").exitCode())
                .isEqualTo(64);
    }
}
