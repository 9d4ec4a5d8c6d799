package io.github.todoku.cli;

import io.github.todoku.dns.DnsName;
import io.github.todoku.render.JsonReport;
import io.github.todoku.render.Terminal;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.publish.SpfCost;
import io.github.todoku.spf.publish.SpfDrift;
import io.github.todoku.spf.publish.SpfTree;
import io.github.todoku.spf.publish.SpfWalker;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What changed in a domain's SPF and all that it leads to. */
@picocli.CommandLine.Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Compare a domain's SPF, and everything it leads to, at two points in time.",
            "BEFORE and AFTER are zone files, as todoku spf tree --record writes them, or the domain itself for what the DNS"
                    + " says today. Two files need --domain.",
            "Exit codes: 0 the same, 1 changed and now beyond a limit, 2 not everything could be compared, 3 changed,"
                    + " 75 the DNS gave no answer."
        })
final class SpfDiffCommand implements Command {
    @Parameters(index = "0", paramLabel = "BEFORE", description = "A zone file, or the domain.")
    String before = "";

    @Parameters(index = "1", paramLabel = "AFTER", description = "A zone file, or the domain.")
    String after = "";

    @Option(names = "--domain", paramLabel = "NAME", description = "Whose record, if both are files.")
    @Nullable
    String named;

    @Mixin
    DnsOptions dns = new DnsOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Override
    public OutputOptions output() {
        return output;
    }

    @Override
    public Integer call() {
        DnsName domain = domain();
        SpfTree old = walk(before, domain);
        SpfTree now = walk(after, domain);
        if (old.root().answer().isFailure() || now.root().answer().isFailure()) {
            throw new Failure(ExitCode.NO_DNS, "drift.noAnswer", domain);
        }
        SpfDrift drift = SpfDrift.between(old, now);
        if (output.json) {
            output.terminal()
                    .raw(JsonReport.of(drift, domain, output.words().locale()).toJson());
        } else {
            print(domain, drift);
        }
        return exitCode(drift);
    }

    private DnsName domain() {
        String name = named != null ? named : !isFile(after) ? after : !isFile(before) ? before : "";
        if (name.isEmpty()) {
            throw new Failure(ExitCode.USAGE, "usage.drift", before);
        }
        return Names.domain(name);
    }

    private static boolean isFile(String text) {
        return DnsOptions.isFile(text) || Files.isRegularFile(Input.path(text));
    }

    private SpfTree walk(String where, DnsName domain) {
        if (isFile(where)) {
            return SpfWalker.using(DnsOptions.file(DnsOptions.isFile(where) ? where : "zone:" + where))
                    .withTimeLimit(dns.timeout())
                    .check(domain);
        }
        if (!Names.domain(where).equals(domain)) {
            throw new Failure(ExitCode.USAGE, "usage.drift", where);
        }
        try (DnsOptions.OpenDns open = dns.open()) {
            return Progress.during(
                    () -> output.words().text("progress.dns", open.description()),
                    () -> SpfWalker.using(open.resolver())
                            .withTimeLimit(dns.timeout())
                            .check(domain));
        }
    }

    private void print(DnsName domain, SpfDrift drift) {
        Terminal terminal = output.terminal();
        Words words = output.words();
        terminal.line(
                Terminal.Style.HEADING, domain + ": " + words.text(drift.isEmpty() ? "drift.same" : "drift.changed"));
        for (SpfDrift.Change change : drift.changes()) {
            terminal.line("  " + change.domain() + ": " + words.text("drift." + change.kind()));
            texts(change.before(), "    - ", Terminal.Style.BAD, terminal);
            texts(change.after(), "    + ", Terminal.Style.GOOD, terminal);
        }
        networks("drift.gained", drift.gained().stream().map(Object::toString).toList());
        networks("drift.lost", drift.lost().stream().map(Object::toString).toList());
        if (drift.cannotTell()) {
            terminal.line("  " + words.text("drift.incomparable"));
        }
        terminal.line("  "
                + words.text(
                        "drift.lookups", drift.before().lookups(), drift.after().lookups(), SpfOptions.MAX_TERMS));
    }

    private static void texts(String texts, String mark, Terminal.Style style, Terminal terminal) {
        if (!texts.isEmpty()) {
            for (String text : texts.split("\n", -1)) {
                terminal.line(style, mark + text);
            }
        }
    }

    private void networks(String key, List<String> networks) {
        if (!networks.isEmpty()) {
            output.terminal().line("  " + output.words().text(key, String.join(", ", networks)));
        }
    }

    private static int exitCode(SpfDrift drift) {
        SpfCost now = drift.after();
        boolean beyond = now.lookups() > SpfOptions.MAX_TERMS || now.ip4VoidTerms() > SpfOptions.MAX_VOID_LOOKUPS;
        if (drift.isEmpty()) {
            return ExitCode.GOOD;
        } else if (beyond) {
            return ExitCode.BAD;
        }
        return drift.cannotTell() ? ExitCode.CANNOT_TELL : ExitCode.WARNINGS;
    }
}
