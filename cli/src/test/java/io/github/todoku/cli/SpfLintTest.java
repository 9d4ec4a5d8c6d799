package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code todoku spf lint}, {@code tree} and {@code diff} as a person uses them. */
class SpfLintTest {
    private static final String ZONE = """
            good.example.    TXT "v=spf1 include:s.example -all"
            s.example.       TXT "v=spf1 ip4:192.0.2.0/24 -all"
            warned.example.  TXT "v=spf1 ptr include:s.example ?all"
            broken.example.  TXT "v=spf1 nclude:s.example -all"
            hostile.example. TXT "v=spf1 include:s.example exists:<b>&'.%{i}.example -all"
            loop.example.    TXT "v=spf1 include:loop.example -all"
            slow.example.    TXT "v=spf1 include:silent.example -all"
            ;! TIMEOUT silent.example. TXT
            ;! TIMEOUT dead.example. TXT
            """;

    @TempDir
    Path files;

    @BeforeEach
    void write() throws Exception {
        Files.writeString(files.resolve("zone"), ZONE);
        Files.writeString(files.resolve("later"), ZONE.replace("192.0.2.0/24", "192.0.2.0/25 ip4:198.51.100.0/24"));
    }

    private Program.Result spf(String... args) throws Exception {
        String[] all = new String[args.length + 3];
        all[0] = "spf";
        System.arraycopy(args, 0, all, 1, args.length);
        all[args.length + 1] = "--dns";
        all[args.length + 2] = "world:" + files.resolve("zone");
        return Program.run(all);
    }

    @Test
    void theExitCodeTellsHowARecordStands() throws Exception {
        assertThat(spf("lint", "good.example").exitCode()).isZero();
        assertThat(spf("lint", "warned.example").exitCode()).isEqualTo(3);
        assertThat(spf("lint", "broken.example").exitCode()).isEqualTo(1);
        assertThat(spf("lint", "slow.example").exitCode()).isEqualTo(2);
        assertThat(spf("lint", "dead.example").exitCode()).isEqualTo(75);
    }

    @Test
    void aFaultIsShownInItsPlaceWithWhatWasMeant() throws Exception {
        Program.Result result = spf("lint", "broken.example");
        assertThat(result.out())
                .contains("✗ The syntax is correct  (spf.syntax)")
                .contains("      v=spf1 nclude:s.example -all\n             ^^^^^^\n")
                .contains("Write: include:s.example");
    }

    @Test
    void aTextAloneIsLookedAtInJapaneseToo() throws Exception {
        Program.Result result = Program.run(
                Map.of("LC_ALL", "ja_JP.UTF-8"), new byte[0], "spf", "lint", "v=spf1 nclude:s.example -all");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("次のように書きます: include:s.example");
    }

    @Test
    void theTreeIsDrawnWithCostsAndAsAPicture() throws Exception {
        Program.Result drawn = spf("tree", "warned.example");
        assertThat(drawn.exitCode()).isZero();
        assertThat(drawn.out())
                .startsWith("warned.example  2 of 10 lookups, 0 of 2 void\n├─ ptr  1")
                .contains("└─ include:s.example  1\n")
                .contains("256 IPv4 addresses");
        assertThat(spf("tree", "loop.example").exitCode()).isEqualTo(1);

        Path svg = files.resolve("tree.svg");
        assertThat(spf("tree", "hostile.example", "--svg", svg.toString()).exitCode())
                .isZero();
        String picture = Files.readString(svg);
        assertThat(picture).doesNotContain("<b>").doesNotContain("href").contains("exists:&lt;b&gt;&amp;&#39;");
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(picture.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aRecordingIsComparedWithToday() throws Exception {
        Path recording = files.resolve("recording");
        assertThat(spf("tree", "good.example", "--record", recording.toString()).exitCode())
                .isZero();
        assertThat(spf("diff", recording.toString(), "good.example").exitCode()).isZero();

        Program.Result changed = Program.run(
                "spf", "diff", recording.toString(), files.resolve("later").toString(), "--domain", "good.example");
        assertThat(changed.exitCode()).isEqualTo(3);
        assertThat(changed.out())
                .contains("may send now: 198.51.100.0/24")
                .contains("may no longer send: 192.0.2.128/25")
                .contains("lookups: 1 before, 1 now, 10 allowed");
        assertThat(spf("diff", recording.toString(), recording.toString()).exitCode())
                .isEqualTo(64);
        assertThat(spf("diff", recording.toString(), "dead.example").exitCode()).isEqualTo(75);
    }

    @Test
    void jsonCarriesTheFindingsTheTreeAndTheDrift() throws Exception {
        assertThat(spf("lint", "broken.example", "--json").out())
                .contains("\"findings\":[{\"id\":\"spf.unknown-mechanism\",\"severity\":\"FAIL\"")
                .contains("\"details\":[\"nclude\",\"include:s.example\"]");
        assertThat(spf("tree", "good.example", "--json").out())
                .contains("\"cost\":{\"lookups\":1,")
                .contains("\"network\":\"192.0.2.0/24\"");
        assertThat(spf("diff", files.resolve("later").toString(), "good.example", "--json")
                        .out())
                .contains("\"gained\":[\"192.0.2.128/25\"],\"lost\":[\"198.51.100.0/24\"]");
    }
}
