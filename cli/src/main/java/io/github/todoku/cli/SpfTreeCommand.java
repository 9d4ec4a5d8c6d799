package io.github.todoku.cli;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.RecordingResolver;
import io.github.todoku.render.JsonReport;
import io.github.todoku.render.Terminal;
import io.github.todoku.render.TreeRows;
import io.github.todoku.render.TreeSvg;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.publish.SpfTree;
import io.github.todoku.spf.publish.SpfWalker;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The records that a domain's SPF leads to, drawn. */
@picocli.CommandLine.Command(
        name = "tree",
        mixinStandardHelpOptions = true,
        description = {
            "Draw everything a domain's SPF leads to, with the lookups each term costs.",
            "Exit codes: 0 within the limits, 1 too many lookups, a loop or a fault, 2 not everything was answered, 75 the DNS gave no answer."
        })
final class SpfTreeCommand implements Command {
    @Parameters(index = "0", paramLabel = "DOMAIN", description = "Whose record.")
    String subject = "";

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description = "Write the tree as an SVG picture instead of printing it.")
    @Nullable
    Path svg;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "Write the answers as a zone file, for todoku spf diff and --dns zone:FILE.")
    @Nullable
    Path recording;

    @Mixin
    ServicesOption known = new ServicesOption();

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
        DnsName domain = Names.domain(subject);
        Function<DnsName, Optional<String>> naming = known.naming();
        SpfTree tree;
        try (DnsOptions.OpenDns open = dns.open()) {
            RecordingResolver recorder = RecordingResolver.over(open.resolver());
            tree = Progress.during(
                    () -> output.words().text("progress.dns", open.description()),
                    () -> SpfWalker.using(recorder).withTimeLimit(dns.timeout()).check(domain));
            if (recording != null) {
                OutputOptions.write(recording, recorder.zone().toString());
            }
        }
        show(tree, naming);
        return exitCode(tree);
    }

    private void show(SpfTree tree, Function<DnsName, Optional<String>> naming) {
        if (svg != null) {
            OutputOptions.write(svg, TreeSvg.of(heading(tree), rows(tree, naming)));
        } else if (output.json) {
            Map<DnsName, String> services = new LinkedHashMap<>();
            tree.nodes()
                    .forEach(node -> naming.apply(node.domain()).ifPresent(name -> services.put(node.domain(), name)));
            output.terminal()
                    .raw(JsonReport.of(tree, services, output.words().locale()).toJson());
        } else {
            draw(tree, naming);
        }
    }

    private List<TreeRows.Row> rows(SpfTree tree, Function<DnsName, Optional<String>> naming) {
        return TreeRows.of(tree, naming, output.words().locale());
    }

    private String heading(SpfTree tree) {
        return tree.domain() + "  " + TreeRows.cost(tree, output.words().locale());
    }

    private void draw(SpfTree tree, Function<DnsName, Optional<String>> naming) {
        Terminal terminal = output.terminal();
        terminal.line(Terminal.Style.HEADING, heading(tree));
        for (TreeRows.Row row : rows(tree, naming)) {
            StringBuilder prefix = new StringBuilder();
            row.more().forEach(more -> prefix.append(more ? "│  " : "   "));
            prefix.append(row.last() ? "└─ " : "├─ ");
            String note = row.note().isEmpty() ? "" : "  " + row.note();
            terminal.raw(prefix
                    + terminal.styled(
                            row.bad() ? Terminal.Style.BAD : Terminal.Style.PLAIN,
                            row.text() + "  " + row.lookups() + note));
        }
        tree.faults()
                .forEach(fault -> terminal.line(
                        Terminal.Style.BAD,
                        "✗ " + fault.owner() + ": " + fault.text(output.words().locale())));
        permerrors(tree)
                .forEach(node -> terminal.line(
                        Terminal.Style.BAD,
                        "✗ "
                                + output.words()
                                        .text(
                                                "tree.permerror",
                                                node.domain(),
                                                node.texts().size())));
        if (tree.isCounted()) {
            terminal.line(output.report().addresses(tree));
        }
    }

    /** The records that should be one and are none, or several: whoever comes to them does not pass (RFC 7208 §4.5, §5.2, §6.1). */
    private static List<SpfTree.Node> permerrors(SpfTree tree) {
        return tree.nodes().stream()
                .filter(node -> !node.answer().isFailure() && node.texts().size() != 1)
                .filter(node ->
                        !node.domain().equals(tree.domain()) || !node.texts().isEmpty())
                .toList();
    }

    private static int exitCode(SpfTree tree) {
        if (tree.root().answer().isFailure()) {
            return ExitCode.NO_DNS;
        } else if (tree.root().record() == null
                || tree.cost().lookups() > SpfOptions.MAX_TERMS
                || !tree.loops().isEmpty()
                || tree.isBroken()
                || !permerrors(tree).isEmpty()
                || !tree.root().record().isValid()) {
            return ExitCode.BAD;
        }
        return tree.cannotTell() || !tree.leadsOpen().isEmpty() ? ExitCode.CANNOT_TELL : ExitCode.GOOD;
    }
}
