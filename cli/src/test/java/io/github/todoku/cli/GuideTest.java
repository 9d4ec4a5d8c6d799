package io.github.todoku.cli;

import static io.github.todoku.cli.ManyRuns.Run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.todoku.senders.ServiceCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The program shows the way: near misses, lists of what there is, help, and the same options everywhere. */
class GuideTest {
    private static List<Program.Result> results(String language, Run... runs) throws Exception {
        return ManyRuns.of(Map.of("LC_ALL", language), List.of(runs));
    }

    @Test
    void aNearMissIsNamed() throws Exception {
        Run[] runs = {
            Run.of("dianose", "x"),
            Run.of("spf", "lnit", "x"),
            Run.of("help", "prefligth"),
            Run.of("preflight", "example.com", "--sevice", "x"),
            Run.of("zzzzzz"),
            Run.of("dmarc", "example.com", "example.org"),
            Run.of("dkim", "example.com", "--service", "amazonses"),
            Run.of("spf", "plan", "example.com", "--add", "sendgird"),
            Run.of("services", "qqqqqq")
        };
        List<Program.Result> english = results("C", runs);
        assertThat(english).extracting(Program.Result::exitCode).containsOnly(ExitCode.USAGE);
        assertThat(english.get(0).err()).contains("There is no command \"dianose\". Did you mean: todoku diagnose?");
        assertThat(english.get(1).err()).contains("Did you mean: todoku spf lint?");
        assertThat(english.get(2).err()).contains("Did you mean: todoku preflight?");
        assertThat(english.get(3).err()).contains("There is no option \"--sevice\". Did you mean: --service");
        assertThat(english.get(4).err()).contains("no command \"zzzzzz\"").doesNotContain("Did you mean");
        assertThat(english.get(5).err()).contains("\"example.org\" is one argument too many");
        assertThat(english.get(6).err()).contains("no service \"amazonses\". Did you mean: amazon-ses");
        assertThat(english.get(7).err()).contains("sendgrid");
        assertThat(english.get(8).err()).contains("todoku services");

        List<Program.Result> japanese = results("ja_JP.UTF-8", runs);
        assertThat(japanese.get(0).err()).contains("コマンド「dianose」はありません。", "もしかして: todoku diagnose");
        assertThat(japanese.get(3).err()).contains("オプション", "--service");
        assertThat(japanese.get(6).err()).contains("もしかして: amazon-ses");
    }

    @ParameterizedTest
    @CsvSource({
        "amazonses, amazon-ses",
        "Amazon_SES, amazon-ses",
        "sendgird, sendgrid",
        "sendgrd, sendgrid",
        "mailchmp, mailchimp"
    })
    void aServiceIsFoundThroughASlip(String typed, String id) {
        assertThat(Names.alike(ServiceCatalog.shipped(), typed).split(", ", -1)).contains(id);
    }

    @ParameterizedTest
    @CsvSource({"ab, abc, false", "abc, abd, true", "abcdef, badcef, true", "abcdef, abcxyz, false", "'', abc, false"})
    void aSlipIsALetterOrTwo(String typed, String known, boolean near) {
        assertThat(NearMiss.of(typed, List.of(known), List::of)).hasSize(near ? 1 : 0);
    }

    @Test
    void theServicesAreListed() throws Exception {
        List<Program.Result> results = results(
                "C",
                Run.of("services"),
                Run.of("services", "--json"),
                Run.of("services", "amazon-ses"),
                Run.of("services", "amazon-ses", "--lang", "ja"));
        assertThat(results.get(0).out()).contains("sendgrid  Twilio SendGrid", "amazon-ses  Amazon SES");
        List<?> all = (List<?>)
                Objects.requireNonNull(JSON.std.mapFrom(results.get(1).out()).get("services"));
        assertThat(all).hasSize(ServiceCatalog.shipped().services().size());
        assertThat((Map<?, ?>) all.get(0)).asString().contains("id=", "name=", "domains=", "spf=", "dkim=");
        assertThat(results.get(2).out())
                .contains("domains: amazonses.com", "include:amazonses.com (in the SPF record of a bounce subdomain)");
        assertThat(results.get(3).out()).contains("ドメイン: amazonses.com", "バウンス用サブドメイン");
    }

    @Test
    void helpShowsWhatTheCommandsOwnHelpShows() throws Exception {
        List<Program.Result> results = results(
                "C",
                Run.of("help"),
                Run.of("help", "dmarc"),
                Run.of("dmarc", "--help"),
                Run.of("help", "spf", "lint"),
                Run.of("spf", "lint", "--help"));
        assertThat(results).extracting(Program.Result::exitCode).containsOnly(ExitCode.GOOD);
        assertThat(results.get(0).out()).contains("diagnose", "services", "Exit codes:");
        assertThat(results.get(1).out()).isEqualTo(results.get(2).out()).contains("Usage: todoku dmarc");
        assertThat(results.get(3).out()).isEqualTo(results.get(4).out());
        assertThat(results.get(3).out().replaceAll("\\s+", " ")).contains("\"not in the records given\"");
    }

    @Test
    void whoAsksTheDnsTakesTheSameOptions() {
        List<CommandLine> leaves = new ArrayList<>();
        collect(Main.program(""), leaves);
        assertThat(leaves).hasSizeGreaterThan(12);
        for (CommandLine command : leaves) {
            Map<String, CommandLine.Model.OptionSpec> options =
                    command.getCommandSpec().optionsMap();
            String name = command.getCommandSpec().qualifiedName();
            assertThat(options).as(name).containsKeys("--json", "--lang", "--help");
            assertThat(options.containsKey("--timeout")).as(name).isEqualTo(options.containsKey("--dns"));
            assertThat(options).as(name).doesNotContainKeys("--as-of", "--limit", "--deadline", "--resolver");
        }
    }

    private static void collect(CommandLine command, List<CommandLine> leaves) {
        if (command.getCommand() instanceof HelpCommand) {
            return;
        }
        if (command.getSubcommands().isEmpty()) {
            leaves.add(command);
        }
        command.getSubcommands().values().forEach(each -> collect(each, leaves));
    }
}
