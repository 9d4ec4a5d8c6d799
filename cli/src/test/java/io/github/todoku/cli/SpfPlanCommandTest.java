package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code todoku spf plan} as a person uses it, in a world of a zone file. */
class SpfPlanCommandTest {
    private static final String ZONE = """
            example.com.      TXT "v=spf1 include:_spf.host.example ~all"
            example.com.      TXT "owner=1"
            _spf.host.example. TXT "v=spf1 ip4:192.0.2.0/28 -all"
            mail.zendesk.com. TXT "v=spf1 ip4:203.0.113.0/26 -all"
            broken.example.   TXT "v=spf1 ip9:1 -all"
            ;! TIMEOUT silent.example. TXT
            """;

    @TempDir
    Path files;

    private Program.Result plan(String language, String... args) throws Exception {
        Path zone = Files.writeString(files.resolve("zone"), ZONE);
        List<String> all = new ArrayList<>(List.of("spf", "plan", "--dns", "world:" + zone, "--lang", language));
        all.addAll(List.of(args));
        return Program.run(Map.of("LC_ALL", "C"), new byte[0], all.toArray(new String[0]));
    }

    @Test
    void senderAndServiceAreMergedAndProven() throws Exception {
        Program.Result result = plan("en", "example.com", "--add", "198.51.100.7", "zendesk", "amazon-ses");

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("  + ip4:198.51.100.7", "  + include:mail.zendesk.com", "✓ Zendesk")
                .contains("this service sends with a bounce subdomain as MAIL FROM", "Amazon SES")
                .contains("; remove: example.com. 3600 IN TXT \"v=spf1 include:_spf.host.example ~all\"")
                .contains("✓ ip4:198.51.100.7")
                .contains("softfail     → pass")
                .contains("Terms that ask the DNS: 1 → ");
    }

    @Test
    void theSameInJapaneseAndAsJson() throws Exception {
        assertThat(plan("ja", "example.com", "--add", "198.51.100.7").out()).contains("公開する行", "現在合格する送信元は");
        assertThat(plan("en", "example.com", "--add", "198.51.100.7", "--json").out())
                .contains("\"after\":\"v=spf1 include:_spf.host.example ip4:198.51.100.7 ~all\"")
                .contains("\"holds\":true", "\"whole\":true", "\"before\":[\"SOFTFAIL\"],\"after\":[\"PASS\"]");
    }

    @Test
    void flatteningSaysWhatGoesStale() throws Exception {
        Program.Result result = plan("en", "example.com", "--flatten=all");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("+ ip4:192.0.2.0/28", "- include:_spf.host.example", "plan again");
    }

    @Test
    void whoIsRemovedNoLongerPassesAndThatIsNoLoss() throws Exception {
        Program.Result result = plan("en", "example.com", "--remove", "include:_spf.host.example");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("  - include:_spf.host.example", "Everybody who passes today");
    }

    @Test
    void theExitCodeTellsWhatCameOfIt() throws Exception {
        assertThat(plan("en", "example.com", "--add", "192.0.2.3").exitCode()).isEqualTo(ExitCode.GOOD);
        assertThat(plan("en", "broken.example", "--add", "192.0.2.3").exitCode())
                .isEqualTo(ExitCode.BAD);
        assertThat(plan("en", "silent.example", "--add", "192.0.2.3").exitCode())
                .isEqualTo(ExitCode.NO_DNS);
        Program.Result unknown = plan("en", "example.com", "--add", "sendgird");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(unknown.err()).contains("Did you mean the service sendgrid?");
        assertThat(plan("en", "example.com", "--add", "qqqqqq").err())
                .contains("\"qqqqqq\" is not an address", "todoku services");
    }
}
