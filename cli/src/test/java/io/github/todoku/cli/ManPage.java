package io.github.todoku.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of one command in man(7)'s macros, from what the command says of itself. */
final class ManPage {
    private final CommandLine command;
    private final CommandSpec spec;
    private final StringBuilder page = new StringBuilder();

    private ManPage(CommandLine command) {
        this.command = command;
        this.spec = command.getCommandSpec();
    }

    static String of(CommandLine command) {
        return new ManPage(command).text();
    }

    /** Of a command and all below it, but of no hidden one. */
    static List<CommandLine> pages(CommandLine program) {
        List<CommandLine> pages = new ArrayList<>(List.of(program));
        program.getSubcommands().values().stream()
                .filter(each -> !each.getCommandSpec().usageMessage().hidden())
                .distinct()
                .forEach(each -> pages.addAll(pages(each)));
        return pages;
    }

    static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName("-");
    }

    private String text() {
        macro("TH", quoted(name(command).toUpperCase(Locale.ROOT)), "1", "\"\"", "Todoku", quoted("Todoku manual"));
        macro("SH", "NAME");
        String[] description = spec.usageMessage().description();
        line(name(command) + " \\- " + escaped(description.length == 0 ? "" : description[0]));
        macro("SH", "SYNOPSIS");
        macro("nf");
        command.getHelp().synopsis(0).lines().forEach(each -> line(escaped(each.stripTrailing())));
        macro("fi");
        if (description.length > 1) {
            macro("SH", "DESCRIPTION");
            for (int i = 1; i < description.length; i++) {
                paragraph(description[i]);
            }
        }
        arguments();
        subcommands();
        footer();
        macro("SH", "SEE ALSO");
        line(escaped(seeAlso()));
        return page.toString();
    }

    private void arguments() {
        List<PositionalParamSpec> positional = spec.positionalParameters().stream()
                .filter(each -> !each.hidden())
                .toList();
        List<OptionSpec> options =
                spec.options().stream().filter(each -> !each.hidden()).toList();
        if (!positional.isEmpty()) {
            macro("SH", "ARGUMENTS");
            positional.forEach(each -> item(each.paramLabel(), each));
        }
        if (!options.isEmpty()) {
            macro("SH", "OPTIONS");
            for (OptionSpec each : options) {
                boolean takesValue = each.arity().max() > 0;
                item(String.join(", ", each.names()) + (takesValue ? " " + each.paramLabel() : ""), each);
            }
        }
    }

    private void item(String head, ArgSpec argument) {
        macro("TP");
        line("\\fB" + escaped(head) + "\\fR");
        for (String each : argument.description()) {
            line(escaped(each.replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValueString()))));
        }
    }

    private void subcommands() {
        List<CommandLine> below = pages(command).stream()
                .filter(each -> each.getParent() == command)
                .toList();
        if (!below.isEmpty()) {
            macro("SH", "COMMANDS");
            for (CommandLine each : below) {
                String[] description = each.getCommandSpec().usageMessage().description();
                macro("TP");
                line("\\fB" + escaped(each.getCommandName()) + "\\fR");
                line(escaped(description.length == 0 ? "" : description[0]));
            }
        }
    }

    private void footer() {
        String[] footer = spec.usageMessage().footer();
        if (footer.length > 0) {
            macro("SH", "NOTES");
            macro("nf");
            for (String each : footer) {
                if (!each.isBlank()) {
                    line(escaped(each));
                }
            }
            macro("fi");
        }
    }

    private String seeAlso() {
        CommandLine parent = command.getParent();
        return parent == null
                ? "docs/json.md: the fields of --json. docs/serve.md: the page. RFC 7208, 6376, 9989."
                : name(parent) + "(1)";
    }

    private void paragraph(String text) {
        macro("PP");
        line(escaped(text));
    }

    private void macro(String name, String... arguments) {
        page.append('.').append(name);
        for (String each : arguments) {
            page.append(' ').append(each);
        }
        page.append('\n');
    }

    private void line(String text) {
        page.append(text).append('\n');
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    /** No character of the text is taken for one of roff's own. */
    private static String escaped(String text) {
        String plain = Ansi.OFF
                .string(text)
                .replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("%n", "\n")
                .replace("%%", "%");
        return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
    }
}
