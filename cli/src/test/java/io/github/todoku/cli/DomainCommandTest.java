package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DomainCommandTest {
    private static final String GOOD = """
            .                               SOA  . . 0 0 0 0 0
            example.com.                    MX   10 mx.example.com.
            mx.example.com.                 A    192.0.2.1
            example.com.                    TXT  "v=spf1 ip4:192.0.2.1 -all"
            _dmarc.example.com.             TXT  "v=DMARC1; p=reject; rua=mailto:d@example.com"
            s1._domainkey.example.com.      TXT  "v=DKIM1; k=rsa; p="
            _smtp._tls.example.com.         TXT  "v=TLSRPTv1; rua=mailto:tls@reports.example"
            """;
    private static final String BAD = """
            .                               SOA  . . 0 0 0 0 0
            example.com.                    MX   10 mx.example.com.
            mx.example.com.                 A    192.0.2.1
            _mta-sts.example.com.           TXT  "v=STSv1; id=2026-11-29"
            """;

    @TempDir
    Path directory;

    private String zone(String text) throws Exception {
        return "zone:" + Files.writeString(directory.resolve("z.zone"), text);
    }

    private Program.Result run(String zone, String... more) throws Exception {
        String[] all = new String[more.length + 5];
        String[] first = {"domain", "example.com", "--no-lists", "--dns", zone(zone)};
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return Program.run(all);
    }

    @Test
    void theFirstLineSaysBothDirectionsAndThenComesWhatToPublish() throws Exception {
        Program.Result result = run(BAD);
        assertThat(result.exitCode()).isEqualTo(ExitCode.BAD);
        assertThat(result.out().lines().findFirst().orElseThrow())
                .isEqualTo("example.com: mail from it needs repair; mail to it needs repair.");
        assertThat(result.out())
                .contains("Do this first")
                .contains("example.com. 3600 IN TXT \"v=spf1 mx ~all\"")
                .contains("_dmarc.example.com. 3600 IN TXT \"v=DMARC1; p=none")
                .contains("_mta-sts.example.com. 3600 IN TXT \"v=STSv1; id=")
                .contains("Tried out: with this record the fault is gone.");
    }

    @Test
    void whatIsInOrderIsOneLineAPart() throws Exception {
        Program.Result result = run(GOOD);
        assertThat(result.out()).contains("✓ MX", "✓ SPF", "✓ DMARC", "✓ TLS-RPT", "- MTA-STS", "- STARTTLS");
        assertThat(result.out().lines().count()).isLessThan(40);
        assertThat(result.out()).doesNotContain("mail to it needs repair");
    }

    @Test
    void jsonHtmlAndJapaneseSayTheSame() throws Exception {
        Path page = directory.resolve("page.html");
        Program.Result result = run(BAD, "--json", "--lang", "ja", "--html", page.toString());
        assertThat(result.out())
                .startsWith("{\"schema\":2,\"domain\":\"example.com\"")
                .contains("\"from\":\"FAIL\"", "\"to\":\"FAIL\"", "\"proof\":\"PROVEN\"", "mail-domain.sts-id");
        assertThat(Files.readString(page))
                .contains("まずすること", "v=spf1 mx ~all")
                .doesNotContain("http-equiv=\"refresh\"");
    }

    @Test
    void watchPrintsOnlyWhatChanged() throws Exception {
        Path state = directory.resolve("state");
        assertThat(run(BAD, "--watch", state.toString()).out()).contains("example.com: changed", "new: ");
        assertThat(run(BAD, "--watch", state.toString()).out()).isEmpty();
        Program.Result mended = run(BAD + "example.com. TXT \"v=spf1 mx -all\"\n", "--watch", state.toString());
        assertThat(mended.out()).contains("gone: ").doesNotContain("new: ");
    }

    /** An answer that fails to come neither mends nor breaks. */
    @Test
    void watchIsSilentWhereTheDnsIs() throws Exception {
        Path state = directory.resolve("state");
        run(BAD, "--watch", state.toString());
        String silent = BAD.replaceAll("_mta-sts.*\n", ";! SERVFAIL _mta-sts.example.com. TXT\n");
        assertThat(run(silent, "--watch", state.toString()).out()).isEmpty();
        assertThat(run(BAD, "--watch", state.toString()).out()).isEmpty();
    }

    @Test
    void whatCouldNotBePrintedIsToldTheNextTime() throws Exception {
        File full = new File("/dev/full");
        assumeTrue(full.exists(), "this system has no /dev/full");
        Path state = directory.resolve("state");
        String[] watch = {
            "domain", "example.com", "--no-lists", "--dns", zone(BAD), "--watch", state.toString(), "--lang", "en"
        };
        Process process = Program.prepared(watch).redirectOutput(full).start();
        process.getErrorStream().readAllBytes();
        assertThat(Program.exitCode(process)).isEqualTo(ExitCode.OUR_FAULT);
        assertThat(state).doesNotExist();
        assertThat(Program.run(watch).out()).contains("new: ");
    }

    @Test
    void watchPrintsNoObjects() throws Exception {
        Path state = directory.resolve("state");
        Program.Result result = run(BAD, "--watch", state.toString(), "--json");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("--watch and --json cannot be combined");
        assertThat(state).doesNotExist();
    }

    @Test
    void anothersStateIsRefused() throws Exception {
        Path state = Files.writeString(directory.resolve("state"), "something else\n");
        assertThat(run(BAD, "--watch", state.toString()).exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(Files.readString(state)).isEqualTo("something else\n");
    }

    @Test
    void manyDomainsAreALineEach() throws Exception {
        Path names = Files.writeString(directory.resolve("names"), "example.com\nnot a domain\nwww.example.com\n");
        Program.Result result = Program.run("domain", "--batch", names.toString(), "--no-lists", "--dns", zone(GOOD));
        assertThat(result.out().lines().filter(line -> line.contains("\"parts\"")))
                .hasSize(2);
        assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }
}
